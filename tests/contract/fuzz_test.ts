/**
 * Sends requests generated from openapi.yaml: half are valid, half are invalid in one place (ajv).
 * The server must reject only the invalid ones as malformed; no response may violate the contract
 * or be a 5xx. FUZZ_REQUESTS and SEED configure the run.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { type Draw, drawFrom } from "../support/draw.ts";
import { broken, type Case, draft, optionsOf } from "../support/generated.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import { type Operation, operations, pathOf } from "../support/operations.ts";
import { recipeOf } from "../support/recipe.ts";
import { type Place, World } from "../support/world.ts";

const seed = Number(Deno.env.get("SEED") ?? 8787);
const total = Number(Deno.env.get("FUZZ_REQUESTS") ?? (onServer ? 5000 : 1500));

/** Returns what is wrong with the response to a case, or undefined. */
async function judge({ client }: Place, one: Case): Promise<string | undefined> {
  const { operation, ids, texts, json } = one;
  const path = pathOf(operation, ids);
  const { status, text } = await client.request(operation.method, path, optionsOf(one));
  const what = `${operation.method} ${path} ${JSON.stringify(texts)} ` +
    `${JSON.stringify(json)?.slice(0, 400)} → ${status} ${text.slice(0, 300)}`;
  if (status >= 500) return `5xx: ${what}`;
  const rejections = recipeOf(operation).malformed?.statuses ?? [400];
  if (one.broken) return rejections.includes(status) ? undefined : `taken although broken: ${what}`;
  if (status >= 300 && !one.mayReject.includes(status)) return `rejected although it fits: ${what}`;
}

async function makeCase(
  operation: Operation,
  { ids }: Place,
  draw: Draw,
  toBreak: boolean,
): Promise<Case> {
  const fitting = await draft(operation, ids, draw, toBreak);
  if (!toBreak) return fitting;
  let made: Case | undefined;
  while (!made) made = broken(fitting, draw);
  return made;
}

Deno.test(`${total} generated requests: no response breaks the contract or is a 5xx`, async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const world = new World(db, { client, ids: await lifeCycle(client) });
  const draws = fc.sample(fc.array(fc.nat(0x7fff_ffff), { minLength: 64, maxLength: 64 }), {
    numRuns: total,
    seed,
  });
  const faults: string[] = [];
  const sent = { fitting: 0, broken: 0 };
  const one = async (numbers: number[], i: number) => {
    const operation = operations[Math.floor(i / 2) % operations.length]!;
    const place = await world.placeFor(operation);
    const made = await makeCase(operation, place, drawFrom(numbers), i % 2 === 1);
    const fault = await judge(place, made).catch((error) =>
      `outside the contract: ${error.message}`
    );
    if (fault) faults.push(fault);
    sent[made.broken ? "broken" : "fitting"]++;
  };
  const atOnce = onServer ? 8 : 1;
  for (let at = 0; at < draws.length; at += atOnce) {
    await Promise.all(draws.slice(at, at + atOnce).map((numbers, i) => one(numbers, at + i)));
  }
  await db.close();
  const counts = `${sent.fitting} fitting and ${sent.broken} broken requests`;
  console.log(`seed ${seed}: ${counts}, ${faults.length} faults`);
  assert.deepEqual(faults.slice(0, 8), []);
  assert.deepEqual(sent, { fitting: Math.ceil(total / 2), broken: Math.floor(total / 2) });
});
