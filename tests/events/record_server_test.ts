/** Tests that need several sessions: concurrent writers, and HOT updates of a call's row. */
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { connect, type Database, run } from "../../src/db/client.ts";
import type { CallEventType } from "../../src/domain/call.ts";
import { hashToken } from "../../src/domain/token.ts";
import { findCall } from "../../src/calls/find.ts";
import type { NewEvent } from "../../src/events/event.ts";
import { recordCallEvents } from "../../src/events/record.ts";
import { shuffled } from "../support/arbitrary_events.ts";
import { newClient, onServer } from "../support/client.ts";
import { counters, newBatch, recount } from "../support/campaign.ts";
import { timeLimit } from "../support/time_limit.ts";

const stages: CallEventType[] = ["initiated", "ringing", "answered", "completed"];

function event(batchId: string, callId: string, stage: number): NewEvent {
  const at = new Date(Date.parse("2026-03-01T14:00:00.000Z") + stage * 5000).toISOString();
  return {
    id: `EV${stage}`,
    provider: "twilio",
    type: stages[stage]!,
    at,
    attempt: 1,
    details: {},
    batchId,
    callId,
  };
}

/** A database with a connection for each of `max` writers. */
const writers = (max: number) =>
  connect(Deno.env.get("TEST_DATABASE_URL")!, {
    poolSize: max,
    statementTimeout: timeLimit(30_000),
    watched: false,
  });

/** Shuffles, in the same way in every run. */
const shuffle = <T>(things: T[], seed: number): T[] =>
  fc.sample(shuffled(things), { numRuns: 1, seed })[0]!;

Deno.test({
  name: "8 writers of the same events cause no deadlock, no duplicate and no wrong counter",
  ignore: !onServer,
  fn: async () => {
    const db = writers(8);
    const client = await newClient(db);
    const made = [
      await newBatch(client, 60),
      await newBatch(client, 60),
      await newBatch(client, 60),
    ];
    const all = made.flatMap(({ batchId, callIds }) =>
      callIds.flatMap((callId) => stages.map((_, stage) => event(batchId, callId, stage)))
    );
    const recorded = await Promise.all(Array.from({ length: 8 }, async (_, writer) => {
      const events = shuffle(all, writer);
      let count = 0;
      for (let at = 0; at < events.length; at += 90) {
        const request = events.slice(at, at + 90);
        count += (await recordCallEvents(db, client.workspaceId, request)).recorded;
      }
      return count;
    }));
    assert.equal(recorded.reduce((a, b) => a + b), all.length);
    for (const { batchId, callIds } of made) {
      const counted = await counters(db, batchId);
      assert.deepEqual(counted, await recount(db, batchId));
      assert.equal(counted.completed, 60);
      const found = await findCall(db, hashToken(client.token), batchId, callIds[0]!);
      const call = JSON.parse(found.call!);
      assert.equal(call.phoneLogs[0].callDuration, 5);
      assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "completed");
    }
    await db.close();
  },
});

Deno.test({
  name: "concurrent uploads and events of one batch keep its counters exact",
  ignore: !onServer,
  fn: async () => {
    const db = writers(6);
    const client = await newClient(db);
    const { batchId, callIds } = await newBatch(client, 40);
    const upload = async (n: number) => {
      const contacts = Array.from(
        { length: 50 },
        (_, i) => ({ phoneNumber: `+1203${5550000 + n * 50 + i}` }),
      );
      assert.equal((await client.post(`/v1/batches/${batchId}/calls`, contacts)).status, 201);
    };
    await Promise.all([
      ...[0, 1, 2].map(upload),
      ...stages.map((_, stage) =>
        recordCallEvents(
          db,
          client.workspaceId,
          shuffle(callIds, stage).map((callId) => event(batchId, callId, stage)),
        )
      ),
    ]);
    const counted = await counters(db, batchId);
    assert.deepEqual(counted, await recount(db, batchId));
    assert.deepEqual([counted.queued, counted.completed], [150, 40]);
    assert.equal((await client.get(`/v1/batches/${batchId}`)).body.status, "active");
    await db.close();
  },
});

type Updates = { updates: number; hot: number };

/** The number of updates of `calls`, once the statistics of all sessions are flushed. */
async function updates(db: Database): Promise<Updates> {
  let last: Updates | undefined;
  while (true) {
    await run(db, sql`select pg_stat_force_next_flush()`);
    const [now] = await run<Updates>(
      db,
      sql`select n_tup_upd::int as updates, n_tup_hot_upd::int as hot
        from pg_stat_user_tables where relname = 'calls'`,
    );
    if (last && last.updates === now!.updates && last.hot === now!.hot) return now!;
    last = { ...now! };
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** A contact about as wide as in real campaigns. */
const contact = (i: number) => ({
  phoneNumber: `+1204${5550000 + i}`,
  ...{
    age: 20 + i % 60,
    job: "technician",
    marital: "married",
    education: "secondary",
    balance: i * 37 % 9999,
  },
  ...{
    housing: "yes",
    loan: "no",
    contact: "cellular",
    day: i % 28,
    month: "may",
    pdays: -1,
    poutcome: "unknown",
  },
});

/*
 * Updates one call per page, so that each page has room for the new versions. The test fails only
 * if an index covers a column that events change, or if a request updates a row more than once.
 */
Deno.test({
  name: "an event updates its call's row once, as a HOT update",
  ignore: !onServer,
  fn: async () => {
    const db = writers(1);
    const client = await newClient(db);
    const { body: { id: batchId } } = await client.post("/v1/batches", { name: "live" });
    await client.post(
      `/v1/batches/${batchId}/calls`,
      Array.from({ length: 600 }, (_, i) => contact(i)),
    );
    const calls = await run<{ id: string }>(
      db,
      sql`select id::text as id from calls where batch_id = ${batchId}::uuid and position % 30 = 0`,
    );
    const before = await updates(db);
    const end = { cost: { amount: "0.0140", currency: "USD" }, hangupCause: "normal_clearing" };
    for (const [stage, details] of [[0, { from: "+12025550100" }], [3, end]] as const) {
      const events = calls.map(({ id }) => ({ ...event(batchId, id, stage), details }));
      await recordCallEvents(db, client.workspaceId, events);
      await recordCallEvents(db, client.workspaceId, events);
    }
    const after = await updates(db);
    await db.close();
    assert.deepEqual(
      { updates: after.updates - before.updates, hot: after.hot - before.hot },
      { updates: calls.length * 2, hot: calls.length * 2 },
    );
  },
});
