import assert from "node:assert/strict";
import { hashToken } from "../../src/domain/token.ts";
import {
  type Client,
  createKey,
  newClient,
  openDatabase,
  type Options,
} from "../support/client.ts";
import { newBatch } from "../support/campaign.ts";

let client: Client;
let batchId: string;

/** Runs each test with an empty batch. */
function test(name: string, body: () => Promise<void>): void {
  Deno.test(`addCalls: ${name}`, async () => {
    const db = openDatabase();
    client = await newClient(db);
    ({ batchId } = await newBatch(client, 0));
    await body().finally(() => db.close());
  });
}
const types = { csv: "text/csv", ndjson: "application/x-ndjson", json: "application/json" };
const send = (type: keyof typeof types, body: BodyInit, query: Options["query"] = {}) =>
  client.request("POST", `/v1/batches/${batchId}/calls`, {
    body,
    query,
    headers: { "content-type": types[type] },
  });
const calls = async () =>
  (await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc", limit: 100 })).body.calls as {
    phoneNumber: string;
    variables: Record<string, unknown>;
    callStatus: string;
  }[];

const contacts = [
  { phoneNumber: "+12025550142", name: 'Ada "the first"', plan: "gold" },
  { phoneNumber: "+12025550143", name: "Grace\nHopper", plan: "" },
];
const bodies = {
  csv: [
    "phoneNumber,name,plan",
    '+12025550142,"Ada ""the first""",gold',
    '+12025550143,"Grace\nHopper",',
    "",
  ].join("\r\n"),
  ndjson: contacts.map((contact) => JSON.stringify(contact)).join("\n"),
  json: JSON.stringify(contacts),
};

for (const type of ["csv", "ndjson", "json"] as const) {
  test(`${type}: every column but the number is a variable`, async () => {
    const answer = await send(type, bodies[type]);
    assert.equal(answer.status, 201);
    assert.deepEqual(answer.body, {
      added: 2,
      uploadId: answer.body.uploadId,
      updated: 0,
      duplicateCount: 0,
      duplicates: [],
      rejectedCount: 0,
      rejected: [],
    });
    const added = await calls();
    assert.deepEqual(
      added.map(({ phoneNumber, variables }) => ({ phoneNumber, ...variables })),
      contacts,
    );
    assert.deepEqual(added.map(({ callStatus }) => callStatus), ["queued", "queued"]);
    const again = await send(type, bodies[type]);
    assert.deepEqual([again.body.added, again.body.duplicateCount], [0, 2]);
  });
}

test("CSV parameters: phoneColumn, delimiter, numericColumns", async () => {
  const file = "mobile|age|code\n+12025550142|41|007\n+12025550143||1e3\n";
  const answer = await send("csv", file, {
    phoneColumn: "mobile",
    delimiter: "|",
    numericColumns: "age",
  });
  assert.equal(answer.status, 201);
  assert.deepEqual((await calls()).map(({ variables }) => variables), [{ age: 41, code: "007" }, {
    age: null,
    code: "1e3",
  }]);
  const tabbed = "mobile\tage\n+12025550144\t5\n";
  assert.equal(
    (await send("csv", tabbed, { phoneColumn: "mobile", delimiter: "tab" })).status,
    201,
  );
});

test("JSON values keep their types, and dangerous names are ordinary names", async () => {
  const variables = '{"n":1.5,"yes":true,"none":null,"deep":{"b":[1,"2"]},"car.loan":"x",' +
    '"__proto__":{"a":1},"":"y"}';
  const answer = await send("json", `[{"phoneNumber":"+12025550142",${variables.slice(1)}]`);
  assert.equal(answer.status, 201);
  assert.deepEqual((await calls())[0]!.variables, JSON.parse(variables));
});

test("one invalid row rejects the upload, with line, column and reason", async () => {
  const file = "phoneNumber,age\n+12025550142,4\n12025550143,5\n+12025550144,five\n+12025550145\n";
  const answer = await send("csv", file, { numericColumns: "age" });
  assert.equal(answer.status, 422);
  assert.equal(answer.body.code, "rows_rejected");
  assert.equal(answer.body.detail, "3 rows were rejected; nothing was added.");
  assert.deepEqual(answer.body.rejected, [
    {
      line: 3,
      column: "phoneNumber",
      reason: '"12025550143" has no country code: write it with +, or send `defaultCountry`',
    },
    { line: 4, column: "age", reason: 'not a number: "five"' },
    { line: 5, column: null, reason: "expected 2 cells, found 1" },
  ]);
  assert.deepEqual(await calls(), []);
});

test("onInvalid=skip adds the valid rows and reports the others", async () => {
  const rows = [{ phoneNumber: "5" }, { phoneNumber: "+12025550142" }, 7, {
    phoneNumber: "+12025550142",
  }];
  const answer = await send("json", JSON.stringify(rows), { onInvalid: "skip" });
  assert.equal(answer.status, 201);
  const { added, duplicates, rejectedCount, rejected } = answer.body;
  assert.deepEqual([added, duplicates, rejectedCount], [1, [{
    line: 4,
    phoneNumber: "+12025550142",
  }], 2]);
  assert.deepEqual(
    rejected.map(({ line, column }: { line: number; column: string }) => [line, column]),
    [
      [1, "phoneNumber"],
      [3, null],
    ],
  );
});

