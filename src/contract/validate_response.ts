import type { z } from "@hono/zod-openapi";
import type { Operation } from "./routes.ts";
import { toZod } from "./schema.ts";

const converted = new Map<string, z.ZodType>();

/**
 * Throws when a response does not match the contract; for development. Checks only the media type
 * of a stream, because reading would consume it.
 */
export function assertFits(
  operation: Operation,
  status: number,
  sent: string | ReadableStream | null,
  type: string | undefined,
): void {
  const key = `${operation.id} ${status}`;
  const response = operation.responses[status];
  if (!response) throw new Error(`${key} is not in the contract`);
  if (!response.content) return;
  const kind = sent instanceof ReadableStream ? "stream" : typeof sent;
  if (!type || (kind !== "stream" && kind !== "string")) {
    throw new Error(`${key} does not declare a body of this kind: ${kind}`);
  }
  if (typeof sent !== "string") return;
  const schema = converted.get(key) ?? toZod({ body: response.content[type].schema }).body!;
  converted.set(key, schema);
  const result = schema.safeParse(JSON.parse(sent));
  if (!result.success) {
    throw new Error(`${key} does not match the contract: ${result.error.message}`);
  }
}
