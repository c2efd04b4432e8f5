import assert from "node:assert/strict";
import { KeyedTurns } from "../../src/db/keyed_turns.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("work on one key runs in sequence, work on other keys in parallel", async () => {
  const turns = new KeyedTurns();
  const seen: string[] = [];
  let running = 0;
  const work = (name: string, keys: string[]) =>
    turns.run(keys, async () => {
      running++;
      seen.push(`${name}${keys.includes("a") ? running : ""}`);
      await pause(2);
      running--;
    });
  await Promise.all([work("1:", ["a"]), work("2:", ["a"]), work("3:", ["a", "a"])]);
  assert.deepEqual(seen, ["1:1", "2:1", "3:1"]);
  seen.length = 0;
  await Promise.all([work("1", ["b"]), work("2", ["c"])]);
  assert.deepEqual(seen, ["1", "2"]);
});

Deno.test("keys in any order cause no deadlock, and errors release them", async () => {
  const turns = new KeyedTurns();
  let done = 0;
  const work = (keys: string[], i: number) =>
    turns.run(keys, async () => {
      await pause(1);
      done++;
      if (i % 3 === 0) throw new Error("failed work");
    });
  await Promise.allSettled(
    Array.from({ length: 30 }, (_, i) => work(i % 2 ? ["a", "b", "c"] : ["c", "b", "a"], i)),
  );
  assert.equal(done, 30);
  assert.equal(await turns.run(["a", "b", "c"], () => Promise.resolve(7)), 7);
});

Deno.test("at most 64 requests wait for a key", async () => {
  const turns = new KeyedTurns();
  const { promise, resolve } = Promise.withResolvers<void>();
  const results = Array.from({ length: 80 }, () => turns.run(["a"], () => promise));
  const settled = Promise.allSettled(results);
  await pause(1);
  resolve();
  const rejected = (await settled).filter(({ status }) => status === "rejected");
  assert.equal(rejected.length, 80 - 65);
});

Deno.test("items that wait for the same keys share a turn, up to a size", async () => {
  const turns = new KeyedTurns();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = turns.run(["a"], () => promise);
  const groups: number[][] = [];
  const work = (items: number[]) => {
    groups.push(items);
    return Promise.resolve(items.map((item) => item * 10));
  };
  const results = [1, 2, 3].map((item) => turns.runTogether(["a", "b"], item, 500, work));
  const other = turns.runTogether(["a"], 4, 1, work);
  resolve();
  await first;
  assert.deepEqual(await Promise.all([...results, other]), [10, 20, 30, 40]);
  assert.deepEqual(groups.toSorted(), [[1, 2], [3], [4]]);
  assert.equal(await turns.runTogether(["a", "b"], 5, 1, work), 50);
});

Deno.test("work that fails rejects all items of its turn, and the next ones run", async () => {
  const turns = new KeyedTurns();
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = turns.run(["a"], () => promise);
  const fail = () => Promise.reject(new TypeError("failed work"));
  const failed = [1, 2].map((item) =>
    assert.rejects(turns.runTogether(["a"], item, 1, fail), /failed work/)
  );
  resolve();
  await Promise.all([first, ...failed]);
  assert.equal(await turns.runTogether(["a"], 3, 1, (items) => Promise.resolve(items)), 3);
});
