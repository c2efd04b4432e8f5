/** Prepares every precompiled statement against the migrated schema. */
import assert from "node:assert/strict";
import "../../src/app.ts";
import { rangeStatement } from "../../src/batches/details/statement.ts";
import { compile, type CompiledQuery, precompiled } from "../../src/db/statement.ts";
import { openDatabase } from "../support/client.ts";

const ranges = [true, false].flatMap((ascending) =>
  [true, false].flatMap((fromCursor): [string, CompiledQuery][] =>
    ([[], ["variables"], ["phoneLogs"], ["transcript", "phoneLogs", "variables"]] as const).map((
      include,
    ) => [
      `details ${ascending} ${fromCursor} ${include}`,
      compile(rangeStatement({ kind: "range", ascending, fromCursor }, [...include])),
    ])
  )
);

Deno.test("every precompiled statement matches the schema", async () => {
  const db = openDatabase();
  try {
    assert.ok(precompiled.size >= 10, `${precompiled.size} statements`);
    for (const [name, { sql }] of [...precompiled, ...ranges]) {
      await db.client.begin(async (tx) => {
        await tx.unsafe(`prepare checked as ${sql}`).catch((error) =>
          assert.fail(`${name}: ${error.message}`)
        );
        await tx.unsafe("deallocate checked");
      });
    }
    await assert.rejects(
      db.client.unsafe("prepare checked as select nothing from calls"),
      /nothing/,
    );
  } finally {
    await db.close();
  }
});
