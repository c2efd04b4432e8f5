/** Resident memory of the server process. `deno run -A bench/memory.ts [--quick]`. */
import assert from "node:assert/strict";
import { type Bench, openBench } from "./dataset.ts";
import { goalTable, markdown, median, type Part } from "./report.ts";
import { newBatch, openScratch, type Scratch } from "./scratch.ts";
import { type Server, startCallboard } from "./server.ts";
import { batchId, mainGroup, progress, readSettings, type Settings } from "./settings.ts";
import { batchPath } from "./statements.ts";

export async function memory(bench: Bench): Promise<Part> {
  const [read, written] = [await pages(bench), await uploads(bench.settings)];
  return { goals: [...read.goals, ...written.goals], tables: [...read.tables, ...written.tables] };
}

/** Resident memory in MiB: current (VmRSS) or peak (VmHWM). */
async function resident({ pid }: Server, what: "VmRSS" | "VmHWM" = "VmRSS"): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(status.match(new RegExp(`^${what}:\\s*(\\d+) kB`, "m"))![1]) / 1024;
}

const mib = (value: number) => `${Math.round(value)} MiB`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// ---- pages ----

const readers = 64;

/** Clients that each request the largest pages in a loop. */
async function pages(bench: Bench): Promise<Part> {
  const seconds = bench.settings.quick ? 5 : 20;
  const server = await startCallboard(bench.url);
  try {
    await page(bench, server, 1);
    const before = await resident(server);
    const end = performance.now() + seconds * 1000;
    const sizes: number[] = [];
    await Promise.all(Array.from({ length: readers }, async (_, reader) => {
      for (let n = reader; performance.now() < end; n += readers) {
        sizes.push(await page(bench, server, n));
      }
    }));
    const [after, peak] = [await resident(server), await resident(server, "VmHWM")];
    progress(`memory: ${sizes.length} pages, ${mib(peak)} at most`);
    return {
      goals: [{
        what: `memory of the server, ${readers} concurrent pages of 100 with transcripts`,
        goal: "bounded, stated",
        measured: `${mib(peak)} at most, ${mib(before)} before`,
      }],
      tables: [{
        title: "Memory: pages",
        note:
          `Resident MiB of the server process while ${readers} clients read pages of 100 with ` +
          `transcripts of ${mainGroup(bench.settings).name} for ${seconds} s.`,
        head: ["pages", "kB each", "after the first page", "at the end", "at most"],
        rows: [[sizes.length, median(sizes) / 1000, ...[before, after, peak].map(Math.round)]],
      }],
    };
  } finally {
    await server.stop();
  }
}

/** Returns the size of the response in bytes. */
async function page({ settings, token }: Bench, { origin }: Server, n: number): Promise<number> {
  const group = mainGroup(settings);
  const path = batchPath(batchId(group), {
    limit: 100,
    page: 1 + (n * 7919) % (group.calls / 100),
  });
  const response = await fetch(origin + path, { headers: { authorization: `Bearer ${token}` } });
  const { byteLength } = await response.arrayBuffer();
  assert.equal(response.status, 200);
  return byteLength;
}

// ---- uploads ----

type Format = { name: string; type: string; head: string; row(i: number): string };

const number = (i: number) => `+999${String(i).padStart(9, "0")}`;
const city = (i: number) => `City ${i % 50}`;
const account = (i: number) => `AC-${String(i).padStart(8, "0")}`;

const formats: Format[] = [
  {
    name: "NDJSON",
    type: "application/x-ndjson",
    head: "",
    row: (i) =>
      JSON.stringify({
        phoneNumber: number(i),
        age: 18 + i % 70,
        city: city(i),
        account: account(i),
        balance: i % 9e4,
      }),
  },
  {
    name: "CSV",
    type: "text/csv",
    head: "phoneNumber,age,city,account,balance\n",
    row: (i) => [number(i), 18 + i % 70, city(i), account(i), i % 9e4].join(","),
  },
];

/** Contacts uploaded before the measured upload: at first V8 lets its heap grow in any case. */
const warmUp = 100_000;
/** Allowed ratio of second to first half: room for uncollected garbage, not for linear growth. */
const tolerance = 1.25;

/** The server's memory at a time since the start of the upload. */
type Sample = { seconds: number; memory: number };
type Sampled = { format: Format; cold: number; samples: Sample[]; peak: number };

