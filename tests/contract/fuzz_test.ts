/**
 * Requests generated from openapi.yaml: half of them fit it, half are broken in one place, as ajv judges. What fits must not be rejected as
 * malformed, what does not must be, and no answer may be outside the contract or a 5xx. FUZZ_REQUESTS and SEED change the run.
 */
import assert from "node:assert/strict";
import type { ValidateFunction } from "ajv/dist/2020.js";
import fc from "fast-check";
import { generate } from "json-schema-faker";
import { type Client, newClient, onServer, openDatabase } from "../support/client.ts";
import { ajv, follow, type Node, node, spec } from "../support/oracle.ts";
import { lifeCycle, type Operation, operations } from "../support/probe.ts";

const seed = Number(Deno.env.get("SEED") ?? 8787);
const total = Number(Deno.env.get("FUZZ_REQUESTS") ?? (onServer ? 5000 : 1500));

const $defs = JSON.parse(
  JSON.stringify(spec.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"),
);
const complete = (schema: Node): Node => ({
  ...JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "#/$defs/")),
  $defs,
});
const compiled = new Map<string, ValidateFunction>();
/** How many places of the value ajv finds fault with. */
function faultyPlaces(schema: Node, value: unknown): number {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(complete(schema)));
  const validate = compiled.get(key)!;
  return validate(value)
    ? 0
    : new Set(validate.errors!.map(({ instancePath }) => instancePath)).size;
}
const isValid = (schema: Node, value: unknown) => faultyPlaces(schema, value) === 0;
const resolved = (
  schema: Node,
): Node => (schema.$ref ? node(follow(schema.$ref.slice(2).split("/"))) : schema);

/** Parameters whose meaning the schema cannot say: these are values that mean something. */
const meaningful: Record<string, string[]> = {
  filter: [
    '{"callStatus":"completed"}',
    '{"age":{"$gt":31}}',
    '{"$or":[{"name":"Ada"},{"phoneLogs.provider":"api"}]}',
    "{}",
  ],
  search: ["ada", "^\\+1202", "a|e", "[0-9]{3}", "."],
  sortBy: ["createdAt", "age", "variables.name", "callDuration", "phoneLogs.endedAt", "größe"],
};
/** Only drawn to be broken: to fit, they need more than a valid text of their own. */
const left = new Set(["cursor", "phoneColumn", "numericColumns", "delimiter"]);
const garbage = [
  "",
  " ",
  "-1",
  "0",
  "01",
  "1e2",
  "1.0",
  "+1",
  " 1",
  "true",
  "null",
  "x",
  "🙈",
  "9007199254740993",
  "a,b",
  "1;2",
  "x".repeat(5000),
];

/** The JSON value that a parameter's text stands for, by its schema; undefined if it stands for none. */
function decode(schema: Node, text: string): unknown {
  if (schema.type === "integer") return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : undefined;
  if (schema.type === "array") return text === "" ? [] : text.split(",");
  return text;
}

type Draw = { pick<T>(values: readonly T[]): T; chance(percent: number): boolean; seed(): number };

function drawFrom(numbers: number[]): Draw {
  let at = 0;
  const next = () => numbers[at++ % numbers.length]! + at;
  return {
    pick: (values) => values[next() % values.length]!,
    chance: (percent) => next() % 100 < percent,
    seed: next,
  };
}

function goodText(name: string, schema: Node, draw: Draw): string {
  if (schema.enum) return draw.pick(schema.enum);
  if (meaningful[name]) return draw.pick(meaningful[name]);
  if (schema.type === "integer") {
    return String(
      draw.pick([schema.minimum, schema.minimum + 1, Math.min(schema.maximum, 50), schema.maximum]),
    );
  }
  if (schema.items?.enum) return schema.items.enum.filter(() => draw.chance(50)).join(",");
  return draw.pick(["a", "Ada", "50 %", "ü"]);
}

function badText(schema: Node, draw: Draw): string | undefined {
  const bad = garbage.filter((text) => {
    const value = decode(schema, text);
    return value === undefined || !isValid(schema, value);
  });
  return bad.length ? draw.pick(bad) : undefined;
}

/** Changes one place of a body so that ajv rejects it, at one place if some try of twenty comes to that; undefined if none is rejected. */
function breakBody(schema: Node, body: unknown, draw: Draw): unknown {
  let rejected: unknown;
  for (let i = 0; i < 20; i++) {
    const copy = structuredClone(body);
    const places: [Node, string][] = [];
    const walk = (value: Node) => {
      if (value === null || typeof value !== "object") return;
      for (const key of Object.keys(value)) {
        places.push([value, key]);
        walk(value[key]);
      }
      if (!Array.isArray(value)) places.push([value, `surplus${i}`]);
    };
    walk(copy);
    const [owner, key] = draw.pick(places.length ? places : [[{}, "x"]] as [Node, string][]);
    if (draw.chance(20) && !Array.isArray(owner)) delete owner[key];
    else {owner[key] = draw.pick<unknown>([
        null,
        "",
        -1,
        1.5,
        1e9,
        "x".repeat(300),
        [],
        {},
        true,
        ["a", "a"],
        "+0",
        "2026-13-01T00:00:00Z",
      ]);}
    const faults = faultyPlaces(schema, copy);
    if (faults === 1) return copy;
    if (faults > 1) rejected ??= copy;
  }
  return rejected;
}

type Case = {
  operation: Operation;
  path: string;
  query: Record<string, string>;
  json?: unknown;
  broken: boolean;
  /** Whether its path leads to something that is not there, its events to calls that are not. */
  astray: boolean;
  strange: boolean;
};

