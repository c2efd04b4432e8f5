import { sql } from "drizzle-orm";
import { type Connection, run } from "../db/client.ts";
import { openCount } from "../db/counters.ts";
import { param, precompile } from "../db/statement.ts";
import type { LockedCall } from "./locked.ts";

const statement = precompile(
  "withdraw call",
  sql`with withdrawn as (
    update calls set
      status = 'canceled',
      withdrawn_at = statement_timestamp(),
      updated_at = statement_timestamp()
    where batch_id = ${param("batchId", "uuid")} and position = ${param("position", "int")}
  )
  update batch_progress set
    queued = queued - 1,
    canceled = canceled + 1,
    updated_at = statement_timestamp(),
    status = case when status = 'active' and ${openCount} = 1 then 'completed' else status end
  where batch_id = ${param("batchId", "uuid")}`,
);

/** Withdraws a locked call that was never dialled; the last open one completes an active batch. */
export async function withdraw(
  tx: Connection,
  batchId: string,
  { position }: LockedCall,
): Promise<void> {
  await run(tx, statement, { batchId, position });
}
