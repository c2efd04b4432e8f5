/** The fields of `filter` and `sortBy`, and the syntax of their names. */
import { type SQL, sql } from "drizzle-orm";
import { calls } from "../db/schema/index.ts";
import { InvalidParameter } from "../domain/errors.ts";

export type ColumnType = "number" | "text" | "time";

export type Field =
  /** A column of `calls`; null means missing. */
  | { kind: "column"; name: string; type: ColumnType; column: SQL }
  /**
   * A field of the phone logs. The latest attempt is in `column`; `path` is the jsonpath from an
   * earlier log to its value.
   */
  | { kind: "log"; name: string; type: ColumnType; column: SQL; path: string }
  /** A path into `variables`. */
  | { kind: "variable"; path: string[] };

const column = (type: ColumnType, column: SQL) => ({ type, column });

const callFields: Record<string, { type: ColumnType; column: SQL }> = {
  id: column("text", sql`${calls.id}::text`),
  position: column("number", sql`${calls.position}`),
  phoneNumber: column("text", sql`${calls.phoneNumber}`),
  callStatus: column("text", sql`${calls.status}`),
  attempts: column("number", sql`${calls.attempts}`),
  nextAttemptAt: column("time", sql`${calls.nextAttemptAt}`),
  createdAt: column("time", sql`${calls.createdAt}`),
  updatedAt: column("time", sql`${calls.updatedAt}`),
  callDuration: column("number", sql`${calls.callDuration}`),
  answeredBy: column("text", sql`${calls.answeredBy}`),
  hangupCause: column("text", sql`${calls.hangupCause}`),
  cost: column("number", sql`${calls.costAmount}`),
  recordingUrl: column("text", sql`${calls.recordingUrl}`),
};

const logFields: Record<string, { type: ColumnType; column: SQL; path: string }> = {
  attempt: { type: "number", column: sql`nullif(${calls.attempts}, 0)`, path: ".attempt" },
  callStatus: { type: "text", column: sql`${calls.attemptStatus}`, path: ".callStatus" },
  from: { type: "text", column: sql`${calls.from}`, path: ".from" },
  startedAt: { type: "time", column: sql`${calls.startedAt}`, path: ".startedAt" },
  answeredAt: { type: "time", column: sql`${calls.answeredAt}`, path: ".answeredAt" },
  endedAt: { type: "time", column: sql`${calls.endedAt}`, path: ".endedAt" },
  callDuration: { type: "number", column: sql`${calls.callDuration}`, path: ".callDuration" },
  answeredBy: { type: "text", column: sql`${calls.answeredBy}`, path: ".answeredBy" },
  hangupCause: { type: "text", column: sql`${calls.hangupCause}`, path: ".hangupCause" },
  hangupSource: { type: "text", column: sql`${calls.hangupSource}`, path: ".hangupSource" },
  recordingUrl: { type: "text", column: sql`${calls.recordingUrl}`, path: ".recordingUrl" },
  provider: { type: "text", column: sql`${calls.provider}`, path: ".provider" },
  providerCallId: { type: "text", column: sql`${calls.providerCallId}`, path: ".providerCallId" },
  cost: { type: "number", column: sql`${calls.costAmount}`, path: ".cost.amount.double()" },
};

/**
 * Resolves a field name: `phoneLogs.x`, `variables.x`, or a bare name, which is a call field, else
 * (in `sortBy`) a field of the latest phone log, else a variable. Throws InvalidParameter for a
 * name that cannot be a field.
 */
export function resolveField(
  name: string,
  parameter: "filter" | "sortBy",
  pointer?: string,
): Field {
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
      reject(`must be phoneLogs.<field>, one of ${Object.keys(logFields).join(", ")}`);
    }
    return { kind: "log", name: second!, ...logFields[second!]! };
  }
  if (path.length === 1 && Object.hasOwn(callFields, first)) {
    return { kind: "column", name: first, ...callFields[first]! };
  }
  if (parameter === "sortBy" && path.length === 1 && Object.hasOwn(logFields, first)) {
    return { kind: "log", name: first, ...logFields[first]! };
  }
  return { kind: "variable", path };
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
