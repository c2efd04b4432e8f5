import assert from "node:assert/strict";
import { scopes } from "../../src/domain/caller.ts";
import { type Client, createKey, newClient, openDatabase } from "../support/client.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import { type Fault, plant } from "../support/plant.ts";
import { bodyFaults } from "../support/planted_bodies.ts";
import { planted } from "../support/planted_faults.ts";
import { authorization, bodies, bounds } from "../support/probe.ts";
import { World } from "../support/world.ts";

const db = openDatabase();

/** A key of the client's workspace that lacks a scope. */
const lacking = async (scope: string, client: Client): Promise<Client> =>
  client.as(await createKey(db, client.workspaceId, scopes.filter((one) => one !== scope)));

async function probe(fault?: Fault): Promise<void> {
  const faulty = async () => {
    const client = await newClient(db);
    return fault ? client.through((send) => plant(fault, send)) : client;
  };
  const client = await faulty();
  const world = new World(db, { client, ids: await lifeCycle(client) });
  await authorization(world, await faulty(), lacking);
  await bodies(world);
  await bounds(world);
}

Deno.test("the server follows the contract", async () => await probe());

Deno.test("the probe finds nothing without a planted fault", async () => {
  await probe({ name: "none", request: (request) => request, response: () => {} });
});

const faults = [...bodyFaults, ...planted];

/** A server that ignores the key: the request has the key of the other workspace. */
async function leak(): Promise<void> {
  const client = await newClient(db);
  const world = new World(db, { client, ids: await lifeCycle(client) });
  await authorization(world, client, lacking);
}

Deno.test(`the probe finds all of ${faults.length + 1} planted faults`, async () => {
  const missed: string[] = [];
  const rows: string[] = [];
  for (const fault of faults) {
    const found = await probe(fault).then(() => undefined, (error: Error) => error);
    if (found) {
      assert.ok(
        found instanceof assert.AssertionError || found instanceof TypeError,
        `${fault.name}: ${found}`,
      );
    }
    if (!found) missed.push(fault.name);
    rows.push(`${found ? "found " : "MISSED"} ${fault.name}`);
  }
  const leaked = await leak().then(() => undefined, (error: Error) => error);
  if (!leaked) missed.push("another workspace's rows");
  rows.push(`${leaked ? "found " : "MISSED"} another workspace's rows`);
  console.log(rows.join("\n"));
  assert.deepEqual(missed, []);
});

Deno.test({ name: "close", fn: async () => await db.close(), sanitizeResources: false });
