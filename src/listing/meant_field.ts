/** Names that are fields elsewhere. As bare names they would be variables that no call has. */
import { attemptStatuses } from "../domain/call.ts";
import { didYouMean, letters, nearest } from "../domain/nearest.ts";
import { callFields, logFields, type Parameter } from "./fields.ts";

const aliases = new Map([["status", "callStatus"], ["duration", "callDuration"]]);

/** Of several words, so hardly the name of a column of the contacts, in whatever case. */
const isWords = (name: string) => /[a-z][A-Z]/.test(name);
const written = (name: string, names: string[]) =>
  names.find((one) => isWords(one) && letters(one) === letters(name));

/** The field of phone logs that a path below `phoneLogs` means; undefined without a guess. */
export function meantLogField(path: string[]): string | undefined {
  const [first = "", ...rest] = path;
  if (rest.length > 0) return first === "cost" ? "cost" : undefined;
  return aliases.get(first) ?? nearest(first, Object.keys(logFields));
}

/** Why a path that resolves to no field is hardly a variable; undefined if it may be one. */
export function misplaced(path: string[], name: string, parameter: Parameter): string | undefined {
  const [first, ...rest] = path as [string, ...string[]];
  const variable = `; a variable of that name is ${JSON.stringify(`variables.${name}`)}`;
  if (first === "transcript") {
    return `transcripts are searched with search and searchIn=transcript${variable}`;
  }
  const meant = rest.length === 0 ? meantName(first, parameter) : meantPath(first, rest);
  if (meant !== undefined) return `is not a field of calls${didYouMean(meant)}${variable.slice(1)}`;
  if (rest.length === 0 || !Object.hasOwn(callFields, first)) return undefined;
  return first === "attempts"
    ? `must be attempts.<status>, one of ${attemptStatuses.join(", ")}${variable}`
    : `${first} has no parts${variable}`;
}

function meantName(name: string, parameter: Parameter): string | undefined {
  const prefix = parameter === "filter" ? "phoneLogs." : "";
  if (Object.hasOwn(logFields, name)) return `${prefix}${name}`;
  const call = aliases.get(name) ?? written(name, Object.keys(callFields));
  if (call !== undefined) return call;
  const log = written(name, Object.keys(logFields));
  return log === undefined ? undefined : `${prefix}${log}`;
}

function meantPath(first: string, rest: string[]): string | undefined {
  const below = rest.join(".");
  if (first === "cost") return "cost";
  if (first === "attempts") {
    const status = nearest(below, attemptStatuses);
    return status && `attempts.${status}`;
  }
  const group = letters(first);
  if (group === "phonelogs" || group === "phonelog") return `phoneLogs.${below}`;
  return group === "variable" || group === "variables" ? `variables.${below}` : undefined;
}
