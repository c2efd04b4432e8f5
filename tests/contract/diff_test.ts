import assert from "node:assert/strict";
import { changes, report } from "./diff.ts";

const text = await Deno.readTextFile(new URL("../../openapi.yaml", import.meta.url));
const edited = (from: string, to: string) => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};
const kinds = (after: string) => new Set(changes(text, after).map(({ kind }) => kind));

Deno.test("changes of the contract are classified", () => {
  assert.deepEqual(changes(text, text), []);
  const breaking = [
    ["      required: [name]\n", "      required: [name, retry]\n"],
    [
      "schema: { type: integer, minimum: 1, maximum: 100, default: 10 }",
      "schema: { type: integer, minimum: 1, maximum: 50, default: 10 }",
    ],
    ["  /v1/call-events:\n", "  /v1/events:\n"],
    ["      scheme: bearer\n", "      scheme: basic\n"],
    [
      "onInvalid\n          in: query\n",
      "onInvalid\n          in: query\n          required: true\n",
    ],
  ];
  for (const [from, to] of breaking) assert.ok(kinds(edited(from!, to!)).has("breaking"), from);
  const harmless = edited(
    "      operationId: createBatch\n",
    "      operationId: createBatch\n      deprecated: true\n",
  );
  assert.ok(!kinds(harmless).has("breaking"));
});

Deno.test("the report lists breaking changes, and the others when asked", () => {
  const harmless = { kind: "annotation", action: "add", path: "/v1/x/get/description" };
  const breaking = { kind: "breaking", action: "remove", path: "/v1/y" };
  assert.deepEqual(report([harmless, breaking], false), [
    "breaking\tremove\t/v1/y",
    "2 changes since the last release, 1 of them breaking (--verbose lists all)",
  ]);
  assert.deepEqual(report([harmless, breaking], true), [
    "annotation\tadd\t/v1/x/get/description",
    "breaking\tremove\t/v1/y",
    "2 changes since the last release, 1 of them breaking",
  ]);
});
