import assert from "node:assert/strict";
import { connect } from "../../src/db/client.ts";
import { newBatch } from "../support/campaign.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { relay } from "../support/relay.ts";
import { timeLimit } from "../support/time_limit.ts";

const questions: Record<string, string | number>[] = [
  {},
  { page: 2, limit: 5 },
  { filter: '{"callStatus":"queued"}' },
  { filter: '{"plan":"gold"}', search: "go+ld", sortBy: "variables.plan", limit: 3 },
  { sortBy: "callDuration", sortOrder: "asc", count: "none" },
  { search: "no such text" },
];

Deno.test({
  name: "getBatch takes one round trip to the database for any query",
  ignore: !onServer,
  fn: async () => {
    const wire = relay(Deno.env.get("TEST_DATABASE_URL")!);
    const trips = () => wire.connections.reduce((all, { roundTrips }) => all + roundTrips, 0);
    const [setup, db] = [
      openDatabase(),
      connect(wire.url, { poolSize: 1, watched: false, statementTimeout: timeLimit(5000) }),
    ];
    const { batchId } = await newBatch(await newClient(setup), 20);
    const client = await newClient(setup, ["batches:read"], {
      database: () => db,
      validateResponses: false,
    });
    await setup
      .client`update batches set workspace_id = ${client.workspaceId} where id = ${batchId}`;
    // Opens the connection and describes the prepared statements.
    for (const sortOrder of ["asc", "desc"]) {
      await client.get(`/v1/batches/${batchId}`, { sortOrder });
    }
    for (const query of questions) {
      const before = trips();
      const { status } = await client.get(`/v1/batches/${batchId}`, query);
      assert.equal(status, 200);
      assert.equal(trips() - before, 1, JSON.stringify(query));
    }
    await Promise.all([setup.close(), db.close()]);
    wire.stop();
  },
});
