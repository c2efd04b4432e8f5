/** Every program: `--help` explains it, and an argument that it does not know ends it with 2. */
import assert from "node:assert/strict";
import { DrizzleQueryError } from "drizzle-orm/errors";
import { messageOf } from "../../../src/runtime/process.ts";
import { runProgram } from "../../support/subprocess.ts";

const programs = [
  "deno.ts",
  "cli/dev.ts",
  "cli/migrate.ts",
  "cli/keys.ts",
  "cli/worker_dev.ts",
  "../../examples/bank_campaign.ts",
];

for (const program of programs) {
  Deno.test(`${program} --help`, async () => {
    for (const option of ["--help", "-h"]) {
      const { code, stdout, stderr } = await runProgram(program, [option], {});
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /^Usage:\s+deno task /);
    }
  });

  Deno.test(`${program} ignores no argument`, async () => {
    for (
      const [args, message] of [[["--prot=1"], "--prot"], [
        ["surplus", "surplus"],
        "surplus",
      ]] as const
    ) {
      const { code, stderr } = await runProgram(program, [...args], {});
      assert.equal(code, 2, stderr);
      assert.ok(stderr.split("\n")[0]!.includes(message), stderr);
      assert.match(stderr, /\n\nUsage:\s+deno task /);
    }
  });
}

Deno.test("the message of an error is its cause, without the statement", () => {
  const denied = new Error("permission denied for table api_keys");
  const query = new DrizzleQueryError("insert into api_keys", [], denied);
  assert.equal(messageOf(query), "permission denied for table api_keys");
  const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);
  const both = new AggregateError([refused("::1:1"), refused("127.0.0.1:1")]);
  assert.equal(messageOf(both), "connect ECONNREFUSED ::1:1; connect ECONNREFUSED 127.0.0.1:1");
  assert.equal(messageOf(new Error("outer", { cause: new Error("inner") })), "outer: inner");
  assert.equal(messageOf("text"), "text");
});

Deno.test("a directory that cannot be used is named with its cause", async () => {
  const file = await Deno.makeTempFile();
  for (const [program, args] of [["deno.ts", []], ["cli/keys.ts", ["list"]]] as const) {
    const env = { CALLBOARD_DIR: `${file}/data`, PORT: "0" };
    const { code, stderr } = await runProgram(program, [...args], env);
    assert.equal(code, 1);
    assert.match(stderr, /Not a directory \(os error 20\)[^\n]*\n$/);
    assert.ok(stderr.includes(file), stderr);
  }
  await Deno.remove(file);
});

Deno.test("an address that cannot be used is named with its cause", async () => {
  const directory = await Deno.makeTempDir();
  const env = { CALLBOARD_DIR: directory, HOST: "192.0.2.1", PORT: "0" };
  const { code, stderr } = await runProgram("deno.ts", [], env);
  assert.equal(code, 1);
  assert.match(stderr, /^The server cannot listen on HOST 192\.0\.2\.1, PORT 0: .+\n$/);
  await Deno.remove(directory, { recursive: true });
});
