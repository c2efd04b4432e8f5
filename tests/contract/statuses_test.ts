import assert from "node:assert/strict";
import { connect, type Database } from "../../src/db/client.ts";
import { scopes } from "../../src/domain/caller.ts";
import { type Client, createKey, newClient, onServer, openDatabase } from "../support/client.ts";
import { authorization, bodies, bounds, lifeCycle, operations } from "../support/probe.ts";

/** The client with every answer's status noted by operation. */
function noting(client: Client, seen: Set<string>): Client {
  return client.through((send) => async (request) => {
    const answer = await send(request);
    const { pathname } = new URL(request.url);
    const operation = operations.find(({ method, path }) =>
      method === request.method && new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`).test(pathname)
    );
    if (operation) seen.add(`${operation.id} ${answer.status}`);
    return answer;
  });
}

async function everyOperation(client: Client, ids: { batchId: string; callId: string }): Promise<void> {
  for (const { method, path, media, id } of operations) {
    const json = id === "createBatch"
      ? { name: "x".repeat(150) }
      : id === "addCalls"
      ? [{ phoneNumber: "+12025550100" }]
      : {
        events: [{ id: "e", ...ids, type: "ringing", at: "2026-01-01T00:00:00Z" }],
      };
    await client.request(
      method,
      path.replace("{batchId}", ids.batchId).replace("{callId}", ids.callId),
      media.length ? { json } : {},
    );
  }
}

const withDatabase = async (db: Database, work: () => Promise<void>) => {
  await work();
  await db.close();
};

Deno.test({
  name: "every documented status of every operation is produced",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const seen = new Set<string>();
    const client = noting(await newClient(db), seen);
    const other = noting(await newClient(db), seen);
    const ids = await lifeCycle(client);
    await authorization(
      { client, other, ...ids },
      async (scope) => client.as(await createKey(db, client.workspaceId, scopes.filter((one) => one !== scope))),
    );
    await bodies({ client, other, ...ids });
    await bounds({ client, other, ...ids });
    await client.post(`/v1/batches/${ids.batchId}/calls`, [{ phoneNumber: "1" }]);
    const call = { batchId: ids.batchId, callId: crypto.randomUUID() };
    await client.get(`/v1/batches/${call.batchId}/calls/${call.callId}`);
    await everyOperation(
      noting(await newClient(db, scopes, { maxBodyBytes: 100, maxUploadBytes: 5 }), seen).as(client.token),
      ids,
    );
    // A database without the tables is a fault of ours; one that nobody listens for is away.
    const bare = connect(`${Deno.env.get("TEST_DATABASE_URL")}?search_path=nowhere`, { max: 1 });
    await withDatabase(
      bare,
      async () => await everyOperation(noting(await newClient(db, scopes, { database: () => bare }), seen), ids),
    );
    const away = connect("postgres://nobody@127.0.0.1:9/none", { max: 1 });
    await withDatabase(
      away,
      async () => await everyOperation(noting(await newClient(db, scopes, { database: () => away }), seen), ids),
    );
    await db.close();
    const documented = operations.flatMap(({ id, responses }) => responses.map((status) => `${id} ${status}`));
    assert.deepEqual(documented.filter((status) => !seen.has(status)), []);
  },
});

Deno.test({
  name: "an unknown error tells the caller its request id and nothing else, and the log no parameter",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const events: Record<string, unknown>[] = [];
    const bare = connect(`${Deno.env.get("TEST_DATABASE_URL")}?search_path=nowhere`, { max: 1 });
    const client = await newClient(db, scopes, { database: () => bare, log: (event) => void events.push(event) });
    const { status, body } = await client.get(`/v1/batches/${crypto.randomUUID()}`, { search: "secret" });
    assert.equal(status, 500);
    assert.deepEqual(Object.keys(body).sort(), ["code", "detail", "instance", "requestId", "status", "title", "type"]);
    assert.doesNotMatch(JSON.stringify(body), /relation|api_keys|secret/);
    assert.equal(events[0]!.requestId, body.requestId);
    assert.match(JSON.stringify(events), /42P01/);
    assert.doesNotMatch(JSON.stringify(events), new RegExp(`secret|${client.token}`));
    await bare.close();
    await db.close();
  },
});

Deno.test({
  name: "a statement that takes too long ends as a 503",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const hasty = connect(Deno.env.get("TEST_DATABASE_URL")!, { max: 1, statementTimeout: 1 });
    const client = await newClient(db);
    const { body: { id } } = await client.post("/v1/batches", { name: "slow" });
    await client.post(
      `/v1/batches/${id}/calls`,
      Array.from({ length: 3000 }, (_, i) => ({ phoneNumber: `+1202556${1000 + i}`, text: "x".repeat(200) })),
    );
    const slow = (await newClient(db, scopes, { database: () => hasty })).as(client.token);
    const { status, body, headers } = await slow.get(`/v1/batches/${id}`, { search: "(x|y)+z$" });
    assert.deepEqual([status, body.code, headers.get("retry-after")], [503, "query_timeout", "5"]);
    await hasty.close();
    await db.close();
  },
});
