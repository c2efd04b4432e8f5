/**
 * What openapi.yaml shows is true: each example of a parameter or body is sent and accepted, each example of an answer has the members of a
 * real one, and of an error is the real one, word for word. All of them fit their schemas, as ajv judges.
 */
import assert from "node:assert/strict";
import { scopes } from "../../src/domain/caller.ts";
import {
  type Answer,
  type Client,
  createKey,
  newClient,
  openDatabase,
  type Options,
} from "../support/client.ts";
import {
  answerAt,
  bodyAt,
  type Example,
  examplesOf,
  idExample,
  operation,
  parametersAt,
  schemaFault,
} from "../support/examples.ts";
import { type Node, spec } from "../support/oracle.ts";
import { type Operation, operations } from "../support/probe.ts";

/** Rows with every column that the examples of addCalls' parameters name. */
const rows = "phoneNumber;mobile;age;balance\n+12025550144;+12025550145;31;1.5\n";
const textOf = (value: unknown) => (Array.isArray(value) ? value.join(",") : String(value));
const success = ({ responses }: Operation) =>
  Number(responses.find((status) => status.startsWith("2")));

/** Sends examples to a server and collects what it says against them. */
class Trial {
  readonly faults: string[] = [];
  readonly sent = new Set<string>();
  readonly compared = new Set<string>();
  requests = 0;
  /** What really exists in place of ids and cursors of the examples. */
  readonly real = new Map<string, string>();
  /** The latest answer to each operation without parameters beside those of its path. */
  private readonly answers = new Map<string, Answer>();

  constructor(private readonly client: Client, readonly examples: Example[]) {}

  private at(owner: string[]): Example[] {
    return this.examples.filter((example) => example.owner.join() === owner.join());
  }

  /** The value with everything that must exist replaced by what does. */
  private existing(value: unknown): unknown {
    let text = JSON.stringify(value);
    for (const [shown, real] of this.real) {
      text = text.replaceAll(JSON.stringify(shown), JSON.stringify(real));
    }
    return JSON.parse(text);
  }

  private async send(operation: Operation, options: Options, shown: Example[]): Promise<Answer> {
    const ids = parametersAt(operation).filter(({ parameter }) => parameter.in === "path")
      .flatMap(({ at, parameter }) =>
        this.at(at).map((example) => ({ example, name: parameter.name }))
      );
    const path = ids.reduce(
      (path, { example, name }) => path.replace(`{${name}}`, textOf(this.existing(example.value))),
      operation.path,
    );
    const answer = await this.client.request(operation.method, path, options);
    this.requests++;
    for (const { place } of [...shown, ...ids.map(({ example }) => example)]) this.sent.add(place);
    if (answer.status !== success(operation)) {
      this.faults.push(
        `${shown.map(({ place }) => place).join()}: ${answer.status} ${answer.text.slice(0, 300)}`,
      );
    }
    return answer;
  }

  /** The operation with each example of its body, or with nothing when it has none. */
  async plainly(operation: Operation): Promise<Answer> {
    const bodies = operation.media.flatMap((media) =>
      this.at(bodyAt(operation, media)).map((example) => ({ example, media }))
    );
    if (!bodies.length) this.answers.set(operation.id, await this.send(operation, {}, []));
    for (const { example, media } of bodies) {
      const value = this.existing(example.value);
      const body = typeof value === "string" ? value : JSON.stringify(value);
      const options = { body, headers: { "content-type": media } };
      this.answers.set(operation.id, await this.send(operation, options, [example]));
    }
    return this.answers.get(operation.id)!;
  }

  /** The operation with each example of its query parameters, one at a time. */
  async withParameters(operation: Operation): Promise<void> {
    const body = operation.media.length
      ? { body: rows, headers: { "content-type": "text/csv" } }
      : {};
    for (
      const { at, parameter } of parametersAt(operation).filter(({ parameter }) =>
        parameter.in === "query"
      )
    ) {
      for (const example of this.at(at)) {
        const query = { [parameter.name]: textOf(this.existing(example.value)) };
        await this.send(operation, { ...body, query }, [example]);
      }
    }
  }

