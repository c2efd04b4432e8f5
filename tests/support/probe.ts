/**
 * Tests a server by rules derived from openapi.yaml. Throws an AssertionError at the first fault;
 * the client validates every response against the contract.
 */
import assert from "node:assert/strict";
import type { Answer, Client, Options } from "./client.ts";
import { isJson, type Node, resolved } from "./oracle.ts";
import {
  declaredBody,
  exampleRequest,
  type Operation,
  operations,
  pathOf,
  withText,
} from "./operations.ts";
import { recipeOf } from "./recipe.ts";
import { acceptable, isValid, unfitting } from "./texts.ts";
import type { Place, World } from "./world.ts";

type Send = (options?: Options, ids?: Place["ids"]) => Promise<Answer>;

/** Sends requests of an operation, with the example of its body by default. */
const sender =
  (operation: Operation, { client, ids }: Place): Send => (options = {}, own = ids) => {
    const example = exampleRequest(operation, own);
    const headers = { ...example.headers, ...options.headers };
    const query = { ...example.query, ...options.query };
    return client.request(operation.method, pathOf(operation, own), {
      ...example,
      ...options,
      headers,
      query,
    });
  };

/** Sends no token, a wrong one, one without the scope, and one of another workspace. */
export async function authorization(
  world: World,
  other: Client,
  without: (scope: string, client: Client) => Promise<Client>,
): Promise<void> {
  for (const operation of operations) {
    const place = await world.common(operation);
    const { client, ids } = place;
    const as = async (client: Client) => await sender(operation, { client, ids })();
    assert.equal((await as(client.as(""))).status, 401, operation.id);
    assert.equal((await as(client.as("cb_wrong"))).status, 401, operation.id);
    for (const scope of operation.scopes) {
      assert.equal((await as(await without(scope, client))).status, 403, operation.id);
    }
    const { foreign } = recipeOf(operation);
    const answer = await as(other);
    if (foreign) foreign(answer, ids);
    else {
      const message = `${operation.id}: ${answer.status}; if its path has no id of a workspace, ` +
        "its recipe must check the response to another one";
      assert.equal(answer.status, 404, message);
    }
    const { status } = await client.get(`/v1/batches/${ids.batchId}`);
    assert.equal(status, 200, `${operation.id}: a rejected request had an effect`);
  }
}

/** Tests bounds of numbers, values of enums, values just outside, and repeated parameters. */
export async function bounds(world: World): Promise<void> {
  for (const operation of operations) {
    await accepted(world, operation, {});
    await rejected(
      world,
      operation,
      { query: { unknownParameter: "1" } },
      "query",
      "unknownParameter",
    );
    for (const parameter of operation.parameters) {
      if (parameter.in === "path") await strayPath(world, operation, parameter);
      else await boundsOf(world, operation, parameter);
    }
  }
}

async function accepted(world: World, operation: Operation, options: Options): Promise<void> {
  const { status, text } = await sender(operation, await world.placeFor(operation))(options);
  assert.ok(status < 300, `${describe(operation, options)}: ${status} ${text.slice(0, 300)}`);
}

async function rejected(
  world: World,
  operation: Operation,
  options: Options,
  where: string,
  name: string,
): Promise<void> {
  const { status, text, body } = await sender(operation, await world.common(operation))(options);
  const what = `${describe(operation, options)}: ${status} ${text.slice(0, 300)}`;
  assert.equal(status, 400, what);
  const named = body.errors.map((error: Node) => [error.in, error.name?.toLowerCase()]);
  assert.deepEqual(named, [[where, name.toLowerCase()]], what);
}

const describe = ({ id }: Operation, { query, headers }: Options) =>
  `${id} ${JSON.stringify({ query, headers })}`;

