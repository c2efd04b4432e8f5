/** Validation that costs no more than its first faults: zod alone looks for every one of them. */
import { z } from "@hono/zod-openapi";
import { maxFaults } from "../domain/errors.ts";

type Payload = { value: unknown; issues: { path?: PropertyKey[] | undefined }[] };
type Parse = (payload: Payload, context: unknown) => Payload;

/** Elements that are validated between two looks at the number of faults. */
const sliceLength = 10;

/**
 * Makes each array of a schema end at its first fault more than a problem lists, and check its
 * length before anything else. Changes the schema, which must be synchronous.
 */
export function boundArrays(schema: z.ZodType, seen: Set<unknown> = new Set()): void {
  if (seen.has(schema)) return;
  seen.add(schema);
  for (const child of childrenOf(schema.def)) boundArrays(child, seen);
  if (schema instanceof z.ZodArray) endAtFaults(schema);
  // Within a pipe a check of the whole array, such as `uniqueItems`, comes before its length.
  else if (schema instanceof z.ZodPipe && schema.out instanceof z.ZodArray) lengthFirst(schema);
}

/** The schemas in a definition: in its members, and in their arrays, objects and getters. */
function childrenOf(definition: object): z.ZodType[] {
  return Object.values(definition).flatMap((member) => {
    if (member instanceof z.ZodType) return [member];
    if (typeof member === "function" && "getter" in definition) return [member() as z.ZodType];
    if (member === null || typeof member !== "object") return [];
    return Object.values(member).filter((one) => one instanceof z.ZodType);
  });
}

/** zod calls `run` of a schema, which calls `parse`, and is `parse` where there are no checks. */
function wrap(schema: z.ZodType, wrapped: (parse: Parse) => Parse): void {
  const internals = schema._zod as unknown as { parse: Parse; run: Parse };
  let { parse: inner } = internals;
  const outer = wrapped((payload, context) => inner(payload, context));
  if (internals.run === inner) internals.run = outer;
  // At its first use zod replaces `parse` by one that does not look for cycles.
  Object.defineProperty(internals, "parse", {
    get: () => outer,
    set: (parse: Parse) => void (inner = parse),
  });
}

function endAtFaults(schema: z.ZodArray): void {
  wrap(schema, (parse) => (payload, context) => {
    const { value: items } = payload;
    if (!Array.isArray(items) || items.length <= sliceLength || exceeds(schema, items)) {
      return parse(payload, context);
    }
    const parsed: unknown[] = [];
    for (let at = 0; at < items.length && payload.issues.length <= maxFaults; at += sliceLength) {
      const slice = { value: items.slice(at, at + sliceLength), issues: [] };
      const { value, issues } = parse(slice, context);
      for (const item of value as unknown[]) parsed.push(item);
      for (const issue of issues) payload.issues.push(movedBy(at, issue));
    }
    payload.value = parsed;
    return payload;
  });
}

function lengthFirst(pipe: z.ZodPipe): void {
  const array = pipe.out as z.ZodArray;
  wrap(
    pipe,
    (parse) => (payload, context) =>
      Array.isArray(payload.value) && exceeds(array, payload.value)
        ? (array._zod as unknown as { run: Parse }).run(payload, context)
        : parse(payload, context),
  );
}

function exceeds({ def }: z.ZodArray, items: unknown[]): boolean {
  const limits = (def.checks ?? []).map(({ _zod: { def } }) => def as { maximum?: number });
  return limits.some(({ maximum = Infinity }) => items.length > maximum);
}

/** The issue of an element of a slice that starts at an offset. */
function movedBy(offset: number, issue: Payload["issues"][number]) {
  const [index, ...rest] = issue.path!;
  return Object.assign(issue, { path: [Number(index) + offset, ...rest] });
}
