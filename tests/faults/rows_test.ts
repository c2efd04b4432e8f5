/**
 * A statement that fails after its first row leaves nothing behind: the next one on its connection
 * returns its own rows and no others. The driver keeps a row index from one statement to the next,
 * see docs/upstream/postgres-js-row-index.md.
 */
import assert from "node:assert/strict";
import { startCluster } from "../support/cluster.ts";
import { type Cut, FaultyProxy } from "../support/faulty_proxy.ts";
import { deadline, timeScale } from "./http.ts";
import { type Database, open, type Row, type Way, ways } from "./database.ts";

const cluster = await startCluster();
const ignore = !cluster;

const numbers = "select i as value from generate_series(1, 5) as i";
/** Fails at its third row, when two have been sent. */
const failing = "select 10 / (3 - i) as value from generate_series(1, 5) as i";
/** Rests at its third row. */
const resting = `${numbers} where i < 3 or pg_sleep(60) is null`;
const short = "select 1 as value";

type Case = { text: string; statementTimeout?: number; abortAfter?: number; cut?: Cut };
const cases: Record<string, Case> = {
  "an error": { text: failing },
  "the statement timeout": { text: resting, statementTimeout: 200 },
  "a cut": { text: short, cut: { how: "end", between: ["D", "C"] } },
  "a reset": { text: short, cut: { how: "reset", between: ["D", "C"] } },
  "an abort": { text: resting, abortAfter: 100 },
};

/** Lets the statement end badly, then asks for numbers, each in turn, on the same way. */
async function after(bad: Case, way: Way): Promise<{ ended: string; then: Row[][] }> {
  const proxy = new FaultyProxy(cluster!.url);
  const db = open(proxy.url, bad.statementTimeout);
  const abort = new AbortController();
  try {
    await way(db, short); // connects
    if (bad.cut) proxy.cutNext(bad.cut);
    if (bad.abortAfter) setTimeout(() => abort.abort(), bad.abortAfter);
    const ended = await way(db, bad.text, abort.signal).then(
      (rows) => JSON.stringify(rows),
      (error) => error.name === "AbortError" ? "57014" : error.code,
    );
    const then: Row[][] = [];
    for (let value = 0; value < 4; value++) then.push(await settled(db, way, value));
    return { ended, then };
  } finally {
    await db.close();
    proxy.close();
  }
}

/** A connection that was lost may cost one more statement an error, never a wrong answer. */
async function settled(db: Database, way: Way, value: number): Promise<Row[]> {
  const text = `select ${value} as value`;
  return [
    ...await way(db, text).catch((error) => {
      if (error.code) return way(db, text);
      throw error;
    }),
  ];
}

/** A statement that the driver forgets never ends: it fails the test instead of holding it up. */
function impatient(way: Way): Way {
  return (...statement) => deadline(way(...statement), 5000 * timeScale);
}

for (const [name, bad] of Object.entries(cases)) {
  for (const [by, way] of Object.entries(ways)) {
    if (bad.abortAfter && by !== "runLong") continue; // the only one that is told of an abort
    Deno.test(
      `after ${name} behind a row, the next statement has its own rows: ${by}`,
      { ignore },
      async () => {
        const { ended, then } = await after(bad, impatient(way));
        assert.match(ended, /^(22012|57014|CONNECTION_\w+|ECONNRESET)$/);
        assert.deepEqual(then, [0, 1, 2, 3].map((value) => [{ value }]));
      },
    );
  }
}

Deno.test("the cluster of these tests ends", { ignore }, () => cluster!.close());
