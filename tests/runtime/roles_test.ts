/** docs/sql: the role that serves requests has what it needs, and no more. */
import assert from "node:assert/strict";
import postgres from "postgres";
import "../../src/app.ts";
import { precompiled } from "../../src/db/statement.ts";
import { openDatabase } from "../../src/runtime/database.ts";
import { readConfiguration } from "../../src/runtime/env.ts";
import { newBatch } from "../support/campaign.ts";
import { newClient, onServer } from "../support/client.ts";
import { startCluster } from "../support/cluster.ts";
import { runProgram } from "../support/subprocess.ts";

const cluster = onServer ? await startCluster() : undefined;
const ignore = !cluster;

const as = (role: string) => `postgres://${role}@127.0.0.1:${cluster!.port}/callboard`;
const textOf = (name: string) =>
  Deno.readTextFile(new URL(`../../docs/sql/${name}.sql`, import.meta.url));

/** Opens the database as the server does. */
function open(role: string) {
  const env: Record<string, string> = { DATABASE_URL: as(role) };
  const configuration = readConfiguration((name) => env[name]);
  return openDatabase(configuration, configuration);
}

/** Runs `work` with a client of a role. */
async function withClient(role: string, work: (sql: postgres.Sql) => Promise<void>) {
  const sql = postgres(as(role), { max: 1, onnotice() {} });
  await work(sql).finally(() => sql.end());
}

Deno.test("the owner migrates and creates keys", { ignore }, async () => {
  await cluster!.query(await textOf("roles"), "callboard");
  const env = { DATABASE_URL: as("callboard_owner") };
  for (const args of [["cli/migrate.ts"], ["cli/keys.ts", "create", "--name", "first"]] as const) {
    const { code, stderr } = await runProgram(args[0], args.slice(1), env);
    assert.equal(code, 0, stderr);
  }
  const grants = await textOf("server_role");
  // A second time, as after each migration.
  for (const _ of [1, 2]) {
    await withClient("callboard_owner", async (sql) => void await sql.unsafe(grants));
  }
  const create = ["create", "--name", "second"];
  const denied = await runProgram("cli/keys.ts", create, { DATABASE_URL: as("callboard_server") });
  assert.deepEqual([denied.code, denied.stderr], [1, "permission denied for table workspaces\n"]);
});

Deno.test("the server's role serves a whole campaign and is ready", { ignore }, async () => {
  const [owner, db] = [await open("callboard_owner"), await open("callboard_server")];
  const client = await newClient(owner, undefined, { database: () => db });
  const { batchId, callIds } = await newBatch(client, 1200);
  const path = `/v1/batches/${batchId}`;
  const event = { batchId, callId: callIds[0], attempt: 1 };
  const turns = [{ speaker: "agent", text: "Good morning" }];
  const events = [
    { ...event, id: "1", type: "initiated", at: "2026-03-02T14:00:00.000Z" },
    { ...event, id: "2", type: "answered", at: "2026-03-02T14:00:05.000Z" },
    { ...event, id: "3", type: "completed", at: "2026-03-02T14:00:35.000Z" },
    { ...event, id: "4", type: "transcript-available", at: "2026-03-02T14:01:00.000Z" },
  ];
  (events[3] as Record<string, unknown>).transcript = turns;
  for (const duplicates of [0, 4]) {
    const { body } = await client.post("/v1/call-events", { events });
    assert.deepEqual(body, { recorded: 4 - duplicates, duplicates });
  }
  const rejected = await client.post(`${path}/calls`, [
    { phoneNumber: "+12125550100" },
    { phoneNumber: "not one" },
  ]);
  assert.equal(rejected.status, 422, rejected.text);
  const { body: found } = await client.get(path, {
    filter: '{"callStatus":"completed"}',
    search: "gold",
    sortBy: "callDuration",
  });
  assert.deepEqual([found.total, found.calls[0].transcript], [1, turns]);
  assert.equal((await client.get(path, { page: 3 })).body.total, 1200);
  assert.equal((await client.get(`${path}/calls/${callIds[0]}`)).body.events.length, 4);
  assert.equal((await client.get("/v1/batches")).body.total, 1);
  await db.checkHealth();
  await Promise.all([owner.close(), db.close()]);
});

Deno.test("the server's role may run every fixed statement", { ignore }, async () => {
  await withClient("callboard_server", async (sql) => {
    for (const [name, { sql: text, params }] of precompiled) {
      const nulls = params.map(() => "null").join(", ");
      await sql.unsafe(`prepare checked as ${text}`);
      // To explain checks the privileges, and executes nothing.
      await sql.unsafe(`explain execute checked${nulls && `(${nulls})`}`)
        .catch((error) => assert.fail(`${name}: ${error.message}`));
      await sql.unsafe("deallocate checked");
    }
  });
});

const forbidden = [
  "create table other (id int)",
  "create temporary table other (id int)",
  "create schema other",
  "alter table calls add column other int",
  "drop table calls",
  "create index on calls (status)",
  "truncate calls",
  "insert into api_keys select * from api_keys",
  "update api_keys set revoked_at = null",
  "delete from api_keys",
  "select from workspaces",
  "insert into workspaces (id, name) values (gen_random_uuid(), 'other')",
  "update call_events set number = 0",
  "delete from call_events",
  "delete from batches",
  "delete from drizzle.__drizzle_migrations",
];
Deno.test("the server's role may do nothing else", { ignore }, async () => {
  await withClient("callboard_server", async (sql) => {
    for (const text of forbidden) await assert.rejects(sql.unsafe(text), { code: "42501" }, text);
  });
});

Deno.test("the cluster of these tests ends", { ignore }, () => cluster!.close());
