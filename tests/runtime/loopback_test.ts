import assert from "node:assert/strict";
import { asksLocally, isLoopback } from "../../src/runtime/loopback.ts";

Deno.test("knows the addresses and names of this machine", () => {
  for (const name of ["127.0.0.1", "127.1.2.3", "localhost", "LOCALHOST", "::1", "[::1]"]) {
    assert.equal(isLoopback(name), true, name);
  }
  for (const name of ["0.0.0.0", "::", "10.0.0.1", "localhost.example.com", "127.0.0.1.nip.io"]) {
    assert.equal(isLoopback(name), false, name);
  }
});

Deno.test("a request of another name, or through a proxy, is not of this machine", () => {
  const asks = (host: string, headers = {}) =>
    asksLocally(new Request(`http://${host}/docs`, { headers }));
  assert.equal(asks("localhost:8787"), true);
  assert.equal(asks("[::1]:8787"), true);
  assert.equal(asks("rebound.example.com"), false);
  for (const name of ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"]) {
    assert.equal(asks("127.0.0.1", { [name]: "192.0.2.1" }), false, name);
  }
});
