import { sql } from "drizzle-orm";
import { type Connection, run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import { callValues, searchText } from "../domain/search_text.ts";
import { callJson } from "./json.ts";
import type { LockedCall } from "./locked.ts";

export type Correction = {
  phoneNumber: string;
  /** All variables of the call. */
  variables: Record<string, unknown>;
  /** Those that the correction names: the others stay as they are stored. */
  names: string[];
  uniqueKey: string | null;
};

const statement = precompile(
  "correct call",
  sql`with touched as (
    update batch_progress set updated_at = statement_timestamp()
    where batch_id = ${param("batchId", "uuid")}
  )
  update calls set
    phone_number = ${param("phoneNumber", "text")},
    variables = (variables - array(select json_array_elements_text(${param("names", "json")})))
      || ${param("changed", "jsonb")},
    search_text = ${param("searchText", "text")},
    unique_key = ${param("uniqueKey", "text")},
    updated_at = statement_timestamp()
  where batch_id = ${param("batchId", "uuid")} and position = ${param("position", "int")}
  returning ${
    callJson({ variables: true, phoneLogs: true, transcript: sql`null::json` })
  }::text as call`,
);

/**
 * Corrects a locked call that was never dialled; returns the contract's CallDetails as JSON text.
 * Throws a unique violation if another call of the batch has the number or key.
 */
export async function correct(
  tx: Connection,
  batchId: string,
  { position }: LockedCall,
  { phoneNumber, variables, names, uniqueKey }: Correction,
): Promise<string> {
  const changed = names.filter((name) => Object.hasOwn(variables, name));
  const [row] = await run<{ call: string }>(tx, statement, {
    batchId,
    position,
    phoneNumber,
    uniqueKey,
    names: JSON.stringify(names),
    changed: JSON.stringify(Object.fromEntries(changed.map((name) => [name, variables[name]]))),
    searchText: searchText(callValues(phoneNumber, variables)),
  });
  return `${row!.call.slice(0, -1)},"events":[]}`;
}
