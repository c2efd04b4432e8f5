/** `deno task worker:dev`, on a Postgres server or on the embedded database. */
import assert from "node:assert/strict";
import { connect } from "../../../src/db/client.ts";
import { findCaller } from "../../../src/keys/find_caller.ts";
import { hashToken } from "../../../src/domain/token.ts";
import { onServer } from "../../support/client.ts";
import { startServer } from "../../support/subprocess.ts";

const DATABASE_URL = onServer ? Deno.env.get("TEST_DATABASE_URL")! : "";

Deno.test("worker:dev prints a key that is valid until it stops", async () => {
  const CALLBOARD_DIR = await Deno.makeTempDir();
  const server = await startServer({ DATABASE_URL, CALLBOARD_DIR }, "workerDev");
  const token = /Bearer (cb_[\w-]{43})/.exec(server.welcome)![1]!;
  const answer = await fetch(`${server.origin}/v1/batches`, {
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(answer.status, 200);
  assert.deepEqual(Object.keys(await answer.json()).sort(), [
    "batches",
    "limit",
    "nextCursor",
    "page",
    "total",
    "totalPages",
  ]);
  server.kill("SIGTERM");
  assert.equal((await server.ended).code, 0);
  await Deno.remove(CALLBOARD_DIR, { recursive: true });
  if (!onServer) return; // the embedded database is deleted
  const db = connect(DATABASE_URL, { poolSize: 1, watched: false });
  assert.equal(await findCaller(db, hashToken(token)), undefined);
  await db.close();
});
