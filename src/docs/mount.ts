import type { OpenAPIHono } from "@hono/zod-openapi";
import { Scalar } from "@scalar/hono-api-reference";
import { type Env, Hono, type MiddlewareHandler } from "hono";
import { NONCE as nonce, secureHeaders } from "hono/secure-headers";
import { operationList } from "../contract/routes.ts";
import { spec } from "../contract/schema.ts";
import { acceptsHtml } from "../http/pretty.ts";
import { llmsTxt, operationMarkdown } from "./markdown.ts";
import { problemsMarkdown, problemsPage } from "./problems.ts";
import { sampleDocument, type Samples } from "./samples.ts";

/** Returns a file of `assets/` by its relative path. */
export type Assets = (path: string) => Promise<Response>;

type DocsEnv = { Variables: { secureHeadersNonce?: string; samples?: Samples | undefined } };

/** What a program finds at `/`. */
const index = {
  name: spec.info.title,
  version: spec.info.version,
  docs: "/docs",
  openapi: "/openapi.yaml",
  llms: "/llms.txt",
  problems: "/problems",
  api: "/v1/batches",
};

const types: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
  yaml: "application/yaml; charset=utf-8",
};

/**
 * Mounts the documentation for people (/docs), tools (/openapi.yaml, /openapi.json) and language
 * models (/llms.txt). No resource comes from another origin.
 */
export function mountDocs<E extends Env>(
  app: OpenAPIHono<E>,
  assets: Assets,
  samples: (request: Request) => Samples | undefined,
): void {
  const docs = new Hono<DocsEnv>();
  const markdown = { "content-type": "text/markdown; charset=utf-8" };
  docs.use("/docs/*", (c, next) => {
    c.set("samples", samples(c.req.raw));
    return next();
  });
  docs.get("/", (c) => acceptsHtml(c.req.raw) ? c.redirect("/docs") : c.json(index));
  docs.get("/favicon.ico", (c) => c.redirect("/docs/favicon.svg", 308));
  docs.get("/openapi.yaml", async () => {
    const { body, status } = await assets("openapi.yaml");
    return new Response(body, { status, headers: { "content-type": types.yaml! } });
  });
  docs.get("/openapi.json", (c) => c.json(spec));
  docs.get(
    "/llms.txt",
    (c) => c.body(llmsTxt(), 200, { "content-type": "text/plain; charset=utf-8" }),
  );
  docs.get("/problems", policy, (c) => c.html(problemsPage()));
  docs.get("/problems.md", (c) => c.body(problemsMarkdown(), 200, markdown));
  for (const operation of operationList) {
    docs.get(
      `/docs/${operation.id}.md`,
      (c) => c.body(operationMarkdown(operation), 200, markdown),
    );
  }
  for (const file of ["docs/scalar.js", "docs/favicon.svg"]) {
    docs.get(`/${file}`, async () => {
      const { body, status } = await assets(file);
      const headers = {
        "content-type": types[file.split(".").at(-1)!]!,
        "cache-control": "public, max-age=86400",
      };
      return new Response(body, { status, headers });
    });
  }
  docs.get("/docs/openapi.json", (c) => {
    const { samples } = c.var;
    return c.json(samples ? sampleDocument(samples) : spec);
  });
  docs.get("/docs", policy, setLanguage, privately, reference);
  app.route("/", docs);
}

/** Scripts need the nonce of the page; Scalar needs inline styles. */
const policy = secureHeaders({
  strictTransportSecurity: false, // a decision for the operator of the domain
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: [nonce],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:"],
    fontSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
  },
});

/** Scalar's page has no `lang` attribute, which screen readers need. */
const setLanguage: MiddlewareHandler = async (c, next) => {
  await next();
  const page = await c.res.text();
  c.res = new Response(page.replace(/<html>/i, '<html lang="en">'), c.res);
};

/** A page with a key is in no cache. */
const privately: MiddlewareHandler<DocsEnv> = async (c, next) => {
  await next();
  if (c.var.samples?.key) c.header("cache-control", "no-store");
};

/** Raises the contrast of Scalar's theme to WCAG AA. */
const customCss = `
  .light-mode {
    --scalar-color-2: #666;
    --scalar-color-3: #6b6b6b;
    --scalar-color-green: #007a4d;
    --scalar-color-blue: #006bb0;
    --scalar-color-orange: #bf4000;
    --scalar-color-red: #c01f2e;
    --scalar-color-yellow: #7a5c00;
  }
  .dark-mode {
    --scalar-color-2: #cacac6;
    --scalar-color-3: #a0a09c;
    --scalar-color-blue: #8ba0ff;
    --scalar-color-red: #ff8a8a;
  }`;

const reference = Scalar<DocsEnv>((c) => ({
  url: c.var.samples ? "/docs/openapi.json" : "/openapi.json",
  cdn: "/docs/scalar.js",
  nonce: c.get("secureHeadersNonce"),
  pageTitle: "Callboard API",
  favicon: "/docs/favicon.svg",
  customCss,
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  defaultOpenAllTags: true,
  hideClientButton: true,
  showDeveloperTools: "never",
  authentication: {
    preferredSecurityScheme: "bearerAuth",
    securitySchemes: { bearerAuth: { token: c.var.samples?.key ?? "" } },
  },
}));
