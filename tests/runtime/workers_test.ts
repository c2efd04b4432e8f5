import { orm } from "../../src/db/orm.ts";
import assert from "node:assert/strict";
import type { TestDatabase } from "../support/client.ts";
import { workspaces } from "../../src/db/schema/index.ts";
import { newId } from "../../src/domain/id.ts";
import { Client, createKey, onServer, openDatabase } from "../support/client.ts";
import { until, whileLocked } from "../support/locks.ts";
import { type Relay, relay } from "../support/relay.ts";
import {
  type Bundle,
  bundleWorker,
  gzipSize,
  startUpTime,
  startWorkerd,
} from "../support/workerd.ts";
import { timeLimit } from "../support/time_limit.ts";

const limit = 240 * 1024;
const rows = 2000;

/** Returns a client with its own workspace and key that sends its requests to the Worker. */
async function workerClient(origin: URL, db: TestDatabase): Promise<Client> {
  const workspaceId = newId();
  await orm(db).insert(workspaces).values({ id: workspaceId, name: "workers" });
  return new Client(
    workspaceId,
    await createKey(db, workspaceId),
    ({ url, method, headers, body }) => {
      const { pathname, search } = new URL(url);
      return fetch(new URL(pathname + search, origin), {
        method,
        headers,
        body,
        redirect: "manual",
      });
    },
  );
}

/** Streams a CSV file in pieces that end at arbitrary bytes. */
function csv(): ReadableStream<Uint8Array> {
  const lines = Array.from({ length: rows }, (_, i) => `+1202555${1000 + i},"Åda ""${i}""",${i}\n`);
  const bytes = new TextEncoder().encode("phoneNumber,name,age\n" + lines.join(""));
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, at += 997));
      if (at >= bytes.length) controller.close();
    },
  });
}

async function campaign(client: Client): Promise<string> {
  const { status, body: { id } } = await client.post("/v1/batches", { name: "On Workers" });
  assert.equal(status, 201);
  const added = await client.request("POST", `/v1/batches/${id}/calls`, {
    query: { numericColumns: "age" },
    body: csv(),
    headers: { "content-type": "text/csv" },
  });
  assert.deepEqual([added.status, added.body.added], [201, rows], added.text);
  const { body: { calls: [call] } } = await client.get(`/v1/batches/${id}`, {
    filter: '{"variables.age":7}',
  });
  assert.equal(call.variables.name, 'Åda "7"');
  const event = { batchId: id, callId: call.id, attempt: 1 };
  const recorded = await client.post("/v1/call-events", {
    events: [
      { ...event, id: "1", type: "initiated", at: "2026-03-02T14:00:00.000Z" },
      { ...event, id: "2", type: "answered", at: "2026-03-02T14:00:05.000Z" },
      { ...event, id: "3", type: "completed", at: "2026-03-02T14:00:35.000Z" },
    ],
  });
  assert.equal(recorded.status, 200, recorded.text);
  const { body } = await client.get(`/v1/batches/${id}`, { filter: '{"callStatus":"completed"}' });
  assert.deepEqual(body.calls.map(({ id }: { id: string }) => id), [call.id]);
  assert.equal(body.calls[0].callDuration, 30);
  return id;
}

async function rejections(client: Client, batchId: string): Promise<void> {
  const path = `/v1/batches/${batchId}`;
  const statuses = await Promise.all([
    client.get(path, { filter: "{" }),
    client.as("").get(path),
    client.get(`/v1/batches/${newId()}`),
    client.get("/nothing"),
    client.request("PUT", path),
    client.request("POST", `${path}/calls`, {
      body: "<x/>",
      headers: { "content-type": "text/xml" },
    }),
  ]);
  assert.deepEqual(statuses.map(({ status }) => status), [400, 401, 404, 404, 405, 415]);
}

async function documentation(client: Client): Promise<void> {
  const pages: [string, RegExp][] = [
    ["/docs", /^text\/html/],
    ["/docs/getBatch.md", /^text\/markdown/],
    ["/problems", /^text\/html/],
    ["/openapi.json", /^application\/json/],
    ["/llms.txt", /^text\/plain/],
  ];
  for (const [path, type] of pages) {
    const { status, headers } = await client.as("").get(path);
    assert.equal(status, 200, path);
    assert.match(headers.get("content-type") ?? "", type, path);
  }
  const files: [string, string, RegExp][] = [
    ["/openapi.yaml", "assets/openapi.yaml", /yaml/],
    ["/docs/scalar.js", "assets/docs/scalar.js", /^text\/javascript/],
    ["/docs/favicon.svg", "assets/docs/favicon.svg", /^image\/svg\+xml/],
  ];
  for (const [path, file, type] of files) {
    const { text, headers } = await client.as("").get(path);
    assert.ok(
      text === await Deno.readTextFile(new URL(`../../${file}`, import.meta.url)),
      `${path} is not ${file}`,
    );
    assert.match(headers.get("content-type") ?? "", type, path);
  }
}

