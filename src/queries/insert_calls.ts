/** The statements of an upload, each within its transaction. */
import { sql } from "drizzle-orm";
import { type Connection, run } from "../db/client.ts";
import { newIdPrefix } from "../domain/id.ts";
import { searchText } from "../domain/search_text.ts";
import { callCount } from "./call_json.ts";

/** A contact to add; `line` is where it stands in the upload, `size` the characters of its variables as JSON. */
export type Contact = { line: number; phoneNumber: string; variables: Record<string, unknown>; size: number };

/** How many calls the batch holds, and when the ones to come are created: never before the last of those. */
export type UploadStart = { size: number; createdAt: string };

/**
 * Holds off other uploads to the batch, after waiting 10 seconds at most for one that is under way (SQLSTATE 55P03 otherwise). An upload that sends
 * nothing for a minute loses its transaction. Undefined when the workspace has no such batch.
 */
export async function lockBatch(
  tx: Connection,
  workspaceId: string,
  batchId: string,
): Promise<UploadStart | undefined> {
  await run(
    tx,
    sql`select set_config('idle_in_transaction_session_timeout', '60s', true),
      set_config('lock_timeout', '10s', true), set_config('statement_timeout', '60s', true)`,
  );
  const [locked] = await run(
    tx,
    sql`select 1 as found from batches where id = ${batchId}::uuid and workspace_id = ${workspaceId}::uuid
    for no key update`,
  );
  if (!locked) return undefined;
  // A statement of its own: it must see what the upload before has committed.
  const [start] = await run<UploadStart>(
    tx,
    sql`select ${callCount} as size,
      greatest(date_trunc('milliseconds', clock_timestamp()), (select created_at from calls
        where calls.batch_id = ${batchId}::uuid order by position desc limit 1))::text as "createdAt"
    from batch_progress where batch_id = ${batchId}::uuid`,
  );
  return start;
}

/**
 * Adds the contacts that the batch does not have yet, numbered from `start.size` + 1 on in the order of their lines; gives these lines. `offset 0` has each number
 * looked up in the index: the plan is made once, perhaps while the table is empty, and a join would then read the whole batch for each chunk.
 */
export async function insertCalls(
  tx: Connection,
  batchId: string,
  { size, createdAt }: UploadStart,
  contacts: Contact[],
): Promise<number[]> {
  const rows = JSON.stringify(contacts.map(({ line, phoneNumber, variables }) => ({
    l: line,
    i: newIdPrefix(),
    p: phoneNumber,
    v: variables,
    s: searchText(phoneNumber, variables),
  })));
  return (await run<{ line: number }>(
    tx,
    sql`with fresh as (
      select r.l, r.i, r.p, r.v, r.s, ${size}::int + row_number() over (order by r.l)::int as position
      from json_to_recordset(${rows}::json) as r(l int, i text, p text, v jsonb, s text)
      where not exists (select from calls where calls.batch_id = ${batchId}::uuid and calls.phone_number = r.p offset 0)
    ), inserted as (
      insert into calls (batch_id, position, id, phone_number, created_at, updated_at, variables, search_text)
      select ${batchId}::uuid, position, (i || lpad(to_hex(position), 8, '0'))::uuid, p, ${createdAt}::timestamptz,
        ${createdAt}::timestamptz, v, s
      from fresh order by position
    ) select l as line from fresh`,
  )).map(({ line }) => line);
}

/** Makes the new calls count, at the very end: only here does an upload hold up events. */
export async function countAdded(tx: Connection, batchId: string, added: number): Promise<void> {
  await run(
    tx,
    sql`update batch_progress set queued = queued + ${added}::int, updated_at = clock_timestamp(),
    status = case when status = 'completed' then 'active' else status end where batch_id = ${batchId}::uuid`,
  );
}
