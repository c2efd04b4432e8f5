/** A real browser reads /docs, on Deno and in workerd: every operation is there, nothing comes from elsewhere, and a request can be sent. */
// deno-lint-ignore-file no-import-prefix
import assert from "node:assert/strict";
import axe from "npm:axe-core@4.14.1";
import { chromium, type Page } from "npm:playwright-core@1.65.1";
import { createApp } from "../../src/app.ts";
import { diskAssets } from "../../src/runtime/disk_assets.ts";
import { findChromium } from "../support/chromium.ts";
import { type Client, newClient, openDatabase } from "../support/client.ts";
import { operations } from "../support/operations.ts";
import { spec } from "../support/oracle.ts";
import { bundleWorker, startWorkerd } from "../support/workerd.ts";

const installed = await findChromium();

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens the reference and waits for every operation. */
async function openReference(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/docs`);
  await page.getByRole("heading", { name: spec.info.title }).first().waitFor();
  for (const { path, method } of operations) {
    const { summary } = spec.paths[path][method.toLowerCase()];
    await page.getByText(summary, { exact: true }).first().click(); // in the list of all: its section is only drawn when it is looked at
    await page.locator(`[id$="${method}${path}"]`).getByRole("heading", { name: summary }).waitFor({
      state: "visible",
    });
  }
}

/** Sends a request from the reference; gives a set of where the page asks for something, now and later. */
async function readReference(page: Page, origin: string, client: Client): Promise<Set<string>> {
  const asked = new Set<string>();
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) asked.add(new URL(request.url()).origin);
  });
  await openReference(page, origin);
  await page.getByPlaceholder(/token/i).first().fill(client.token);
  await page.getByText("List batches", { exact: true }).first().click();
  await page.getByRole("button", { name: /test request.*get \/v1\/batches\)/i }).first().click();
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === "/v1/batches");
  await page.getByRole("button", { name: /^send/i }).first().click();
  assert.equal((await answer).status(), 200);
  return asked;
}

type Fault = { rule: string; impact: string; at: string; scalars: boolean };

/** What axe has against a page, with all its rules. What Scalar draws is Scalar's, but the colours of its theme are ours. */
async function accessibilityFaults(page: Page): Promise<Fault[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(`axe.run(document).then(({ violations }) => violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => {
      const drawn = document.querySelector([target[0]].flat()[0]).matches("#app *, .scalar-app, .scalar-app *");
      return { rule: id, impact, at: target.join(" "), scalars: drawn && id !== "color-contrast" };
    })))`);
}

/** Holds the pages against axe in light and dark colours; prints what only Scalar can change. */
async function checkAccessibility(page: Page, origin: string): Promise<void> {
  const scalars = new Set<string>();
  const look = async (where: string) => {
    const faults = await accessibilityFaults(page);
    for (const { rule, impact, at } of faults.filter(({ scalars }) => scalars)) scalars.add(`${impact} ${rule}: ${at}`);
    assert.deepEqual(faults.filter(({ scalars }) => !scalars), [], where);
  };
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await openReference(page, origin);
    await page.locator(`body.${colorScheme}-mode`).waitFor();
    await look(`/docs, ${colorScheme}`);
  }
  await page.goto(`${origin}/problems`);
  await look("/problems");
  for (const fault of scalars) console.log(`Scalar's: ${fault}`);
}

async function check(origin: string, client: Client): Promise<void> {
  const { executablePath, env } = installed!;
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", ...quiet],
    env: { ...Deno.env.toObject(), ...env },
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(15_000);
    const asked = await readReference(page, origin, client);
    await checkAccessibility(page, origin);
    assert.deepEqual([...asked], [origin]);
  } finally {
    await browser.close();
  }
}

Deno.test({
  name: "the reference in a browser, on Deno",
  ignore: !installed,
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
  ignore: !installed,
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
