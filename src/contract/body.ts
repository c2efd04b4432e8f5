/** What openapi.yaml says about reading request bodies, beside their schemas. */
import type { z } from "@hono/zod-openapi";
import { type Node, resolve } from "./schema.ts";

/** The largest body of a media type without `x-max-bytes`. */
const defaultMaxBytes = 256 * 1024;

/** The most bytes of a body, by media type: `x-max-bytes`. */
export const maxBytesOf = (content: Record<string, Node>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, media["x-max-bytes"] ?? defaultMaxBytes]),
  );

/** How a JSON body is validated. */
export type JsonBody = { schema: z.ZodType; pieces?: JsonPieces };

/** `x-in-pieces`: a large body is parsed and validated by the elements of one of its members. */
export type JsonPieces = {
  member: string;
  maxElements: number;
  maxElementBytes: number;
  element: z.ZodType;
  /** The body without its elements. */
  around: z.ZodType;
};

/** The schemas that a JSON body needs, by names that start with `prefix`. */
export function jsonSchemas(prefix: string, media: Node): Record<string, Node> {
  const { member } = media["x-in-pieces"] ?? {};
  if (member === undefined) return { [prefix]: media.schema };
  const root = resolve(media.schema);
  const array = resolve(root.properties[member]);
  const around = { ...root, properties: { ...root.properties, [member]: { ...array, items: {} } } };
  return {
    [prefix]: media.schema,
    [`${prefix} element`]: array.items,
    [`${prefix} around`]: around,
  };
}

/** The body of which `jsonSchemas` are converted. */
export function jsonBody(prefix: string, media: Node, zod: Record<string, z.ZodType>): JsonBody {
  const schema = zod[prefix]!;
  const pieces = media["x-in-pieces"];
  if (!pieces) return { schema };
  const { maxItems } = resolve(resolve(media.schema).properties[pieces.member]);
  return {
    schema,
    pieces: {
      member: pieces.member,
      maxElements: maxItems,
      maxElementBytes: pieces.maxBytes,
      element: zod[`${prefix} element`]!,
      around: zod[`${prefix} around`]!,
    },
  };
}
