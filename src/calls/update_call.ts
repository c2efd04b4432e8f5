import { jsonText } from "../contract/implement.ts";
import { isUniqueViolation } from "../db/errors.ts";
import { InvalidBody } from "../domain/errors.ts";
import { childPointer } from "../domain/json_pointer.ts";
import { mergePatch } from "../domain/merge_patch.ts";
import { NoUniqueKey, uniqueKey, uniqueVariable } from "../domain/unique_by.ts";
import { checkVariables } from "../domain/variables.ts";
import { notFound, Problem } from "../http/problem.ts";
import { correct, type Correction } from "./correct.ts";
import { type LockedCall, withLockedCall } from "./locked.ts";
import { notChangeable } from "./not_changeable.ts";
import type { Handler } from "../http/operation.ts";

type Patch = { phoneNumber?: string; variables?: Record<string, unknown> };

export const updateCall: Handler<"updateCall"> = async ({ path, body }, context, reply) => {
  checkPatch(body);
  const { db, workspaceId } = context;
  const updated = await withLockedCall(db, workspaceId, path, (tx, call) => {
    if (!call.changeable) throw notChangeable(call);
    return correct(tx, path.batchId, call, correctionOf(call, body));
  }).catch((error) => {
    throw isUniqueViolation(error) ? new Problem("duplicate_call") : error;
  });
  if (updated === undefined) throw notFound("call");
  return reply(200, jsonText(updated));
};

const invalid = (pointer: string, message: string) => new InvalidBody([{ pointer, message }]);
const at = (name: string) => childPointer("/variables", name);

/** Bounds that must hold before the patch is merged: its depth. */
function checkPatch({ variables = {} }: Patch): void {
  const checked = checkVariables(variables);
  if ("reason" in checked) {
    throw invalid(checked.name === null ? "/variables" : at(checked.name), checked.reason);
  }
}

/** The patched call. Throws InvalidBody if it is outside of the bounds of a contact. */
function correctionOf(call: LockedCall, patch: Patch): Correction {
  const { phoneNumber = call.phoneNumber!, variables: changes = {} } = patch;
  const variables = mergePatch(call.variables, changes) as Record<string, unknown>;
  const checked = checkVariables(variables);
  if ("reason" in checked) throw invalid("/variables", checked.reason);
  return { phoneNumber, variables, names: Object.keys(changes), uniqueKey: keyOf(call, variables) };
}

function keyOf({ uniqueBy }: LockedCall, variables: Record<string, unknown>): string | null {
  const variable = uniqueVariable(uniqueBy);
  if (variable === undefined) return null;
  try {
    return uniqueKey(variable, variables);
  } catch (error) {
    throw error instanceof NoUniqueKey ? invalid(at(variable), error.message) : error;
  }
}
