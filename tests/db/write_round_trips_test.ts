/** What a write costs on a network with a long way: round trips to the database. */
import assert from "node:assert/strict";
import { connect } from "../../src/db/client.ts";
import { newBatch } from "../support/campaign.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";
import { FaultyProxy } from "../support/faulty_proxy.ts";
import { relay } from "../support/relay.ts";
import { timeLimit } from "../support/time_limit.ts";

Deno.test({
  name: "events take 4 round trips to the database, an upload 5",
  ignore: !onServer,
  fn: async () => {
    const wire = new FaultyProxy(Deno.env.get("TEST_DATABASE_URL")!);
    wire.delay(30); // what is sent together arrives before an answer
    const trips = () => wire.roundTrips;
    const statementTimeout = timeLimit(30_000);
    const db = connect(wire.url, { poolSize: 1, watched: false, statementTimeout });
    const setup = openDatabase();
    const { batchId, callIds } = await newBatch(await newClient(setup), 20);
    const client = await newClient(setup, ["batches:write", "events:write"], {
      database: () => db,
      validateResponses: false,
    });
    await setup
      .client`update batches set workspace_id = ${client.workspaceId} where id = ${batchId}`;
    const writes: [string, (round: number) => unknown, number, number][] = [
      [
        "/v1/call-events",
        (round) => ({
          events: callIds.map((callId) => ({
            id: `e${round}`,
            batchId,
            callId,
            type: "ringing",
            at: "2026-03-01T10:00:00Z",
          })),
        }),
        200,
        4,
      ],
      [
        `/v1/batches/${batchId}/calls`,
        (round) => [{ phoneNumber: `+1202555000${round}` }],
        201,
        5,
      ],
    ];
    for (const round of [1, 2]) { // the first one prepares the statements
      for (const [path, body, expected, most] of writes) {
        const before = trips();
        const { status, text } = await client.post(path, body(round));
        assert.equal(status, expected, text);
        if (round === 2) assert.equal(trips() - before, most, path);
      }
    }
    await db.close();
    await setup.close();
    wire.close();
  },
});

Deno.test({
  name: "an upload that loses the database releases its batch once it is back",
  ignore: !onServer,
  fn: async () => {
    const wire = relay(Deno.env.get("TEST_DATABASE_URL")!);
    const statementTimeout = timeLimit(30_000);
    const db = connect(wire.url, { poolSize: 2, watched: false, statementTimeout });
    const setup = openDatabase();
    const { batchId } = await newBatch(await newClient(setup), 1);
    const client = await newClient(setup, ["batches:write"], {
      database: () => db,
      validateResponses: false,
    });
    await setup
      .client`update batches set workspace_id = ${client.workspaceId} where id = ${batchId}`;
    const leases = async () =>
      (await setup.client`select from uploads where batch_id = ${batchId}`).length;
    const body = new ReadableStream({
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode('{"phoneNumber":"+12025550199"}\n'));
        while (await leases() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        wire.stop();
        controller.close();
      },
    });
    const { status } = await client.request("POST", `/v1/batches/${batchId}/calls`, {
      body,
      headers: { "content-type": "application/x-ndjson" },
    });
    assert.equal(status, 503);
    assert.equal(await leases(), 1);
    wire.resume();
    while (await leases() > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await db.close();
    await setup.close();
    wire.stop();
  },
});
