/** Validation costs no more than the faults that a problem lists. */
import assert from "node:assert/strict";
import type { JsonBody } from "../../src/contract/body.ts";
import { buildRoutes } from "../../src/contract/routes.ts";
import { fieldErrors } from "../../src/http/request_errors.ts";

const routes = buildRoutes();
const events = routes.get("recordCallEvents")!.json!;
const batch = routes.get("createBatch")!.json!;
const update = routes.get("updateBatch")!.json!;

const id = "019a2f6e-8c00-7b1a-9c55-2f1f0f6f7a10";
const event = { id: "1", batchId: id, callId: id, type: "ringing", at: "2026-01-01T00:00:00Z" };
const said = { ...event, type: "transcript-available", attempt: 1, provider: "p" };
const list = (count: number, item: unknown) => Array(count).fill(item);
const speech = (transcript: unknown[]) => ({ events: [{ ...said, transcript }] });
const windows = (windows: unknown[]) => ({ name: "a", schedule: { timeZone: "UTC", windows } });

/** The most issues that zod looked for in one array, and the faults that come of them. */
function faultsOf({ schema }: JsonBody, value: unknown) {
  const { issues } = schema.safeParse(value).error!;
  const inUnions = issues.flatMap((issue) => issue.code === "invalid_union" ? issue.errors : []);
  const looked = Math.max(issues.length, ...inUnions.map(({ length }) => length));
  return { looked, faults: fieldErrors("json", issues) };
}

const large: [string, JsonBody, unknown, RegExp][] = [
  ["objects for events", events, { events: list(1000, {}) }, /^\/events\/100\/type$/],
  ["numbers for events", events, { events: list(1000, 1) }, /^\/events\/100$/],
  ["empty turns", events, speech(list(5000, {})), /^\/events\/0\/transcript\/50\/speaker$/],
  ["turns", events, speech(list(5000, { speaker: "", text: "", x: 1 })), /\/50\/speaker$/],
];
for (const [name, body, value, last] of large) {
  Deno.test(`zod looks for one fault more than are listed: ${name}`, () => {
    const { looked, faults } = faultsOf(body, value);
    assert.equal(faults.length, 101);
    assert.match(faults.at(-1)!.pointer!, last);
    assert.ok(looked <= 120, `${looked}`);
  });
}

const tooLong: [string, unknown, RegExp][] = [
  ["callingNumbers", list(9000, 1), /expected array to have <=100 items/],
  ["callingNumbers", list(101, "+12025550142"), /expected array to have <=100 items/],
  ["retry", { maxAttempts: 1, delaySeconds: 1, on: list(9000, "busy") }, /to have <=3 items/],
  ["schedule", windows(list(9000, 1)).schedule, /expected array to have <=21 items/],
];
for (const [member, value, message] of tooLong) {
  Deno.test(`the length of an array is checked before its elements: ${message}`, () => {
    for (const body of [batch, update]) {
      const { looked, faults } = faultsOf(body, { name: "a", [member]: value });
      assert.deepEqual([looked, faults.length], [1, 1]);
      assert.match(faults[0]!.message, message);
    }
  });
}

Deno.test("an array within its length is still checked as a whole", () => {
  const messages = (value: unknown) => faultsOf(batch, value).faults.map(({ message }) => message);
  assert.match(messages({ name: "a", callingNumbers: list(2, "+12025550142") })[0]!, /be unique/);
  assert.match(messages(windows([{ days: [], from: "09:00", to: "10:00" }]))[0]!, /Too small/);
  assert.match(faultsOf(events, speech([])).faults[0]!.message, /Too small/);
});

Deno.test("a large array keeps its elements and their places", () => {
  const turns = Array.from({ length: 4999 }, (_, i) => ({ speaker: "a", text: `${i}` }));
  const valid = speech(turns);
  const { provider: _, attempt: __, ...short } = valid.events[0]!;
  assert.deepEqual(events.schema.parse(valid), valid);
  const completed = events.schema.parse({ events: list(25, short) }) as typeof valid;
  assert.deepEqual(completed.events.map(({ attempt }) => attempt), list(25, 1));
  const wrong = speech(turns.with(4321, { speaker: "", text: "" }));
  assert.deepEqual(faultsOf(events, wrong).faults.map(({ pointer }) => pointer), [
    "/events/0/transcript/4321/speaker",
  ]);
});
