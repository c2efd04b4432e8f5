import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { type Connection, type Database, run } from "../db/client.ts";
import { newIdPrefix } from "../domain/id.ts";
import { searchText } from "../domain/search_text.ts";
import { callCount } from "./call_json.ts";

/** A contact to add; `line` is where it stands in the upload. */
export type Contact = { line: number; phoneNumber: string; variables: Record<string, unknown> };
export type Refusal = { line: number; column: string | null; reason: string };

export type AddCallsResult = {
  added: number;
  duplicateCount: number;
  /** The first 100. */
  duplicates: { line: number; phoneNumber: string }[];
  refusedCount: number;
  /** The first 100. */
  refused: Refusal[];
};

/** Thrown to undo an upload of which rows were refused. */
export class RowsRefused extends Error {
  override name = "RowsRefused";
  constructor(readonly result: AddCallsResult) {
    super("rows were refused");
  }
}

const chunkSize = 1000;
const shown = 100;

/**
 * Adds contacts to a batch in one transaction, 1,000 a statement, while they are being read. Numbers that the batch has
 * are kept once. Gives undefined, without reading any, when the workspace has no such batch. When a row is refused and `skip` is not set, the rest
 * is still looked through (up to 100 refusals), nothing is kept, and RowsRefused is thrown. Uploads to one batch wait for each other; events do not.
 */
export async function addCalls(
  db: Database,
  workspaceId: string,
  batchId: string,
  rows: AsyncIterable<Contact | Refusal>,
  { skip = false }: { skip?: boolean } = {},
): Promise<AddCallsResult | undefined> {
  return await db.client.begin(async (tx) => {
    const start = await lockBatch(tx, workspaceId, batchId);
    if (!start) return undefined;
    const upload = new Upload(tx, batchId, start.size, start.at, skip);
    for await (const row of rows) {
      if (await upload.take(row)) break;
    }
    return await upload.finish();
  }) as AddCallsResult | undefined;
}

/** Holds off other uploads to the batch. A client that stalls for a minute loses its transaction. */
async function lockBatch(
  tx: postgres.TransactionSql,
  workspaceId: string,
  batchId: string,
): Promise<{ size: number; at: string } | undefined> {
  await tx.unsafe("set local idle_in_transaction_session_timeout = '60s'");
  const [locked] = await run(
    tx,
    sql`select 1 as found from batches where id = ${batchId}::uuid and workspace_id = ${workspaceId}::uuid
    for no key update`,
  );
  if (!locked) return undefined;
  // A statement of its own: it must see what the upload before has committed.
  const [start] = await run<{ size: number; at: string }>(
    tx,
    sql`select ${callCount} as size,
      greatest(date_trunc('milliseconds', clock_timestamp()), (select created_at from calls
        where calls.batch_id = ${batchId}::uuid order by position desc limit 1))::text as at
    from batch_progress where batch_id = ${batchId}::uuid`,
  );
  return start;
}

class Upload {
  private readonly result: AddCallsResult = {
    added: 0,
    duplicateCount: 0,
    duplicates: [],
    refusedCount: 0,
    refused: [],
  };
  private chunk = new Map<string, Contact>();
  private inserting: Promise<void> = Promise.resolve();

  constructor(
    private readonly tx: Connection,
    private readonly batchId: string,
    private readonly size: number,
    private readonly at: string,
    private readonly skip: boolean,
  ) {}

  /** Takes one row; true when enough is known and the rest need not be read. */
  async take(row: Contact | Refusal): Promise<boolean> {
    if ("reason" in row) {
      this.result.refusedCount++;
      if (this.result.refused.length < shown) this.result.refused.push(row);
      return !this.skip && this.result.refusedCount >= shown;
    }
    if (this.isLost()) return false;
    if (this.chunk.has(row.phoneNumber)) this.duplicate(row);
    else this.chunk.set(row.phoneNumber, row);
    if (this.chunk.size === chunkSize) await this.flush();
    return false;
  }

  async finish(): Promise<AddCallsResult> {
    if (!this.isLost()) await this.flush();
    await this.inserting;
    if (this.isLost()) throw new RowsRefused(this.result);
    this.result.duplicates.sort((a, b) => a.line - b.line);
    if (this.result.added > 0) await countAdded(this.tx, this.batchId, this.result.added);
    return this.result;
  }

  private isLost = () => !this.skip && this.result.refusedCount > 0;

  private duplicate({ line, phoneNumber }: Contact): void {
    this.result.duplicateCount++;
    if (this.result.duplicates.length < shown) this.result.duplicates.push({ line, phoneNumber });
  }

  /** Sends the chunk; the next one is read meanwhile. */
  private async flush(): Promise<void> {
    await this.inserting;
    const contacts = [...this.chunk.values()];
    this.chunk = new Map();
    if (contacts.length === 0) return;
    this.inserting = insertChunk(this.tx, this.batchId, this.size + this.result.added, this.at, contacts).then(
      (lines) => {
        const added = new Set(lines);
        this.result.added += added.size;
        if (added.size < contacts.length) {
          contacts.filter(({ line }) => !added.has(line)).forEach((c) => this.duplicate(c));
        }
      },
    );
    this.inserting.catch(() => {}); // awaited by the next flush or by finish
  }
}

/** Numbers the contacts that the batch does not have yet from `size` + 1 on; gives their lines. */
async function insertChunk(
  tx: Connection,
  batchId: string,
  size: number,
  at: string,
  contacts: Contact[],
): Promise<number[]> {
  const rows = JSON.stringify(contacts.map(({ line, phoneNumber, variables }) => ({
    l: line,
    i: newIdPrefix(),
    p: phoneNumber,
    v: variables,
    s: searchText(phoneNumber, variables),
  })));
  const inserted = await run<{ lines: number[] }>(
    tx,
    sql`with fresh as (
      select r.l, r.i, r.p, r.v, r.s, ${size}::int + row_number() over (order by r.l)::int as position
      from json_to_recordset(${rows}::json) as r(l int, i text, p text, v jsonb, s text)
      where not exists (select from calls where calls.batch_id = ${batchId}::uuid and calls.phone_number = r.p)
    ), inserted as (
      insert into calls (batch_id, position, id, phone_number, created_at, updated_at, variables, search_text)
      select ${batchId}::uuid, position, (i || lpad(to_hex(position), 8, '0'))::uuid, p, ${at}::timestamptz, ${at}::timestamptz, v, s
      from fresh order by position
    ) select coalesce(json_agg(l), '[]') as lines from fresh`,
  );
  return inserted[0]!.lines;
}

/** Makes the new calls count, at the very end: only here does an upload hold up events. */
async function countAdded(tx: Connection, batchId: string, added: number): Promise<void> {
  await run(
    tx,
    sql`update batch_progress set queued = queued + ${added}::int, updated_at = clock_timestamp(),
    status = case when status = 'completed' then 'active' else status end where batch_id = ${batchId}::uuid`,
  );
}
