import type { z } from "@hono/zod-openapi";
import type { Operation } from "./routes.ts";
import { toZod } from "./schema.ts";

const converted = new Map<string, z.ZodType>();

/** Throws when a body (as sent) is not what the contract declares for this status: a fault of ours, found in development. */
export function assertFits(operation: Operation, status: number, body: string): void {
  const key = `${operation.id} ${status}`;
  const content = Object.values(operation.responses[status]?.content ?? {})[0] as
    | { schema: object }
    | undefined;
  if (!content) throw new Error(`${key} is not in the contract`);
  const schema = converted.get(key) ?? toZod({ body: content.schema }).body!;
  converted.set(key, schema);
  const result = schema.safeParse(JSON.parse(body));
  if (!result.success) throw new Error(`${key} does not fit the contract: ${result.error.message}`);
}