  compareSuccess(operation: Operation): void {
    for (const example of this.at(answerAt(operation, String(success(operation))))) {
      this.compared.add(example.place);
      const faults = shapeFaults(example.value, this.answers.get(operation.id)!.body);
      this.faults.push(...faults.map((fault) => `${example.place}${fault}`));
    }
  }

  /** An example of an error must be what the server says, but for the request's id. */
  compareError(response: string, { status, body }: Answer): void {
    for (
      const example of this.at([
        "components",
        "responses",
        response,
        "content",
        "application/problem+json",
      ])
    ) {
      this.compared.add(example.place);
      const { instance: _, requestId: __, ...shown } = example.value as Node;
      const { instance: ___, requestId: ____, ...real } = body;
      const same = JSON.stringify(sorted(shown)) === JSON.stringify(sorted(real)) &&
        shown.status === status;
      if (!same) this.faults.push(`${example.place}: the server says ${JSON.stringify(real)}`);
    }
  }
}

const sorted = (value: Node): Node =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === "object"
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
    : value;

const isObject = (value: unknown): value is Node => value !== null && typeof value === "object";
/** Objects whose members are the caller's. */
const free = new Set(["metadata", "variables"]);

/** Where an example has other members than a real answer, or shows an element where the real one has none. */
function shapeFaults(shown: Node, real: Node): string[] {
  if (!isObject(shown) || !isObject(real)) return [];
  if (Array.isArray(shown)) {
    if (shown.length && !real.length) return [": the real one is empty"];
    return shown.length ? shapeFaults(shown[0], real[0]) : [];
  }
  const [some, others] = [Object.keys(shown).sort().join(), Object.keys(real).sort().join()];
  return [
    ...(some === others ? [] : [`: ${some} instead of ${others}`]),
    ...Object.keys(shown).filter((key) => !free.has(key)).flatMap((key) =>
      shapeFaults(shown[key], real[key]).map((fault) => `/${key}${fault}`)
    ),
  ];
}

/** Makes a batch from the examples, whose ids then stand for the examples' ones, and its last call complete. */
async function setUp(trial: Trial): Promise<void> {
  const { body: { id } } = await trial.plainly(operation("createBatch"));
  assert.ok(id, trial.faults.join("\n"));
  trial.real.set(idExample(trial.examples, "batchId"), id);
  await trial.plainly(operation("addCalls"));
  const { body: { calls: [{ id: callId }] } } = await trial.plainly(operation("getBatch"));
  trial.real.set(idExample(trial.examples, "callId"), callId);
  await trial.plainly(operation("recordCallEvents"));
}

/** Requests that are answered by the errors of the contract's examples. */
async function errors(client: Client, lacking: Client): Promise<Record<string, Answer>> {
  const { body: { id: batchId } } = await client.post("/v1/batches", { name: "errors" });
  const [path, nothing] = [`/v1/batches/${batchId}`, crypto.randomUUID()];
  const event = { id: "1", batchId, callId: nothing, type: "ringing", at: "2026-01-01T00:00:00Z" };
  const csv = {
    body: "phoneNumber\n+12025550142\n5550143\n",
    headers: { "content-type": "text/csv" },
  };
  const xml = { body: "<a/>", headers: { "content-type": "application/xml" } };
  return {
    BadRequest: await client.get(path, { filter: '{"$where":1}' }),
    Unauthorized: await client.as("").get(path),
    Forbidden: await lacking.get(path),
    NotFound: await client.get(`/v1/batches/${nothing}`),
    ContentTooLarge: await client.post("/v1/batches", { name: "x".repeat(17 * 2 ** 20) }),
    UnsupportedMediaType: await client.request("POST", "/v1/batches", xml),
    RowsRejected: await client.request("POST", `${path}/calls`, csv),
    EventsRejected: await client.post("/v1/call-events", { events: [event] }),
  };
}