/** A path with an invalid parameter. */
async function strayPath(world: World, operation: Operation, parameter: Node): Promise<void> {
  const [text] = unfitting(parameter);
  if (text === undefined) return;
  const { client, ids } = await world.common(operation);
  const send = sender(operation, { client, ids: { ...ids, [parameter.name]: text } });
  assert.equal((await send()).status, 400, `${operation.id} ${parameter.name}`);
}

async function boundsOf(world: World, operation: Operation, parameter: Node): Promise<void> {
  const { name, in: where } = parameter;
  const schema = resolved(parameter.schema);
  const good = (text: unknown) =>
    accepted(world, operation, withText({}, where, name, String(text)));
  const bad = (text: unknown) =>
    rejected(world, operation, withText({}, where, name, String(text)), where, name);
  if (schema.type === "integer") {
    const { minimum, maximum } = schema;
    for (const text of [minimum, maximum]) if (text !== undefined) await good(text);
    const first = minimum ?? maximum;
    for (const text of [maximum + 1, `0${first}`, `${first}.0`, "x"]) await bad(text);
    if (minimum !== undefined) await bad(minimum - 1);
    if (where === "query") await bad("");
  }
  if (schema.enum) {
    for (const value of schema.enum) await good(value);
    await bad(`${schema.enum[0]}x`);
  }
  if (schema.items?.enum) {
    await bad(`${schema.items.enum[0]},${schema.items.enum[0]}`);
    await repeatedMembers(world, operation, name, schema.items.enum);
  }
  if (schema.type === "string" && schema.maxLength) await bad("x".repeat(schema.maxLength + 1));
  if (where === "query") await twice(world, operation, parameter);
}

/** A list whose members come one by one. */
async function repeatedMembers(
  world: World,
  operation: Operation,
  name: string,
  members: string[],
): Promise<void> {
  const { client, ids } = await world.placeFor(operation);
  const path = `${pathOf(operation, ids)}?${members.map((one) => `${name}=${one}`).join("&")}`;
  const { status } = await client.request(operation.method, path, exampleRequest(operation, ids));
  assert.ok(status < 300, `${operation.id} ${path}: ${status}`);
}

/** A parameter repeated with a valid value: of a list, a member that is already in it. */
async function twice(world: World, operation: Operation, parameter: Node): Promise<void> {
  const { client, ids } = await world.common(operation);
  const [text = "a"] = [
    ...(recipeOf(operation).texts?.[parameter.name] ?? []),
    ...acceptable(parameter),
  ];
  const one = `${parameter.name}=${encodeURIComponent(text)}`;
  const path = `${pathOf(operation, ids)}?${one}&${one}`;
  const { query = {}, ...rest } = exampleRequest(operation, ids);
  const others = { ...query, [parameter.name]: undefined };
  const { status } = await client.request(operation.method, path, { ...rest, query: others });
  assert.equal(status, 400, `${operation.id} ${parameter.name} twice`);
}

/** Bodies of another media type, and malformed bodies. */
export async function bodies(world: World): Promise<void> {
  for (const operation of operations.filter(({ media }) => media.length)) {
    const { client, ids } = await world.common(operation);
    const path = pathOf(operation, ids);
    const send = (body: BodyInit, type: string) =>
      client.request(operation.method, path, { body, headers: { "content-type": type } });
    assert.equal((await send("<a/>", "application/xml")).status, 415, operation.id);
    for (const media of operation.media.filter(isJson)) {
      for (const body of noneOf(declaredBody(operation, media).schema)) {
        assert.equal((await send(body, media)).status, 400, `${operation.id} ${body}`);
      }
    }
    const unknown = await client.request("PURGE", path);
    const allowed = unknown.headers.get("allow")?.includes(operation.method);
    assert.deepEqual([unknown.status, allowed], [405, true]);
  }
}

/** Texts that are not JSON or do not match the schema. */
const noneOf = (schema: Node): string[] => [
  ...["{", ""],
  ...["5", '"x"', "null"].filter((text) => !isValid(schema, JSON.parse(text))),
];
