/** A caller who may not see a batch costs a few buffers, whatever is in the batch. */
import assert from "node:assert/strict";
import { parseQuestion } from "../../src/batches/details/parse.ts";
import { planPage } from "../../src/batches/details/plan.ts";
import { queryStatement, rangeStatement } from "../../src/batches/details/statement.ts";
import { bindPlaceholders, compile, inline } from "../../src/db/statement.ts";
import { newId } from "../../src/domain/id.ts";
import { hashToken } from "../../src/domain/token.ts";
import { createKey, newClient, onServer, openDatabase } from "../support/client.ts";

const queries = {
  page: {},
  filter: { filter: '{"plan":"gold"}' },
  scan: { filter: '{"plan":{"$ne":"gold"}}' },
  search: { search: "a|b|c" },
  sort: { sortBy: "variables.plan" },
  count: { filter: '{"plan":{"$ne":"gold"}}', sortBy: "callDuration" },
} as const;

Deno.test({
  name: "unknown, foreign, scopeless callers and absent batches cost at most 10 buffers, and alike",
  ignore: !onServer,
  fn: async () => {
    const db = openDatabase();
    const [owner, stranger] = [await newClient(db), await newClient(db)];
    const scopeless = await createKey(db, owner.workspaceId, ["events:write"]);
    const { body: { id: batchId } } = await owner.post("/v1/batches", { name: "hidden" });
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      phoneNumber: `+999${1_000_000 + i}`,
      plan: ["gold", "basic"][i % 2],
    }));
    await owner.post(`/v1/batches/${batchId}/calls`, rows);
    await db.client.unsafe("vacuum analyze");
    const buffers = async (token: string, id: string, query: object): Promise<number> => {
      const question = parseQuestion(id, {
        limit: 10,
        sortBy: "createdAt",
        sortOrder: "desc",
        searchIn: ["variables"],
        include: ["transcript", "phoneLogs", "variables"],
        count: "exact",
        ...query,
      });
      const plan = planPage(question);
      const statement = plan.kind === "range"
        ? rangeStatement(plan, question.include)
        : queryStatement(question, plan.total);
      const { sql, params } = compile(statement);
      const values = { keyHash: hashToken(token), batchId: id, limit: 10, skip: 0 };
      const text = `explain (analyze, buffers, format json) ${
        inline(sql, bindPlaceholders(params, values))
      }`;
      await db.client.unsafe(text);
      const [row] = await db.client.unsafe(text);
      const root = row!["QUERY PLAN"][0].Plan;
      return root["Shared Hit Blocks"] + root["Shared Read Blocks"];
    };
    const absent = newId();
    for (const [name, query] of Object.entries(queries)) {
      const costs = {
        unknown: await buffers("cb_unknown", batchId, query),
        foreign: await buffers(stranger.token, batchId, query),
        absent: await buffers(stranger.token, absent, query),
        scopeless: await buffers(scopeless, batchId, query),
      };
      const all = Object.values(costs);
      assert.ok(Math.max(...all) <= 10, `${name}: ${JSON.stringify(costs)}`);
      assert.ok(Math.abs(costs.foreign - costs.absent) <= 1, `${name}: ${JSON.stringify(costs)}`);
      assert.ok(await buffers(owner.token, batchId, query) > Math.min(...all), name);
    }
    await db.close();
  },
});
