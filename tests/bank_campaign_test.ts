import assert from "node:assert/strict";
import { apiClient, importBankCampaign } from "../examples/bank_campaign.ts";
import { createApp } from "../src/app.ts";
import { newClient, openDatabase } from "./support/client.ts";

const directory = Deno.env.get("CALLBOARD_DATA") ??
  new URL("../../shared/data", import.meta.url).pathname;
const path = `${directory}/bank-marketing/bank-full.csv`;
const present = await Deno.stat(path).then(() => true, () => false);
if (!present) console.log(`SKIPPED: the bank campaign, because ${path} does not exist`);

type Row = Record<string, string>;

async function readRows(): Promise<Row[]> {
  const [header, ...rows] = (await Deno.readTextFile(path)).trimEnd().split("\n").map((line) =>
    line.replaceAll('"', "").split(";")
  );
  return rows.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i]!])));
}

Deno.test({
  name: "the bank campaign of 45,211 calls: every total matches the file",
  ignore: !present,
  fn: async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const app = createApp({ database: () => db, log() {}, assets: () => assert.fail() });
    const send = (request: URL | Request | string) =>
      Promise.resolve(app.fetch(request as Request));
    const batchId = await importBankCampaign(
      apiClient("http://callboard.test", client.token, send as typeof fetch),
      directory,
      () => {},
    );
    const rows = await readRows();
    const at = `/v1/batches/${batchId}`;
    const total = async (query: Record<string, string | number>) =>
      (await client.get(at, { limit: 1, include: "", ...query })).body.total;
    const filter = (value: object) => ({ filter: JSON.stringify(value) });
    const count = (test: (row: Row, position: number) => boolean) =>
      rows.filter((row, i) => test(row, i + 1)).length;

    const { body } = await client.get(at, { limit: 1 });
    assert.equal(body.total, 45_211);
    assert.equal(body.status, "completed");
    assert.equal(body.counts.completed, 45_211);
    const isOne = (row: Row, ...values: string[]) => values.includes(row.job!);
    assert.equal(
      await total(
        filter({ callDuration: { $gt: 1000 }, "variables.job": { $in: ["student", "retired"] } }),
      ),
      count((row) => Number(row.duration) > 1000 && isOne(row, "student", "retired")),
    );
    const sevens = count((_, position) => position % 10 === 7);
    assert.equal(await total({ search: "^\\+999.*7$" }), sevens);
    assert.equal(await total({ search: "TECHNICIAN" }), count((row) => isOne(row, "technician")));
    assert.equal(await total({ search: "^admin\\.$" }), count((row) => isOne(row, "admin.")));
    assert.equal(
      await total(filter({ "variables.balance": { $lt: -1000 }, y: "yes" })),
      count((row) => Number(row.balance) < -1000 && row.y === "yes"),
    );
    assert.equal(
      await total(filter({ attempts: { $gte: 20 } })),
      count((row) => Math.min(100, Number(row.campaign)) >= 20),
    );
    assert.equal(
      await total(filter({ "phoneLogs.callStatus": "no-answer" })),
      count((row) => Number(row.campaign) > 1),
    );
    assert.equal(
      await total(filter({ job: { $nin: ["student"] }, pdays: -1 })),
      count((row) => !isOne(row, "student") && row.pdays === "-1"),
    );

    const byBalance = rows.map((row, i) => ({ balance: Number(row.balance), position: i + 1 }))
      .toSorted((a, b) => b.balance - a.balance || b.position - a.position);
    const positions = async (query: Record<string, string | number>) => {
      const { body } = await client.get(at, { include: "", ...query });
      return body.calls.map(({ position }: { position: number }) => position);
    };
    assert.deepEqual(
      await positions({ sortBy: "variables.balance" }),
      byBalance.slice(0, 10).map(({ position }) => position),
    );
    assert.deepEqual(
      await positions({ sortBy: "variables.balance", limit: 100, page: 453 }),
      byBalance.slice(45_200).map(({ position }) => position),
    );
    assert.deepEqual(await positions({ page: 4522 }), [1]);

    const seen = new Set<number>();
    let transcripts = 0;
    let cursor: string | undefined;
    for (let pages = 0;; pages++) {
      const { body } = await client.get(at, {
        limit: 100,
        include: "transcript",
        count: "none",
        cursor,
      });
      for (const call of body.calls) {
        seen.add(call.position);
        if (call.transcript) transcripts++;
      }
      if (body.nextCursor === null) {
        assert.equal(pages, 452);
        break;
      }
      cursor = body.nextCursor;
    }
    assert.equal(seen.size, 45_211);
    assert.equal(transcripts, 2000);
    await db.close();
  },
});
