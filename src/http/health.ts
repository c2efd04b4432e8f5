import type { Hono } from "hono";
import type { AppEnv } from "./app_env.ts";

/** For load balancers: liveness of the process, readiness of its database. */
export function mountHealth(app: Hono<AppEnv>): void {
  app.get("/health/live", (c) => c.json({ status: "ok" }));
  app.get("/health/ready", async (c) => {
    await c.var.database().checkHealth();
    return c.json({ status: "ok" });
  });
}
