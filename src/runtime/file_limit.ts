/** The number of files, sockets among them, that the process may open. */

/** What POSIX guarantees at least to a login on the systems of today. */
const fallback = 1024;

/**
 * Raises the soft limit of open files to the hard one, as Node does at its start and Deno does not;
 * returns the limit in force. 1,024 where it cannot be read.
 */
export function fileLimit(): number {
  const limits = softLimit();
  if (limits === undefined) return fallback;
  const { soft, hard } = limits;
  return soft < hard && raise(hard) ? hard : soft;
}

/** The soft and hard limit of this process on Linux. */
function softLimit(): { soft: number; hard: number } | undefined {
  try {
    const line = /^Max open files +(\d+|unlimited) +(\d+|unlimited)/m;
    const found = line.exec(Deno.readTextFileSync("/proc/self/limits"));
    if (!found) return undefined;
    const [soft, hard] = found.slice(1).map((text) =>
      text === "unlimited" ? 2 ** 31 : Number(text)
    );
    return { soft: soft!, hard: hard! };
  } catch {
    return undefined;
  }
}

/** The number of files that the process has open; 0 where it cannot be read. */
export function openFiles(): number {
  try {
    return [...Deno.readDirSync("/proc/self/fd")].length;
  } catch {
    return 0;
  }
}

/** RLIMIT_NOFILE on Linux. */
const resource = 7;

/** Calls setrlimit(2); returns whether it succeeded. */
function raise(limit: number): boolean {
  try {
    const libc = Deno.dlopen("libc.so.6", {
      setrlimit: { parameters: ["i32", "buffer"], result: "i32" },
    });
    const rlimit = new BigUint64Array([BigInt(limit), BigInt(limit)]);
    const succeeded = libc.symbols.setrlimit(resource, rlimit) === 0;
    libc.close();
    return succeeded;
  } catch {
    return false;
  }
}
