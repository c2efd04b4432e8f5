/** Resolves the names of fields in `filter` and `sortBy`. */
import type { SQL } from "drizzle-orm";
import { InvalidParameter } from "../domain/errors.ts";
import { didYouMean } from "../domain/nearest.ts";
import {
  type CallField,
  callFields,
  earlierLogValue,
  type LogField,
  logFields,
  type Parameter,
} from "./fields.ts";
import { meantLogField, misplaced } from "./meant_field.ts";

export type Field =
  /** A column of `calls`, or a value of one phone log; null means missing. */
  | { kind: "column"; name: string } & CallField
  /** A field of all phone logs of a call. */
  | { kind: "log"; name: string } & LogField
  /** A path into `variables`. */
  | { kind: "variable"; path: string[] };

/**
 * Resolves a field name: `phoneLogs.x`, `variables.x`, or a bare name, which is a call field, else
 * (in `sortBy`) a field of the latest phone log, else a variable. Throws InvalidParameter for a
 * name that cannot be a field, and for one that is a field elsewhere.
 */
export function resolveField(name: string, parameter: Parameter, pointer?: string): Field {
  const reject = (message: string): never => {
    throw new InvalidParameter(parameter, message, pointer);
  };
  const path = splitName(name) ??
    reject("a backslash in a field name must escape a dot or a backslash");
  if (path.some((segment) => segment === "")) reject("a field name cannot have an empty segment");
  const [first, second] = path as [string, string | undefined];
  if (first === "variables") {
    return path.length > 1
      ? { kind: "variable", path: path.slice(1) }
      : reject("must name a variable: variables.<name>");
  }
  if (first === "phoneLogs") {
    if (path.length !== 2 || !Object.hasOwn(logFields, second!)) {
      const meant = meantLogField(path.slice(1));
      const names = Object.keys(logFields).join(", ");
      reject(
        `must be phoneLogs.<field>, one of ${names}${didYouMean(meant && `phoneLogs.${meant}`)}`,
      );
    }
    return { kind: "log", name: second!, ...logFields[second!]! };
  }
  const call = first === "attempts" ? path.join(".") : path.length === 1 ? first : "";
  if (Object.hasOwn(callFields, call)) return { kind: "column", name: call, ...callFields[call]! };
  if (parameter === "sortBy" && path.length === 1 && Object.hasOwn(logFields, first)) {
    return { kind: "log", name: first, ...logFields[first]! };
  }
  const fault = misplaced(path, name, parameter);
  return fault === undefined ? { kind: "variable", path } : reject(fault);
}

/**
 * Resolves the name of a field within `$elemMatch`: a field of one phone log. Without `earlier`,
 * the jsonb of an earlier log, it is the latest log. Throws InvalidParameter for any other name.
 */
export function resolveLogField(name: string, pointer: string, earlier?: SQL): Field {
  if (!Object.hasOwn(logFields, name)) {
    const meant = meantLogField((splitName(name) ?? []).filter((part) => part !== "phoneLogs"));
    const names = Object.keys(logFields).join(", ");
    throw new InvalidParameter(
      "filter",
      `must be a field of phone logs, one of ${names}${didYouMean(meant)}`,
      pointer,
    );
  }
  const { path: _, ...field } = logFields[name]!;
  return {
    kind: "column",
    name,
    ...field,
    ...(earlier ? { column: earlierLogValue(name, earlier) } : {}),
  };
}

/**
 * Splits a name at its dots; `\.` is a literal dot and `\\` a literal backslash. Returns undefined
 * for any other escape.
 */
function splitName(name: string): string[] | undefined {
  const parts = [""];
  for (let i = 0; i < name.length; i++) {
    if (name[i] === ".") parts.push("");
    else if (name[i] !== "\\") parts.push(parts.pop()! + name[i]);
    else if (name[i + 1] === "." || name[i + 1] === "\\") parts.push(parts.pop()! + name[++i]);
    else return undefined;
  }
  return parts;
}
