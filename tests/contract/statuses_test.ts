import assert from "node:assert/strict";
import { connect } from "../../src/db/client.ts";
import { scopes } from "../../src/domain/caller.ts";
import {
  type Client,
  createKey,
  newClient,
  onServer,
  openDatabase,
  target,
} from "../support/client.ts";
import { away, broken, busy, limited } from "../support/failing.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import {
  exampleRequest,
  type Operation,
  operationOf,
  operations,
  pathOf,
} from "../support/operations.ts";
import { authorization, bodies, bounds } from "../support/probe.ts";
import { type Recipe, recipeOf } from "../support/recipe.ts";
import { World } from "../support/world.ts";

/** A client that records the statuses of each operation. */
function noting(client: Client, seen: Set<string>): Client {
  return client.through((send) => async (request) => {
    const answer = await send(request);
    const operation = operationOf(request);
    if (operation) seen.add(`${operation.id} ${answer.status}`);
    return answer;
  });
}

/** Sends a valid request of each operation to a server that fails. */
async function everyOperation(client: Client, world: World, asked = operations): Promise<void> {
  for (const operation of asked) {
    const { ids } = await world.common(operation);
    await client.request(operation.method, pathOf(operation, ids), exampleRequest(operation, ids));
  }
}

/** Produces the statuses of each operation's own rules, from its recipe. */
async function ownStatuses(world: World): Promise<void> {
  for (const operation of operations) {
    for (const [status, produce] of Object.entries(recipeOf(operation).statuses ?? {})) {
      const { client, ids } = await world.own(operation);
      assert.equal((await produce(client, ids)).status, Number(status), operation.id);
    }
  }
}

/**
 * Returns what is wrong with the recorded statuses: a documented one is missing and no recipe
 * exempts it, or an exempt one occurred.
 */
function statusFaults(
  seen: Set<string>,
  documented: Pick<Operation, "id" | "responses">[],
  unproduced: (operation: Operation) => Recipe["unproduced"],
): string[] {
  return documented.flatMap((operation) => {
    const excused = Object.keys(unproduced(operation as Operation) ?? {});
    const was = (status: string) => seen.has(`${operation.id} ${status}`);
    const missing = operation.responses.filter((one) => !was(one) && !excused.includes(one));
    return [
      ...missing.map((status) => `${operation.id} ${status} was not produced`),
      ...excused.filter(was).map((status) => `${operation.id} ${status} was produced`),
    ];
  });
}

/** Waits until the server has reconnected to its database. */
async function recovered(client: Client): Promise<void> {
  const deadline = Date.now() + 5000;
  let { status } = await client.get("/v1/batches");
  while (status === 503 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    ({ status } = await client.get("/v1/batches"));
  }
  assert.equal(status, 200, "the server recovers");
}

/** The connections of another process, or of the embedded database, cannot be held. */
const canBeBusy = onServer && !target;
const needsThisProcess: Record<number, string> = canBeBusy ? {} : { 429: "not in this run" };

Deno.test("every documented status of every operation is produced", async () => {
  const db = openDatabase();
  const seen = new Set<string>();
  const plain = await newClient(db);
  const client = noting(plain, seen);
  const ids = await lifeCycle(client);
  const world = new World(db, { client, ids });
  await authorization(world, noting(await newClient(db), seen), async (scope, client) => {
    const others = scopes.filter((one) => one !== scope);
    return client.as(await createKey(db, client.workspaceId, others));
  });
  await bodies(world);
  await bounds(world);
  await ownStatuses(world);
  const withBody = operations.filter(({ media }) => media.length);
  await everyOperation(noting(await limited(db, plain.token), seen), world, withBody);
  if (canBeBusy) {
    await busy(plain, async (client) => await everyOperation(noting(client, seen), world));
  }
  await broken(db, () => everyOperation(client, world));
  await away(async (client) => await everyOperation(noting(client, seen), world));
  const unproduced = (one: Operation) => ({ ...recipeOf(one).unproduced, ...needsThisProcess });
  assert.deepEqual(statusFaults(seen, operations, unproduced), []);
  await recovered(plain);
  await db.close();
});

Deno.test("reports a documented status that is not produced, unless a recipe exempts it", () => {
  const documented = [{ id: "a", responses: ["200", "409"] }, { id: "b", responses: ["204"] }];
  const faults = (seen: string[], excused?: Record<number, string>) =>
    statusFaults(new Set(seen), documented, ({ id }) => (id === "a" ? excused : undefined));
  assert.deepEqual(faults(["a 200", "a 409", "b 204"]), []);
  assert.deepEqual(faults(["a 200", "b 204"]), ["a 409 was not produced"]);
  assert.deepEqual(faults(["a 200", "b 204"], { 409: "needs two servers" }), []);
  assert.deepEqual(faults(["a 200", "a 409"], { 409: "needs two servers" }), [
    "a 409 was produced",
    "b 204 was not produced",
  ]);
});

Deno.test({
  name: "an unknown error reveals only its request id, and logs no parameter",
  ignore: !onServer || !!target,
  fn: async () => {
    const db = openDatabase();
    const events: Record<string, unknown>[] = [];
    const bare = connect(`${Deno.env.get("TEST_DATABASE_URL")}?search_path=nowhere`, {
      poolSize: 1,
      watched: false,
    });
    const client = await newClient(db, scopes, {
      database: () => bare,
      log: (event) => void events.push(event),
    });
    const { status, body } = await client.get(`/v1/batches/${crypto.randomUUID()}`, {
      search: "secret",
    });
    assert.equal(status, 500);
    assert.deepEqual(Object.keys(body).sort(), [
      "code",
      "detail",
      "instance",
      "requestId",
      "status",
      "title",
      "type",
    ]);
    assert.doesNotMatch(JSON.stringify(body), /relation|api_keys|secret/);
    assert.equal(events[0]!.requestId, body.requestId);
    assert.match(JSON.stringify(events), /42P01/);
    assert.doesNotMatch(JSON.stringify(events), new RegExp(`secret|${client.token}`));
    await bare.close();
    await db.close();
  },
});

Deno.test({
  name: "a statement that takes too long ends as a 503",
  ignore: !onServer || !!target,
  fn: async () => {
    const db = openDatabase();
    const hasty = connect(Deno.env.get("TEST_DATABASE_URL")!, {
      poolSize: 1,
      watched: false,
      statementTimeout: 1,
    });
    const client = await newClient(db);
    const { body: { id } } = await client.post("/v1/batches", { name: "slow" });
    await client.post(
      `/v1/batches/${id}/calls`,
      Array.from(
        { length: 3000 },
        (_, i) => ({ phoneNumber: `+1202556${1000 + i}`, text: "x".repeat(200) }),
      ),
    );
    const slow = (await newClient(db, scopes, { database: () => hasty })).as(client.token);
    const { status, body, headers } = await slow.get(`/v1/batches/${id}`, { search: "(x|y)+z$" });
    assert.deepEqual([status, body.code, headers.get("retry-after")], [503, "query_timeout", "5"]);
    await hasty.close();
    await db.close();
  },
});
