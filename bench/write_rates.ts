/** Contacts and events per second: over HTTP, by the same functions in this process, and by SQL. */
import assert from "node:assert/strict";
import { addCalls } from "../src/uploads/add.ts";
import { newIdPrefix } from "../src/domain/id.ts";
import { callValues, searchText } from "../src/domain/search_text.ts";
import type { NewEvent } from "../src/events/event.ts";
import { recordCallEvents } from "../src/events/record.ts";
import { asContacts, callIds, stageEvent } from "./events.ts";
import { median, type Part, spread, type Table } from "./report.ts";
import { contactRows, newBatch, type Row, type Scratch } from "./scratch.ts";
import { startCallboard } from "./server.ts";
import { progress, type Settings } from "./settings.ts";
import { capturing, type Statement } from "./statements.ts";

const stages = ["initiated", "answered", "completed"] as const;
const perRequest = 500;
/** In order of execution: SQL replays the statements that the functions sent. */
const ways = ["HTTP", "functions", "SQL"] as const;
type Way = typeof ways[number];
type Rates = Record<Way, number[]>;

/** Five rounds of all three ways: contacts into a new batch, then events of three stages. */
export async function rates(scratch: Scratch, { quick }: Settings): Promise<Part> {
  const rows = contactRows(quick ? 5_000 : 20_000);
  const server = await startCallboard(scratch.url);
  const [contacts, events]: [Rates, Rates] = [{ HTTP: [], functions: [], SQL: [] }, {
    HTTP: [],
    functions: [],
    SQL: [],
  }];
  try {
    for (let round = 0; round <= 5; round++) {
      for (const way of ways) {
        const batch = await newBatch(scratch);
        const added = await rate(
          rows.length,
          contactWriter(scratch, way, batch, rows, server.origin),
        );
        const recorded = await rate(
          rows.length * stages.length,
          await eventWriter(scratch, way, batch, server.origin),
        );
        if (round > 0) { // the first warms up
          contacts[way].push(added);
          events[way].push(recorded);
        }
      }
      progress(`writes: round ${round} of 5`);
    }
  } finally {
    await server.stop();
  }
  return report(contacts, events, rows.length);
}

async function rate(count: number, work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return count / ((performance.now() - from) / 1000);
}

function contactWriter(
  { db, workspaceId, token }: Scratch,
  way: Way,
  batch: string,
  rows: Row[],
  origin: string,
): () => Promise<void> {
  if (way === "functions") {
    return async () => void await addCalls(db, workspaceId, batch, asContacts(rows));
  }
  if (way === "HTTP") {
    const body = rows.map((row) => JSON.stringify(row)).join("\n");
    return () => post(`${origin}/v1/batches/${batch}/calls`, token, "application/x-ndjson", body);
  }
  const chunks = Array.from(
    { length: Math.ceil(rows.length / 1000) },
    (_, i) => rowsJson(rows.slice(i * 1000, i * 1000 + 1000), i * 1000),
  );
  return async () => {
    await db.client.begin(async (tx) => {
      for (const chunk of chunks) {
        await tx.unsafe(insertSql, [batch, chunk] as never[], { prepare: true });
      }
      await tx.unsafe(
        "update batch_progress set queued = queued + $2::int where batch_id = $1::uuid",
        [
          batch,
          rows.length,
        ],
      );
    });
  };
}

/** Rows prepared before the clock starts: plain SQL does no parsing, validation or folding. */
const rowsJson = (rows: Row[], from: number): string =>
  JSON.stringify(rows.map(({ phoneNumber, ...variables }, i) => ({
    n: from + i + 1,
    i: newIdPrefix() + (from + i + 1).toString(16).padStart(8, "0"),
    p: phoneNumber,
    v: variables,
    s: searchText(callValues(phoneNumber, variables)),
  })));

const insertSql =
  `insert into calls (batch_id, position, id, phone_number, created_at, updated_at, variables,
    search_text)
  select $1::uuid, n, i, p, now(), now(), v, s
  from json_to_recordset($2::text::json) as r(n int, i uuid, p text, v jsonb, s text)`;