/** A request that fits; with `known`, to a batch and a call that are there. */
async function draft(operation: Operation, ids: Node, draw: Draw, known: boolean): Promise<Case> {
  const query: Record<string, string> = {};
  let path = operation.path;
  let astray = false;
  for (const parameter of operation.parameters) {
    if (parameter.in === "path") {
      const there = known || draw.chance(85);
      if (!there) astray = true;
      path = path.replace(`{${parameter.name}}`, there ? ids[parameter.name] : crypto.randomUUID());
    } else if (!left.has(parameter.name) && draw.chance(40)) {
      query[parameter.name] = goodText(parameter.name, resolved(parameter.schema), draw);
    }
  }
  const schema = bodySchema(operation);
  const json = schema && await fittingBody(schema, ids, draw);
  const strange = json?.events?.some(({ batchId }: Node) => batchId !== ids.batchId) ?? false;
  return { operation, path, query, ...(schema ? { json } : {}), broken: false, astray, strange };
}

/** The generator does not know every keyword, so it is asked until ajv takes what it gives. */
async function fittingBody(schema: Node, ids: Node, draw: Draw): Promise<Node> {
  for (let tries = 0; tries < 200; tries++) {
    const settings = { seed: draw.seed(), optionalsProbability: 0.6, maxItems: 3 };
    const body = fit(await generate(complete(schema), settings as never), ids, draw);
    if (isValid(schema, body) && storable(body)) return body;
  }
  throw new Error(`no body was generated that fits ${JSON.stringify(schema)}`);
}

const bodySchema = ({ path, method, media }: Operation): Node | undefined =>
  media.length
    ? spec.paths[path][method.toLowerCase()].requestBody.content["application/json"].schema
    : undefined;

/** Gives a generated body the meaning that its schema cannot ask for. */
function fit(body: Node, { batchId, callId }: Node, draw: Draw): Node {
  for (const event of body?.events ?? []) {
    if (draw.chance(90)) Object.assign(event, { batchId, callId });
  }
  if (body?.schedule) {
    Object.assign(body.schedule, { timeZone: "Europe/Lisbon", startAt: null, windows: [] });
  }
  return body;
}

/** Breaks one thing of a case that fits. */
function broken(one: Case, draw: Draw): Case | undefined {
  const parameters = one.operation.parameters.filter(({ in: where }) => where === "query");
  const schema = bodySchema(one.operation);
  if (schema && draw.chance(70)) {
    const json = breakBody(schema, one.json, draw);
    const { onInvalid: _, ...query } = one.query; // a row at fault would only be skipped
    if (json !== undefined) return { ...one, query, json, broken: true };
  }
  if (parameters.length === 0 || draw.chance(10)) {
    return { ...one, query: { ...one.query, [`unknown${draw.seed()}`]: "1" }, broken: true };
  }
  const { name, schema: declared } = draw.pick(parameters);
  const text = badText(resolved(declared), draw);
  return text === undefined
    ? undefined
    : { ...one, query: { ...one.query, [name]: text }, broken: true };
}

const storable = (value: unknown) => !/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value) ?? "");

async function judge(
  client: Client,
  { operation, path, query, json, broken, astray, strange }: Case,
): Promise<string | undefined> {
  const body = operation.media.length ? { json } : {};
  const { status, text } = await client.request(operation.method, path, { query, ...body });
  const what = `${operation.method} ${path} ${JSON.stringify(query)} ${
    JSON.stringify(json)?.slice(0, 400)
  } → ${status} ${text.slice(0, 300)}`;
  if (status >= 500) return `5xx: ${what}`;
  const rejections = operation.id === "addCalls" ? [400, 422] : [400];
  if (broken && !rejections.includes(status)) return `taken although broken: ${what}`;
  if (!broken && status >= 300 && !(status === 404 && astray) && !(status === 422 && strange)) {
    return `rejected although it fits: ${what}`;
  }
}

Deno.test(`${total} generated requests: no answer outside the contract, none a 5xx`, async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const ids = await lifeCycle(client);
  const draws = fc.sample(fc.array(fc.nat(0x7fff_ffff), { minLength: 64, maxLength: 64 }), {
    numRuns: total,
    seed,
  });
  const faults: string[] = [];
  const sent = { fitting: 0, broken: 0 };
  const one = async (numbers: number[], i: number) => {
    const draw = drawFrom(numbers);
    const operation = operations[Math.floor(i / 2) % operations.length]!;
    const toBreak = i % 2 === 1;
    const fitting = await draft(operation, ids, draw, toBreak);
    let asked: Case | undefined = fitting;
    if (toBreak) { do asked = broken(fitting, draw); while (!asked); }
    const fault = await judge(client, asked).catch((error) =>
      `outside the contract: ${error.message}`
    );
    if (fault) faults.push(fault);
    sent[asked.broken ? "broken" : "fitting"]++;
  };
  const atOnce = onServer ? 8 : 1;
  for (let at = 0; at < draws.length; at += atOnce) {
    await Promise.all(draws.slice(at, at + atOnce).map((numbers, i) => one(numbers, at + i)));
  }
  await db.close();
  console.log(
    `seed ${seed}: ${sent.fitting} fitting and ${sent.broken} broken requests, ${faults.length} faults`,
  );
  assert.deepEqual(faults.slice(0, 8), []);
  assert.deepEqual(sent, { fitting: Math.ceil(total / 2), broken: Math.floor(total / 2) });
});
