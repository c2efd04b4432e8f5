/**
 * `deno task demo:bank <data directory>`: a client of the API that imports a real campaign: 45,211
 * calls of a Portuguese bank, 2008-2010 (Moro, Cortez, Rita: Bank Marketing, UCI Machine Learning
 * Repository, CC BY 4.0), with 2,000 conversations as transcripts (Google, Taskmaster-4,
 * CC BY 4.0). Reads CALLBOARD_URL and CALLBOARD_TOKEN, or the demo key of a local server.
 */
import { parse, runCommand } from "../src/runtime/cli/command_line.ts";

const invented =
  `The data set has no telephone numbers and no times of day. Invented here: the numbers (+999 and
the row number), the time of each call (from 8 a.m. UTC on its day, row by row), earlier attempts
(a day apart, not answered), and the assignment of conversations to calls.`;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const numericColumns = "age,balance,day,year,duration,campaign,pdays,previous";
/** Maximum number of attempts imported per call. */
const maxAttempts = 100;

type Contact = { day: number; month: string; year: number; duration: number; campaign: number };
type Turn = { speaker: string; text: string };
// deno-lint-ignore no-explicit-any
type Client = (method: string, path: string, body?: BodyInit, type?: string) => Promise<any>;

/** A minimal client. An error response throws with the `detail` of its problem. */
export function apiClient(origin: string, token: string, send: typeof fetch = fetch): Client {
  return async (method, path, body, type = "application/json") => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": type }),
    };
    const response = await send(new Request(origin + path, { method, headers, body }));
    const json = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${json.detail}`);
    return json;
  };
}

/** The data set with an additional first column of telephone numbers. */
function withNumbers(csv: string): string {
  const [header, ...rows] = csv.trimEnd().split("\n");
  return [`phoneNumber;${header}`, ...rows.map((row, i) => `${phoneNumber(i + 1)};${row}`)].join(
    "\n",
  ) + "\n";
}

const phoneNumber = (row: number) => `+999${String(row).padStart(7, "0")}`;

function contactsOf(csv: string): Contact[] {
  const [header, ...rows] = csv.trimEnd().split("\n").map((line) =>
    line.replaceAll('"', "").split(";")
  );
  const at = (name: string) => header!.indexOf(name);
  return rows.map((row) => ({
    day: Number(row[at("day")]),
    month: row[at("month")]!,
    year: Number(row[at("year")]),
    duration: Number(row[at("duration")]),
    campaign: Number(row[at("campaign")]),
  }));
}

/** The events of one contact: unanswered attempts, then an answered one of `duration` seconds. */
function eventsOf(
  batchId: string,
  callId: string,
  position: number,
  contact: Contact,
  transcript: Turn[] | undefined,
): object[] {
  const { day, month, year, duration, campaign } = contact;
  const last = Date.UTC(year, months.indexOf(month), day, 8) + (position % 36_000) * 1000;
  const attempts = Math.min(campaign, maxAttempts);
  const event = (attempt: number, type: string, at: number, more: object = {}) => ({
    id: `${position}-${attempt}-${type}`,
    batchId,
    callId,
    provider: "bank",
    type,
    attempt,
    at: new Date(at).toISOString(),
    ...more,
  });
  const missed = Array.from(
    { length: attempts - 1 },
    (_, i) =>
      event(i + 1, "no-answer", last - (attempts - 1 - i) * 86_400_000, {
        hangupCause: "no_answer",
      }),
  );
  const ended = last + duration * 1000;
  return [
    ...missed,
    event(attempts, "answered", last, { answeredBy: "human" }),
    event(attempts, "completed", ended, { callDuration: duration, hangupCause: "normal_clearing" }),
    ...(transcript ? [event(attempts, "transcript-available", ended, { transcript })] : []),
  ];
}

/** Returns all call ids by position, paging with the cursor. */
async function callIds(api: Client, batchId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = `limit=100&sortOrder=asc&include=&count=none${
      cursor && `&cursor=${cursor}`
    }`;
    const page = await api("GET", `/v1/batches/${batchId}?${query}`);
    ids.push(...page.calls.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}

/** Imports the campaign; returns the batch id. `progress` gets the done share of a step, 0 to 1. */
export async function importBankCampaign(
  api: Client,
  directory: string,
  progress: (step: string, share: number) => void,
): Promise<string> {
  const csv = await Deno.readTextFile(`${directory}/bank-marketing/bank-full.csv`);
  const dialogs = (await Deno.readTextFile(`${directory}/taskmaster/dialogs.ndjson`)).trimEnd()
    .split("\n");
  const contacts = contactsOf(csv);
  const batch = await api(
    "POST",
    "/v1/batches",
    JSON.stringify({ name: "Bank campaign 2008-2010", metadata: { source: "UCI Bank Marketing" } }),
  );
  progress("contacts", 0);
  await api(
    "POST",
    `/v1/batches/${batch.id}/calls?numericColumns=${numericColumns}`,
    withNumbers(csv),
    "text/csv",
  );
  progress("contacts", 1);
  const ids = await callIds(api, batch.id);
  // Every 22nd call gets a conversation; all of them were answered.
  const transcriptOf = (i: number): Turn[] | undefined => {
    const line = i % 22 === 0 ? dialogs[i / 22] : undefined;
    return line &&
      JSON.parse(line).utterances.map(({ speaker, text }: Turn) => ({ speaker, text }));
  };
  const events: object[] = [];
  const sendFirst = async (most: number) =>
    await api("POST", "/v1/call-events", JSON.stringify({ events: events.splice(0, most) }));
  for (const [i, contact] of contacts.entries()) {
    events.push(...eventsOf(batch.id, ids[i]!, i + 1, contact, transcriptOf(i)));
    while (events.length >= 1000) {
      await sendFirst(1000);
      progress("events", (i + 1) / contacts.length);
    }
  }
  while (events.length > 0) await sendFirst(1000);
  progress("events", 1);
  return batch.id;
}

export const exampleQueries: Record<string, string>[] = [
  { filter: '{"callDuration":{"$gt":1000},"variables.job":{"$in":["student","retired"]}}' },
  { search: "^\\+999.*7$" },
  { search: "technician", sortBy: "variables.balance" },
];

function bar(step: string, share: number): void {
  const width = 40;
  const full = Math.round(share * width);
  const text = `${step.padEnd(9)} [${"#".repeat(full)}${"-".repeat(width - full)}] ${
    Math.round(share * 100)
  } %`;
  Deno.stdout.writeSync(new TextEncoder().encode(`\r${text}${share === 1 ? "\n" : ""}`));
}

async function demoToken(): Promise<string> {
  const directory = Deno.env.get("CALLBOARD_DIR") ?? ".callboard";
  const demo = await Deno.readTextFile(`${directory}/demo.json`).catch(() => undefined);
  if (!demo) {
    throw new Error(
      "Start the server first (`deno task start`), or set CALLBOARD_URL and CALLBOARD_TOKEN.",
    );
  }
  return JSON.parse(demo).token;
}

const usage = `Usage: deno task demo:bank <data directory>

Imports bank-marketing/bank-full.csv and taskmaster/dialogs.ndjson through the API at CALLBOARD_URL
(http://127.0.0.1:8787) with the key CALLBOARD_TOKEN, by default the demo's in CALLBOARD_DIR.`;

async function main(args: string[]): Promise<number> {
  const { operands: [directory] } = parse(args, {}, ["data directory"]);
  const origin = Deno.env.get("CALLBOARD_URL") ??
    `http://127.0.0.1:${Deno.env.get("PORT") ?? 8787}`;
  const api = apiClient(origin, Deno.env.get("CALLBOARD_TOKEN") ?? await demoToken());
  console.log(invented);
  const batchId = await importBankCampaign(api, directory!, bar);
  for (const query of exampleQueries) {
    const path = `/v1/batches/${batchId}?${new URLSearchParams(query)}`;
    const { total } = await api("GET", path);
    console.log(`${total} calls: ${origin}${path}`);
  }
  return 0;
}

if (import.meta.main) await runCommand(usage, main);