/** Requests the batches, and disconnects while the statement waits for a lock. */
async function disconnect(client: Client, origin: URL, db: TestDatabase): Promise<void> {
  const connection = await Deno.connect({ hostname: origin.hostname, port: Number(origin.port) });
  const request = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: ${origin.host}\r\nAuthorization: Bearer ${client.token}\r\n\r\n`;
  await whileLocked(db, "batches", async (isWaiting) => {
    // The first response stays unread, so that closing resets the connection. workerd only notices
    // a reset.
    const requests = request("/health/live") + request("/v1/batches");
    await connection.write(new TextEncoder().encode(requests));
    await until("the request waits", isWaiting);
    connection.close();
    await new Promise((resolve) => setTimeout(resolve, timeLimit(200))); // for workerd to notice
  });
}

/** With these variables: the status for a batch that violates the contract, and the output. */
async function withVariables(bundle: Bundle, db: TestDatabase, variables: Record<string, string>) {
  let printed = "";
  const print = (text: string) => void (printed += text);
  const { url, stop } = await startWorkerd(bundle, Deno.env.get("TEST_DATABASE_URL")!, {
    variables,
    print,
  });
  try {
    const client = await workerClient(url, db);
    const { body: { id } } = await client.post("/v1/batches", { name: "On Workers" });
    await db.client`update batches set name = '' where id = ${id}`;
    const response = await fetch(new URL(`/v1/batches/${id}`, url), {
      headers: { authorization: `Bearer ${client.token}` },
    });
    await response.body?.cancel();
    return { status: response.status, printed };
  } finally {
    await stop();
  }
}

/** Waits until every connection of the Worker has ended, which can be after the response. */
const allEnded = ({ connections }: Relay): Promise<void> =>
  until(
    "every connection has ended",
    () => Promise.resolve(connections.every(({ ended }) => ended)),
  );

Deno.test("Workers", async (t) => {
  const bundle = await bundleWorker();
  const db = openDatabase();
  const database = relay(Deno.env.get("TEST_DATABASE_URL")!);
  let printed = "";
  const workerd = await startWorkerd(bundle, database.url, {
    print: (text) => void (printed += text),
  });
  try {
    const client = await workerClient(workerd.url, db);
    let batchId = "";
    await t.step("runs a campaign from batch creation to batch details", async () => {
      batchId = await campaign(client);
    });
    await t.step(
      "rejects invalid requests with the statuses of the contract",
      () => rejections(client, batchId),
    );
    await t.step("answers concurrent requests", async () => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => client.get(`/v1/batches/${batchId}`)),
      );
      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.id, body.total]),
        answers.map(() => [200, batchId, rows]),
      );
    });
    await t.step("each request closes its connections", async () => {
      await allEnded(database);
      assert.ok(database.connections.length > 0);
      assert.equal(database.connections.filter(({ terminated }) => !terminated).length, 0);
    });
    await t.step({
      name: "a request closes its connections if its client disconnects",
      ignore: !onServer, // the embedded database has a single session, which never waits for a lock
      fn: async () => {
        const before = database.connections.length;
        await disconnect(client, workerd.url, db);
        await until(
          "the Worker has noticed",
          () => Promise.resolve(printed.includes('"aborted":true')),
        );
        await allEnded(database);
        const used = database.connections.slice(before);
        assert.ok(used.length > 0);
        assert.deepEqual(used.filter(({ terminated }) => !terminated), []);
      },
    });
    await t.step("reads LOG and VALIDATE_RESPONSES from the variables of the Worker", async () => {
      const defaults = await withVariables(bundle, db, {});
      assert.equal(defaults.status, 200);
      assert.match(defaults.printed, /"operation":"createBatch","status":201/);
      const changed = await withVariables(bundle, db, { LOG: "off", VALIDATE_RESPONSES: "on" });
      assert.deepEqual(changed, { status: 500, printed: "" });
    });
    await t.step("serves the documentation and its files", () => documentation(client));
    await t.step(
      "the bundle is small and contains no PGlite, Deno or file system code",
      async () => {
        const size = await gzipSize(bundle);
        console.log(
          `bundle: ${(size / 1024).toFixed(1)} KiB gzip; start-up: ${await startUpTime(bundle)} ms`,
        );
        assert.ok(size <= limit, `${size} bytes`);
        assert.ok(
          bundle.every(({ contents }) =>
            !/pglite|Deno\.|["'](node:)?fs(\/promises)?["']/i.test(contents)
          ),
        );
      },
    );
  } finally {
    await workerd.stop();
    database.stop();
    await db.close();
  }
});
