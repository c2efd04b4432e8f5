import { Problem } from "../http/problem.ts";
import type { LockedCall } from "./locked.ts";

/** 409 for a call that was dialled, withdrawn or erased; says which. */
export function notChangeable({ phoneNumber, attempts, status }: LockedCall): Problem {
  const why = phoneNumber === null
    ? "The contact of the call was erased."
    : attempts > 0
    ? `The call was dialled (callStatus ${status}, attempts ${attempts}).`
    : "The call was withdrawn.";
  return new Problem("call_not_changeable", why);
}
