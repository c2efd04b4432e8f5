#!/bin/sh
# Owns a Postgres cluster of the tests':
# cluster_keeper.sh <directory> <binaries> <port> [command that becomes another user]
# Runs commands, one a line. When its input ends, with the tests or their process, it removes all.
dir=$1 bin=$2 port=$3
shift 3
trap '' INT HUP TERM PIPE

# A disk of its own for the tables, and one for the log of the database, where mounting is allowed.
small_disk() {
  mkdir -p "$dir/$1"
  mount -t tmpfs -o "size=$2" callboard "$dir/$1" 2>>"$dir/messages" && touch "$dir/$1.small"
}

create() {
  small_disk tables 48m
  small_disk log 48m
  mkdir -p "$dir/data" "$dir/tables/space" "$dir/log"
  chown -R "$($as id -u)" "$dir/data" "$dir/tables" "$dir/log"
  chmod 711 "$dir"
  $as "$bin/initdb" -D "$dir/data" --waldir="$dir/log/wal" --wal-segsize=1 -U postgres \
    --auth=trust --locale=C --encoding=UTF8 --no-sync >>"$dir/messages" 2>&1
}

# Starts the postmaster with these settings on top.
started=
start() {
  $as "$bin/postgres" -D "$dir/data" -p "$port" "$@" </dev/null >>"$dir/messages" 2>&1 &
  started="$started $!"
}

fill() { head -c 1G /dev/zero >"$dir/$1/filler" 2>/dev/null; }
drain() { rm -f "$dir/$1/filler"; }

# The postmasters that still run; a process id may be another process's by now.
postmasters() {
  for p in $started; do
    grep -qs "$dir/data" "/proc/$p/cmdline" && echo "$p"
  done
}
running() {
  for p in $(postmasters); do
    echo "$p" "$(cat "/proc/$p/task/$p/children" 2>/dev/null)"
  done
}

# The words of these are process ids.
# shellcheck disable=SC2046
remove() {
  kill -CONT $(running) 2>/dev/null
  kill -QUIT $(postmasters) 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -n "$(postmasters)" ] || break
    sleep 0.2
  done
  kill -KILL $(running) 2>/dev/null
  umount "$dir/tables" "$dir/log" 2>/dev/null
  rm -rf "$dir"
}

as="$*"
create && echo "done" || { cat "$dir/messages"; remove; exit 1; }
while read -r line; do
  eval "$line"
  echo "done"
done
remove
