import assert from "node:assert/strict";
import postgres from "postgres";
import journal from "../../../drizzle/meta/_journal.json" with { type: "json" };
import { migrate, missingMigrations } from "../../../src/runtime/cli/migrate.ts";
import { onServer } from "../../support/client.ts";
import { timeLimit } from "../../support/time_limit.ts";
import { runProgram, startServer } from "../../support/subprocess.ts";

/** Creates an empty database on the server under test. */
async function emptyDatabase() {
  const admin = postgres(Deno.env.get("TEST_DATABASE_URL")!, { max: 1, onnotice() {} });
  const name = `callboard_test_${crypto.randomUUID().slice(0, 8)}`;
  await admin.unsafe(`create database ${name}`);
  const url = new URL(Deno.env.get("TEST_DATABASE_URL")!);
  url.pathname = `/${name}`;
  const drop = async () => {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  };
  return { url: url.href, drop };
}

Deno.test(
  "an outdated schema is reported, and `migrate` updates it",
  { ignore: !onServer },
  async () => {
    const { url, drop } = await emptyDatabase();
    try {
      const rejected = await runProgram("deno.ts", [], { DATABASE_URL: url, PORT: "0" });
      assert.equal(rejected.code, 1);
      assert.match(
        rejected.stderr,
        /^The database is missing \d+ migration\(s\): run `deno task migrate` first\.\n$/,
      );
      const migrated = await runProgram("cli/migrate.ts", [], { DATABASE_URL: url });
      assert.equal(migrated.code, 0, migrated.stderr);
      const server = await startServer({ DATABASE_URL: url });
      const { status } = await fetch(`${server.origin}/v1/batches`, {
        headers: { authorization: "Bearer cb_none" },
      });
      assert.equal(status, 401);
      server.kill("SIGINT");
      assert.equal((await server.ended).code, 0);
    } finally {
      await drop();
    }
  },
);

Deno.test("concurrent migrations wait for each other", { ignore: !onServer }, async () => {
  const { url, drop } = await emptyDatabase();
  try {
    assert.ok(await missingMigrations({ url }) > 0);
    await Promise.all([1, 2, 3].map(() => migrate({ url })));
    assert.equal(await missingMigrations({ url }), 0);
  } finally {
    await drop();
  }
});

Deno.test("a database of the migrations before 0000 held them all lacks only those after it", {
  ignore: !onServer,
}, async () => {
  const { url, drop } = await emptyDatabase();
  const client = postgres(url, { max: 1 });
  try {
    // What drizzle-kit's own migrator noted for 0000, 0001 and 0002.
    const before = [1795480291134, 1795574985186, 1795578767346].map((created_at) => ({
      hash: `of ${created_at}`,
      created_at,
    }));
    const first = new URL("../../../drizzle/0000_init.sql", import.meta.url);
    await client.unsafe(await Deno.readTextFile(first));
    await client.unsafe(`create schema drizzle; create table drizzle.__drizzle_migrations
      (id serial primary key, hash text not null, created_at bigint)`);
    await client`insert into drizzle.__drizzle_migrations ${client(before)}`;
    const later = journal.entries.length - 1;
    assert.equal(await missingMigrations({ url }), later);
    await migrate({ url });
    const [row] = await client`select count(*)::int from drizzle.__drizzle_migrations`;
    assert.equal(row!.count, 3 + later);
  } finally {
    await client.end();
    await drop();
  }
});

Deno.test("a migration gives a lock up after 5 s and changes nothing", {
  ignore: !onServer,
}, async () => {
  const { url, drop } = await emptyDatabase();
  const client = postgres(url, { max: 1 });
  try {
    await client.begin(async (tx) => {
      await tx`create table workspaces (other int)`; // the migration waits for this transaction
      const began = performance.now();
      const { code, stderr } = await runProgram("cli/migrate.ts", [], { DATABASE_URL: url });
      const took = performance.now() - began;
      assert.ok(took > 5000 && took < timeLimit(10_000), `${took} ms`);
      assert.equal(code, 1);
      assert.match(stderr, /lock timeout; nothing changed\. .*run it again\.\n$/);
      await tx`drop table workspaces`;
    });
    const tables = await client`select from pg_tables where schemaname in ('public', 'drizzle')`;
    assert.equal(tables.length, 0);
    await migrate({ url });
  } finally {
    await client.end();
    await drop();
  }
});

Deno.test("every migration states its locks", async () => {
  const folder = new URL("../../../drizzle/", import.meta.url);
  const files = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name)
    .filter((name) => name.endsWith(".sql"));
  assert.ok(files.length > 0);
  for (const name of files) {
    assert.match(await Deno.readTextFile(new URL(name, folder)), /^-- Locks: \S/, name);
  }
});

Deno.test("an unreachable database is reported without a stack trace", async () => {
  const DATABASE_URL = "postgres://callboard@127.0.0.1:1/callboard";
  for (const program of ["cli/migrate.ts", "deno.ts", "cli/keys.ts"]) {
    const env = { DATABASE_URL, DATABASE_WAIT_MS: "0" };
    const args = program === "cli/keys.ts" ? ["list"] : [];
    const { code, stderr } = await runProgram(program, args, env);
    assert.equal(code, 1);
    assert.match(stderr, /^The database c.*: connect ECONNREFUSED 127\.0\.0\.1:1\n$/);
  }
});
