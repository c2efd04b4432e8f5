/** Readiness tells whether the database can serve, without a request that finds out first. */
import assert from "node:assert/strict";
import { ask, pause, timeScale } from "./http.ts";
import { page } from "./questions.ts";
import { prepare, serve, type Setup } from "./setup.ts";

const setup = await prepare();
const ignore = !setup;

const journal = "drizzle.__drizzle_migrations";
type State = { begin(setup: Setup): Promise<unknown>; end(setup: Setup): Promise<unknown> };
const unready: Record<string, State> = {
  "is read-only": {
    begin: ({ cluster }) => cluster.setReadOnly(true),
    end: ({ cluster }) => cluster.setReadOnly(false),
  },
  "is a standby": {
    begin: ({ cluster }) => cluster.becomeStandby(true),
    end: ({ cluster }) => cluster.promote(),
  },
  "lacks a migration": {
    begin: ({ cluster }) =>
      cluster.query(`update ${journal} set created_at = created_at - 1`, "callboard"),
    end: ({ cluster }) =>
      cluster.query(`update ${journal} set created_at = created_at + 1`, "callboard"),
  },
  "lacks the schema": {
    begin: ({ cluster }) => cluster.query("alter schema drizzle rename to other", "callboard"),
    end: ({ cluster }) => cluster.query("alter schema other rename to drizzle", "callboard"),
  },
};

for (const [name, { begin, end }] of Object.entries(unready)) {
  Deno.test(`a database that ${name} is not ready, and is again`, { ignore }, async () => {
    const server = await serve(setup!.cluster.url);
    const ready = async () => {
      const { status, retryAfter, took } = await ask(server.origin, { path: "/health/ready" });
      assert.ok(took < 1000 * timeScale, `${took} ms`);
      if (status === 503) assert.ok(Number(retryAfter) > 0);
      return status;
    };
    const becomes = async (wanted: number) => {
      const began = performance.now();
      while (await ready() !== wanted) {
        assert.ok(performance.now() - began < 3000 * timeScale, `not ${wanted} in time`);
        await pause(50);
      }
    };
    try {
      await becomes(200);
      await begin(setup!);
      await becomes(503);
      const answer = await ask(server.origin, page(setup!.reader, 1).question);
      assert.equal(answer.status, 200, "reads are answered");
      assert.equal(await ready(), 503);
      await end(setup!);
      await becomes(200);
    } finally {
      await server.stop();
    }
  });
}

Deno.test("a write that a read-only database rejects is a 503, and then works", {
  ignore,
}, async () => {
  const server = await serve(setup!.cluster.url);
  const { token } = setup!.reader;
  const write = () =>
    ask(server.origin, { token, method: "POST", path: "/v1/batches", json: { name: "n" } });
  assert.equal((await write()).status, 201);
  await setup!.cluster.setReadOnly(true);
  for (let turn = 0; turn < 4; turn++) {
    const { status, body, retryAfter } = await write();
    assert.deepEqual([status, body.code], [503, "unavailable"]);
    assert.ok(Number(retryAfter) > 0);
  }
  await setup!.cluster.setReadOnly(false);
  for (let turn = 0; turn < 4; turn++) assert.equal((await write()).status, 201);
  await server.stop();
});

Deno.test("the cluster of these tests ends", { ignore: !setup }, () => setup!.close());
