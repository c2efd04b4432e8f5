/** A real browser reads /docs, on Deno and in workerd: every operation is there, nothing comes from elsewhere, and a request can be sent. */
// deno-lint-ignore-file no-import-prefix
import assert from "node:assert/strict";
import axe from "npm:axe-core@4.14.1";
import { chromium, type Page } from "npm:playwright-core@1.65.1";
import { createApp } from "../../src/app.ts";
import { diskAssets } from "../../src/runtime/disk_assets.ts";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import { operations } from "../support/probe.ts";
import { spec } from "../support/oracle.ts";
import { bundleWorker, startWorkerd } from "../support/workerd.ts";

const candidates = [
  Deno.env.get("CHROMIUM") ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const present = await Promise.all(candidates.map((path) => Deno.stat(path).then(() => true, () => false)));
const executablePath = candidates[present.indexOf(true)];
if (!executablePath) {
  console.log("SKIPPED: the reference in a browser, because there is no Chromium (set CHROMIUM to one)");
}

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens the reference, sends a request from it, and gives where the page asked for something. */
async function readReference(page: Page, origin: string, client: Client): Promise<Set<string>> {
  const asked = new Set<string>();
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) asked.add(new URL(request.url()).origin);
  });
  await page.goto(`${origin}/docs`);
  await page.getByRole("heading", { name: spec.info.title }).first().waitFor();
  for (const { path, method } of operations) {
    const { summary } = spec.paths[path][method.toLowerCase()];
    await page.getByText(summary, { exact: true }).first().waitFor({ state: "attached" });
  }
  await page.getByPlaceholder(/token/i).first().fill(client.token);
  await page.getByText("List batches", { exact: true }).first().click();
  await page.getByRole("button", { name: /test request.*get \/v1\/batches\)/i }).first().click();
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === "/v1/batches");
  await page.getByRole("button", { name: /^send/i }).first().click();
  assert.equal((await answer).status(), 200);
  return asked;
}

/** Faults of what is ours: the page around the reference. What the reference itself draws is Scalar's. */
async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const rules = ["html-has-lang", "html-lang-valid", "document-title", "meta-viewport", "bypass", "duplicate-id-aria"];
  const found = await page.evaluate(
    `axe.run(document, { runOnly: { type: "rule", values: ${
      JSON.stringify(rules)
    } } }).then((r) => r.violations.map(({ id, impact }) => impact + " " + id))`,
  ) as string[];
  return found.filter((fault) => /^(serious|critical)/.test(fault));
}

async function check(origin: string, client: Client): Promise<void> {
  const browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox", ...quiet] });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(15_000);
    const asked = await readReference(page, origin, client);
    assert.deepEqual([...asked], [origin]);
    assert.deepEqual(await accessibilityFaults(page), []);
  } finally {
    await browser.close();
  }
}

Deno.test({
  name: "the reference in a browser, on Deno",
  ignore: !executablePath,
  sanitizeOps: false, // the browser's pipes
  sanitizeResources: false,
  fn: async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const app = createApp({ database: () => db, log() {}, assets: diskAssets });
    const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.fetch);
    try {
      await check(`http://127.0.0.1:${server.addr.port}`, client);
    } finally {
      await server.shutdown();
      await db.close();
    }
  },
});

Deno.test({
  name: "the reference in a browser, in workerd",
  ignore: !executablePath,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const db = openDatabase();
    const client = await newClient(db);
    const { url, stop } = await startWorkerd(await bundleWorker(), Deno.env.get("TEST_DATABASE_URL")!);
    try {
      await check(new URL(url).origin, client);
    } finally {
      await stop();
      await db.close();
    }
  },
});
