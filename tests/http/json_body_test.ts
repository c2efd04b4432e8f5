import fc from "fast-check";
import assert from "node:assert/strict";
import type { JsonBody } from "../../src/contract/body.ts";
import { buildRoutes } from "../../src/contract/routes.ts";
import { type JsonOptions, readJson } from "../../src/http/json_body.ts";
import { problemOf } from "../../src/http/problem_of.ts";
import { bodyOf } from "../support/upload.ts";

const routes = buildRoutes();
const events = routes.get("recordCallEvents")!.json!;
const batch = routes.get("createBatch")!.json!;
const maxBytes = 2 ** 24;
const turn = () => Promise.resolve();

type Outcome = { value: unknown } | { status: number; detail: string; errors: unknown };

/** What reading a body comes to, and how many bytes of it were read. */
async function read(
  text: string | Uint8Array,
  body: JsonBody = events,
  options: Partial<JsonOptions & { chunk: number }> = {},
): Promise<Outcome & { bytes: number }> {
  const { chunk = 65_536, ...rest } = options;
  let bytes = 0;
  const counted = bodyOf(text, chunk).pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (part, controller) => {
        bytes += part.length;
        controller.enqueue(part);
      },
    }),
  );
  const outcome = await readJson(counted, body, { maxBytes, turn, ...rest }).then(
    (value) => ({ value }),
    (error) => {
      const { code, detail, members } = problemOf(error);
      return { status: code === "content_too_large" ? 413 : 400, detail, errors: members.errors };
    },
  );
  return { ...outcome, bytes };
}

const id = "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10";
const event = { id: "1", batchId: id, callId: id, type: "ringing", at: "2026-01-01T00:00:00Z" };
const said = { ...event, type: "transcript-available" };
const onePlace = (outcome: Outcome, pointer: string, message: RegExp) => {
  assert.ok("errors" in outcome, JSON.stringify(outcome).slice(0, 200));
  const [error, ...others] = outcome.errors as { pointer: string; message: string }[];
  assert.deepEqual([error!.pointer, others], [pointer, []]);
  assert.match(error!.message, message);
};

/** Events right and wrong, and what is none. */
const anyEvent = fc.oneof(
  fc.constant(event),
  fc.record({
    id: fc.constant("1"),
    batchId: fc.constant(id),
    callId: fc.constant(id),
    at: fc.constant(event.at),
    type: fc.constantFrom("ringing", "completed", "recording-available", "nothing", 5),
    attempt: fc.constantFrom(1, 0, "1"),
    cost: fc.constantFrom({ amount: "1", currency: "USD" }, { amount: "x" }),
    "]},[{": fc.constant("\\"),
  }, { requiredKeys: ["id", "type"] }),
  fc.record({
    ...Object.fromEntries(Object.entries(said).map(([key, value]) => [key, fc.constant(value)])),
    transcript: fc.array(
      fc.record({ speaker: fc.constant("a"), text: fc.string({ unit: "binary" }) }),
    ),
  }),
  fc.jsonValue(),
);
const list = fc.oneof(
  fc.array(anyEvent, { maxLength: 5 }),
  fc.array(fc.constant(event), { minLength: 1, maxLength: 5 }),
).map((all) => JSON.stringify(all));
const member = fc.tuple(
  fc.constantFrom('"events"', '"\\u0065vents"', '"event"', '"a\\"b"', '"__proto__"', '"ev\\x"'),
  fc.oneof(
    { weight: 4, arbitrary: list },
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.constantFrom('"\\u0000"', '"\\ud800"', "01", "[1,]", "[,]", "[]]", "{]", ""),
  ),
).map(([key, value]) => `${key} :\n${value}`);
const object = fc.oneof(
  list.map((all) => `{"events":${all}}`),
  fc.array(member, { maxLength: 3 }).map((all) => ` {${all.join(" ,")}} `),
  list,
);
const damaged = fc.tuple(object, fc.nat(), fc.constantFrom("", '"', ",", "]", "{", "\\", "x", "\0"))
  .map(([text, at, char]) =>
    text.slice(0, at % text.length) + char + text.slice(at % text.length + 1)
  );

Deno.test("a body in pieces comes to what it comes to at once", async () => {
  const seen = { valid: 0, invalid: 0, broken: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.oneof({ weight: 3, arbitrary: object }, damaged),
      fc.integer({ min: 1, max: 40 }),
      async (text, chunk) => {
        const { bytes: _, ...expected } = await read(text, events, { atOnce: Infinity });
        const { bytes: __, ...found } = await read(text, events, { atOnce: 0, chunk });
        assert.deepEqual(found, expected);
        if ("value" in found) seen.valid++;
        else if (/not valid JSON/.test(found.detail)) seen.broken++;
        else seen.invalid++;
      },
    ),
    { numRuns: 2000 },
  );
  assert.ok(Math.min(...Object.values(seen)) > 100, JSON.stringify(seen));
});

Deno.test("pieces list the same first 100 places, and an array that is too long", async () => {
  const bodies = [
    { events: Array(150).fill({ type: "ringing" }) },
    { events: [...Array(100).fill(1), event, 2] },
    { events: [event, ...Array(100).fill(1)] },
    { events: Array(1001).fill(event) },
    { events: Array(1000).fill(event) },
    { events: [event], ...Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`x${i}`, 1])) },
  ];
  for (const body of bodies) {
    const text = JSON.stringify(body);
    const [once, pieces] = [
      await read(text, events, { atOnce: 1e9 }),
      await read(text, events, { atOnce: 0 }),
    ];
    assert.deepEqual(pieces, once);
  }
  const broken = await read(`{"events":[${Array(100).fill(1)},x]}`, events, { atOnce: 0 });
  onePlace(broken, "", /not valid JSON/);
});

