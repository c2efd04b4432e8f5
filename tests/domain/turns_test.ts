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

Deno.test("a text comes whole, and turns are asked for ahead and waited for", async () => {
  const given = ["a".repeat(400_000), "", "b", "c".repeat(16_384), "d"];
  let [text, sinceTurn, most, turns] = ["", 0, 0, 0];
  const turn = async () => {
    turns++;
    await Promise.resolve();
    sinceTurn = 0;
  };
  for await (const piece of inTurns(ReadableStream.from(given), turn)) {
    text += piece;
    sinceTurn += piece.length;
    most = Math.max(most, sinceTurn);
  }
  assert.equal(text, given.join(""));
  assert.ok(most <= 2 * 65_536 + 4096, `${most}`);
  assert.ok(turns >= Math.floor(text.length / (65_536 + 4096)), `${turns}`);
});

Deno.test("a reader does not get ahead of a turn that does not come", async () => {
  let read = 0;
  const pieces = inTurns(ReadableStream.from(["a".repeat(1e6)]), () => new Promise(() => {}));
  const reading = (async () => {
    for await (const piece of pieces) read += piece.length;
  })();
  await Promise.race([reading, nextTurn().then(nextTurn)]);
  assert.ok(read > 0 && read <= 65_536 + 4096, `${read}`);
});
