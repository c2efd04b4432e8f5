import assert from "node:assert/strict";
import { Hono } from "hono";
import { operationList } from "../../src/contract/routes.ts";
import type { AppEnv } from "../../src/http/app_env.ts";
import { authenticate } from "../../src/http/authenticate.ts";
import { onError } from "../../src/http/faults.ts";

const headers = { authorization: "Bearer cb_any" };

for (const operation of operationList) {
  Deno.test(`${operation.id}: returns 500 for a response without authorization`, async () => {
    const app = new Hono<AppEnv>().onError(onError);
    const noOne = () => Promise.resolve(undefined);
    app.get("/unchecked", authenticate(operation, noOne, true), (c) => c.text("secret"));
    const answer = await app.request("/unchecked", { headers });
    assert.deepEqual([answer.status, (await answer.json()).code], [500, "internal_error"]);
  });

  Deno.test(`${operation.id}: rejects a caller without a valid key and its scope`, async () => {
    const app = new Hono<AppEnv>().onError(onError);
    app.use((c, next) => {
      c.set("database", () => undefined as never);
      return next();
    });
    let reached = 0;
    const noOne = () => Promise.resolve(undefined);
    const scopeless = () => Promise.resolve({ workspaceId: "w", scopes: [] });
    for (const [path, findCaller] of [["/unknown", noOne], ["/scopeless", scopeless]] as const) {
      app.get(path, authenticate(operation, findCaller, false), (c) => c.text(String(++reached)));
    }
    const statuses = await Promise.all(
      ["/unknown", "/scopeless"].map(async (path) => (await app.request(path, { headers })).status),
    );
    assert.deepEqual([...statuses, reached], [401, 403, 0]);
  });
}
