// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { scopes } from "../../src/domain/caller.ts";
import { type Client, createKey, newClient, openDatabase } from "../support/client.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import { isJson, node } from "../support/oracle.ts";
import { operations, responseAt } from "../support/operations.ts";
import { authorization, bodies, bounds } from "../support/probe.ts";
import { World } from "../support/world.ts";

type Change = (
  response: { status: number; headers: Headers; body: any; path: string },
  request: Request,
) => void;
type Fault = {
  name: string;
  request?: (request: Request) => Request | Promise<Request>;
  response?: Change;
};

const db = openDatabase();

/** A key of the client's workspace that lacks a scope. */
const lacking = async (scope: string, client: Client): Promise<Client> =>
  client.as(await createKey(db, client.workspaceId, scopes.filter((one) => one !== scope)));

async function probe(planted?: Fault): Promise<void> {
  const faulty = async () => {
    const client = await newClient(db);
    return planted ? client.through((send) => plant(planted, send)) : client;
  };
  const client = await faulty();
  const world = new World(db, { client, ids: await lifeCycle(client) });
  await authorization(world, await faulty(), lacking);
  await bodies(world);
  await bounds(world);
}

type Send = (request: Request) => Promise<Response>;

/** A server with one fault: what it is asked, or what it answers, is changed on the way. */
const plant = (fault: Fault, send: Send): Send => async (request) => {
  const asked = fault.request ? await fault.request(request) : request;
  const answer = await send(asked);
  if (!fault.response) return answer;
  const text = await answer.text();
  const json = text !== "" && isJson(answer.headers.get("content-type") ?? "");
  const changed = {
    status: answer.status,
    headers: new Headers(answer.headers),
    body: json ? JSON.parse(text) : text,
    path: new URL(request.url).pathname,
  };
  changed.headers.delete("content-length");
  fault.response(changed, request);
  const { status, headers, body } = changed;
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  // No Response of the platform has a body where HTTP allows none.
  return { status, headers, text: () => Promise.resolve(sent) } as Response;
};

Deno.test("the server does what the contract says", async () => await probe());

Deno.test("nothing is found when no fault is planted on the way", async () => {
  await probe({ name: "none", request: (request) => request, response: () => {} });
});

const onDetails = (change: (body: any) => void): Change => ({ body }) => void (body?.calls?.length && change(body));
const onCalls = (change: (call: any) => void): Change => ({ body }) =>
  void (body?.calls ?? (body?.events ? [body] : [])).forEach(change);
const rewrite = (pattern: RegExp, to: string) => (request: Request) =>
  new Request(request.url.replace(pattern, to), request);

/** The responses of the contract: which faults can be planted hangs on them. */
const responses = operations.flatMap((operation) =>
  operation.responses.map((status) => ({ status, ...node(responseAt(operation, status)) }))
);
const bodiless = responses.filter(({ content }) => !content).map(({ status }) => Number(status));
const streamed = responses.flatMap(({ content = {} }) => Object.keys(content)).filter((type) => !isJson(type));

const onBodiless = (change: Change): Change => (answer, request) =>
  void (bodiless.includes(answer.status) && change(answer, request));
const onStream = (change: Change): Change => (answer, request) =>
  void (streamed.includes(answer.headers.get("content-type")!) && change(answer, request));

const bodilessFaults: Fault[] = [
  { name: "a body where none may be", response: onBodiless((answer) => (answer.body = "{}")) },
  {
    name: "a content type without a body",
    response: onBodiless(({ headers }) => headers.set("content-type", "application/json")),
  },
];
const streamFaults: Fault[] = [
  {
    name: "a stream of another media type",
    response: onStream(({ headers }) => headers.set("content-type", "application/octet-stream")),
  },
  {
    name: "a stream that breaks off",
    response: onStream((answer) => (answer.body = answer.body.slice(0, -9))),
  },
];

