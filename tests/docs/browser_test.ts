/**
 * Opens /docs in a real browser, on Deno and in workerd: it shows every operation, loads nothing
 * from other origins and can send a request.
 */
// deno-lint-ignore-file no-import-prefix
import assert from "node:assert/strict";
import axe from "npm:axe-core@4.14.1";
import { chromium, type Page } from "npm:playwright-core@1.65.1";
import { createApp } from "../../src/app.ts";
import { diskAssets } from "../../src/runtime/disk_assets.ts";
import { findChromium } from "../support/chromium.ts";
import { type Client, newClient, onServer, openDatabase } from "../support/client.ts";
import { operations } from "../support/operations.ts";
import { spec } from "../support/oracle.ts";
import { startServer } from "../support/subprocess.ts";
import { timeLimit } from "../support/time_limit.ts";
import { bundleWorker, startWorkerd } from "../support/workerd.ts";

const installed = await findChromium();

const quietFlags = [
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
    // A click in the sidebar: the section is only rendered when it is visible.
    await page.getByText(summary, { exact: true }).first().click();
    await page.locator(`[id$="${method}${path}"]`).getByRole("heading", { name: summary }).waitFor({
      state: "visible",
    });
  }
}

/** Sends a request from the reference; returns the live set of origins that the page requests. */
async function readReference(page: Page, origin: string, client: Client): Promise<Set<string>> {
  const origins = new Set<string>();
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) origins.add(new URL(request.url()).origin);
  });
  await openReference(page, origin);
  await page.getByPlaceholder(/token/i).first().fill(client.token);
  await page.getByText("List batches", { exact: true }).first().click();
  await page.getByRole("button", { name: /test request.*get \/v1\/batches\)/i }).first().click();
  const answer = page.waitForResponse((response) =>
    new URL(response.url()).pathname === "/v1/batches"
  );
  await page.getByRole("button", { name: /^send/i }).first().click();
  assert.equal((await answer).status(), 200);
  return origins;
}

type Fault = { rule: string; impact: string; at: string; scalars: boolean };

/**
 * Returns the violations that axe finds on a page, with all rules. `scalars` marks those inside
 * Scalar's markup, except the colours, which our theme sets.
 */
async function accessibilityFaults(page: Page): Promise<Fault[]> {
  await page.evaluate(axe.source);
  return await page.evaluate(
    `axe.run(document).then(({ violations }) => violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => {
      const node = document.querySelector([target[0]].flat()[0]);
      const isScalars = node.matches("#app *, .scalar-app, .scalar-app *");
      return {
        rule: id, impact, at: target.join(" "), scalars: isScalars && id !== "color-contrast",
      };
    })))`,
  );
}

/** Checks the pages with axe in light and dark mode; prints the violations of Scalar itself. */
async function checkAccessibility(page: Page, origin: string): Promise<void> {
  const scalars = new Set<string>();
  const assertAccessible = async (where: string) => {
    const faults = await accessibilityFaults(page);
    for (const { rule, impact, at } of faults.filter(({ scalars }) => scalars)) {
      scalars.add(`${impact} ${rule}: ${at}`);
    }
    assert.deepEqual(faults.filter(({ scalars }) => !scalars), [], where);
  };
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await openReference(page, origin);
    await page.locator(`body.${colorScheme}-mode`).waitFor();
    await assertAccessible(`/docs, ${colorScheme}`);
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${origin}/problems#not_found`);
    await assertAccessible(`/problems, ${colorScheme}`);
  }
  for (const fault of scalars) console.log(`Scalar's: ${fault}`);
}

/** Sends every request of the reference as it is shown; returns their statuses by operation. */
async function sendAll(page: Page, origin: string): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  await page.goto(`${origin}/docs`);
  for (const { id, path, method } of operations) {
    const { summary } = spec.paths[path][method.toLowerCase()];
    await page.getByText(summary, { exact: true }).first().click();
    const name = `Test Request (${method.toLowerCase()} ${path})`;
    await page.getByRole("button", { name }).first().click();
    const answer = page.waitForResponse((one) => new URL(one.url()).pathname.startsWith("/v1/"));
    await page.getByRole("button", { name: /^send/i }).first().click();
    const response = await answer;
    assert.equal(response.request().method(), method, id);
    statuses[id] = response.status();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^send/i }).first().waitFor({ state: "hidden" });
  }
  return statuses;
}

/** On a phone, no page is wider than the screen. */
async function checkNarrow(page: Page, origin: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/problems", "/problems#events_rejected"]) {
    await page.goto(origin + path);
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 390, path);
  }
}

async function withPage(use: (page: Page) => Promise<void>): Promise<void> {
  const { executablePath, env } = installed!;
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", ...quietFlags],
    env: { ...Deno.env.toObject(), ...env },
    timeout: timeLimit(30_000),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(timeLimit(15_000));
    await use(page);
  } finally {
    await browser.close();
  }
}

const check = (origin: string, client: Client) =>
  withPage(async (page) => {
    const origins = await readReference(page, origin, client);
    await checkAccessibility(page, origin);
    await checkNarrow(page, origin);
    assert.deepEqual([...origins], [origin]);
  });

Deno.test({
  name: "every request of the demo's reference succeeds as it is shown",
  ignore: !installed || onServer, // the demo is on the embedded database
  sanitizeOps: false,
  sanitizeResources: false,
  fn: async () => {
    const directory = await Deno.makeTempDir();
    const server = await startServer({ CALLBOARD_DIR: directory });
    try {
      await withPage(async (page) => {
        const statuses = Object.entries(await sendAll(page, server.origin));
        assert.deepEqual(statuses.filter(([, status]) => status >= 300), []);
        assert.equal(statuses.length, operations.length);
      });
    } finally {
      server.kill("SIGTERM");
      await server.ended;
      await Deno.remove(directory, { recursive: true });
    }
  },
});

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
    const { url, stop } = await startWorkerd(
      await bundleWorker(),
      Deno.env.get("TEST_DATABASE_URL")!,
    );
    try {
      await check(new URL(url).origin, client);
    } finally {
      await stop();
      await db.close();
    }
  },
});
