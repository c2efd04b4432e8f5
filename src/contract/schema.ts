/** Converts the JSON Schema of the contract to zod; each component is converted once. */
import { z } from "@hono/zod-openapi";
import { boundArrays } from "./bound_arrays.ts";
import document from "./openapi.json" with { type: "json" };

// deno-lint-ignore no-explicit-any
export type Node = Record<string, any>;
export const spec: Node = document;

const uuid = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";
/** Keywords whose values are data, not schemas. */
const data = new Set(["default", "const", "enum", "example", "examples"]);

/** Follows a `$ref` within the document. */
export function resolve(node: Node): Node {
  if (!node.$ref) return node;
  const path = (node.$ref as string).slice(2).split("/");
  return resolve(path.reduce((at, key) => at[key], spec));
}

/** Adapts to zod's converter, which differs in the path of components and in UUID versions. */
// deno-lint-ignore no-explicit-any
function adapt(node: any): any {
  if (Array.isArray(node)) return node.map(adapt);
  if (node === null || typeof node !== "object") return node;
  const out: Node = {};
  for (const [key, value] of Object.entries<Node>(node)) {
    if (data.has(key)) out[key] = value;
    else if (key === "$ref") out[key] = String(value).replace("#/components/schemas/", "#/$defs/");
    else if (key === "format" && String(value) === "uuid") out.pattern = uuid;
    // With a discriminator at most one alternative matches, so the first match is enough.
    else if (key === "oneOf" && node.discriminator) out.anyOf = adapt(value);
    else if (key !== "discriminator" && !(key === "format" && String(value).startsWith("uri"))) {
      out[key] = adapt(value);
    }
  }
  return out;
}

const $defs = adapt(spec.components.schemas);

/** Converts schemas together, so that each component becomes one shared zod schema. */
export function toZod(schemas: Record<string, Node>): Record<string, z.ZodType> {
  const all = { type: "object", properties: adapt(schemas), required: Object.keys(schemas), $defs };
  const options = { registry: z.registry() } as unknown as Parameters<typeof z.fromJSONSchema>[1];
  const converted = z.fromJSONSchema(all as never, options);
  boundArrays(converted as unknown as z.ZodType);
  return (converted as unknown as z.ZodObject<Record<string, z.ZodType>>).shape;
}

const once = () =>
  z.string({ error: (issue) => Array.isArray(issue.input) ? "given more than once" : "missing" });

/** What is wrong with a list, by the member itself: a caller knows no indexes. */
function memberMessage(members: string[], issue: z.core.$ZodIssue): string {
  const member = members[issue.path[0] as number];
  if (member === undefined) return issue.message;
  return issue.code === "invalid_value"
    ? `${JSON.stringify(member)} is not one of ${issue.values.join(", ")}`
    : `${JSON.stringify(member)}: ${issue.message}`;
}

/** Decodes the text of a parameter to the JSON value that its schema describes. */
const decoders: Record<string, (inner: z.ZodType) => z.ZodType> = {
  integer: (inner) =>
    once().regex(/^(0|-?[1-9]\d*)$/, "not an integer").transform(Number).pipe(inner as never),
  boolean: (inner) =>
    once().regex(/^(true|false)$/, "not true or false").transform((t) => t === "true").pipe(
      inner as never,
    ),
  array: (inner) =>
    z.union([z.string(), z.array(z.string())]).transform((given, context) => {
      const members = [given].flat().flatMap((text) => (text === "" ? [] : text.split(",")));
      const { success, data, error } = inner.safeParse(members);
      if (success) return data;
      for (const issue of error.issues) {
        context.addIssue({ code: "custom", message: memberMessage(members, issue) });
      }
      return z.NEVER;
    }),
  string: (inner) => once().pipe(inner as never),
};

/**
 * Decodes a parameter (style `simple`, or `form`) and applies its default. A list may be given as
 * `a,b`, by repetition, or both: clients differ in what they send by default.
 */
export function parameterType(parameter: Node, converted: z.ZodType): z.ZodType {
  const schema = resolve(parameter.schema);
  const inner = converted instanceof z.ZodDefault ? converted.unwrap() as z.ZodType : converted;
  const decoded = decoders[schema.type]!(inner);
  if (schema.default !== undefined) {
    return decoded.optional().transform((value) => value ?? schema.default);
  }
  return parameter.required ? decoded : decoded.optional();
}