const faults: Fault[] = [
  ...(bodiless.length ? bodilessFaults : []),
  ...(streamed.length ? streamFaults : []),
  {
    name: "no body",
    response: (answer) => {
      if (answer.status < 300) answer.body = "";
    },
  },
  { name: "a field is dropped", response: onDetails((body) => delete body.calls[0].attempts) },
  { name: "an undeclared field is added", response: onDetails((body) => (body.calls[0].secret = 1)) },
  { name: "an undeclared field is added to the batch", response: onDetails((body) => (body.workspaceId = "x")) },
  { name: "a status word is unknown", response: onDetails((body) => (body.calls[0].callStatus = "done")) },
  { name: "null where none may be", response: onDetails((body) => (body.calls[0].phoneNumber = null)) },
  { name: "a number in a string", response: onDetails((body) => (body.limit = String(body.limit))) },
  { name: "a time that is none", response: onDetails((body) => (body.createdAt = "yesterday")) },
  {
    name: "a total that is one too high",
    response: onDetails((body) => (body.total = body.total === null ? null : body.total + 1)),
  },
  { name: "a total where none was asked for", response: onDetails((body) => (body.total ??= 5)) },
  { name: "a call too few", response: onDetails((body) => body.calls.pop()) },
  { name: "the calls in another order", response: onDetails((body) => body.calls.reverse()) },
  {
    name: "a transcript of somebody else",
    response: ({ body }) => {
      if (body?.events) body.transcript = null;
    },
  },
  { name: "a hangup cause that is lost", response: onCalls((call) => (call.hangupCause = null)) },
  { name: "who answered is lost", response: onCalls((call) => (call.answeredBy = null)) },
  {
    name: "an attempt without its end",
    response: onCalls((call) => call.phoneLogs?.forEach((log: any) => (log.endedAt = null))),
  },
  { name: "numbers that became strings", response: onCalls((call) => call.variables && (call.variables.age = "34")) },
  { name: "a transcript that is lost on the page", response: onDetails((body) => (body.calls[0].transcript = null)) },
  { name: "a number of pages that is the total's", response: onDetails((body) => (body.totalPages = body.total)) },
  { name: "a batch of another year", response: onDetails((body) => (body.createdAt = "2000-01-01T00:00:00.000Z")) },
  {
    name: "repetitions that are not listed",
    response: ({ body }) => {
      if (body?.duplicates) body.duplicates = [];
    },
  },
  {
    name: "refused rows that are not listed",
    response: ({ body }) => {
      if (body?.refused) body.refused = [];
    },
  },
  {
    name: "a CSV file that is read as empty",
    request: (request) =>
      request.headers.get("content-type") === "text/csv" ? new Request(request, { body: "phoneNumber\n" }) : request,
  },
  {
    name: "NDJSON that is read as empty",
    request: (request) =>
      request.headers.get("content-type") === "application/x-ndjson" ? new Request(request, { body: "" }) : request,
  },
  { name: "onInvalid is not looked at", request: rewrite(/onInvalid=skip/, "onInvalid=abort") },
  {
    name: "a problem that names another parameter",
    response: ({ body, status }) => {
      if (status === 400 && body.errors?.[0]?.name) body.errors[0].name = "other";
    },
  },
  { name: "405 without Allow", response: ({ headers }) => headers.delete("allow") },
  {
    name: "503 for the largest page",
    response: (answer, { url }) => {
      if (!/limit=100\b/.test(url) || answer.status !== 200) return;
      answer.status = 503;
      answer.headers.set("content-type", "application/problem+json");
      answer.headers.set("retry-after", "5");
      answer.headers.delete("link");
      const requestId = answer.headers.get("x-request-id")!;
      answer.body = {
        type: "/problems#unavailable",
        title: "Unavailable",
        status: 503,
        detail: "x",
        instance: `urn:uuid:${requestId}`,
        code: "unavailable",
        requestId,
      };
    },
  },
  { name: "counters that drift", response: onDetails((body) => (body.counts.completed += 1)) },
  {
    name: "200 for 201",
    response: (answer) => {
      if (answer.status === 201) answer.status = 200;
    },
  },
  {
    name: "500 for 400",
    response: (answer) => {
      if (answer.status === 400) answer.status = 500;
    },
  },
  {
    name: "404 for 403",
    response: (answer) => {
      if (answer.status === 403) answer.status = 404;
    },
  },
  {
    name: "200 for 401",
    response: (answer) => {
      if (answer.status === 401) answer.status = 200;
    },
  },
  { name: "no request id", response: ({ headers }) => headers.delete("x-request-id") },
  { name: "no Link", response: ({ headers }) => headers.delete("link") },
  { name: "no Location", response: ({ headers }) => headers.delete("location") },
  { name: "no WWW-Authenticate", response: ({ headers }) => headers.delete("www-authenticate") },
  {
    name: "a problem as plain JSON",
    response: ({ headers, status }) => {
      if (status >= 400) headers.set("content-type", "application/json");
    },
  },
  {
    name: "an answer as text",
    response: ({ headers, status }) => {
      if (status === 200) headers.set("content-type", "text/plain");
    },
  },
  {
    name: "a problem without a code",
    response: ({ body, status }) => {
      if (status >= 400) delete body.code;
    },
  },
  {
    name: "a 400 without places",
    response: ({ body, status }) => {
      if (status === 400) delete body.errors;
    },
  },
  { name: "limit 101 is taken", request: rewrite(/limit=101\b/, "limit=100") },
  { name: "limit 0 is taken", request: rewrite(/limit=0\b/, "limit=1") },
  { name: "page 0 is taken", request: rewrite(/page=0\b/, "page=1") },
  { name: "an unknown parameter is taken", request: rewrite(/nobodyKnowsThis=1/, "") },
  { name: "a repeated parameter is taken", request: rewrite(/\?(\w+=[^&]+)&\1$/, "?$1") },
  { name: "an integer with a leading zero is taken", request: rewrite(/=01\b/, "=1") },
  { name: "the filter is not applied", request: rewrite(/filter=[^&]*/, "") },
  { name: "the search is not applied", request: rewrite(/search=[^&]*/, "") },
  { name: "the cursor is not applied", request: rewrite(/cursor=[^&]*/, "") },
  { name: "the sort is not applied", request: rewrite(/sortBy=name&/, "") },
  {
    name: "any media type is taken",
    request: (request) =>
      request.headers.get("content-type") === "application/xml"
        ? new Request(request, {
          headers: { authorization: request.headers.get("authorization")!, "content-type": "application/json" },
          body: '{"name":"x"}',
        })
        : request,
  },
];

/** Rows of another workspace are only seen when the key is not looked at: here it is its own. */
async function leak(): Promise<void> {
  const client = await newClient(db);
  const world = new World(db, { client, ids: await lifeCycle(client) });
  await authorization(world, client, lacking);
}

Deno.test(`the suite can fail: ${faults.length + 1} planted faults are all found`, async () => {
  const missed: string[] = [];
  const rows: string[] = [];
  for (const fault of faults) {
    const found = await probe(fault).then(() => undefined, (error: Error) => error);
    if (found) {
      assert.ok(found instanceof assert.AssertionError || found instanceof TypeError, `${fault.name}: ${found}`);
    }
    if (!found) missed.push(fault.name);
    rows.push(`${found ? "found " : "MISSED"} ${fault.name}`);
  }
  const leaked = await leak().then(() => undefined, (error: Error) => error);
  if (!leaked) missed.push("another workspace's rows");
  rows.push(`${leaked ? "found " : "MISSED"} another workspace's rows`);
  console.log(rows.join("\n"));
  assert.deepEqual(missed, []);
});

Deno.test({ name: "close", fn: async () => await db.close(), sanitizeResources: false });
