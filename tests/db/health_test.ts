import assert from "node:assert/strict";
import { Health } from "../../src/db/health.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const until = async (what: () => boolean) => {
  for (let tries = 0; !what() && tries < 500; tries++) await pause(10);
  assert.ok(what());
};
const isUp = (health: Health) => {
  try {
    health.assertUp();
    return true;
  } catch {
    return false;
  }
};

/** A database that answers, refuses or hangs, as told. */
function scripted() {
  const state = {
    how: "answers" as "answers" | "refuses" | "hangs",
    probes: 0,
    downs: 0,
    fault: undefined as string | undefined,
  };
  const probe = () => {
    state.probes++;
    if (state.how === "hangs") return new Promise<void>(() => {});
    return state.how === "answers" ? Promise.resolve() : Promise.reject(new Error("refused"));
  };
  const readiness = () => probe().then(() => state.fault);
  const onDown = () => state.downs++;
  const health = new Health({ probe, probeAnew: probe, readiness, onDown });
  return { state, health };
}

Deno.test("a suspicion that is wrong changes nothing", async () => {
  const { state, health } = scripted();
  health.suspect();
  health.suspect();
  await health.check();
  assert.deepEqual([state.downs, isUp(health)], [0, true]);
  assert.ok(state.probes <= 2, `${state.probes} probes`);
  health.close();
});

for (const how of ["refuses", "hangs"] as const) {
  Deno.test(`a database that ${how} is down once, until a probe succeeds`, async () => {
    const { state, health } = scripted();
    state.how = how;
    await assert.rejects(health.check(), { name: "Unavailable" });
    await assert.rejects(health.check(), { name: "Unavailable" });
    assert.deepEqual([state.downs, isUp(health)], [1, false]);
    await pause(1200);
    assert.equal(isUp(health), false);
    state.how = "answers"; // probes that hang must not hold up the next one
    await until(() => isUp(health));
    await health.check();
    assert.equal(state.downs, 1);
    health.close();
  });
}

Deno.test("statements under way raise suspicion, and nothing does afterwards", async () => {
  const { state, health } = scripted();
  const stops = [health.watch(), health.watch()];
  state.how = "hangs";
  await until(() => state.downs === 1);
  stops.forEach((stop) => stop());
  state.how = "answers";
  await until(() => isUp(health));
  const { probes } = state;
  await pause(900);
  assert.equal(state.probes, probes);
  health.close();
});

Deno.test("a database that could not serve is not ready for a while, and is not down", async () => {
  const { health } = scripted();
  health.noteCannotServe();
  await assert.rejects(health.check(), { name: "Unavailable" });
  assert.equal(isUp(health), true);
  health.close();
});

Deno.test("a database that answers and cannot serve is not ready, and is not down", async () => {
  const { state, health } = scripted();
  state.fault = "read-only";
  const checks = [health.check(), health.check(), health.check()];
  for (const check of checks) await assert.rejects(check, { message: "read-only" });
  assert.deepEqual([state.probes, isUp(health)], [1, true]);
  state.fault = undefined;
  await health.check();
  health.close();
});

Deno.test("a process that was busy itself does not take the database for down", async () => {
  let downs = 0;
  const health = new Health({
    // The answer arrives while the process is busy, and is read only afterwards.
    probe: async () => {
      for (const ms of [100, 0]) await new Promise((resolve) => setTimeout(resolve, ms));
    },
    probeAnew: () => Promise.resolve(),
    readiness: () => Promise.resolve(undefined),
    onDown: () => downs++,
  });
  health.suspect();
  await new Promise((resolve) => setTimeout(resolve, 60));
  for (const end = performance.now() + 1100; performance.now() < end;);
  await new Promise((resolve) => setTimeout(resolve, 150));
  health.close();
  assert.equal(downs, 0);
  health.assertUp();
});
