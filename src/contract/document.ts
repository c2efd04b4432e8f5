import type { OpenAPIHono } from "@hono/zod-openapi";
import { operationList } from "./routes.ts";
import { type Node, spec } from "./schema.ts";

/**
 * Registers every mounted operation and component as declared in openapi.yaml, so that the document
 * of @hono/zod-openapi equals openapi.yaml.
 */
// deno-lint-ignore no-explicit-any
export function registerDocument(app: OpenAPIHono<any>): void {
  const registry = app.openAPIRegistry;
  for (const { path, method } of operationList) {
    registry.registerPath({ ...spec.paths[path][method], path, method });
  }
  for (const [kind, components] of Object.entries<Node>(spec.components)) {
    for (const [name, component] of Object.entries(components)) {
      registry.registerComponent(kind as "schemas", name, component as Node);
    }
  }
}
