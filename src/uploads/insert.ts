import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import { newIdPrefix } from "../domain/id.ts";
import { searchText } from "../domain/search_text.ts";
import type { Contact } from "./contact.ts";
import { leaseHeld, leaseLost, runChunk, type Upload } from "./lease.ts";

/**
 * `offset 0` makes each number a look-up in the index: the plan is made once, perhaps for an empty table, and a join
 * would then read the whole batch for each chunk.
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
  select exists (select from lease) as held,
    (select coalesce(json_agg(line), '[]') from fresh) as lines`,
);

/**
 * Adds the contacts that the batch does not have yet, in the order of their lines, behind the `addedBefore` calls that
 * the upload has added; returns these lines. They do not count yet. Throws Busy when the lease is lost.
 */
export async function insertCalls(
  db: Database,
  { id, batchId, size, createdAt }: Upload,
  addedBefore: number,
  contacts: Contact[],
): Promise<number[]> {
  const values = { id, batchId, createdAt, before: size + addedBefore, contacts: rows(contacts) };
  const [row] = await runChunk<{ held: boolean; lines: number[] }>(db, statement, values);
  if (!row!.held) throw leaseLost();
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
