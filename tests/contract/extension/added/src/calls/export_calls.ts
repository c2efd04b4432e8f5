import { sql } from "drizzle-orm";
import { type Database, run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { batches, batchProgress, calls, transcripts } from "../db/schema/index.ts";
import type { CallStatus } from "../domain/call.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
import { callJson } from "./json.ts";

export const exportCalls: Handler<"exportCalls"> = async ({ path, query }, context, reply) => {
  const { db, workspaceId } = context;
  const asked = { workspaceId, batchId: path.batchId, status: query.callStatus };
  const read = (after: number) => readLines(db, asked, after);
  let page = await read(0); // an error of the first page is still answered as such
  if (!page) throw notFound("batch");
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!page || page.last === null) return controller.close();
      controller.enqueue(encoder.encode(page.lines));
      page = await read(page.last);
    },
  });
  return reply(200, stream);
};

type Asked = { workspaceId: string; batchId: string; status: CallStatus | undefined };
type Page = { lines: string; last: number | null };

const transcript = sql`(select ${transcripts.turns} from ${transcripts}
  where ${transcripts.batchId} = ${calls.batchId} and ${transcripts.position} = ${calls.position})`;

/** Calls behind a position, one a line; undefined when the workspace has no such batch. */
async function readLines(
  db: Database,
  { workspaceId, batchId, status }: Asked,
  after: number,
): Promise<Page | undefined> {
  const [page] = await run<Page>(
    db.client,
    sql`select page.lines, page.last
    from ${batches}
    join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
    cross join lateral (
      select string_agg(line || chr(10), '' order by position) as lines, max(position) as last
      from (
        select ${calls.position} as position,
          ${callJson({ variables: true, phoneLogs: true, transcript })}::text as line
        from ${calls}
        where ${calls.batchId} = ${batches.id} and ${calls.position} > ${after}::int
          and ${calls.position} <= ${callCount}
          ${status ? sql`and ${calls.status} = ${status}` : sql``}
        order by ${calls.position} limit 500
      ) as part
    ) as page
    where ${batches.id} = ${batchId}::uuid and ${batches.workspaceId} = ${workspaceId}::uuid`,
  );
  return page;
}
