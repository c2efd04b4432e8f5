/** Every time of a response is in UTC with milliseconds, however it was sent. */
import assert from "node:assert/strict";
import { sql } from "drizzle-orm";
import { run } from "../../src/db/client.ts";
import { newClient, openDatabase } from "../support/client.ts";

/** The same moments as clients write them, and as every response shows them. */
const moments: [string, string][] = [
  ["2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z"],
  ["2026-01-02T03:04:05.6Z", "2026-01-02T03:04:05.600Z"],
  ["2026-01-02T03:04:05.678999Z", "2026-01-02T03:04:05.678Z"],
  ["2026-01-02T08:34:05.678999999+05:30", "2026-01-02T03:04:05.678Z"],
  ["2026-01-01T23:04:05-04:00", "2026-01-02T03:04:05.000Z"],
];
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Every string that is a time, at any depth. */
function timesOf(value: unknown): string[] {
  if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(timesOf) : [];
}

Deno.test("every response writes its times in UTC with milliseconds", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const [sent, shown] of moments) {
    const schedule = {
      timeZone: "Asia/Kolkata",
      startAt: sent,
      endAt: "2026-06-01T00:00:00+05:30",
    };
    const retry = { maxAttempts: 2, delaySeconds: 0, on: ["busy"] };
    const created = (await client.post("/v1/batches", { name: sent, schedule, retry })).body;
    const path = `/v1/batches/${created.id}`;
    const inUtc = { timeZone: "Asia/Kolkata", startAt: shown, endAt: "2026-05-31T18:30:00.000Z" };
    assert.deepEqual(created.schedule, inUtc);
    await client.post(`${path}/calls`, [{ phoneNumber: "+12025550142" }]);
    const callId = (await client.get(path)).body.calls[0].id;
    const event = (type: string, attempt: number) => ({
      id: `${type} ${attempt}`,
      batchId: created.id,
      callId,
      type,
      attempt,
      at: sent,
    });
    const events = [event("answered", 1), event("busy", 1), event("busy", 2)];
    await client.post("/v1/call-events", { events: events.slice(0, 2) });
    const retried = (await client.get(`${path}/calls/${callId}`)).body;
    assert.equal(retried.nextAttemptAt, shown);
    await client.post("/v1/call-events", { events: events.slice(2) });
    const call = (await client.get(`${path}/calls/${callId}`)).body;
    for (const { startedAt, endedAt } of call.phoneLogs) {
      assert.deepEqual([startedAt, endedAt], [shown, shown]);
    }
    assert.deepEqual(call.events.map(({ at }: { at: string }) => at), [shown, shown, shown]);
    const details = (await client.get(path)).body;
    assert.deepEqual([details.startedAt, details.completedAt], [shown, shown]);
    const changed = (await client.patch(path, { schedule: { ...schedule, endAt: null } })).body;
    assert.deepEqual(changed.schedule, { ...inUtc, endAt: null });
    const list = (await client.get("/v1/batches", { search: sent })).body;
    const times = [created, call, details, changed, list].map((body) => ({ ...body, name: "" }))
      .flatMap(timesOf).filter((time) => time !== sent || sent === shown);
    assert.ok(times.length > 20);
    assert.deepEqual(times.filter((time) => !form.test(time)), []);
  }
  await db.close();
});

Deno.test("times of a schedule are in the contract's years in UTC", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const at = async (startAt: string) => {
    const schedule = { timeZone: "Europe/Lisbon", startAt };
    const { status, body } = await client.post("/v1/batches", { name: "a", schedule });
    return [status, body.errors?.[0].pointer];
  };
  assert.deepEqual(await at("2999-12-31T23:30:00-01:00"), [400, "/schedule/startAt"]);
  assert.deepEqual(await at("1000-01-01T00:30:00+01:00"), [400, "/schedule/startAt"]);
  assert.deepEqual(await at("1000-01-01T00:30:00Z"), [201, undefined]);
  await db.close();
});

Deno.test("the migration writes the times of older schedules in UTC", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const { body: { id } } = await client.post("/v1/batches", { name: "older" });
  const statement = (await Deno.readTextFile(
    new URL("../../drizzle/0002_overdue_calls.sql", import.meta.url),
  )).split("--> statement-breakpoint").at(-1)!;
  const cases: [object, object][] = [
    ...moments.map(([sent, shown]): [object, object] => [
      { timeZone: "Asia/Kolkata", startAt: sent, endAt: null },
      { timeZone: "Asia/Kolkata", startAt: shown, endAt: null },
    ]),
    [{ timeZone: "Asia/Kolkata" }, { timeZone: "Asia/Kolkata" }],
  ];
  for (const [stored, shown] of cases) {
    const json = JSON.stringify(stored);
    await run(db, sql`update batches set schedule = ${json}::jsonb where id = ${id}::uuid`);
    await run(db, sql.raw(statement));
    assert.deepEqual((await client.get(`/v1/batches/${id}`)).body.schedule, shown);
  }
  await db.close();
});
