import type { z } from "@hono/zod-openapi";
import { maxFaults } from "../domain/errors.ts";
import { childPointer } from "../domain/json_pointer.ts";
import type { FieldError } from "./problem.ts";

type Issue = z.core.$ZodIssue;
const places = { param: "path", query: "query", header: "header", json: "body" } as const;

/**
 * Translates the issues of a validator into the invalid places; at most one more than a problem
 * lists. `base` leads to the value that was validated.
 */
export function fieldErrors(
  target: keyof typeof places,
  issues: Issue[],
  base: PropertyKey[] = [],
): FieldError[] {
  return faultsOf(issues, base).take(maxFaults + 1).map(({ path, message }): FieldError =>
    target === "json"
      ? { in: "body", pointer: pointer(path), message }
      : { in: places[target], name: String(path[0] ?? ""), message: withoutPrefix(message) }
  ).toArray();
}

type Fault = { path: PropertyKey[]; message: string };

/** Issues in the order of their places, those of unions and of unknown members one by one. */
function* faultsOf(issues: Issue[], base: PropertyKey[]): Generator<Fault> {
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) {
        yield { path: [...path, key], message: "unknown property or parameter" };
      }
    } else if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const { faults, wrongType } = meant(issue.errors);
      if (wrongType) yield { path: [...path, "type"], message: wrongType };
      else yield* faultsOf(faults, path);
    } else yield { path, message: issue.message };
  }
}

/**
 * Of a union's alternatives, the faults of the one that was meant: whose discriminating `type`
 * fits, else the nearest. `wrongType` says which types there are if none fits.
 */
function meant(alternatives: Issue[][]): { faults: Issue[]; wrongType?: string } {
  const ofType = ({ path }: Issue) => path[0] === "type";
  const faults =
    alternatives.find((faults) =>
      !faults.some((fault) => fault.path.length === 0 || ofType(fault))
    ) ??
      alternatives.find((faults) => !faults.some(ofType)) ??
      alternatives.toSorted((a, b) => a.length - b.length)[0]!;
  if (!alternatives.every((faults) => faults.some(ofType))) return { faults };
  const allowed = alternatives.flat().filter((fault) =>
    ofType(fault) && fault.code === "invalid_value"
  );
  const values = allowed.flatMap((fault) => "values" in fault ? fault.values as string[] : []);
  return { faults, wrongType: `must be one of ${values.join(", ")}` };
}

const withoutPrefix = (message: string) => message.replace(/^Invalid input: /, "");

const pointer = (path: PropertyKey[]) => path.reduce<string>(childPointer, "");
