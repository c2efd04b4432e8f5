import assert from "node:assert/strict";
import { findTestFiles } from "./test_files.ts";

// Written so that this file itself neither asks for the address nor imports the client.
const address = `Deno.env.get("${"TEST_DATABASE_URL"}")`;
const dynamic = `import("${"./client.ts"}")`;

const files: Record<string, string> = {
  "client.ts": `export const url = ${address};\nexport type Client = string;\n`,
  "probe.ts": 'import { type Client } from "./client.ts";\nexport * from "./circle.ts";\n',
  "circle.ts": 'import "./data.json";\nimport { x } from "./probe.ts";\n' +
    'export type { Client } from "./client.ts";\n',
  "data.json": "{}",
  "direct_test.ts": 'import { url } from "./client.ts";\n',
  "own_test.ts": `const url = ${address};\n`,
  "inner/through_test.ts":
    'import assert from "node:assert";\nimport {\n  x,\n} from "../through.ts";\n',
  "through.ts": 'export * from "./client.ts";\n',
  "dynamic_test.ts": `const { url } = await ${dynamic};\n`,
  "side_test.ts": 'import "./client.ts";\n',
  "mixed_test.ts": 'import { type Client, url } from "./client.ts";\n',
  "types_test.ts": 'import type { Client } from "./client.ts";\nimport { x } from "./probe.ts";\n',
  "alone_test.ts": 'import fc from "fast-check";\n// asks for no TEST_DATABASE_URL\n',
};

Deno.test("tests that reach the database's address at run time need a database", async () => {
  const directory = await Deno.makeTempDir();
  await Deno.mkdir(`${directory}/inner`);
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(`${directory}/${name}`, text);
  }
  const { unit, database } = await findTestFiles([directory]);
  const names = (paths: string[]) => paths.map((path) => path.slice(directory.length + 1)).sort();
  assert.deepEqual(names(unit), ["alone_test.ts", "types_test.ts"]);
  assert.deepEqual(names(database), [
    "direct_test.ts",
    "dynamic_test.ts",
    "inner/through_test.ts",
    "mixed_test.ts",
    "own_test.ts",
    "side_test.ts",
  ]);
  assert.deepEqual(await findTestFiles([`${directory}/own_test.ts`]), {
    unit: [],
    database: [`${directory}/own_test.ts`],
  });
  await Deno.remove(directory, { recursive: true });
});
