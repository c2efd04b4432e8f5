import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";
import { indented } from "../../src/http/pretty.ts";

const app = createApp({
  database: () => {
    throw new Error("not needed");
  },
  log: () => {},
  assets: () => Promise.resolve(new Response("")),
});

const values = [
  {},
  [],
  null,
  "x",
  [[], {}, [1, -2.5e3, true]],
  { a: { b: [], c: {} }, "d,[": 'e "f\\" {g: h}', i: [null, "\\", ""] },
];

Deno.test("indents as JSON.stringify does", () => {
  for (const value of values) {
    for (const spaces of [1, 2, 8]) {
      const expected = `${JSON.stringify(value, null, spaces)}\n`;
      assert.equal(indented(JSON.stringify(value), spaces), expected);
      assert.equal(indented(expected, spaces), expected);
    }
  }
});

Deno.test("keeps every digit of a number", () => {
  assert.equal(
    indented('{"n":[9007199254740993,1.10]}', 1),
    '{\n "n": [\n  9007199254740993,\n  1.10\n ]\n}\n',
  );
});

const accepted: [string | undefined, number | undefined][] = [
  [undefined, undefined],
  ["*/*", undefined],
  ["application/json", undefined],
  ["application/json; indent=2", 2],
  ["application/json;indent=4, */*", 4],
  ["application/json; indent=0", undefined],
  ["application/json; indent=9", undefined],
  ["application/json; indent=x", undefined],
  ["text/html,application/xhtml+xml,*/*;q=0.8", 2],
];

Deno.test("JSON is indented where Accept asks for it, problems too", async () => {
  for (const [accept, spaces] of accepted) {
    const headers = new Headers(accept === undefined ? {} : { accept });
    for (const [path, status] of [["/health/live", 200], ["/v1/batches", 401]] as const) {
      const response = await app.request(path, { headers });
      const text = await response.text();
      const compact = JSON.stringify(JSON.parse(text));
      assert.equal(text, spaces ? indented(compact, spaces) : compact, `${accept} ${path}`);
      assert.equal(response.status, status);
      assert.equal(response.headers.get("vary"), spaces ? "Accept" : null);
      assert.ok(response.headers.get("x-request-id"));
    }
  }
});

Deno.test("what is not JSON passes as it is", async () => {
  const headers = { accept: "text/html" };
  assert.match(await (await app.request("/llms.txt", { headers })).text(), /^# /);
});
