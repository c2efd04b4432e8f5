import assert from "node:assert/strict";
import { createApp } from "../../src/app.ts";
import { spec } from "../../src/contract/schema.ts";
import { operationList } from "../../src/contract/routes.ts";
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

Deno.test("/ redirects to the reference", async () => {
  const response = await app.request("/");
  assert.equal(response.status, 302);
  assert.equal(response.headers.get("location"), "/docs");
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

Deno.test("the type of every problem links to its description", async () => {
  const text = (await page("/problems", /^text\/html/)).text.replace(/>\s+</g, "><");
  const markdown = (await page("/problems.md", /^text\/markdown/)).text;
  for (const [code, { status, title }] of Object.entries(problems)) {
    assert.ok(
      text.includes(
        `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td>`,
      ),
      code,
    );
    assert.ok(markdown.includes(`| \`${code}\` | ${status} | ${title} |`), code);
  }
});
