import type { Database } from "../../src/db/client.ts";
import { bindPlaceholders, compile, inline } from "../../src/db/statement.ts";
import assert from "node:assert/strict";
import type { TestDatabase } from "../support/client.ts";
import { hashToken } from "../../src/domain/token.ts";
import { type DetailsQuery, parseQuestion } from "../../src/batches/details/parse.ts";
import { readDetails } from "../../src/batches/details/read.ts";
import { newClient, onServer, openDatabase } from "../support/client.ts";

// deno-lint-ignore no-explicit-any
type Plan = any;
const size = 20_000;
const { signal } = new AbortController();
const defaults: DetailsQuery = {
  page: 1,
  limit: 10,
  sortBy: "createdAt",
  sortOrder: "desc",
  searchIn: ["variables"],
  include: ["transcript", "phoneLogs", "variables"],
  count: "exact",
};

/** A database that explains every statement before it sends it. */
function explaining(db: TestDatabase): { db: Database; plans: Plan[] } {
  const plans: Plan[] = [];
  const explain = async (query: string, params: unknown[] = []) => {
    const text = `explain (analyze, buffers, format json) ${query}`;
    await db.client.unsafe(text, params as never[], { prepare: false }); // warms the caches
    const [row] = await db.client.unsafe(text, params as never[], { prepare: false });
    const plan = row!["QUERY PLAN"];
    plans.push((typeof plan === "string" ? JSON.parse(plan) : plan)[0].Plan);
  };
  const explained: Database = {
    ...db,
    send: async (statement, options) => {
      await explain(statement.text, statement.params);
      return await db.send(statement, options);
    },
    ask: async ({ query, values }) => {
      const { sql, params } = compile(query);
      const text = inline(sql, bindPlaceholders(params, values));
      await explain(text);
      return await db.send({ text });
    },
  };
  return { db: explained, plans };
}

const buffers = (plan: Plan): number => plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

Deno.test({
  name: "batch details: one statement, whose cost does not depend on depth or size",
  ignore: !onServer,
  fn: async (test) => {
    const db = openDatabase();
    const client = await newClient(db);
    const keyHash = hashToken(client.token);
    const { body: { id: batchId } } = await client.post("/v1/batches", { name: "large" });
    const lines = Array.from(
      { length: size },
      (_, i) =>
        JSON.stringify({
          phoneNumber: `+999${1_000_000 + i}`,
          plan: ["gold", "basic"][i % 2],
          code: `c${i}`,
          note: "a note of some length".repeat(4),
        }),
    );
    await db.client.unsafe("vacuum full calls"); // other tests leave gaps that rows would fill
    await client.request("POST", `/v1/batches/${batchId}/calls`, {
      body: lines.join("\n"),
      headers: { "content-type": "application/x-ndjson" },
    });
    await db.client.unsafe("vacuum analyze");
    const measure = async (change: Partial<DetailsQuery>) => {
      const explained = explaining(db);
      const question = parseQuestion(batchId, { ...defaults, ...change });
      const { total } = await readDetails(explained.db, keyHash, question, signal);
      assert.equal(explained.plans.length, 1, "statements");
      return { total, plan: explained.plans[0], buffers: buffers(explained.plans[0]) };
    };

    await test.step("the default order, at any depth", async () => {
      for (const limit of [10, 100]) {
        const first = await measure({ limit });
        const last = await measure({ limit, page: size / limit });
        const most = limit === 10 ? 25 : 40;
        assert.ok(
          first.buffers <= most && last.buffers <= most,
          `${limit}: ${first.buffers} and ${last.buffers} buffers`,
        );
        assert.ok(
          last.buffers <= 1.2 * first.buffers,
          `${limit}: ${first.buffers} and ${last.buffers} buffers`,
        );
        assert.equal(first.total, size);
      }
    });
    await test.step("totals of statuses come from the counters", async () => {
      const { total, plan } = await measure({ filter: '{"callStatus":"queued"}' });
      assert.equal(total, size);
      const read = nodes(plan).filter((node) => node["Relation Name"] === "calls").map((node) =>
        node["Actual Rows"]
      );
      assert.ok(Math.max(...read) <= 11, `rows of calls read: ${read}`);
    });
    await test.step("a selective filter or search uses its index", async () => {
      const scan = await measure({ filter: '{"plan":{"$ne":"basic"}}' });
      for (
        const change of [{ filter: '{"code":"c777"}' }, { search: "^c777$" }, {
          filter: '{"code":"none"}',
        }, {
          search: "qqwwee",
        }]
      ) {
        const { buffers } = await measure(change);
        assert.ok(
          buffers * 10 < scan.buffers,
          `${JSON.stringify(change)}: ${buffers} buffers, a scan ${scan.buffers}`,
        );
      }
    });
    await test.step("a sort keeps only the page in memory", async () => {
      for (const sortBy of ["callDuration", "variables.plan"]) {
        const { plan } = await measure({ sortBy });
        const methods = nodes(plan).map((node) => node["Sort Method"]).filter((method) =>
          method !== undefined
        );
        assert.ok(
          methods.includes("top-N heapsort") && !methods.some((method) => /external/.test(method)),
          `${sortBy}: ${methods}`,
        );
      }
    });
    await db.close();
  },
});