/** Tries all examples against the server. */
async function tryExamples(examples: Example[]): Promise<Trial> {
  const db = openDatabase();
  const client = await newClient(db);
  const lacking = client.as(
    await createKey(db, client.workspaceId, scopes.filter((one) => one !== "batches:read")),
  );
  const trial = new Trial(client, examples);
  trial.faults.push(...examples.flatMap(schemaFault));
  await setUp(trial);
  trial.real.set(idExample(examples, "cursor"), await someCursor(client, trial));
  for (const operation of operations) {
    await trial.plainly(operation);
    await trial.withParameters(operation);
    trial.compareSuccess(operation);
  }
  for (const [response, answer] of Object.entries(await errors(client, lacking))) {
    trial.compareError(response, answer);
  }
  await db.close();
  return trial;
}

const someCursor = async (client: Client, { real, examples }: Trial): Promise<string> =>
  (await client.get(`/v1/batches/${real.get(idExample(examples, "batchId"))}`, { limit: 1 })).body
    .nextCursor;

const all = examplesOf(spec);

Deno.test("every example of openapi.yaml is true", async () => {
  const { faults, sent, compared, requests } = await tryExamples(all);
  const others = all.filter(({ place }) => !sent.has(place) && !compared.has(place));
  console.log(
    `${all.length} examples: ${sent.size} sent in ${requests} requests, ${compared.size} compared with real answers, ` +
      `${others.length} held against their schema only`,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(others.filter(({ kind }) => kind === "parameter" || kind === "body"), []);
  const answers = others.filter(({ kind }) => kind === "answer").map(({ owner }) => owner[2]);
  assert.deepEqual(answers, ["InternalError", "Unavailable", "Unavailable"]); // a sound server does not give them
});

Deno.test("every parameter, body and answer of openapi.yaml has an example", () => {
  const shown = new Set(all.map(({ owner }) => owner.join("/")));
  const places = operations.flatMap((operation) => [
    ...parametersAt(operation).map(({ at }) => at),
    ...operation.media.map((media) => bodyAt(operation, media)),
    ...operation.responses.map((status) => answerAt(operation, status)),
  ]);
  assert.deepEqual(places.map((place) => place.join("/")).filter((place) => !shown.has(place)), []);
});

/** Examples that are wrong, by where they stand. */
const wrong: [string, (value: Node) => unknown][] = [
  [
    "paths//v1/batches/post/requestBody/content/application/json/examples/minimal",
    () => ({ name: "" }),
  ],
  [
    "paths//v1/batches/{batchId}/calls/post/requestBody/content/text/csv/example",
    (text) => text.replace("+", "0"),
  ],
  ["components/parameters/Limit/example", () => 101],
  [
    "paths//v1/batches/{batchId}/get/parameters/3/examples/mixed",
    () => '{"callDuration":{"$above":1000}}',
  ],
  [
    "paths//v1/batches/get/responses/200/content/application/json/example",
    ({ total: _, ...value }) => value,
  ],
  [
    "paths//v1/batches/{batchId}/calls/{callId}/get/responses/200/content/application/json/example",
    (value) => ({
      ...value,
      transcript: [{ speaker: "agent", text: "Hello." }],
    }),
  ],
  [
    "components/responses/NotFound/content/application/problem+json/example",
    (value) => ({ ...value, title: "Gone" }),
  ],
  ["components/schemas/PhoneNumber/examples/0", () => "2025550142"],
  ["components/headers/RetryAfter/example", () => 0],
];

Deno.test(`the test of examples can fail: ${wrong.length} planted ones are all found`, async () => {
  const planted = all.map((example) => {
    const change = wrong.find(([place]) => place === example.place)?.[1];
    return change ? { ...example, value: change(example.value) } : example;
  });
  const { faults } = await tryExamples(planted);
  const missed = wrong.map(([place]) => place).filter((place) =>
    !faults.some((fault) => fault.startsWith(place))
  );
  assert.deepEqual(missed, []);
  assert.throws(() => examplesOf({ paths: { "/x": { get: { example: 1 } } } }), /no test knows/);
});