Deno.test("a text too deep or with too many values is a 400 before it is parsed", async () => {
  onePlace(await read("[".repeat(200_000), batch), "", /nested deeper than 100 levels/);
  onePlace(await read("[".repeat(60_000)), "", /nested deeper than 100 levels/);
  onePlace(await read(`{"name":[${Array(20_000).fill(1)}]}`, batch), "", /more than 10000 values/);
  const deep = `{"events":[{},${"[".repeat(101)}${"]".repeat(101)}]}`;
  for (const atOnce of [0, 1e6]) {
    onePlace(await read(deep, events, { atOnce }), "/events/1", /nested/);
  }
  const names = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, 1]));
  const named = JSON.stringify({ events: [{}, { x: [names] }] });
  onePlace(await read(named, events, { atOnce: 0 }), "/events/1", /more than 1000 members in one/);
  onePlace(await read(JSON.stringify(names), batch), "", /more than 1000 members in one object/);
  const wide = `{"events":[[${Array(60_000).fill(1)}]]}`;
  onePlace(await read(wide), "/events/0", /more than 50000 values/);
});

Deno.test("what is too much at once may be within the limits of its elements", async () => {
  const turns = Array(2400).fill({ speaker: "a", text: "" });
  const outcome = await read(
    JSON.stringify({
      events: [{ ...said, transcript: turns.slice(0, 1200) }, {
        ...said,
        transcript: turns.slice(0, 1200),
      }],
    }),
    events,
    { atOnce: 1e6 },
  );
  assert.ok("value" in outcome, JSON.stringify(outcome).slice(0, 300));
});

Deno.test("reading ends with what makes the rest useless", async () => {
  const much = maxBytes - 1000;
  const brackets = await read("[".repeat(much));
  onePlace(brackets, "", /more than 65536 characters outside of `events`/);
  assert.ok(brackets.bytes < 4e5, `${brackets.bytes}`);
  const long = await read(`{"events":[{},"${"x".repeat(much - 100)}"]}`);
  onePlace(long, "/events/1", /larger than 1048576 bytes/);
  assert.ok(long.bytes < 2e6, `${long.bytes}`);
  const many = await read(`{"events":[${Array(1e5).fill(JSON.stringify(event))}]}`);
  onePlace(many, "/events", /<=1000 items/);
  assert.ok(many.bytes < 6e5, `${many.bytes}`);
  const wrong = await read(`{"events":[${Array(1e6).fill('{"type":"x"}')}]}`);
  assert.ok("detail" in wrong && /at \/events\/0\/type: .* \(and more than 99 /.test(wrong.detail));
  assert.ok(wrong.bytes < 4e5, `${wrong.bytes}`);
  const large = await read(`{"name":"${"x".repeat(300_000)}"}`, batch, { maxBytes: 100_000 });
  assert.ok("status" in large && large.status === 413 && large.bytes < 4e5);
});

Deno.test("an element of 1 MiB is accepted or not by its bytes", async () => {
  const size = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length;
  for (const char of ["x", "é"]) {
    const text = char.repeat(Math.floor((2 ** 20 - 2) / new TextEncoder().encode(char).length));
    assert.equal(size(text), 2 ** 20);
    const [fits, exceeds] = [
      await read(JSON.stringify({ events: [text] })),
      await read(JSON.stringify({ events: [`${text}x`] })),
    ];
    onePlace(fits, "/events/0", /expected object/);
    onePlace(exceeds, "/events/0", /larger than 1048576 bytes/);
  }
});

Deno.test("other work has turns between slices, validation ends after 100 places", async () => {
  const large = { ...said, transcript: Array(20).fill({ speaker: "a", text: "x".repeat(400) }) };
  const text = JSON.stringify({ events: Array(400).fill(large) });
  let [turns, validated, mostInTurn] = [0, 0, 0];
  let inTurn = 0;
  const counting = (body: JsonBody): JsonBody => ({
    ...body,
    pieces: {
      ...body.pieces!,
      element: new Proxy(body.pieces!.element, {
        get(element, name) {
          if (name !== "safeParse") return Reflect.get(element, name);
          return (value: unknown) => {
            [validated, inTurn] = [validated + 1, inTurn + 1];
            mostInTurn = Math.max(mostInTurn, inTurn);
            return element.safeParse(value);
          };
        },
      }),
    },
  });
  const count = () => Promise.resolve(void ([turns, inTurn] = [turns + 1, 0]));
  const outcome = await read(text, counting(events), { turn: count });
  assert.ok("value" in outcome);
  assert.equal(validated, 400);
  assert.ok(turns >= Math.floor(text.length / 32_768), `${turns} turns`);
  assert.ok(mostInTurn <= Math.ceil(32_768 / JSON.stringify(large).length) + 1, `${mostInTurn}`);
  validated = 0;
  await read(
    JSON.stringify({ events: Array(900).fill({ ...large, type: "x" }) }),
    counting(events),
  );
  assert.equal(validated, 101);
});

Deno.test("a body that is not UTF-8 is a 400 that names the byte", async () => {
  const bytes = new TextEncoder().encode('{"name":"caf\u00e9"}');
  bytes[13] = 0x28;
  for (const chunk of [1, 1000]) onePlace(await read(bytes, batch, { chunk }), "", /at byte 14/);
});
