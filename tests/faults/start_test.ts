/** At its start the server waits for a database that is not up yet, and reports a missing one. */
import assert from "node:assert/strict";
import { runProgram } from "../support/subprocess.ts";
import { ask, pause, timeScale } from "./http.ts";
import { page } from "./questions.ts";
import { prepare, serve, type Setup } from "./setup.ts";

const setup = await prepare();
const ignore = !setup;

type Absence = { begin(setup: Setup): Promise<void>; end(setup: Setup): Promise<void> };
const absences: Record<string, Absence> = {
  "refuses connections": {
    begin: ({ cluster }) => cluster.stop(),
    end: ({ cluster }) => cluster.start(),
  },
  "is starting up": {
    begin: ({ cluster }) => cluster.becomeStandby(false),
    end: ({ cluster }) => cluster.promote(),
  },
  "stands still": {
    begin: ({ cluster }) => cluster.freeze(),
    end: ({ cluster }) => cluster.thaw(),
  },
};

/** From the return of the database to the first answer: the goal, and the start of the process. */
const limit = (2000 + 2000) * timeScale;

for (const [name, { begin, end }] of Object.entries(absences)) {
  Deno.test(
    `a database that ${name} when the server starts is waited for`,
    { ignore },
    async () => {
      await begin(setup!);
      const starting = serve(setup!.cluster.url).catch((error: Error) => error);
      await pause(3000 * timeScale);
      await end(setup!);
      const back = performance.now();
      const server = await starting;
      if (server instanceof Error) throw server;
      const checked = page(setup!.reader, 1);
      const answer = await ask(server.origin, checked.question);
      const took = performance.now() - back;
      await server.stop();
      assert.equal(answer.status, 200);
      assert.equal(checked.fault(answer), undefined);
      assert.ok(took < limit, `${took} ms`);
    },
  );
}

Deno.test("migrate and keys wait too and say so, for as long as they may", { ignore }, async () => {
  const { cluster } = setup!;
  await cluster.stop();
  const env = { DATABASE_URL: cluster.url };
  const run = (program: string, more: Record<string, string> = {}) =>
    runProgram(program, program === "cli/keys.ts" ? ["list"] : [], { ...env, ...more });
  const programs = ["cli/migrate.ts", "cli/keys.ts"];
  for (const program of programs) {
    const began = performance.now();
    const { code, stderr } = await run(program, { DATABASE_WAIT_MS: "1000" });
    assert.equal(code, 1);
    assert.match(stderr, /^Waiting for the database, at most 1 s: .+\nThe database c[^\n]+\n$/);
    assert.ok(performance.now() - began > 700);
  }
  const waiting = programs.map((program) => run(program));
  await pause(1500);
  await cluster.start();
  for (const { code, stderr } of await Promise.all(waiting)) {
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Waiting for the database, at most 30 s: .+\n$/);
  }
});

Deno.test("a database that does not exist is a message at once", { ignore }, async () => {
  const url = new URL(setup!.cluster.url);
  url.pathname = "/nowhere";
  const began = performance.now();
  const { code, stderr } = await runProgram("deno.ts", [], { DATABASE_URL: url.href, PORT: "0" });
  assert.equal(code, 1);
  assert.match(stderr, /nowhere/);
  assert.ok(performance.now() - began < 5000 * timeScale);
});

Deno.test("the cluster of these tests ends", { ignore }, () => setup!.close());
