import assert from "node:assert/strict";
import { timeLimit, timeScale } from "./time_limit.ts";

Deno.test("time limits grow with the load per processor, within bounds", () => {
  assert.equal(timeScale({ load: 0, processors: 2 }), 1);
  assert.equal(timeScale({ load: 1, processors: 2 }), 1);
  assert.equal(timeScale({ load: 3, processors: 2 }), 3);
  assert.equal(timeScale({ load: 3, processors: 8 }), 1);
  assert.equal(timeScale({ load: 500, processors: 2 }), 10);
});

Deno.test("TEST_TIMEOUT_SCALE comes first, and must be a factor", () => {
  assert.equal(timeScale({ setting: "2.5", load: 500, processors: 2 }), 2.5);
  assert.equal(timeScale({ setting: "0.5", load: 500, processors: 2 }), 0.5);
  assert.equal(timeScale({ setting: "", load: 3, processors: 2 }), 3);
  for (const setting of ["0", "-1", "fast", "NaN", "Infinity", "101"]) {
    assert.throws(
      () => timeScale({ setting, load: 0, processors: 2 }),
      /^Error: TEST_TIMEOUT_SCALE/,
      setting,
    );
  }
});

Deno.test("a limit is a whole number of milliseconds", () => {
  const limit = timeLimit(7);
  assert.ok(Number.isInteger(limit) && limit > 0, String(limit));
});

/** Files with limits that stay: configured values, no limit at all, or one to run into. */
const asTheyAre = [
  "contract/statuses_test.ts",
  "db/fair_queue_test.ts",
  "db/questions_test.ts",
  "db/transaction_test.ts",
  "runtime/abort_test.ts",
  "runtime/embedded_test.ts",
  "runtime/env_test.ts",
  "runtime/pooler_test.ts",
  "runtime/serve_test.ts",
  "runtime/tls_test.ts",
  "support/cluster.ts",
  "support/exhaust.ts",
  "support/failing.ts",
  "support/pg_wire.ts",
  "support/pgbouncer.ts",
  "support/processes.ts",
];

async function* sources(directory: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    if (isDirectory) yield* sources(new URL(`${name}/`, directory));
    else if (name.endsWith(".ts")) yield new URL(name, directory);
  }
}

Deno.test("no other time limit of the tests is fixed", async () => {
  const root = new URL("../", import.meta.url);
  const fixed: string[] = [];
  for await (const file of sources(root)) {
    const found = /timeout(_ms)?"?\s*[:(=]\s*"?\d|Date\.now\(\) \+ \d/i.exec(
      await Deno.readTextFile(file),
    );
    const name = file.href.slice(root.href.length);
    if (found && !name.startsWith("faults/")) fixed.push(name); // those have goals of their own
  }
  assert.deepEqual(fixed.sort(), asTheyAre);
});
