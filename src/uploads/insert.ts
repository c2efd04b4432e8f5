import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import { newIdPrefix } from "../domain/id.ts";
import { searchText } from "../domain/search_text.ts";
import type { Contact } from "./contact.ts";
import { leaseHeld, runChunk } from "./held_lease.ts";
import { leaseLost, type Upload } from "./lease.ts";

/**
 * `offset 0` forces an index look-up per number. Without it, a cached plan made while the table was
 * empty could be a join that reads the whole batch for each chunk.
 */
const statement = precompile(
  "insert calls",
  sql`with ${leaseHeld}, fresh as (
    select contact.*, ${param("before", "int")} + row_number() over (order by line)::int as position
    from json_to_recordset(${param("contacts", "json")}) as contact(
      line int, id_prefix text, phone_number text, variables jsonb, search_text text)
    where not exists (
      select from calls
      where calls.batch_id = ${
    param("batchId", "uuid")
  } and calls.phone_number = contact.phone_number
      offset 0)
  ), inserted as (
    insert into calls
      (batch_id, position, id, phone_number, created_at, updated_at, variables, search_text)
    select batch_id, position, (id_prefix || lpad(to_hex(position), 8, '0'))::uuid, phone_number,
      ${param("createdAt", "timestamptz")}, ${
    param("createdAt", "timestamptz")
  }, variables, search_text
    from lease, fresh
    order by position
  )
  select exists (select from lease) as "leaseHeld",
    (select coalesce(json_agg(line), '[]') from fresh) as lines`,
);

/**
 * Inserts the contacts whose number the batch lacks, in line order, after the `addedBefore` calls
 * of this upload; returns their lines. The calls stay invisible until `commitUpload`. Throws Busy
 * if the lease is lost.
 */
export async function insertCalls(
  db: Database,
  { id, batchId, size, createdAt }: Upload,
  addedBefore: number,
  contacts: Contact[],
): Promise<number[]> {
  const values = { id, batchId, createdAt, before: size + addedBefore, contacts: rows(contacts) };
  const [row] = await runChunk<{ leaseHeld: boolean; lines: number[] }>(db, statement, values);
  if (!row!.leaseHeld) throw leaseLost();
  return row!.lines;
}

const rows = (contacts: Contact[]): string =>
  JSON.stringify(contacts.map(({ line, phoneNumber, variables }) => ({
    line,
    id_prefix: newIdPrefix(),
    phone_number: phoneNumber,
    variables,
    search_text: searchText(phoneNumber, variables),
  })));