async function uploads(settings: Settings): Promise<Part> {
  const count = settings.quick ? 100_000 : 1_000_000;
  const scratch = await openScratch(settings);
  try {
    const found: Sampled[] = [];
    for (const format of formats) found.push(await sampledUpload(scratch, format, count));
    return report(found, count);
  } finally {
    await scratch.drop();
  }
}

async function sampledUpload(scratch: Scratch, format: Format, count: number): Promise<Sampled> {
  const server = await startCallboard(scratch.url);
  try {
    const cold = await resident(server);
    await upload(scratch, server, format, warmUp);
    const samples = await sampled(server, upload(scratch, server, format, count));
    progress(
      `memory: ${count} contacts as ${format.name}: ${
        samples.map(({ memory }) => Math.round(memory))
      }`,
    );
    return { format, cold, samples, peak: Math.max(...samples.map(({ memory }) => memory)) };
  } finally {
    await server.stop();
  }
}

/** Samples the memory four times a second until `work` is done. */
async function sampled(server: Server, work: Promise<void>): Promise<Sample[]> {
  const start = performance.now();
  const sample = async () => ({
    seconds: (performance.now() - start) / 1000,
    memory: await resident(server),
  });
  const samples = [await sample()];
  let over = false;
  const done = work.finally(() => over = true);
  while (!over) {
    await Promise.race([pause(250), done]);
    samples.push(await sample());
  }
  return samples;
}

/** Uploads contacts into a new batch in one streamed request. */
async function upload(
  scratch: Scratch,
  { origin }: Server,
  format: Format,
  count: number,
): Promise<void> {
  const response = await fetch(`${origin}/v1/batches/${await newBatch(scratch)}/calls`, {
    method: "POST",
    headers: { authorization: `Bearer ${scratch.token}`, "content-type": format.type },
    body: ReadableStream.from(lines(format, count)).pipeThrough(new TextEncoderStream()),
  });
  const result = await response.json();
  assert.equal(result.added, count, JSON.stringify(result));
}

/** A file of `count` contacts in chunks of 500 lines. */
function* lines({ head, row }: Format, count: number): Generator<string> {
  yield head;
  for (let from = 0; from < count; from += 500) {
    yield Array.from({ length: Math.min(500, count - from) }, (_, i) => `${row(from + i)}\n`).join(
      "",
    );
  }
}

/** The first sample after this share of the upload's time. */
function at({ samples }: Sampled, share: number): number {
  const { seconds } = samples.at(-1)!;
  return samples.find((sample) => sample.seconds >= share * seconds)!.memory;
}

/** The maximum of the second half divided by that of the first half. */
function growth({ samples }: Sampled): number {
  const half = samples.at(-1)!.seconds / 2;
  const most = (some: Sample[]) => Math.max(...some.map(({ memory }) => memory));
  return most(samples.filter(({ seconds }) => seconds > half)) /
    most(samples.filter(({ seconds }) => seconds <= half));
}

function report(found: Sampled[], count: number): Part {
  const contacts = count.toLocaleString("en");
  return {
    goals: found.map((run) => ({
      what: `memory of the server, ${contacts} contacts in one ${run.format.name} upload, ` +
        "second half relative to first",
      goal: `flat: ≤ ${tolerance} ×`,
      measured: `${growth(run).toFixed(2)} ×, ${mib(run.peak)} at most`,
      met: growth(run) <= tolerance,
    })),
    tables: [{
      title: "Memory: uploads",
      note:
        `Resident MiB of the server process during one streamed upload of ${contacts} contacts, ` +
        `after a first one of ${warmUp.toLocaleString("en")}; sampled four times a second, by ` +
        "shares of the upload's time.",
      head: [
        "upload",
        "seconds",
        "cold",
        "start",
        "10 %",
        "25 %",
        "50 %",
        "75 %",
        "100 %",
        "at most",
      ],
      rows: found.map((run) => [
        run.format.name,
        run.samples.at(-1)!.seconds,
        Math.round(run.cold),
        ...[0, 0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.round(at(run, share))),
        Math.round(run.peak),
      ]),
    }],
  };
}

if (import.meta.main) {
  const bench = await openBench(readSettings());
  const { goals, tables } = await memory(bench);
  console.log([goalTable(goals), ...tables.map(markdown)].join("\n\n"));
  await bench.db.close();
}
