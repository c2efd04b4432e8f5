import type { z } from "@hono/zod-openapi";
import { childPointer } from "../domain/json_pointer.ts";
import type { FieldError } from "./problem.ts";

type Issue = z.core.$ZodIssue;
const places = { param: "path", query: "query", header: "header", json: "body" } as const;

/** Converts the issues of a zod validator to invalid fields. */
export function fieldErrors(target: keyof typeof places, issues: Issue[]): FieldError[] {
  return issues.flatMap((issue) => deepest(issue)).flatMap(split).map(({ path, message }) =>
    target === "json"
      ? { in: "body", pointer: pointer(path), message }
      : { in: places[target], name: String(path[0] ?? ""), message: withoutPrefix(message) }
  );
}

type Fault = { path: PropertyKey[]; message: string };

/** The issues of the union member whose `type` matches, else of the one with the fewest issues. */
function deepest(issue: Issue, base: PropertyKey[] = []): (Issue & Fault)[] {
  const path = [...base, ...issue.path];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ ...issue, path }];
  const meant =
    issue.errors.find((faults) =>
      !faults.some((fault) => fault.path.length === 0 || fault.path[0] === "type")
    ) ??
      issue.errors.find((faults) => !faults.some((fault) => fault.path[0] === "type")) ??
      issue.errors.toSorted((a, b) => a.length - b.length)[0]!;
  const onlyType = issue.errors.every((faults) => faults.some((fault) => fault.path[0] === "type"));
  if (!onlyType) return meant.flatMap((fault) => deepest(fault, path));
  const allowed = issue.errors.flat().filter((f) =>
    f.path[0] === "type" && f.code === "invalid_value"
  );
  const values = allowed.flatMap((fault) => "values" in fault ? fault.values as string[] : []);
  return [{ ...issue, path: [...path, "type"], message: `must be one of ${values.join(", ")}` }];
}

/** Splits an issue about unknown properties into one per property. */
function split(issue: Issue & Fault): Fault[] {
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    message: "unknown property or parameter",
  }));
}

const withoutPrefix = (message: string) => message.replace(/^Invalid input: /, "");

const pointer = (path: PropertyKey[]) => path.reduce<string>(childPointer, "");
