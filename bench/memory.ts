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

/** VmRSS or, the highest it ever was, VmHWM, in MiB. */
async function resident({ pid }: Server, what: "VmRSS" | "VmHWM" = "VmRSS"): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(status.match(new RegExp(`^${what}:\\s*(\\d+) kB`, "m"))![1]) / 1024;
}

const mib = (value: number) => `${Math.round(value)} MiB`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// ---- pages --------------------------------------------------------------------------------------------------------

const readers = 64;

/** So many clients ask for the largest pages, each for the next one as soon as it has one. */
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
          `Resident MiB of the server process while ${readers} clients take pages of 100 with transcripts of ${
            mainGroup(bench.settings).name
          } for ${seconds} s.`,
        head: ["pages", "kB each", "after the first page", "at the end", "at most"],
        rows: [[sizes.length, median(sizes) / 1000, ...[before, after, peak].map(Math.round)]],
      }],
    };
  } finally {
    await server.stop();
  }
}

/** Gives the size of the answer. */
async function page({ settings, token }: Bench, { origin }: Server, n: number): Promise<number> {
  const group = mainGroup(settings);
  const path = batchPath(batchId(group), {
    limit: 100,
    page: 1 + (n * 7919) % (group.calls / 100),
  });
  const answer = await fetch(origin + path, { headers: { authorization: `Bearer ${token}` } });
  const { byteLength } = await answer.arrayBuffer();
  assert.equal(answer.status, 200);
  return byteLength;
}

// ---- uploads ------------------------------------------------------------------------------------------------------

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

/** Uploaded before the one that is looked at: at first V8 lets its heap grow whatever is done. */
const warmUp = 100_000;
/** By how much the second half of an upload may exceed the first: the garbage between two collections is within, what grows with the file is not. */
const tolerance = 1.25;

/** The server's memory so many seconds into an upload. */
type Sample = { seconds: number; memory: number };
type Watched = { format: Format; cold: number; samples: Sample[]; peak: number };

async function uploads(settings: Settings): Promise<Part> {
  const count = settings.quick ? 100_000 : 1_000_000;
  const scratch = await openScratch(settings);
  try {
    const found: Watched[] = [];
    for (const format of formats) found.push(await watchedUpload(scratch, format, count));
    return report(found, count);
  } finally {
    await scratch.drop();
  }
}

async function watchedUpload(scratch: Scratch, format: Format, count: number): Promise<Watched> {
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

/** Four times a second while something goes on, and at its end. */
async function sampled(server: Server, goingOn: Promise<void>): Promise<Sample[]> {
  const start = performance.now();
  const sample = async () => ({
    seconds: (performance.now() - start) / 1000,
    memory: await resident(server),
  });
  const samples = [await sample()];
  let over = false;
  const done = goingOn.finally(() => over = true);
  while (!over) {
    await Promise.race([pause(250), done]);
    samples.push(await sample());
  }
  return samples;
}

/** Into a new batch, in one request, written while it is sent. */
async function upload(
  scratch: Scratch,
  { origin }: Server,
  format: Format,
  count: number,
): Promise<void> {
  const answer = await fetch(`${origin}/v1/batches/${await newBatch(scratch)}/calls`, {
    method: "POST",
    headers: { authorization: `Bearer ${scratch.token}`, "content-type": format.type },
    body: ReadableStream.from(lines(format, count)).pipeThrough(new TextEncoderStream()),
  });
  const result = await answer.json();
  assert.equal(result.added, count, JSON.stringify(result));
}

/** A file of so many contacts in pieces of 500 lines. */
function* lines({ head, row }: Format, count: number): Generator<string> {
  yield head;
  for (let from = 0; from < count; from += 500) {
    yield Array.from({ length: Math.min(500, count - from) }, (_, i) => `${row(from + i)}\n`).join(
      "",
    );
  }
}

/** What was sampled first when this share of the time had passed. */
function at({ samples }: Watched, share: number): number {
  const { seconds } = samples.at(-1)!;
  return samples.find((sample) => sample.seconds >= share * seconds)!.memory;
}

/** The most of the second half against the most of the first. */
function growth({ samples }: Watched): number {
  const half = samples.at(-1)!.seconds / 2;
  const most = (some: Sample[]) => Math.max(...some.map(({ memory }) => memory));
  return most(samples.filter(({ seconds }) => seconds > half)) /
    most(samples.filter(({ seconds }) => seconds <= half));
}

function report(found: Watched[], count: number): Part {
  const contacts = count.toLocaleString("en");
  return {
    goals: found.map((watched) => ({
      what:
        `memory of the server, ${contacts} contacts in one ${watched.format.name} upload, second half against first`,
      goal: `flat: ≤ ${tolerance} ×`,
      measured: `${growth(watched).toFixed(2)} ×, ${mib(watched.peak)} at most`,
      met: growth(watched) <= tolerance,
    })),
    tables: [{
      title: "Memory: uploads",
      note:
        `Resident MiB of the server process during one upload of ${contacts} contacts, written by the client while it is sent, to a server ` +
        `that has taken ${
          warmUp.toLocaleString("en")
        } before; sampled four times a second, by shares of the upload's time.`,
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
      rows: found.map((watched) => [
        watched.format.name,
        watched.samples.at(-1)!.seconds,
        Math.round(watched.cold),
        ...[0, 0.1, 0.25, 0.5, 0.75, 1].map((share) => Math.round(at(watched, share))),
        Math.round(watched.peak),
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
