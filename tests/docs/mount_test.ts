import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";
import { spec } from "../../src/contract/schema.ts";
import { operationList } from "../../src/contract/routes.ts";
import type { Samples } from "../../src/docs/samples.ts";
import { problems } from "../../src/http/problem.ts";

const app = createApp({
  database: () => {
    throw new Error("the documentation needs no database");
  },
  log: () => {},
  assets: async (path) =>
    new Response(await Deno.readFile(new URL(`../../assets/${path}`, import.meta.url))),
});

async function page(path: string, type: RegExp): Promise<{ text: string; headers: Headers }> {
  const response = await app.request(path);
  assert.equal(response.status, 200, path);
  assert.match(response.headers.get("content-type") ?? "", type, path);
  return { text: await response.text(), headers: response.headers };
}

Deno.test("the served document is the contract", async () => {
  const file = await Deno.readTextFile(new URL("../../openapi.yaml", import.meta.url));
  assert.equal((await page("/openapi.yaml", /^application\/yaml/)).text, file);
  assert.deepEqual(JSON.parse((await page("/openapi.json", /^application\/json/)).text), spec);
});

Deno.test("/ leads browsers to the reference, and lists what there is for programs", async () => {
  const browser = await app.request("/", { headers: { accept: "text/html,*/*;q=0.8" } });
  assert.equal(browser.status, 302);
  assert.equal(browser.headers.get("location"), "/docs");
  const { name, version, api: _, ...links } = await (await app.request("/")).json();
  assert.deepEqual([name, version], [spec.info.title, spec.info.version]);
  for (const link of Object.values<string>(links)) await page(link, /./);
});

Deno.test("a trailing slash leads to the page without it, and to no other host", async () => {
  const redirected = async (url: string) => {
    const { status, headers } = await app.request(url, { method: "POST" });
    return [status, headers.get("location")];
  };
  for (const path of ["/docs", "/problems", "/openapi.yaml", "/v1/batches", "/health/live"]) {
    assert.deepEqual(await redirected(`${path}/`), [308, path]);
  }
  assert.deepEqual(await redirected("/docs//?a=b&c"), [308, "/docs?a=b&c"]);
  for (const path of ["//example.com/", "/%5Cexample.com/", "/\\example.com/"]) {
    const [status, location] = await redirected(`http://x${path}`);
    assert.ok(status === 404 || !/^\/?[\\/]{2}/.test(String(location)), `${path} ${location}`);
  }
});

Deno.test("/favicon.ico is an icon", async () => {
  const { status, headers } = await app.request("/favicon.ico");
  assert.equal(status, 308);
  await page(headers.get("location")!, /^image\/svg\+xml/);
});

Deno.test("the reference loads only from its own origin, and scripts need the nonce", async () => {
  const { text, headers } = await page("/docs", /^text\/html/);
  const policy = headers.get("content-security-policy")!;
  const nonce = /script-src 'nonce-([^']+)'/.exec(policy)![1]!;
  assert.match(policy, /default-src 'self'/);
  const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  assert.ok(scripts.length > 0);
  for (const tag of scripts) assert.ok(tag.includes(`nonce="${nonce}"`), tag);
  const sources = [...text.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
  assert.ok(sources.includes("/docs/scalar.js"));
  for (const source of sources) {
    assert.match(source, /^\/[^/]/);
    await page(source, /^(text\/javascript|image\/svg\+xml)/);
  }
  const other = await page("/docs", /^text\/html/);
  assert.doesNotMatch(
    other.headers.get("content-security-policy")!,
    new RegExp(nonce.replace(/[+/=]/g, "\\$&")),
  );
});

Deno.test("llms.txt links to a page for each operation, and each link resolves", async () => {
  const { text } = await page("/llms.txt", /^text\/plain/);
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, url]) => url!);
  assert.deepEqual(operationList.filter(({ id }) => !links.includes(`/docs/${id}.md`)), []);
  for (const link of links) await page(link, /^(text\/markdown|application\/yaml)/);
});

Deno.test("the page of an operation has its parameters, responses and every schema", async () => {
  for (const operation of operationList) {
    const { text } = await page(`/docs/${operation.id}.md`, /^text\/markdown/);
    for (const { name } of operation.parameters) {
      assert.ok(text.includes(`### \`${name}\``), `${operation.id} ${name}`);
    }
    for (const status of Object.keys(operation.responses)) {
      assert.ok(text.includes(`## Response ${status}`));
    }
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) {
      assert.ok(text.includes(`## Schema ${name}\n`), `${operation.id} ${name}`);
    }
  }
});

Deno.test("the type of every problem leads to what it means and what to do", async () => {
  const text = (await page("/problems", /^text\/html/)).text.replace(/\s*\n\s*/g, "");
  const markdown = (await page("/problems.md", /^text\/markdown/)).text;
  for (const [code, { status, title }] of Object.entries(problems)) {
    const [, section = ""] = text.split(`<section id="${code}">`);
    assert.ok(section.startsWith(`<h2><a href="#${code}">${status} ${title}: `), code);
    assert.match(section, /<strong>What to do:<\/strong> .{40}/, code);
    assert.ok(markdown.includes(`## ${code}\n\n**${status} ${title}**: `), code);
  }
});

const samples = (key?: string): Samples => ({
  ...(key ? { key } : {}),
  idsOf: (id): Record<string, string> =>
    id === "deleteBatch" ? { batchId: "B2" } : { batchId: "B1", callId: "C1" },
});
const demo = (shown: Samples) =>
  createApp({
    database: () => {
      throw new Error("the documentation needs no database");
    },
    log: () => {},
    assets: () => Promise.resolve(new Response()),
    samples: () => shown,
  });

Deno.test("the reference of a demo shows its ids, and the contract stays as it is", async () => {
  const read = async (path: string) => await (await demo(samples()).request(path)).json();
  const shown = await read("/docs/openapi.json");
  const example = (path: string, method: string) => shown.paths[path][method].parameters[0].example;
  assert.equal(example("/v1/batches/{batchId}", "get"), "B1");
  assert.equal(example("/v1/batches/{batchId}", "delete"), "B2");
  const { content } = shown.paths["/v1/call-events"].post.requestBody;
  for (const { batchId, callId } of content["application/json"].example.events) {
    assert.deepEqual([batchId, callId], ["B1", "C1"]);
  }
  assert.deepEqual(await read("/openapi.json"), spec);
});

Deno.test("the reference holds only a key that it is given, and is then not stored", async () => {
  for (const key of [undefined, "cb_shown"]) {
    const { text, headers } = await (async () => {
      const response = await demo(samples(key)).request("/docs");
      return { text: await response.text(), headers: response.headers };
    })();
    assert.equal(text.includes("cb_shown"), key !== undefined);
    assert.equal(headers.get("cache-control"), key ? "no-store" : null);
  }
});
