import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";

const app = createApp({
  database: () => {
    throw new Error("not needed");
  },
  log: () => {},
  assets: () => Promise.resolve(new Response("")),
});

const cases: [string, string, number, string | null][] = [
  ["DELETE", "/docs", 405, "GET, HEAD"],
  ["POST", "/health/live", 405, "GET, HEAD"],
  ["PUT", "/openapi.yaml", 405, "GET, HEAD"],
  ["PATCH", "/v1/batches", 405, "GET, HEAD, POST"],
  ["GET", "/v1/call-events", 405, "POST"],
  ["PUT", "/v1/batches/x/calls/y", 405, "GET, HEAD"],
  ["GET", "/v1", 404, null],
  ["DELETE", "/nothing", 404, null],
  ["HEAD", "/docs", 200, null],
];

for (const [method, path, status, allow] of cases) {
  Deno.test(`${method} ${path} is ${status}`, async () => {
    const answer = await app.request(path, { method });
    assert.equal(answer.status, status);
    const methods = answer.headers.get("allow")?.split(", ").sort().join(", ") ?? null;
    assert.equal(methods, allow);
    if (status < 400) return;
    const problem = await answer.json();
    assert.deepEqual([problem.status, problem.requestId], [
      status,
      answer.headers.get("x-request-id"),
    ]);
  });
}
