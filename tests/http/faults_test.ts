import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";

const logged: unknown[] = [];
const app = createApp({
  database: () => {
    throw new Error("not needed");
  },
  log: (event) => void logged.push(event),
  assets: () => Promise.resolve(new Response("")),
});

const cases: [string, string, number, string | null][] = [
  ["DELETE", "/docs", 405, "GET, HEAD"],
  ["POST", "/health/live", 405, "GET, HEAD"],
  ["PUT", "/openapi.yaml", 405, "GET, HEAD"],
  ["PATCH", "/v1/batches", 405, "GET, HEAD, POST"],
  ["GET", "/v1/call-events", 405, "POST"],
  ["PUT", "/v1/batches/x/calls/y", 405, "DELETE, GET, HEAD, PATCH"],
  ["GET", "/v1", 404, null],
  ["DELETE", "/nothing", 404, null],
  ["HEAD", "/docs", 200, null],
];

Deno.test("rejects a Host that contains a path", async () => {
  const path = "/docs/+12025550142";
  for (const host of ["x/v1/batches?", "x#", "x y", "[::1", "a@b"]) {
    const answer = await app.request("/health/live", { headers: { host } });
    assert.equal(answer.status, 400, host);
    assert.equal((await answer.json()).errors[0].name, "Host");
  }
  for (const host of ["localhost:8787", "[::1]:80", "api.example.com", "10.0.0.1"]) {
    assert.equal((await app.request("/health/live", { headers: { host } })).status, 200, host);
  }
  await app.request(path);
  assert.ok(!JSON.stringify(logged).includes("+12025550142"));
});

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