const eventRequests = (batch: string, ids: string[]): NewEvent[][] =>
  stages.flatMap((stage) =>
    Array.from(
      { length: Math.ceil(ids.length / perRequest) },
      (_, i) =>
        ids.slice(i * perRequest, (i + 1) * perRequest).map((callId) =>
          stageEvent(batch, callId, stage)
        ),
    )
  );

/** The writing statements of each request of the last function run, for SQL to replay. */
let written: { batch: string; requests: Statement[][] };

async function eventWriter(
  { db, workspaceId, token }: Scratch,
  way: Way,
  batch: string,
  origin: string,
) {
  if (way === "SQL") {
    const rebind = (param: unknown) => String(param).replaceAll(written.batch, batch);
    const requests = written.requests.map((statements) =>
      statements.map(({ text, params }) => ({ text, params: params.map(rebind) }))
    );
    return async () => {
      for (const statements of requests) {
        await db.client.begin((tx) =>
          statements.map(({ text, params }) => tx.unsafe(text, params, { prepare: true }))
        );
      }
    };
  }
  const requests = eventRequests(batch, await callIds(db, batch));
  if (way === "HTTP") {
    const bodies = requests.map((events) =>
      JSON.stringify({ events: events.map(({ details, ...event }) => ({ ...event, ...details })) })
    );
    return async () => {
      for (const body of bodies) {
        await post(`${origin}/v1/call-events`, token, "application/json", body);
      }
    };
  }
  written = { batch, requests: [] };
  return async () => {
    for (const events of requests) {
      const captured: Statement[] = [];
      await recordCallEvents(capturing(db, captured), workspaceId, events);
      const writing = captured.filter(({ text }) => text.includes("insert into call_events"));
      written.requests.push(writing);
    }
  };
}

async function post(url: string, token: string, type: string, body: string): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": type },
    body,
  });
  const text = await response.text();
  assert.ok(response.ok, text);
}

const ratios = (rates: Rates, way: Way) =>
  rates.HTTP.map((rate, round) => rate / rates[way][round]!);

const reasons: Record<string, string> = {
  contacts:
    "The client serializes the rows and the server parses, validates and folds them; plain SQL " +
    "gets finished rows.",
  events: "The API reads each call's history, to detect duplicates and to compute the state " +
    "independently of the order of arrival, and validates each event against the contract; plain " +
    "SQL gets finished rows. About half of the remaining difference is reading the history, the " +
    "other half parsing and validating the body. Kept: 128 calls per statement, so that Postgres " +
    "and the server work in parallel (0.41 before, 0.53 after, interleaved), the history as " +
    "plain rows, validation compiled to code (a third of its cost), one scan of each text. " +
    "Dropped: 64 and 256 calls per statement.",
};

function report(contacts: Rates, events: Rates, count: number): Part {
  const named = { "contacts": contacts, "events": events };
  const rows: Table["rows"] = Object.entries(named).map(([name, rates]) => [
    `${name} / s`,
    ...ways.map((way) => spread(rates[way], 0)),
    spread(ratios(rates, "functions")),
    spread(ratios(rates, "SQL")),
  ]);
  return {
    goals: Object.entries(named).map(([name, rates]) => ({
      why: reasons[name]!,
      what: `${name} / s over HTTP relative to plain SQL with the same rows`,
      goal: "≥ 0.6",
      measured: spread(ratios(rates, "SQL")),
      met: median(ratios(rates, "SQL")) >= 0.6,
    })),
    tables: [{
      title: "Writing rates",
      note:
        `${count.toLocaleString("en")} contacts with six variables in one upload; ${perRequest} ` +
        `events per request, one client. Median, least and most of ${contacts.HTTP.length} ` +
        "interleaved rounds. “Functions”: the same functions in the benchmark process. “SQL”: " +
        "the finished rows in statements of the same size, without reading or validation.",
      head: ["what", ...ways, "HTTP / functions", "HTTP / SQL"],
      rows,
    }],
  };
}
