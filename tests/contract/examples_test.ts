/**
 * Verifies the examples of openapi.yaml: the server accepts each parameter and body, each response
 * has the members of a real one, and each error equals the real one. All match their schemas (ajv).
 */
import assert from "node:assert/strict";
import { scopes } from "../../src/domain/caller.ts";
import { type Answer, type Client, createKey, newClient, openDatabase } from "../support/client.ts";
import {
  answersAt,
  bodyAt,
  type Example,
  examplesOf,
  parametersAt,
  schemaFault,
} from "../support/examples.ts";
import { type Node, spec } from "../support/oracle.ts";
import { operations } from "../support/operations.ts";
import { strayRecipes } from "../support/recipe.ts";
import { Trial } from "../support/trial.ts";

/** Requests that cause the errors that operations share. */
async function errors(client: Client, lacking: Client): Promise<Record<string, Answer>> {
  const { body: { id } } = await client.post("/v1/batches", { name: "errors" });
  const path = `/v1/batches/${id}`;
  const xml = { body: "<a/>", headers: { "content-type": "application/xml" } };
  return {
    BadRequest: await client.get(path, { filter: '{"$where":1}' }),
    Unauthorized: await client.as("").get(path),
    Forbidden: await lacking.get(path),
    NotFound: await client.get(`/v1/batches/${crypto.randomUUID()}`),
    ContentTooLarge: await client.post("/v1/batches", { name: "x".repeat(17 * 2 ** 20) }),
    UnsupportedMediaType: await client.request("POST", "/v1/batches", xml),
  };
}

/** Verifies all examples against the server. */
async function tryExamples(examples: Example[]): Promise<Trial> {
  const db = openDatabase();
  const client = await newClient(db);
  const others = scopes.filter((one) => one !== "batches:read");
  const lacking = client.as(await createKey(db, client.workspaceId, others));
  const trial = new Trial(examples);
  trial.faults.push(...examples.flatMap(schemaFault));
  await trial.run(db, client);
  for (const [name, answer] of Object.entries(await errors(client, lacking))) {
    const owner = ["components", "responses", name, "content", "application/problem+json"];
    trial.compareError(owner, answer);
  }
  await db.close();
  return trial;
}

const all = examplesOf(spec);

Deno.test("every example of openapi.yaml is valid", async () => {
  const { faults, sent, compared, requests } = await tryExamples(all);
  const others = all.filter(({ place }) => !sent.has(place) && !compared.has(place));
  console.log(
    `${all.length} examples: ${sent.size} sent in ${requests} requests, ` +
      `${compared.size} compared with real responses, ` +
      `${others.length} validated against their schema only`,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(others.filter(({ kind }) => kind === "parameter" || kind === "body"), []);
  const answers = others.filter(({ kind }) => kind === "answer").map(({ owner }) => owner[2]);
  // Of a busy or broken server.
  assert.deepEqual(answers, ["TooManyRequests", "InternalError", "Unavailable", "Unavailable"]);
});

Deno.test("every parameter, body and response of openapi.yaml has an example", () => {
  const shown = new Set(all.map(({ owner }) => owner.join("/")));
  const places = operations.flatMap((operation) => [
    ...parametersAt(operation).map(({ at }) => at),
    ...operation.media.map((media) => bodyAt(operation, media)),
    ...operation.responses.flatMap((status) => answersAt(operation, status)),
  ]);
  assert.deepEqual(places.map((place) => place.join("/")).filter((place) => !shown.has(place)), []);
});

Deno.test("every recipe belongs to an operation", () => assert.deepEqual(strayRecipes, []));

/** Wrong examples, by their place in the document. */
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

Deno.test(`the test of examples finds all of ${wrong.length} planted faults`, async () => {
  const planted = all.map((example) => {
    const change = wrong.find(([place]) => place === example.place)?.[1];
    return change ? { ...example, value: change(example.value) } : example;
  });
  const { faults } = await tryExamples(planted);
  const missed = wrong.map(([place]) => place).filter((place) =>
    !faults.some((fault) => fault.startsWith(place))
  );
  assert.deepEqual(missed, []);
  assert.throws(() => examplesOf({ paths: { "/x": { get: { example: 1 } } } }), /unknown kind/);
});
