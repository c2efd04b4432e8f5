/**
 * What any server of this contract must do, derived from openapi.yaml as far as it says so. Throws an AssertionError at the first
 * thing that is wrong; the client itself holds every answer against the contract.
 */
import assert from "node:assert/strict";
import { type Client } from "./client.ts";
import { follow, type Node, node, spec } from "./oracle.ts";

export type Operation = {
  id: string;
  method: string;
  path: string;
  scopes: string[];
  parameters: Node[];
  media: string[];
  responses: string[];
};

const parametersOf = (item: Node, operation: Node): Node[] =>
  [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
    parameter.$ref ? node(follow(parameter.$ref.slice(2).split("/"))) : parameter
  );

/** Every operation of openapi.yaml, read without the engine. */
export const operations: Operation[] = Object.entries<Node>(spec.paths).flatMap(([path, item]) =>
  ["get", "post", "put", "patch", "delete"].filter((method) => item[method]).map((method) => ({
    id: item[method].operationId,
    method: method.toUpperCase(),
    path,
    scopes: Object.values<string[]>(item[method].security[0]).flat(),
    parameters: parametersOf(item, item[method]),
    media: Object.keys(item[method].requestBody?.content ?? {}),
    responses: Object.keys(item[method].responses),
  }))
);

export type World = { client: Client; other: Client; batchId: string; callId: string };

const path = (operation: Operation, { batchId, callId }: { batchId: string; callId: string }) =>
  operation.path.replace("{batchId}", batchId).replace("{callId}", callId);

/** A request that the operation accepts, or at least takes for well-formed. */
function send(
  client: Client,
  operation: Operation,
  world: World,
  query: Record<string, string> = {},
) {
  const json = operation.id === "createBatch"
    ? { name: "probe" }
    : operation.id === "recordCallEvents"
    ? {
      events: [{
        id: "probe",
        batchId: world.batchId,
        callId: world.callId,
        type: "ringing",
        at: "2026-01-01T00:00:01Z",
      }],
    }
    : [];
  return client.request(operation.method, path(operation, world), {
    query,
    ...(operation.media.length ? { json } : {}),
  });
}

/** The first contact once more, in the other media types; and its line. */
const repetitions = [
  ["text/csv", 2, "phoneNumber,name\n+12025550120,Ada\n"],
  ["application/x-ndjson", 1, '{"phoneNumber":"+12025550120","name":"Ada"}\n'],
] as const;

/** A batch with five calls, of which one is completed; checks each step against what was sent. */
export async function lifeCycle(client: Client): Promise<{ batchId: string; callId: string }> {
  const created = await client.post("/v1/batches", {
    name: "probe 7",
    callingNumbers: ["+12025550100"],
    metadata: { a: "b" },
  });
  assert.equal(created.status, 201);
  assert.deepEqual([created.body.name, created.body.callingNumbers, created.body.metadata], [
    "probe 7",
    [
      "+12025550100",
    ],
    { a: "b" },
  ]);
  assert.equal(created.headers.get("location"), `/v1/batches/${created.body.id}`);
  const batchId: string = created.body.id;
  const contacts = ["Ada", "Grace", "Alan", "Edsger", "Ada"].map((name, i) => ({
    phoneNumber: `+1202555012${i}`,
    name,
    age: 30 + i,
  }));
  const repeated = (line: number) => ({
    duplicateCount: 1,
    duplicates: [{ line, phoneNumber: "+12025550120" }],
  });
  const none = { rejectedCount: 0, rejected: [] };
  const added = await client.post(`/v1/batches/${batchId}/calls`, [...contacts, contacts[0]]);
  assert.deepEqual([added.status, added.body], [201, { added: 5, ...repeated(6), ...none }]);
  for (const [type, line, body] of repetitions) {
    const again = await client.request("POST", `/v1/batches/${batchId}/calls`, {
      body,
      headers: { "content-type": type },
    });
    assert.deepEqual(
      [again.status, again.body],
      [201, { added: 0, ...repeated(line), ...none }],
      type,
    );
  }
  const rejected = await client.request("POST", `/v1/batches/${batchId}/calls`, {
    json: [{ phoneNumber: "no" }],
  });
  assert.deepEqual([rejected.status, rejected.body.rejectedCount, rejected.body.rejected[0].line], [
    422,
    1,
    1,
  ]);
  const skipped = await client.request("POST", `/v1/batches/${batchId}/calls`, {
    query: { onInvalid: "skip" },
    json: [{ phoneNumber: "no" }],
  });
  assert.deepEqual([skipped.status, skipped.body.added, skipped.body.rejected.length], [201, 0, 1]);
  const page = await client.get(`/v1/batches/${batchId}`, { limit: 3 });
  assert.deepEqual([page.body.total, page.body.totalPages, page.body.page, page.body.limit], [
    5,
    2,
    1,
    3,
  ]);
  assert.deepEqual(
    page.body.calls.map((call: Node) => [call.position, call.variables.name, call.callStatus]),
    [
      [5, "Ada", "queued"],
      [4, "Edsger", "queued"],
      [3, "Alan", "queued"],
    ],
  );
  const callId: string = page.body.calls[0].id;
  const events = [
    { id: "1", batchId, callId, type: "answered", at: "2026-01-01T00:00:10Z", answeredBy: "human" },
    {
      id: "2",
      batchId,
      callId,
      type: "completed",
      at: "2026-01-01T00:01:00+00:00",
      cost: { amount: "0.0140", currency: "USD" },
      hangupCause: "normal_clearing",
    },
    {
      id: "3",
      batchId,
      callId,
      type: "transcript-available",
      at: "2026-01-01T00:02:00Z",
      transcript: [{ speaker: "agent", text: "hi" }],
    },
  ];
  assert.deepEqual((await client.post("/v1/call-events", { events })).body, {
    recorded: 3,
    duplicates: 0,
  });
  assert.deepEqual((await client.post("/v1/call-events", { events })).body, {
    recorded: 0,
    duplicates: 3,
  });
  await afterwards(client, batchId, callId);
  return { batchId, callId };
}

