import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";
import { operationList } from "../../src/contract/routes.ts";
import { parameterType, spec as served, toZod } from "../../src/contract/schema.ts";
import { newClient, openDatabase } from "../support/client.ts";
import { follow, isJson, type Node, node, spec, walk } from "../support/oracle.ts";

Deno.test("the generated files match openapi.yaml", async () => {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "src/contract/generate.ts", "--check"],
    cwd: new URL("../..", import.meta.url),
  });
  const { success, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
});

Deno.test("the document of the mounted routes equals openapi.yaml", () => {
  const app = createApp({
    database: () => assert.fail("no database is needed"),
    log() {},
    assets: () => assert.fail("no file is needed"),
  });
  const { openapi, info, servers, tags, security } = served;
  const document = app.getOpenAPI31Document({ openapi, info, servers, tags, security } as never);
  assert.deepEqual(JSON.parse(JSON.stringify(document)), { ...spec, webhooks: {} });
});

Deno.test("every operation of the contract is mounted, and nothing else under /v1", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const { method, path, id } of operationList) {
    const answer = await client.as("").request(
      method.toUpperCase(),
      path.replace(/\{[^}]+\}/g, crypto.randomUUID()),
    );
    assert.equal(answer.status, 401, id);
  }
  assert.equal((await client.get("/v1/nothing")).status, 404);
  await db.close();
});

/** Request schema keywords that the engine supports; it would silently ignore others. */
const honoured = new Set([
  ..."type properties required additionalProperties items enum const oneOf".split(" "),
  ..."$ref format pattern default".split(" "),
  ..."minLength maxLength minimum maximum minItems maxItems uniqueItems minProperties maxProperties"
    .split(" "),
  ..."description examples example discriminator title".split(" "),
]);

/** Returns what the engine does not support in a schema. */
export function schemaFaults(schema: Node, place: string, required: boolean): string[] {
  const keys = Object.keys(schema);
  return [
    ...keys.filter((key) => !honoured.has(key)).map((key) =>
      `${place}: the keyword ${key} is not honoured`
    ),
    ...(schema.$ref && keys.length > 1 ? [`${place}: $ref has siblings`] : []),
    ...(!schema.$ref && !schema.oneOf && !schema.type ? [`${place}: a schema needs a type`] : []),
    ...(required && schema.default !== undefined
      ? [`${place}: a required property has a default`]
      : []),
    ...([schema.type].flat().includes("integer") && schema.maximum === undefined
      ? [`${place}: an integer needs a maximum`]
      : []),
    ...(schema.enum && schema.type === "string" &&
        schema.enum.some((value: unknown) => typeof value !== "string")
      ? [`${place}: an enum value is not of the type`]
      : []),
    ...(/^date-time|uuid|uri|uri-reference$/.test(schema.format ?? "date-time")
      ? []
      : [`${place}: unknown format ${schema.format}`]),
  ];
}

Deno.test("a default does not make a property required in a client's types", () => {
  const faults: string[] = [];
  walk(spec, (schema, place) => {
    for (const [name, property] of Object.entries<Node>(schema.properties ?? {})) {
      if (property.default === undefined) continue;
      faults.push(`${place}/${name}: give the default to a component, and refer to that one`);
    }
  });
  assert.deepEqual(faults, []);
});

Deno.test("openapi.yaml uses only keywords that the engine supports", () => {
  const faults: string[] = [];
  walk(spec, (schema, place, required) => faults.push(...schemaFaults(schema, place, required)));
  assert.deepEqual(faults, []);
});

Deno.test("the lint of schemas finds unsupported keywords", () => {
  const bad: Node[] = [
    { type: "object", not: {} },
    { type: "object", patternProperties: {} },
    { enum: ["a"] },
    { $ref: "#/components/schemas/Batch", description: "x" },
    { type: "integer" },
    { type: "string", format: "ipv4" },
    { type: "string", enum: ["a", 1] },
    { type: "object", if: {} },
  ];
  for (const schema of bad) {
    assert.equal(schemaFaults(schema, "x", false).length, 1, JSON.stringify(schema));
  }
  assert.equal(schemaFaults({ type: "string", default: "a" }, "x", true).length, 1);
  assert.deepEqual(schemaFaults({ type: "string", default: "a" }, "x", false), []);
});

