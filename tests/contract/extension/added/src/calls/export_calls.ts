import { sql } from "drizzle-orm";
import { run } from "../db/client.ts";
import { callCount } from "../db/counters.ts";
import { batches, batchProgress, calls, transcripts } from "../db/schema/index.ts";
import { param, precompile } from "../db/statement.ts";
import type { Handler } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
import { callJson } from "./json.ts";

export const exportCalls: Handler<"exportCalls"> = async ({ path, query }, context, reply) => {
  const { db, workspaceId } = context;
  const asked = { workspaceId, batchId: path.batchId, status: query.callStatus ?? null };
  const read = async (after: number) => (await run<Page>(db, statement, { ...asked, after }))[0];
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

/** Calls behind a position, one a line, and the position of the last. */
type Page = { lines: string; last: number | null };

const turns = sql`(
  select ${transcripts.turns} from ${transcripts}
  where ${transcripts.batchId} = ${calls.batchId} and ${transcripts.position} = ${calls.position})`;

const statement = precompile(
  "export calls",
  sql`select page.lines, page.last
  from ${batches}
  join ${batchProgress} on ${batchProgress.batchId} = ${batches.id}
  cross join lateral (
    select string_agg(part.line || chr(10), '' order by part.position) as lines,
      max(part.position) as last
    from (
      select ${calls.position} as position,
        ${callJson({ variables: true, phoneLogs: true, transcript: turns })}::text as line
      from ${calls}
      where ${calls.batchId} = ${batches.id}
        and ${calls.position} > ${param("after", "int")}
        and ${calls.position} <= ${callCount}
        and (${param("status", "text")} is null or ${calls.status} = ${param("status", "text")})
      order by ${calls.position}
      limit 500
    ) as part
  ) as page
  where ${batches.id} = ${param("batchId", "uuid")}
    and ${batches.workspaceId} = ${param("workspaceId", "uuid")}`,
);
