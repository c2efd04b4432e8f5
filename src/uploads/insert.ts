import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { isUniqueViolation } from "../db/errors.ts";
import { param, precompile } from "../db/statement.ts";
import { newIdPrefix } from "../domain/id.ts";
import { callValues, searchText } from "../domain/search_text.ts";
import { type UniqueBy, uniqueKey, uniqueVariable } from "../domain/unique_by.ts";
import type { Contact } from "./contact.ts";
import { leaseHeld, runChunk } from "./held_lease.ts";
import { leaseLost, type Upload } from "./lease.ts";

/** How a contact is found among the calls of its batch, and what its call stores for that. */
type Identity = { same?: SQL; onePerNumber: SQL; uniqueKey: SQL };

const none = sql`null`;
const identities = {
  phoneNumber: {
    same: sql`calls.phone_number = contact.phone_number`,
    onePerNumber: sql`true`,
    uniqueKey: none,
  },
  none: { onePerNumber: none, uniqueKey: none },
  variable: {
    same: sql`calls.unique_key = contact.unique_key`,
    onePerNumber: none,
    uniqueKey: sql`unique_key`,
  },
} satisfies Record<string, Identity>;
type Kind = keyof typeof identities;

const kindOf = (uniqueBy: UniqueBy): Kind =>
  uniqueBy === "phoneNumber" || uniqueBy === "none" ? uniqueBy : "variable";

/**
 * `offset 0` forces an index look-up per contact. Without it, a cached plan made while the table
 * was empty could be a join that reads the whole batch for each chunk.
 */
const absent = ({ same }: Identity): SQL =>
  same
    ? sql`where not exists (
      select from calls where calls.batch_id = ${param("batchId", "uuid")} and ${same} offset 0)`
    : sql``;

const statementFor = (kind: Kind, identity: Identity) =>
  precompile(
    `insert calls unique by ${kind}`,
    sql`with ${leaseHeld}, fresh as (
    select contact.*, ${param("before", "int")} + row_number() over (order by line)::int as position
    from json_to_recordset(${param("contacts", "json")}) as contact(line int, id_prefix text,
      phone_number text, unique_key text, variables jsonb, search_text text)
    ${absent(identity)}
  ), inserted as (
    insert into calls (batch_id, position, id, phone_number, one_per_number, unique_key,
      created_at, updated_at, variables, search_text)
    select batch_id, position, (id_prefix || lpad(to_hex(position), 8, '0'))::uuid, phone_number,
      ${identity.onePerNumber}, ${identity.uniqueKey}, ${param("createdAt", "timestamptz")},
      ${param("createdAt", "timestamptz")}, variables, search_text
    from lease, fresh
    order by position
  )
  select exists (select from lease) as "leaseHeld",
    (select coalesce(json_agg(line), '[]') from fresh) as lines`,
  );

const statements = {
  phoneNumber: statementFor("phoneNumber", identities.phoneNumber),
  none: statementFor("none", identities.none),
  variable: statementFor("variable", identities.variable),
};

/** A chunk is tried again when a corrected call has taken the number of one of its contacts. */
const attempts = 3;

/**
 * Inserts the contacts that the batch lacks, in line order, after the `addedBefore` calls
 * of this upload; returns their lines. The calls stay invisible until `commitUpload`. Throws Busy
 * if the lease is lost.
 */
export async function insertCalls(
  db: Database,
  { id, batchId, size, createdAt, uniqueBy }: Upload,
  addedBefore: number,
  contacts: Contact[],
): Promise<number[]> {
  const values = {
    id,
    batchId,
    createdAt,
    before: size + addedBefore,
    contacts: contactsJson(contacts, uniqueBy),
  };
  const statement = statements[kindOf(uniqueBy)];
  for (let attempt = 1;; attempt++) {
    try {
      const [row] = await runChunk<{ leaseHeld: boolean; lines: number[] }>(db, statement, values);
      if (!row!.leaseHeld) throw leaseLost();
      return row!.lines;
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === attempts) throw error;
    }
  }
}

/** The contacts of a chunk as rows of a statement. */
export function contactsJson(contacts: Contact[], uniqueBy: UniqueBy): string {
  const variable = uniqueVariable(uniqueBy);
  return JSON.stringify(contacts.map(({ line, phoneNumber, variables }) => ({
    line,
    id_prefix: newIdPrefix(),
    phone_number: phoneNumber,
    ...(variable === undefined ? {} : { unique_key: uniqueKey(variable, variables) }),
    variables,
    search_text: searchText(callValues(phoneNumber, variables)),
  })));
}
