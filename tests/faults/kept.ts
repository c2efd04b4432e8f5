/** After a fault: whether what was acknowledged is there, and nothing twice or in part. */
import { mustAsk } from "./http.ts";
import { type Load, uploadSize } from "./load.ts";
import type { Setup } from "./setup.ts";

/** Acknowledged writes that are not there; and what is there that cannot be, in words. */
export type Kept = { lost: number; wrong: string[] };

export async function whatWasKept(origin: string, setup: Setup, load: Load): Promise<Kept> {
  const events = await lostEvents(origin, setup, load);
  const uploads = await checkUploads(setup, load);
  return { lost: events + uploads.lost, wrong: [...uploads.wrong, ...await checkCounters(setup)] };
}

/** Events are known by their ids: what is sent again and counts as new was lost. */
async function lostEvents(
  origin: string,
  { reader: { token } }: Setup,
  load: Load,
): Promise<number> {
  const events = load.events.filter(({ acknowledged }) => acknowledged).map(({ event }) => event);
  if (events.length === 0) return 0;
  const { recorded } = await mustAsk(origin, {
    token,
    method: "POST",
    path: "/v1/call-events",
    json: { events },
  });
  return recorded;
}

type Visible = { batch: string; phone: string };

/** An upload is there as a whole or not at all, and for certain when it was acknowledged. */
async function checkUploads({ cluster }: Setup, { uploads }: Load): Promise<Kept> {
  const rows = await cluster.query<Visible>(
    `select batch_id::text as batch, phone_number as phone
      from calls join batch_progress using (batch_id)
      where position <= ${statuses.map((status) => `batch_progress.${status}`).join(" + ")}
      and phone_number >= '+13125550000' and phone_number < '+1313'`,
    "callboard",
  );
  const visible = new Set(rows.map(({ batch, phone }) => `${batch} ${phone}`));
  const kept: Kept = { lost: 0, wrong: [] };
  for (const { batchId, firstNumber, acknowledged } of uploads) {
    const phones = Array.from(
      { length: uploadSize },
      (_, i) => `${batchId} +1${firstNumber + i + 1}`,
    );
    const there = phones.filter((phone) => visible.has(phone)).length;
    if (acknowledged && there === 0) kept.lost++;
    else if (there !== 0 && there !== uploadSize) {
      kept.wrong.push(`an upload is there in part: ${there}`);
    }
  }
  return kept;
}

const statuses = [
  "queued",
  "initiated",
  "ringing",
  "in_progress",
  "completed",
  "busy",
  "no_answer",
  "failed",
  "canceled",
];

/** The counters of each batch agree with its calls. */
async function checkCounters({ cluster }: Setup): Promise<string[]> {
  const size = statuses.map((status) => `p.${status}`).join(" + ");
  const differences = statuses.map((status) =>
    `p.${status} <> count(*) filter (where c.status = '${status.replace("_", "-")}')`
  );
  const rows = await cluster.query<{ batch: string }>(
    `select p.batch_id::text as batch from batch_progress p
      left join calls c on c.batch_id = p.batch_id and c.position <= ${size}
      group by p.batch_id having ${differences.join(" or ")}`,
    "callboard",
  );
  return rows.map(({ batch }) => `the counters of ${batch} disagree with its calls`);
}
