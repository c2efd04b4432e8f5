/** A temporary database for the writing benchmarks, so that the data set stays unchanged. */
import postgres from "postgres";
import { type BenchDatabase, openBenchDatabase } from "./database.ts";
import { scopes } from "../src/domain/caller.ts";
import { createApiKey, createWorkspace } from "../src/keys/api_keys.ts";
import { insertBatch } from "../src/batches/insert.ts";
import { migrate } from "../src/runtime/cli/migrate.ts";
import type { Settings } from "./settings.ts";

export type Scratch = {
  url: string;
  db: BenchDatabase;
  workspaceId: string;
  token: string;
  drop(): Promise<void>;
};

export async function openScratch({ serverUrl, database }: Settings): Promise<Scratch> {
  const name = `${database}_writes`;
  const server = postgres(serverUrl, { max: 1, onnotice() {} });
  await server.unsafe(`drop database if exists "${name}" with (force)`);
  await server.unsafe(`create database "${name}"`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate({ url: url.href });
  const db = openBenchDatabase(url.href, { poolSize: 10, statementTimeout: 60_000 });
  const workspaceId = await createWorkspace(db, "bench");
  const { token } = await createApiKey(db, { workspaceId, name: "bench", scopes: [...scopes] });
  const drop = async () => {
    await db.close();
    await server.unsafe(`drop database "${name}" with (force)`);
    await server.end();
  };
  return { url: url.href, db, workspaceId, token, drop };
}

/** Creates an empty batch; returns its id. */
export const newBatch = async ({ db, workspaceId }: Scratch): Promise<string> =>
  (await insertBatch(db, workspaceId, { name: "written" })).id;

const jobs = [
  "admin",
  "blue-collar",
  "management",
  "retired",
  "self-employed",
  "services",
  "technician",
];

export type Row = { phoneNumber: string } & Record<string, unknown>;

/** Contacts with six variables each, about 160 bytes of JSON. */
export function contactRows(count: number): Row[] {
  return Array.from({ length: count }, (_, i) => ({
    phoneNumber: `+3519${String((i * 7654321) % 100000007).padStart(9, "0")}`,
    age: 18 + i % 70,
    job: jobs[i % jobs.length],
    city: `City ${i % 50}`,
    plan: ["basic", "plus", "gold"][i % 3],
    account: `AC-${String(i).padStart(8, "0")}`,
    balance: (i * 37) % 90000,
  }));
}
