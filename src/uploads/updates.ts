/**
 * What `onDuplicate=update` changes. The changes are staged while the upload is read, because an
 * upload that fails changes nothing, and applied when every row was accepted.
 */
import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { neverDialed } from "../db/never_dialed.ts";
import { param, precompile } from "../db/statement.ts";
import type { Contact } from "./contact.ts";
import { contactsJson } from "./insert.ts";
import { chunkTimeout, leaseHeld, runChunk } from "./held_lease.ts";
import { leaseLost, type Upload } from "./lease.ts";

const stageStatement = (same: "phone_number" | "unique_key") =>
  precompile(
    `stage updates by ${same}`,
    sql`with ${leaseHeld}, found as (
    select contact.*, existing.position
    from json_to_recordset(${param("contacts", "json")}) as contact(
      line int, phone_number text, unique_key text, variables jsonb, search_text text)
    cross join lateral (
      select position from calls
      where calls.batch_id = ${param("batchId", "uuid")}
        and calls.${sql.raw(same)} = contact.${sql.raw(same)}
        and calls.position <= ${param("size", "int")}
        and ${neverDialed}
      offset 0) as existing
  ), staged as (
    insert into staged_updates (batch_id, position, line, phone_number, variables, search_text)
    select batch_id, position, line, phone_number, variables, search_text from lease, found
    order by position
    on conflict do nothing
    returning line
  )
  select exists (select from lease) as "leaseHeld",
    (select coalesce(json_agg(line), '[]') from staged) as lines`,
  );
const byNumber = stageStatement("phone_number");
const byKey = stageStatement("unique_key");

/**
 * Stages the contacts whose call was there before the upload and was never dialled, the first of
 * each; returns their lines. Throws Busy if the lease is lost.
 */
export async function stageUpdates(
  db: Database,
  { id, batchId, size, uniqueBy }: Upload,
  contacts: Contact[],
): Promise<number[]> {
  const statement = uniqueBy === "phoneNumber" ? byNumber : byKey;
  const values = { id, batchId, size, contacts: contactsJson(contacts, uniqueBy) };
  const [row] = await runChunk<{ leaseHeld: boolean; lines: number[] }>(db, statement, values);
  if (!row!.leaseHeld) throw leaseLost();
  return row!.lines;
}

/** Before calls, like every writer: docs/decisions/0004-counters.md. */
const lockStatement = precompile(
  "lock batch for updates",
  sql`select from batch_progress where batch_id = ${param("batchId", "uuid")} for update`,
);

const applyStatement = precompile(
  "apply updates",
  sql`with ${leaseHeld}, chunk as materialized (
    select staged_updates.* from staged_updates, lease
    where staged_updates.batch_id = ${param("batchId", "uuid")}
    order by position
    limit 1000
  ), changed as (
    update calls set
      phone_number = chunk.phone_number,
      variables = chunk.variables,
      search_text = chunk.search_text,
      updated_at = statement_timestamp()
    from chunk
    where calls.batch_id = ${param("batchId", "uuid")} and calls.position = chunk.position
      and ${neverDialed}
    returning calls.position
  ), taken as (
    delete from staged_updates using chunk
    where staged_updates.batch_id = ${param("batchId", "uuid")}
      and staged_updates.position = chunk.position
  )
  select exists (select from lease) as "leaseHeld",
    (select count(*) from chunk)::int as taken,
    (select coalesce(json_agg(json_build_object('line', line, 'phoneNumber', phone_number)), '[]')
      from chunk where position not in (select position from changed)) as left`,
);

type Left = { line: number; phoneNumber: string };

/**
 * Applies what was staged, a thousand calls at a time, so that events wait for no more than that.
 * Returns the rows whose call was dialled or withdrawn meanwhile. Throws Busy if the lease is lost.
 */
export async function applyUpdates(db: Database, { id, batchId }: Upload): Promise<Left[]> {
  const left: Left[] = [];
  for (let taken = 1; taken > 0;) {
    const [row] = await db.transaction(async (tx) => {
      await run(tx, lockStatement, { batchId });
      return await run<{ leaseHeld: boolean; taken: number; left: Left[] }>(tx, applyStatement, {
        id,
        batchId,
      });
    }, chunkTimeout);
    if (!row!.leaseHeld) throw leaseLost();
    left.push(...row!.left);
    taken = row!.taken;
  }
  return left;
}