test("reading stops at 100 rejected rows", async () => {
  const answer = await send("ndjson", "x\n".repeat(250));
  assert.deepEqual([answer.status, answer.body.rejectedCount, answer.body.rejected.length], [
    422,
    100,
    100,
  ]);
  assert.match(answer.body.detail, /remaining rows were not read/);
});

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const bad: [
  name: string,
  type: keyof typeof types,
  body: BodyInit,
  status: number,
  place: string,
  query?: Options["query"],
][] = [
  ["no header row", "csv", "", 400, "body"],
  ["Latin-1", "csv", bytes("phoneNumber,name\n+12025550142,Jos\xe9\n"), 400, "UTF-8"],
  ["a duplicate column", "csv", "phoneNumber,a,a\n", 400, "duplicate column"],
  ["no such phoneColumn", "csv", "phone,a\n", 400, "phoneColumn"],
  ["no such numericColumns", "csv", "phoneNumber,a\n", 400, "numericColumns", {
    numericColumns: "b",
  }],
  ["U+0000 in a cell", "csv", "phoneNumber,a\n+12025550142,x\0y\n", 422, "U+0000"],
  ["U+0000 in a number", "csv", "phoneNumber,a\n+12025550142\0,x\n", 422, "is not a phone number"],
  ["U+0000 in a header", "csv", "phoneNumber,a\0\n+12025550142,x\n", 400, "U+0000"],
  ["U+0000 in a phoneColumn", "csv", "phoneNumber\n", 400, "phoneColumn", { phoneColumn: "\0" }],
  ["U+0000 in JSON", "json", '[{"phoneNumber":"+12025550142","a":"\\u0000"}]', 422, "U+0000"],
  ["U+0000 in a name", "ndjson", '{"phoneNumber":"+12025550142","\\u0000":1}', 422, "U+0000"],
  [
    "a lone surrogate",
    "ndjson",
    '{"phoneNumber":"+12025550142","a":["\\ud800"]}',
    422,
    "well-formed",
  ],
  [
    "a lone surrogate in a name",
    "ndjson",
    '{"phoneNumber":"+12025550142","\\ud800":1}',
    422,
    "well-formed",
  ],
  ["JSON that is not an array", "json", "{}", 400, "array"],
  ["truncated JSON", "json", '[{"phoneNumber":"+12025550142"}', 400, "not closed"],
  ["a JSON syntax error", "json", '[{"phoneNumber":"+12025550142"},{a:1}]', 400, "/1"],
  ["an infinite number", "json", '[{"phoneNumber":"+12025550142","a":1e999}]', 422, "out of range"],
  [
    "a deep value",
    "json",
    `[{"phoneNumber":"+12025550142","a":${"[".repeat(9999)}${"]".repeat(9999)}}]`,
    422,
    "20",
  ],
];
test("rejects an unreadable upload with a 4xx that names the place, and adds nothing", async () => {
  for (const [name, type, body, status, place, query] of bad) {
    const answer = await send(type, body, query);
    assert.equal(answer.status, status, `${name}: ${answer.text}`);
    assert.ok(answer.text.includes(place), `${name}: ${answer.text}`);
  }
  assert.deepEqual(await calls(), []);
});

test("an interrupted body adds nothing", async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (++sent > 3) return controller.error(new TypeError("connection reset"));
      controller.enqueue(
        new TextEncoder().encode(sent === 1 ? "phoneNumber\n" : `+1202555014${sent}\n`),
      );
    },
  });
  const answer = await send("csv", body);
  assert.equal(answer.status, 400);
  assert.match(answer.text, /was interrupted/);
  assert.deepEqual(await calls(), []);
});

Deno.test("addCalls: an upload whose key is revoked ends, and adds nothing", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { batchId } = await newBatch(client, 0);
  const token = await createKey(db, client.workspaceId);
  let row = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const line = JSON.stringify({ phoneNumber: `+1999${1_000_000 + row++}` });
      controller.enqueue(new TextEncoder().encode(`${line}\n`));
    },
  });
  const upload = client.as(token).request("POST", `/v1/batches/${batchId}/calls`, {
    body,
    headers: { "content-type": types.ndjson },
  });
  await db.client`update api_keys set revoked_at = now() where key_hash = ${hashToken(token)}`;
  assert.equal((await upload).status, 401);
  const { counts } = (await client.get(`/v1/batches/${batchId}`)).body;
  assert.deepEqual([counts.queued, row < 100], [0, true]);
  await db.close();
});

test("other requests have turns during an upload of rows that are wrong", async () => {
  const rows = 500_000;
  let [done, turns] = [false, 0];
  const answer = send("ndjson", "1\n".repeat(rows), { onInvalid: "skip" })
    .finally(() => done = true);
  for (; !done; turns++) await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal((await answer).body.rejectedCount, rows);
  assert.ok(turns > rows * 2 / (2 * 65_536), `${turns} turns`);
});

test("numbers as people write them become E.164, and repeat one another", async () => {
  const file = "phoneNumber\n+1 202-555-0142\n(202) 555-0142\n0049 30 901820\n" +
    "\u202a+1\u00a0202 555 0143\u202c\n202.555.0144\n";
  const answer = await send("csv", file, { defaultCountry: "US" });
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual((await calls()).map(({ phoneNumber }) => phoneNumber).sort(), [
    "+12025550142",
    "+12025550143",
    "+12025550144",
    "+4930901820",
  ]);
  assert.deepEqual(answer.body.duplicates, [{ line: 3, phoneNumber: "+12025550142" }]);
  const unknown = await send("csv", file, { defaultCountry: "ZZ" });
  assert.deepEqual([unknown.status, unknown.body.errors[0].name], [400, "defaultCountry"]);
});
