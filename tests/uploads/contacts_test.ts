import assert from "node:assert/strict";
import { contacts } from "../../src/uploads/contacts.ts";
import { ndjsonRows } from "../../src/uploads/rows/ndjson.ts";
import { collect, piecesOf } from "../support/upload.ts";

const read = async (row: unknown, phoneColumn = "phoneNumber") => {
  const text = typeof row === "string" ? row : JSON.stringify(row);
  const [contact] = await collect(contacts(ndjsonRows(piecesOf(text, 1e6)), { phoneColumn }));
  return contact!;
};
const phoneNumber = "+12025550142";
const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, i]));

Deno.test("contacts: every column but the number is a variable, with its type", async () => {
  const variables = {
    a: "x",
    n: 1.5,
    yes: true,
    none: null,
    deep: { b: [1, "2"] },
    "": "no name",
    "car.loan": "yes",
  };
  const contact = await read({ phoneNumber, ...variables });
  assert.ok("variables" in contact);
  assert.deepEqual([contact.line, contact.phoneNumber, contact.variables], [
    1,
    phoneNumber,
    variables,
  ]);
  const other = await read({ mobile: phoneNumber, phoneNumber: "landline" }, "mobile");
  assert.ok("variables" in other);
  assert.deepEqual(other.variables, { phoneNumber: "landline" });
});

Deno.test("contacts: __proto__ is an ordinary variable, and can be the phone column", async () => {
  const contact = await read(`{"phoneNumber":"${phoneNumber}","__proto__":{"x":1}}`);
  assert.ok("variables" in contact);
  assert.equal(JSON.stringify(contact.variables), '{"__proto__":{"x":1}}');
  const missing = await read({ a: 1 }, "__proto__");
  assert.equal("reason" in missing && missing.reason, "the phone number is missing");
});

for (
  const accepted of [
    "+1202555",
    "+123456789012345",
    phoneNumber,
    " +12025550142",
    "+12025550142\n",
    "+1 202 555 0142",
  ]
) {
  Deno.test(`contacts: accepts the phone number ${JSON.stringify(accepted)}`, async () => {
    assert.ok("variables" in await read({ phoneNumber: accepted }));
  });
}
for (
  const rejected of [
    "",
    "12025550142",
    "+02025550142",
    "+120255",
    "+1234567890123456",
    12025550142,
    null,
    [phoneNumber],
  ]
) {
  Deno.test(`contacts: rejects the phone number ${JSON.stringify(rejected)}`, async () => {
    const row = await read({ phoneNumber: rejected });
    assert.ok("reason" in row);
    assert.equal(row.column, "phoneNumber");
    assert.match(row.reason, /phone number|country code|E\.164/);
  });
}

const faults: [name: string, row: unknown, column: string | null, reason: RegExp][] = [
  ["no number", { a: 1 }, "phoneNumber", /missing/],
  ["201 variables", { phoneNumber, ...many(201) }, null, /more than 200 variables/],
  ["U+0000", { phoneNumber, a: "x\0y" }, "a", /U\+0000/],
  ["U+0000 deep inside", { phoneNumber, a: [{ b: "\0" }] }, "a", /U\+0000/],
  ["U+0000 in a name", { phoneNumber, "a\0/~": 1 }, "a\0/~", /U\+0000/],
  ["U+0000 in an inner name", { phoneNumber, a: { "\0": 1 } }, "a", /U\+0000/],
  ["a lone surrogate", { phoneNumber, a: "\ud800" }, "a", /well-formed/],
  ["a lone surrogate in a name", { phoneNumber, "\udc00": 1 }, "\ufffd", /well-formed/],
  ["a number out of range", `{"phoneNumber":"${phoneNumber}","a":[1e400]}`, "a", /out of range/],
  ["21 levels of nesting", { phoneNumber, a: nested(21) }, "a", /more than 20 levels/],
  [
    "30,000 levels of nesting",
    `{"phoneNumber":"${phoneNumber}","a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
    "a",
    /20/,
  ],
  [
    "more than 64 KiB in bytes, not characters",
    { phoneNumber, a: "名".repeat(30_000) },
    null,
    /larger than 64 KiB/,
  ],
];
for (const [name, row, column, reason] of faults) {
  Deno.test(`contacts: rejects ${name}`, async () => {
    const rejected = await read(row);
    assert.ok("reason" in rejected);
    assert.deepEqual([rejected.line, rejected.column], [1, column]);
    assert.match(rejected.reason, reason);
  });
}

Deno.test("contacts: accepts rows at the limits", async () => {
  for (
    const row of [{ ...many(200) }, { a: nested(20) }, { a: "x".repeat(65_000) }, {
      a: "名".repeat(21_000),
    }]
  ) {
    assert.ok("variables" in await read({ phoneNumber, ...row }));
  }
});
