/** What no call can match is an error that says what was meant, never an empty answer. */
import assert from "node:assert/strict";
import { InvalidParameter } from "../../src/domain/errors.ts";
import { compileFilter } from "../../src/listing/filter.ts";
import { compileSort } from "../../src/listing/sort.ts";

const fault = (compile: () => unknown): InvalidParameter => {
  try {
    compile();
  } catch (error) {
    assert.ok(error instanceof InvalidParameter, String(error));
    return error;
  }
  throw new Error(`accepted: ${compile}`);
};

/** Filter, pointer, and the end or a part of the message. */
const silent: [unknown, string, string][] = [
  [{ callStatus: "complete" }, "/callStatus", 'not "complete"; did you mean "completed"?'],
  [{ callStatus: { $ne: "no_answer" } }, "/callStatus/$ne", 'did you mean "no-answer"?'],
  [{ callStatus: { $in: ["busy", "cancelled"] } }, "/callStatus/$in/1", 'mean "canceled"?'],
  [{ callStatus: "done" }, "/callStatus", 'canceled, not "done"'],
  [{ "phoneLogs.callStatus": "queued" }, "/phoneLogs.callStatus", 'canceled, not "queued"'],
  [{ answeredBy: "Human" }, "/answeredBy", 'did you mean "human"?'],
  [{ "phoneLogs.hangupSource": "calee" }, "/phoneLogs.hangupSource", 'did you mean "callee"?'],
  [{ hangupCause: "User Busy" }, "/hangupCause", 'did you mean "user_busy"?'],
  [{ attempts: "3" }, "/attempts", 'must be a number, not "3"; did you mean 3?'],
  [{ attempts: { $gt: "many" } }, "/attempts/$gt", 'must be a number, not "many"'],
  [{ cost: { $lte: "0.0140" } }, "/cost/$lte", "did you mean 0.014?"],
  [{ callDuration: true }, "/callDuration", "must be a number, not true"],
  [{ callDuration: { $regex: "3" } }, "/callDuration/$regex", "callDuration is a number"],
  [{ createdAt: 5 }, "/createdAt", "must be an RFC 3339 time"],
  [{ createdAt: { $gt: "2026-03-01" } }, "/createdAt/$gt", 'mean "2026-03-01T00:00:00Z"?'],
  [{ createdAt: { $gt: "2026-03-01 10:00:00" } }, "/createdAt/$gt", '"2026-03-01T10:00:00Z"?'],
  [
    { createdAt: { $gt: "2026-03-01T10:00:00 00:00" } },
    "/createdAt/$gt",
    'mean "2026-03-01T10:00:00+00:00"? In a URL a + means a space: write it as %2B.',
  ],
  [{ phoneNumber: " 12025550143" }, "/phoneNumber", 'mean "+12025550143"? In a URL a + means'],
  [{ phoneNumber: 12025550143 }, "/phoneNumber", 'did you mean "+12025550143"?'],
  [{ phoneNumber: "001 202-555-0143" }, "/phoneNumber", 'did you mean "+12025550143"?'],
  [{ phoneNumber: "(202) 555-0143" }, "/phoneNumber", "must be an E.164 number such as"],
  [{ "phoneLogs.from": { $in: ["12025550100"] } }, "/phoneLogs.from/$in/0", '"+12025550100"?'],
  [{ "variables.mobile": " 12025550143" }, "/variables.mobile", 'mean "+12025550143"?'],
  [{ due: "2026-03-01T10:00:00 02:00" }, "/due", 'mean "2026-03-01T10:00:00+02:00"?'],
  [{ id: "019A2F6E-9D10-7C3E-8A11-0C5500000001" }, "/id", 'mean "019a2f6e-9d10-7c3e-8a11-0c55'],
  [{ recordingUrl: "r.example.com/7" }, "/recordingUrl", 'mean "https://r.example.com/7"?'],
  [{ callStatus: null }, "/callStatus", "is never null"],
  [{ "phoneLogs.attempt": { $in: [null] } }, "/phoneLogs.attempt/$in/0", "is never null"],
  // Names that are fields elsewhere.
  [{ status: "completed" }, "/status", 'did you mean "callStatus"? a variable of that name is "va'],
  [{ startedAt: "x" }, "/startedAt", 'did you mean "phoneLogs.startedAt"?'],
  [{ provider: "x" }, "/provider", 'did you mean "phoneLogs.provider"?'],
  [{ duration: 5 }, "/duration", 'did you mean "callDuration"?'],
  [{ transcript: "x" }, "/transcript", "searched with search and searchIn=transcript"],
  [{ "transcript.text": "x" }, "/transcript.text", "searchIn=transcript"],
  [{ "cost.amount": 0.5 }, "/cost.amount", 'did you mean "cost"?'],
  [{ "phoneLogs.cost.amount": 0.5 }, "/phoneLogs.cost.amount", 'mean "phoneLogs.cost"?'],
  [{ "phoneLogs.status": "x" }, "/phoneLogs.status", 'did you mean "phoneLogs.callStatus"?'],
  [{ "phonelogs.startedAt": "x" }, "/phonelogs.startedAt", 'mean "phoneLogs.startedAt"?'],
  [{ "variable.plan": "x" }, "/variable.plan", 'did you mean "variables.plan"?'],
  [{ phone_number: "x" }, "/phone_number", 'did you mean "phoneNumber"?'],
  [{ answeredby: "x" }, "/answeredby", 'did you mean "answeredBy"?'],
  [{ endedat: "x" }, "/endedat", 'did you mean "phoneLogs.endedAt"?'],
  [{ "attempts.bussy": 1 }, "/attempts.bussy", 'did you mean "attempts.busy"?'],
  [{ "attempts.queued": 1 }, "/attempts.queued", "must be attempts.<status>, one of initiated"],
  [{ "callStatus.x": 1 }, "/callStatus.x", "callStatus has no parts"],
  // phoneLogs itself.
  [{ phoneLogs: [] }, "/phoneLogs", 'must be {"$elemMatch": {…}}'],
  [{ phoneLogs: { $size: 2 } }, "/phoneLogs/$size", '"attempts" is their number'],
  [{ phoneLogs: { $elemMatch: 5 } }, "/phoneLogs/$elemMatch", "must be a filter of one phone log"],
  [
    { phoneLogs: { $elemMatch: { "phoneLogs.status": 5 } } },
    "/phoneLogs/$elemMatch/phoneLogs.status",
    'did you mean "callStatus"?',
  ],
  [
    { phoneLogs: { $elemMatch: { startedAt: { $lt: "yesterday" } } } },
    "/phoneLogs/$elemMatch/startedAt/$lt",
    "must be an RFC 3339 time",
  ],
  [{ plan: { $elemMatch: { a: 1 } } }, "/plan/$elemMatch", "$elemMatch is for phoneLogs only"],
  [{ age: { gt: 5 } }, "/age/gt", 'did you mean "$gt"?'],
];

