import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { newIdPrefix } from "../domain/id.ts";
import { searchText } from "../domain/search_text.ts";
import { held, patiently, takenOver, type Upload } from "./claim.ts";

/** A contact to add; `line` is where it stands in the upload, `size` the characters of its variables as JSON. */
export type Contact = { line: number; phoneNumber: string; variables: Record<string, unknown>; size: number };

/**
 * Adds the contacts that the batch does not have yet, numbered from `upload.size` + `addedBefore` + 1 on in the order of their lines; gives these lines. They do
 * not count yet. `offset 0` has each number looked up in the index: the plan is made once, perhaps while the table is empty, and a join would then read
 * the whole batch for each chunk. Throws Busy when the batch was taken over.
 */
export async function insertCalls(
  db: Database,
  upload: Upload,
  addedBefore: number,
  contacts: Contact[],
): Promise<number[]> {
  const { batchId, size, createdAt } = upload;
  const rows = JSON.stringify(contacts.map(({ line, phoneNumber, variables }) => ({
    l: line,
    i: newIdPrefix(),
    p: phoneNumber,
    v: variables,
    s: searchText(phoneNumber, variables),
  })));
  const insert = sql`with ${held(upload)}, fresh as (
      select r.l, r.i, r.p, r.v, r.s, ${size + addedBefore}::int + row_number() over (order by r.l)::int as position
      from json_to_recordset(${rows}::json) as r(l int, i text, p text, v jsonb, s text)
      where not exists (select from calls where calls.batch_id = ${batchId}::uuid and calls.phone_number = r.p offset 0)
    ), inserted as (
      insert into calls (batch_id, position, id, phone_number, created_at, updated_at, variables, search_text)
      select batch_id, position, (i || lpad(to_hex(position), 8, '0'))::uuid, p, ${createdAt}::timestamptz,
        ${createdAt}::timestamptz, v, s
      from held, fresh order by position
    ) select exists (select from held) as held, (select coalesce(json_agg(l), '[]') from fresh) as lines`;
  const [row] = await patiently<{ held: boolean; lines: number[] }>(db, insert);
  if (!row!.held) throw takenOver();
  return row!.lines;
}
