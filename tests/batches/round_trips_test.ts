import assert from "node:assert/strict";
import { connect, type Database } from "../../src/db/client.ts";
import { newBatch } from "../support/campaign.ts";
import { type Client, newClient, onServer, openDatabase } from "../support/client.ts";
import { relay } from "../support/relay.ts";
import { timeLimit } from "../support/time_limit.ts";

type Read = [path: string, query: Record<string, string | number>];

/** Every kind of read, of a batch and a call that the key may read. */
const reads = (batchId: string, callId: string): Read[] => [
  ...[
    {},
    { page: 2, limit: 5 },
    { filter: '{"callStatus":"queued"}' },
    { filter: '{"plan":"gold"}', search: "go+ld", sortBy: "variables.plan", limit: 3 },
    { sortBy: "callDuration", sortOrder: "asc", count: "none" },
    { search: "no such text" },
  ].map((query): Read => [`/v1/batches/${batchId}`, query as Read[1]]),
  [`/v1/batches/${batchId}/calls/${callId}`, {}],
  ["/v1/batches", {}],
  ["/v1/batches", { status: "draft", search: "c", sortBy: "name", page: 1 }],
];

const statementTimeout = timeLimit(5000);

/** Runs `test` with a client whose requests open the database by `open`, and what they cost. */
async function withWire(
  open: (url: string) => () => Database,
  test: (client: Client, reads: Read[], trips: () => number) => Promise<void>,
): Promise<void> {
  const wire = relay(Deno.env.get("TEST_DATABASE_URL")!);
  const trips = () => wire.connections.reduce((all, { roundTrips }) => all + roundTrips, 0);
  const setup = openDatabase();
  const owner = await newClient(setup);
  const { batchId, callIds } = await newBatch(owner, 20);
  const client = await newClient(setup, ["batches:read"], {
    database: open(wire.url),
    validateResponses: false,
  });
  await setup
    .client`update batches set workspace_id = ${client.workspaceId} where id = ${batchId}`;
  await test(client, reads(batchId, callIds[0]!), trips);
  await setup.close();
  wire.stop();
}

const ignore = !onServer;

Deno.test("a read takes one round trip to the database", { ignore }, async () => {
  let db: Database;
  const open = (url: string) => {
    db = connect(url, { poolSize: 1, watched: false, statementTimeout });
    return () => db;
  };
  await withWire(open, async (client, reads, trips) => {
    for (const counted of [false, true]) { // the first one prepares the statement
      for (const [path, query] of reads) {
        const before = trips();
        const { status, text } = await client.get(path, query);
        assert.equal(status, 200, text);
        if (counted) assert.equal(trips() - before, 1, `${path} ${JSON.stringify(query)}`);
      }
    }
    await db.close();
  });
});

Deno.test("on Workers a read takes the start-up and one round trip", { ignore }, async () => {
  let opened: Database;
  const pooling = "transaction";
  const options = { poolSize: 5, pooling, watched: false, slowQuestions: 0 } as const;
  const open = (url: string) => () => opened = connect(url, { ...options, statementTimeout });
  await withWire(open, async (client, reads, trips) => {
    for (const [path, query] of reads) {
      const before = trips();
      const { status, text } = await client.get(path, query);
      assert.equal(status, 200, text);
      assert.equal(trips() - before, 2, `${path} ${JSON.stringify(query)}`);
      await opened.close();
    }
  });
});