const methods = ["get", "post", "put", "patch", "delete"];
const resolve = (at: Node): Node => (at.$ref ? node(follow(at.$ref.slice(2).split("/"))) : at);
const jsonTypes = (content: Node = {}) => Object.keys(content).filter(isJson);

/** Returns what the engine does not support in a declared operation. */
function operationFaults(operation: Node): string[] {
  const body = operation.requestBody && resolve(operation.requestBody);
  const declared = Object.entries<Node>(operation.responses).map(([status, at]) => ({
    status,
    ...resolve(at),
  }));
  const parameters = (operation.parameters ?? []).map(resolve);
  return [
    ...(body && body.required !== true ? ["a request body must be required"] : []),
    ...(jsonTypes(body?.content).length > 1 ? ["a request body has one JSON media type"] : []),
    ...parameters.filter((one: Node) => one.in === "cookie").map(() => "cookies are not read"),
    ...declared.filter(({ status }) => !/^[1-5]\d\d$/.test(status)).map(({ status }) =>
      `${status} is no status`
    ),
    ...declared.filter(({ status, content }) => /^(204|205|304)$/.test(status) && content)
      .map(({ status }) => `${status} has no body`),
    ...declared.filter(({ content = {} }) => {
      const json = jsonTypes(content).length;
      return json > 1 || Object.keys(content).length - json > 1;
    }).map(({ status }) => `${status} has at most one JSON media type and one other`),
  ];
}

Deno.test("the engine supports every operation of openapi.yaml", () => {
  for (const [path, item] of Object.entries<Node>(spec.paths)) {
    const strange = Object.keys(item).filter((key) => ![...methods, "parameters"].includes(key));
    assert.deepEqual(strange, [], path);
    for (const method of methods.filter((method) => item[method])) {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      assert.deepEqual(operationFaults({ ...operation, parameters }), [], operation.operationId);
    }
  }
});

Deno.test("the lint of operations finds unsupported declarations", () => {
  const [json, patch, csv, lines] = [
    "application/json",
    "application/merge-patch+json",
    "text/csv",
    "text/plain",
  ];
  const bad: Node[] = [
    { requestBody: { content: { [json!]: {} } }, responses: {} },
    { requestBody: { required: true, content: { [json!]: {}, [patch!]: {} } }, responses: {} },
    { parameters: [{ in: "cookie", name: "a" }], responses: {} },
    { responses: { default: {} } },
    { responses: { 204: { content: { [json!]: {} } } } },
    { responses: { 200: { content: { [json!]: {}, [patch!]: {} } } } },
    { responses: { 200: { content: { [lines!]: {}, [csv!]: {} } } } },
  ];
  for (const operation of bad) {
    assert.equal(operationFaults(operation).length, 1, JSON.stringify(operation));
  }
  const responses = { 200: { content: { [json!]: {}, [csv!]: {} } }, 202: {}, 204: {}, 304: {} };
  assert.deepEqual(operationFaults({ responses }), []);
});

Deno.test("parameters are decoded strictly by their schema", () => {
  const decode = (schema: Node, value: unknown, required = false) =>
    parameterType({ schema, required }, toZod({ it: schema }).it!).safeParse(value);
  const integer = { type: "integer", minimum: 1, maximum: 100, default: 10 };
  for (
    const text of [
      "01",
      "1e2",
      " 5",
      "5 ",
      "5.0",
      "+5",
      "",
      "0x1",
      "-0",
      "0",
      "101",
      "99999999999999999999",
    ]
  ) {
    assert.equal(decode(integer, text).success, false, text);
  }
  assert.equal(decode(integer, "7").data, 7);
  assert.equal(decode(integer, undefined).data, 10);
  assert.equal(decode(integer, ["1", "2"]).success, false);
  const list = {
    type: "array",
    maxItems: 2,
    uniqueItems: true,
    items: { type: "string", enum: ["a", "b"] },
  };
  assert.deepEqual(decode(list, "a,b").data, ["a", "b"]);
  assert.deepEqual(decode(list, "").data, []);
  for (const text of ["a,a", "c", "a,"]) assert.equal(decode(list, text).success, false, text);
  for (const text of ["TRUE", "1", "yes"]) {
    assert.equal(decode({ type: "boolean" }, text).success, false, text);
  }
  assert.equal(decode({ type: "boolean" }, "true").data, true);
});
