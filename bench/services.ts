/** The servers that Callboard is compared with: bare handlers and peers. */
import { hashToken } from "../src/domain/token.ts";
import type { Bench } from "./dataset.ts";
import { node, type Request } from "./load.ts";
import { batchId, type Group } from "./settings.ts";
import { type Server, startServer } from "./server.ts";
import { capture } from "./statements.ts";

export type Service = {
  name: string;
  server: Server;
  request(server: Server, group: Group, page: number, counted: boolean): Request;
};

/** Interleaved runs of each measurement. */
export const rounds = 5;

/** Starts the bare handler with the statement that the API sends for this path. */
export async function startBare(bench: Bench, path: string): Promise<Server> {
  const { statements: [statement] } = await capture(bench, path);
  return await startServer(Deno.execPath(), ["run", "-A", "--no-lock", "bench/bare.ts"], {
    DATABASE_URL: bench.url,
    POOL_SIZE: "10",
    STATEMENT: JSON.stringify(statement),
  });
}

/** Starts the bare handler that builds the JSON of the same page from rows. */
export const startRows = ({ url, token }: Bench, group: Group, limit: number): Promise<Server> =>
  startServer(Deno.execPath(), ["run", "-A", "--no-lock", "bench/rows.ts"], {
    DATABASE_URL: url,
    POOL_SIZE: "10",
    KEY_HASH: hashToken(token),
    BATCH: batchId(group),
    LIMIT: String(limit),
  });

const rest = ({ origin }: Server, group: Group, page: number, counted: boolean): Request => ({
  url: `${origin}/batches/${batchId(group)}/calls?page=${page}&limit=10${
    counted ? "" : "&count=none"
  }`,
});

const fields = "position phoneNumber createdAt updatedAt variables status attempts nextAttemptAt " +
  "attemptStatus fromNumber startedAt answeredAt endedAt callDuration answeredBy hangupCause " +
  "hangupSource recordingUrl provider providerCallId costAmount costCurrency earlierLogs";

function graphql({ origin }: Server, group: Group, page: number, counted: boolean): Request {
  const args = `condition: { batchId: "${
    batchId(group)
  }" }, orderBy: PRIMARY_KEY_ASC, first: 10, offset: ${(page - 1) * 10}`;
  const query = `{ allCalls(${args}) { ${counted ? "totalCount " : ""}nodes { ${fields} } } }`;
  return {
    url: `${origin}/graphql`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  };
}

/** The peers, with what each leaves out. */
export const peers = [
  {
    name: "PostGraphile",
    file: "postgraphile.js",
    request: graphql,
    not: "no key, batch or transcripts",
  },
  {
    name: "Express + Sequelize",
    file: "express_sequelize.js",
    request: rest,
    not: "no key, batch or transcripts",
  },
  {
    name: "Hono + Drizzle",
    file: "hono_drizzle.js",
    request: rest,
    not: "no key, batch or transcripts",
  },
];

export async function startPeers({ url }: Bench): Promise<Service[]> {
  const services: Service[] = [];
  for (const { name, file, request } of peers) {
    const env = { DATABASE_URL: url, POOL_SIZE: "10" };
    // stderr is dropped: it only reports the statements that are cancelled between runs.
    const server = await startServer(
      node,
      [file],
      env,
      new URL("./peers/", import.meta.url),
      "null",
    );
    services.push({ name, server, request });
  }
  return services;
}