async function afterwards(client: Client, batchId: string, callId: string): Promise<void> {
  const at = `/v1/batches/${batchId}`;
  const positions = async (query: Record<string, string | number>) => {
    const { status, body } = await client.get(at, query);
    assert.deepEqual([status, body.totalPages], [200, Math.ceil(body.total / body.limit)]);
    return [body.total, ...body.calls.map((call: Node) => call.position)];
  };
  const call = (await client.get(`${at}/calls/${callId}`)).body;
  assert.deepEqual(
    [call.id, call.callStatus, call.callDuration, call.attempts, call.cost?.amount],
    [
      callId,
      "completed",
      50,
      1,
      "0.0140",
    ],
  );
  assert.deepEqual([call.phoneLogs.length, call.transcript, call.events.length], [
    1,
    [{ speaker: "agent", text: "hi" }],
    3,
  ]);
  const { events: _, ...shown } = call;
  const { calls: [onPage], ...details } = (await client.get(at)).body;
  assert.deepEqual(onPage, shown);
  assert.deepEqual([call.answeredBy, call.hangupCause, call.variables, call.phoneLogs[0].endedAt], [
    "human",
    "normal_clearing",
    { name: "Ada", age: 34 },
    "2026-01-01T00:01:00.000Z",
  ]);
  assert.ok(Math.abs(Date.now() - Date.parse(details.createdAt)) < 86_400_000, details.createdAt);
  assert.deepEqual([details.status, details.counts.completed, details.counts.queued], [
    "active",
    1,
    4,
  ]);
  assert.deepEqual(await positions({ filter: '{"callStatus":"completed"}' }), [1, 5]);
  assert.deepEqual(await positions({ filter: '{"age":{"$gte":33}}', sortOrder: "asc" }), [2, 4, 5]);
  assert.deepEqual(await positions({ search: "^ada$", sortBy: "age", sortOrder: "desc" }), [
    2,
    5,
    1,
  ]);
  assert.deepEqual(await positions({ sortBy: "name", sortOrder: "asc" }), [5, 1, 5, 3, 4, 2]);
  const first = (await client.get(at, { limit: 2 })).body;
  assert.deepEqual(await positions({ limit: 2, cursor: first.nextCursor }), [5, 3, 2]);
  assert.deepEqual(await positions({ limit: 2, page: 3 }), [5, 1]);
  const lean = (await client.get(at, { include: "", count: "none", limit: 1 })).body;
  assert.deepEqual([lean.total, "variables" in lean.calls[0], "phoneLogs" in lean.calls[0]], [
    null,
    false,
    false,
  ]);
  const list =
    (await client.get("/v1/batches", { search: "PROBE 7", status: "active", limit: 1 })).body;
  assert.deepEqual([list.total, list.batches.map((batch: Node) => batch.id)], [1, [batchId]]);
}

