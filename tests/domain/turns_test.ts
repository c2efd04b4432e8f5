import assert from "node:assert/strict";
import { inTurns, nextTurn } from "../../src/domain/turns.ts";

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

Deno.test("a text comes whole, with a turn after 16,384 characters at most", async () => {
  const given = ["a".repeat(100_000), "", "b", "c".repeat(16_384), "d"];
  let [text, sinceTurn, most, turns] = ["", 0, 0, 0];
  const turn = () => Promise.resolve(void ([sinceTurn, turns] = [0, turns + 1]));
  for await (const piece of inTurns(ReadableStream.from(given), turn)) {
    text += piece;
    sinceTurn += piece.length;
    most = Math.max(most, sinceTurn);
  }
  assert.equal(text, given.join(""));
  assert.ok(most < 16_384 + 4096, `${most}`);
  assert.ok(turns >= Math.floor(text.length / (2 * 16_384)), `${turns}`);
});
