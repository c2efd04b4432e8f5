/** What health checks notice of large request bodies. `deno run -A bench/bodies.ts [--quick]`. */
import assert from "node:assert/strict";
import { sendBodies } from "./body_sender.ts";
import { type Goal, goalTable, markdown, type Part, type Table } from "./report.ts";
import { contactRows, newBatch, openScratch, type Scratch } from "./scratch.ts";
import { type Server, startCallboard } from "./server.ts";
import { progress, readSettings, type Settings } from "./settings.ts";

const mebibyte = 2 ** 20;
const size = 16 * mebibyte - 1024;
/** Bodies that are sent at the same time, again and again. */
const senders = 4;
const goal = 50;

type Setup = { scratch: Scratch; server: Server; seconds: number };
type Kind = { name: string; body(setup: Setup): Promise<Uint8Array<ArrayBuffer>> };

const filled = (start: string, part: string, end: string): Uint8Array<ArrayBuffer> => {
  const parts = Math.floor((size - start.length - end.length) / part.length);
  return new TextEncoder().encode(start + part.repeat(parts) + end);
};

const kinds: Kind[] = [
  { name: "1,000 events with transcripts of 16 kB", body: validEvents },
  { name: "`[` only", body: () => Promise.resolve(filled("", "[", "")) },
  {
    name: "a million wrong events",
    body: () => Promise.resolve(filled('{"events":[', '{"type":"x"},   ', "0]}")),
  },
  { name: "one long string", body: () => Promise.resolve(filled('{"events":["', "a", '"]}')) },
];

export async function bodies(settings: Settings): Promise<Part> {
  const scratch = await openScratch({ ...settings, database: `${settings.database}_bodies` });
  const server = await startCallboard(scratch.url);
  try {
    const setup = { scratch, server, seconds: settings.quick ? 4 : 12 };
    const alone = await measure(setup, "nothing", undefined);
    const results = [alone];
    for (const { name, body } of kinds) {
      results.push(await measure(setup, name, await body(setup)));
    }
    return { goals: results.slice(1).map(goalOf), tables: [tableOf(results)] };
  } finally {
    await server.stop();
    await scratch.drop();
  }
}

/** Events for 1,000 calls of a new batch, 16 MiB with their transcripts. */
async function validEvents({ scratch, server }: Setup): Promise<Uint8Array<ArrayBuffer>> {
  const batchId = await newBatch(scratch);
  const response = await post(scratch, server, `/v1/batches/${batchId}/calls`, contactRows(1000));
  assert.equal((await response.json()).added, 1000);
  const calls = await scratch.db.client<{ id: string }[]>`
    select id from calls where batch_id = ${batchId} order by position`;
  const turn = { speaker: "agent", text: "Good morning, is this a good time to talk? ".repeat(5) };
  const transcript = Array.from({ length: 62 }, (_, i) => ({ ...turn, startSeconds: i }));
  const events = calls.map(({ id: callId }) => ({
    id: "T1",
    batchId,
    callId,
    type: "transcript-available",
    at: "2026-03-01T10:00:00Z",
    transcript,
  }));
  const body = new TextEncoder().encode(JSON.stringify({ events }));
  assert.ok(body.length < 16 * mebibyte && body.length > 15 * mebibyte, `${body.length}`);
  return body;
}

const post = ({ token }: Scratch, { origin }: Server, path: string, json: unknown) =>
  fetch(origin + path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: json instanceof Uint8Array ? json as Uint8Array<ArrayBuffer> : JSON.stringify(json),
  });

type Result = {
  name: string;
  answers: Record<string, number>;
  times: number[];
  memory: [before: number, most: number];
};

/** Sends the body again and again, and checks the health every 10 ms meanwhile. */
async function measure(
  setup: Setup,
  name: string,
  body: Uint8Array<ArrayBuffer> | undefined,
): Promise<Result> {
  const { scratch, server, seconds } = setup;
  const before = await resident(server);
  const end = performance.now() + seconds * 1000;
  const file = await Deno.makeTempFile();
  await Deno.writeFile(file, body ?? new Uint8Array());
  const { token } = scratch;
  const url = `${server.origin}/v1/call-events`;
  const sending = body ? sendBodies({ url, token, file, seconds, senders }) : undefined;
  const times: number[] = [];
  const check = async () => {
    const from = performance.now();
    await (await fetch(`${server.origin}/health/live`)).body?.cancel();
    times.push(performance.now() - from);
  };
  let most = 0;
  const checks = [];
  while (performance.now() < end) {
    checks.push(check()); // not awaited: one that waits must not keep others from waiting too
    most = Math.max(most, await resident(server));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await Promise.all(checks);
  const answers = await sending ?? {};
  await Deno.remove(file);
  const result: Result = {
    name,
    answers,
    times: times.sort((a, b) => a - b),
    memory: [before, most],
  };
  progress(`bodies: ${rowOf(result).join(", ")}`);
  return result;
}

/** Resident memory in MiB. */
async function resident({ pid }: Server): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(status.match(/^VmRSS:\s*(\d+) kB/m)![1]) / 1024;
}

const quantile = (times: number[], share: number) => times[Math.floor(times.length * share)]!;

const goalOf = ({ name, times }: Result): Goal => ({
  what: `p99 of /health/live beside ${senders} bodies of 16 MiB: ${name}`,
  goal: `≤ ${goal} ms`,
  measured: `${quantile(times, 0.99).toFixed(1)} ms, ${times.at(-1)!.toFixed(1)} ms at most`,
  met: quantile(times, 0.99) <= goal,
});

const rowOf = ({ name, answers, times, memory }: Result): (string | number)[] => [
  name,
  Object.entries(answers).map(([status, count]) => `${count} × ${status}`).join(", ") || "none",
  quantile(times, 0.5).toFixed(1),
  quantile(times, 0.99).toFixed(1),
  times.at(-1)!.toFixed(1),
  ...memory.map(Math.round),
];

const tableOf = (results: Result[]): Table => ({
  title: "Large bodies",
  note: `/health/live in ms, every 10 ms, beside ${senders} requests that send 16 MiB to ` +
    "recordCallEvents again and again; resident MiB of the server before and at most.",
  head: ["beside", "answers", "p50", "p99", "at most", "MiB before", "MiB at most"],
  rows: results.map(rowOf),
});

if (import.meta.main) {
  const { goals, tables } = await bodies(readSettings());
  console.log(goalTable(goals), "\n\n", tables.map(markdown).join("\n"));
}
