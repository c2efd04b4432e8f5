/** The entry for `deno serve` and Deno Deploy, by `deno serve`. */
import assert from "node:assert/strict";
import type { Database } from "../../src/db/client.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { type Server, startServer } from "../support/subprocess.ts";

const environment = () => ({ DATABASE_URL: Deno.env.get("TEST_DATABASE_URL")!, LOG: "off" });

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!await condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Keeps requests waiting at their first statement, which looks for the key; gives the way to let them through. */
async function holdKeys(db: Database): Promise<() => Promise<void>> {
  const connection = await db.client.reserve();
  await connection`begin`;
  await connection`lock table api_keys`;
  return async () => {
    await connection`commit`;
    connection.release();
  };
}

const isWaiting = (db: Database) => async () =>
  (await db.client`select from pg_locks where relation = 'api_keys'::regclass and not granted`).length > 0;
const refuses = ({ origin }: Server) => () => fetch(`${origin}/health/live`).then((r) => !r.ok, () => true);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  Deno.test(`deno serve: ${signal} lets a request in flight finish`, { ignore: !onServer }, async () => {
    const db = openDatabase();
    const { token } = await newClient(db);
    const server = await startServer(environment(), "serve");
    const list = () => fetch(`${server.origin}/v1/batches`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await (await list()).json()).total, 0);
    const letThrough = await holdKeys(db);
    const answer = list();
    await until(isWaiting(db));
    server.kill(signal);
    await until(refuses(server));
    await letThrough();
    assert.equal((await (await answer).json()).total, 0);
    assert.deepEqual(await server.ended, { code: 0, lines: [] });
    await db.close();
  });
}

Deno.test("deno serve: a start that fails is a message", { ignore: !onServer }, async () => {
  const start = startServer({ DATABASE_URL: "mysql://localhost" }, "serve");
  await assert.rejects(start, { message: "the server ended: DATABASE_URL must start with postgres://\n" });
});
