import { sql } from "drizzle-orm";
import { type Connection, run } from "../db/client.ts";
import { param, precompile } from "../db/statement.ts";
import type { Turn } from "../domain/call.ts";
import type { NewEvent } from "./event.ts";
import { anotherTranscript, type Conflict, isSameTranscript, knownConflict } from "./known.ts";
import type { ReportedCall } from "./reported_calls.ts";

/** A transcript event that is sent again, and the position of its call. */
export type Repeated = { event: NewEvent; position: number };

/** The transcript events of a call that are not new. */
export const repeatedTranscripts = (
  { events, position }: ReportedCall,
  fresh: NewEvent[],
): Repeated[] =>
  events.filter((event) => event.transcript !== undefined && !fresh.includes(event))
    .map((event) => ({ event, position }));

const statement = precompile(
  "load transcripts",
  sql`select repeated.place::int as place, transcripts.turns
    from unnest(
      ${param("batchIds", "uuid[]")},
      ${param("positions", "int[]")},
      ${param("attempts", "int[]")},
      array(select json_array_elements_text(${param("providers", "json")})),
      array(select json_array_elements_text(${param("ids", "json")})))
      with ordinality as repeated(batch_id, position, attempt, provider, event_id, place)
    join transcripts on transcripts.batch_id = repeated.batch_id
      and transcripts.position = repeated.position
      and transcripts.attempt = repeated.attempt
      and transcripts.provider = repeated.provider
      and transcripts.event_id = repeated.event_id`,
);

/** The repeated events whose transcript differs from the one that is kept, if it is theirs. */
export async function transcriptConflicts(
  tx: Connection,
  repeated: Repeated[],
): Promise<Conflict[]> {
  if (repeated.length === 0) return [];
  const list = (values: (string | number)[]) => `{${values.join(",")}}`;
  const rows = await run<{ place: number; turns: Turn[] }>(tx, statement, {
    batchIds: list(repeated.map(({ event }) => event.batchId)),
    positions: list(repeated.map(({ position }) => position)),
    attempts: list(repeated.map(({ event }) => event.attempt)),
    providers: JSON.stringify(repeated.map(({ event }) => event.provider)),
    ids: JSON.stringify(repeated.map(({ event }) => event.id)),
  });
  return rows.flatMap(({ place, turns }) => {
    const { event } = repeated[place - 1]!;
    return isSameTranscript(event.transcript!, turns)
      ? []
      : [knownConflict(event, event.attempt, "transcript", anotherTranscript)];
  });
}