Deno.test("a filter that no call can match is an error with the spelling that was meant", () => {
  for (const [filter, pointer, message] of silent) {
    const text = JSON.stringify(filter);
    const error = fault(() => compileFilter(text));
    assert.equal(error.pointer, pointer, text);
    assert.ok(error.message.includes(message), `${text}: ${error.message}`);
  }
});

Deno.test("a number that would lose digits is an error with its place", () => {
  const error = fault(() => compileFilter('{"account":{"$in":[1,9007199254740993]}}'));
  assert.equal(error.pointer, "/account/$in/1");
  assert.match(error.message, /^9007199254740993 would lose digits/);
});

Deno.test("what a filter rejects as a name stays reachable as a variable", () => {
  for (
    const name of ["status", "startedAt", "transcript", "duration", "cost.amount", "phone_number"]
  ) {
    compileFilter(JSON.stringify({ [`variables.${name}`]: "complete" }));
    compileSort(`variables.${name}`, "asc");
  }
  // Single words in another case are usual columns.
  for (const name of ["ID", "Cost", "From", "name", "phone", "answer"]) {
    compileFilter(`{"${name}":1}`);
  }
  // A space at the start is found on request.
  compileFilter('{"variables.mobile":{"$regex":"^ 12025550143$"}}');
});

Deno.test("sortBy rejects a name that is a field elsewhere", () => {
  for (
    const [name, meant] of [
      ["status", "callStatus"],
      ["duration", "callDuration"],
      ["cost.amount", "cost"],
      ["started_at", "startedAt"],
      ["phoneLogs.status", "phoneLogs.callStatus"],
    ] as const
  ) {
    const error = fault(() => compileSort(name, "asc"));
    assert.equal(error.parameter, "sortBy");
    assert.ok(error.message.includes(`did you mean "${meant}"?`), `${name}: ${error.message}`);
  }
  for (const name of ["startedAt", "provider", "from"]) compileSort(name, "asc");
});

Deno.test("a member that a filter repeats is an error with its place", () => {
  for (
    const [text, pointer] of [
      ['{"a":1,"a":2}', "/a"],
      ['{"a":{"$gt":1,"$lt":5,"$gt":2}}', "/a/$gt"],
      ['{"$or":[{"b":1},{"x/y":1,"z":[],"x/y":2}]}', "/$or/1/x~1y"],
      ['{"a":"b","\\u0061":1}', "/a"],
    ] as const
  ) {
    const error = fault(() => compileFilter(text));
    assert.equal(error.pointer, pointer, text);
    assert.equal(error.message, "is given more than once");
  }
  compileFilter(
    '{"a":{"b":1},"b":{"$in":["a","b"]},"$or":[{"a":1},{"a":2}]}'.replace('{"b":1}', "1"),
  );
});
