import assert from "node:assert/strict";
import { keepsDigits, lossyNumber } from "../../src/domain/exact_number.ts";

Deno.test("a number keeps its digits, or not", () => {
  const kept = ["0", "-0", "0.0e-999", "0.1", "1.50", "1e300", "1E+2", "100000000000000000000"];
  const lost = ["9007199254740993", "0.12345678901234567891", "1e-400", "1.234567e-320", "-2E-999"];
  for (const number of [...kept, "9007199254740992"]) assert(keepsDigits(number), number);
  for (const number of lost) {
    assert(!keepsDigits(number), number);
    assert.equal(lossyNumber(`{"1e-400":"\\"9007199254740993","b":[${number}]}`), number);
  }
});

Deno.test("long strings and long numbers are looked through", () => {
  const string = `"${"x\\n".repeat(100)}${"x".repeat(16_000_000)}"`;
  assert.equal(lossyNumber(`[${string},9007199254740993]`), "9007199254740993");
  const zeros = "0".repeat(1_000_000);
  assert.equal(lossyNumber(`[1.${zeros}]`), undefined);
  assert.equal(lossyNumber(`[1.${zeros}1]`), `1.${zeros}1`);
});
