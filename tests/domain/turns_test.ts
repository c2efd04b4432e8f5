import assert from "node:assert/strict";
import { nextTurn } from "../../src/domain/turns.ts";

Deno.test("each turn of the event loop is one caller's, in the order of asking", async () => {
  const order: number[] = [];
  const turns = Array.from(
    { length: 4 },
    (_, caller) => nextTurn().then(() => void order.push(caller)),
  );
  for (const [caller, turn] of turns.entries()) {
    await turn;
    for (let i = 0; i < 100; i++) await Promise.resolve();
    assert.deepEqual(order, [0, 1, 2, 3].slice(0, caller + 1));
  }
});
