import { orm } from "../../src/db/orm.ts";
import { runText } from "./statements.ts";
/** Inserts calls into the table directly, when the API cannot create them or is too slow. */
import { type SQL, sql } from "drizzle-orm";
import { type Database, run } from "../../src/db/client.ts";
import { calls } from "../../src/db/schema/index.ts";
import { newIdPrefix } from "../../src/domain/id.ts";

export type Row = Partial<typeof calls.$inferInsert>;

/** Creates a batch of these calls, at positions 1, 2, 3 …; returns its id. */
export async function storeCalls(db: Database, rows: Row[]): Promise<string> {
  const batchId = crypto.randomUUID();
  const time = "2026-01-05T10:00:00.000Z";
  const prefix = newIdPrefix();
  for (let from = 0; from < rows.length; from += 500) {
    await orm(db).insert(calls).values(
      rows.slice(from, from + 500).map((row, i) => {
        const position = from + i + 1;
        const digits = `${prefix}${position.toString(16).padStart(8, "0")}`;
        const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
        const phoneNumber = `+1${2_025_550_000 + position}`;
        return {
          batchId,
          position,
          id,
          phoneNumber,
          createdAt: time,
          updatedAt: time,
          variables: {},
          searchText: "",
          ...row,
        };
      }),
    );
  }
  return batchId;
}

/** The positions of the batch's calls that fulfil the condition, in that order. */
export async function positions(
  db: Database,
  batchId: string,
  { where = sql`true`, orderBy = sql`position`, limit = 1_000_000 }: {
    where?: SQL;
    orderBy?: SQL;
    limit?: number;
  },
): Promise<number[]> {
  const rows = await runText<{ position: number }>(
    db,
    sql`select ${calls.position} from ${calls}
      where ${calls.batchId} = ${batchId}::uuid and ${where}
      order by ${orderBy} limit ${limit}::int`,
  );
  return rows.map(({ position }) => position);
}

export async function deleteCalls(db: Database, batchId: string): Promise<void> {
  await run(db, sql`delete from ${calls} where ${calls.batchId} = ${batchId}::uuid`);
}
