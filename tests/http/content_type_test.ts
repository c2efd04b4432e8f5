import assert from "node:assert/strict";
import { parseMediaType } from "../../src/contract/media_type.ts";
import { newClient, openDatabase, target } from "../support/client.ts";
import { lifeCycle } from "../support/life_cycle.ts";
import {
  bodyOf,
  declaredBody,
  examplesIn,
  operations,
  pathOf,
  withIds,
} from "../support/operations.ts";
import { World } from "../support/world.ts";

/** Of a media type: what may stand for it, and what may not. */
const accepted = [
  (type: string) => type,
  (type: string) => `${type};`,
  (type: string) => `${type} ; ;`,
  (type: string) => type.toUpperCase(),
  (type: string) => `${type}; charset=utf-8`,
  (type: string) => `${type};charset="UTF-8"`,
  (type: string) => `${type}; Charset=US-ASCII`,
  (type: string) => `${type}; profile="a;b\\"c"; version=1`,
];
const rejected: [(type: string) => string, RegExp][] = [
  [() => "text/plain", /Send one of: /],
  [() => "", /Send one of: /],
  [(type) => `${type}; charset`, /Send one of: /],
  [(type) => `${type}; charset=`, /Send one of: /],
  [(type) => `${type}; charset="utf-8`, /Send one of: /],
  [(type) => `${type}; charset=utf-16`, /in UTF-8/],
  [(type) => `${type}; charset="iso-8859-1"`, /in UTF-8/],
  [(type) => `${type}, ${type}`, /Send one of: /],
  [(type) => `${type} x`, /Send one of: /],
  [(type) => `"${type}"`, /Send one of: /],
  [(type) => type.replace("/", ""), /Send one of: /],
  [(type) => `${type}x`, /Send one of: /],
  [() => "*/*", /Send one of: /],
  [() => "application/*", /Send one of: /],
];

Deno.test("an operation accepts its media types as RFC 9110 writes them, or a 415", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const world = new World(db, { client, ids: await lifeCycle(client) });
  for (const operation of operations) {
    for (const type of operation.media) {
      const send = async (headers: Record<string, string>) => {
        const { client, ids } = await world.placeFor(operation);
        const example = bodyOf(type, withIds(examplesIn(declaredBody(operation, type))[0], ids));
        return await client.request(operation.method, pathOf(operation, ids), {
          ...example,
          headers: { ...example.headers, ...headers },
        });
      };
      for (const text of accepted.map((write) => write(type))) {
        const { status } = await send({ "content-type": text });
        assert.ok(status < 300, `${operation.id} ${text}: ${status}`);
      }
      for (const [write, detail] of rejected) {
        const { status, body } = await send({ "content-type": write(type) });
        assert.equal(status, 415, `${operation.id} ${write(type)}`);
        assert.match(body.detail, detail);
      }
      const coded = await send({ "content-encoding": "gzip" });
      assert.deepEqual([coded.status, /Content-Encoding/.test(coded.body.detail)], [415, true]);
    }
  }
  await db.close();
});

Deno.test("a media type of any length is read in no time", { ignore: !!target }, () => {
  for (const part of [" ;", ";\t", ";a=b", '"', "; ;a", '\\"']) {
    const text = `a/b${part.repeat(20_000)}=`;
    const from = performance.now();
    assert.equal(parseMediaType(text), undefined);
    assert.ok(performance.now() - from < 200, part);
  }
});
