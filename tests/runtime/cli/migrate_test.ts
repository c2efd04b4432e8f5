import assert from "node:assert/strict";
import postgres from "postgres";
import { migrate, missingMigrations } from "../../../src/runtime/cli/migrate.ts";
import { onServer } from "../../support/client.ts";
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

Deno.test("an unreachable database is reported without a stack trace", async () => {
  const DATABASE_URL = "postgres://callboard@127.0.0.1:1/callboard";
  for (const program of ["cli/migrate.ts", "deno.ts", "cli/keys.ts"]) {
    const env = { DATABASE_URL, DATABASE_WAIT_MS: "0" };
    const { code, stderr } = await runProgram(program, ["list"], env);
    assert.equal(code, 1);
    assert.match(stderr, /^The database c.*: connect ECONNREFUSED 127\.0\.0\.1:1\n$/);
  }
});
