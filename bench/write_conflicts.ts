/** Many writers on the same batches: no deadlock, no drift. */
import { recordCallEvents } from "../src/events/record.ts";
import { drift } from "./drift.ts";
import { callIds, load, stageEvent, stages } from "./events.ts";
import type { Part } from "./report.ts";
import type { Scratch } from "./scratch.ts";
import type { Settings } from "./settings.ts";

const writers = 8;

/** 8 writers report the same calls of two batches at once, each in a different order. */
export async function concurrent(scratch: Scratch, { quick }: Settings): Promise<Part> {
  const { db, workspaceId } = scratch;
  const size = quick ? 500 : 2_000;
  const batches = await Promise.all([load(scratch, size), load(scratch, size)]);
  const ids = await Promise.all(batches.map((batch) => callIds(db, batch)));
  let [deadlocks, sent] = [0, 0];
  const write = async (writer: number) => {
    for (let at = 0; at < size; at += 50) {
      const shift = (at + writer * 250) % size;
      const stage = stages[(writer + at / 50) % 4]!;
      const events = [0, 1].flatMap((i) =>
        ids[i]!.slice(shift, shift + 50).map((callId) => stageEvent(batches[i]!, callId, stage))
      );
      if (writer % 2) events.reverse();
      await recordCallEvents(db, workspaceId, events).catch((error) => {
        if (error.code !== "40P01") throw error;
        deadlocks++;
      });
      sent += events.length;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  const difference = await drift(db);
  return {
    goals: [{
      what: `${writers} writers on the same two batches, ${sent.toLocaleString("en")} events`,
      goal: "0 deadlocks, drift 0",
      measured: `${deadlocks} deadlocks, drift ${difference}`,
      met: deadlocks === 0 && difference === 0,
    }],
    tables: [],
  };
}