/** No token, a wrong one, one without the scope, another workspace's, for every operation. */
export async function authorization(
  world: World,
  without: (scope: string) => Promise<Client>,
): Promise<void> {
  for (const operation of operations) {
    const { status } = await send(world.client.as(""), operation, world);
    assert.equal(status, 401, operation.id);
    assert.equal(
      (await send(world.client.as("cb_wrong"), operation, world)).status,
      401,
      operation.id,
    );
    for (const scope of operation.scopes) {
      assert.equal((await send(await without(scope), operation, world)).status, 403, operation.id);
    }
    const foreign = await send(world.other, operation, world);
    if (operation.path.includes("{batchId}")) assert.equal(foreign.status, 404, operation.id);
    if (operation.id === "recordCallEvents") assert.equal(foreign.status, 422, operation.id);
    if (operation.id === "listBatches") {
      assert.deepEqual([foreign.status, foreign.body.total], [200, 0]);
    }
  }
}

/** A text that the parameter accepts, if it comes once. */
const acceptable = (name: string, schema: Node): string =>
  String(
    schema.enum?.[0] ?? schema.items?.enum?.[0] ?? schema.minimum ??
      (name === "filter" ? "{}" : "a"),
  );

/** Each bound of each number, each word of each list and what is just beyond; unknown and repeated parameters; ids that are none. */
export async function bounds(world: World): Promise<void> {
  for (const operation of operations) {
    const expect = async (query: Record<string, string>, bad: boolean) => {
      const { status, text, body } = await send(world.client, operation, world, query);
      const told = `${operation.id} ${JSON.stringify(query)}: ${status} ${text.slice(0, 300)}`;
      if (!bad) return assert.ok(status < 300, told);
      assert.equal(status, 400, told);
      assert.deepEqual(body.errors.map(({ in: where, name }: Node) => [where, name]), [[
        "query",
        Object.keys(query)[0],
      ]], told);
    };
    await expect({ nobodyKnowsThis: "1" }, true);
    for (const { name, in: where, schema: declared } of operation.parameters) {
      const schema = declared.$ref ? node(follow(declared.$ref.slice(2).split("/"))) : declared;
      if (where === "path") {
        const broken = { ...world, [name]: "not-an-id" };
        assert.equal(
          (await world.client.request(
            operation.method,
            path(operation, broken),
            operation.media.length ? { json: [] } : {},
          )).status,
          400,
        );
        continue;
      }
      if (schema.type === "integer") {
        await expect({ [name]: String(schema.minimum) }, false);
        await expect({ [name]: String(schema.maximum) }, false);
        for (
          const text of [
            schema.minimum - 1,
            schema.maximum + 1,
            `0${schema.minimum}`,
            `${schema.minimum}.0`,
            "x",
            "",
          ]
        ) await expect({ [name]: String(text) }, true);
      }
      if (schema.enum) {
        for (const value of schema.enum) await expect({ [name]: value }, false);
        await expect({ [name]: `${schema.enum[0]}x` }, true);
      }
      if (schema.items?.enum) {
        await expect({ [name]: `${schema.items.enum[0]},${schema.items.enum[0]}` }, true);
      }
      if (schema.type === "string" && schema.maxLength) {
        await expect({ [name]: "x".repeat(schema.maxLength + 1) }, true);
      }
      const one = `${name}=${encodeURIComponent(acceptable(name, schema))}`;
      const twice = await world.client.request(
        operation.method,
        `${path(operation, world)}?${one}&${one}`,
        operation.media.length ? { json: [] } : {},
      );
      assert.equal(twice.status, 400, `${operation.id} ${name} twice`);
    }
  }
}

/** Bodies of another kind, and bodies that are none. */
export async function bodies(world: World): Promise<void> {
  for (const operation of operations.filter(({ media }) => media.length)) {
    const post = (body: BodyInit, type: string) =>
      world.client.request(operation.method, path(operation, world), {
        body,
        headers: { "content-type": type },
      });
    assert.equal((await post("<a/>", "application/xml")).status, 415, operation.id);
    for (const body of ["{", "", "5", '"x"']) {
      assert.equal((await post(body, "application/json")).status, 400, `${operation.id} ${body}`);
    }
    const unknown = await world.client.request("PURGE", path(operation, world));
    assert.deepEqual([unknown.status, unknown.headers.get("allow")?.includes(operation.method)], [
      405,
      true,
    ]);
  }
}
