import { type CallStatus, callStatuses } from "../domain/call.ts";
import { isObject, type Json } from "./filter_json.ts";

/** The statuses of a filter that is a single `$eq` or `$in` on callStatus, else undefined. */
export function statusesOf(filter: Json): CallStatus[] | undefined {
  const [key, ...others] = Object.keys(filter);
  if (key !== "callStatus" || others.length) return undefined;
  const value = filter.callStatus;
  const operators = isObject(value) ? Object.keys(value) : [];
  const operands = typeof value === "string"
    ? [value]
    : operators.length !== 1 || !isObject(value)
    ? undefined
    : "$eq" in value
    ? [value.$eq]
    : "$in" in value
    ? value.$in as unknown[]
    : undefined;
  return operands && callStatuses.filter((status) => operands.includes(status));
}
