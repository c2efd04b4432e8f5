/** A cluster with the schema and two workspaces, whose answers are known beforehand. */
import { type Cluster, startCluster } from "../support/cluster.ts";
import { runProgram, type Server, startServer } from "../support/subprocess.ts";
import { mustAsk } from "./http.ts";

/** A workspace with a batch: the call at position n has the variable `n` and number `first + n`. */
export type Workspace = {
  name: string;
  token: string;
  batchId: string;
  size: number;
  firstNumber: number;
};
export type Setup = {
  cluster: Cluster;
  reader: Workspace;
  other: Workspace;
  /** Calls that events are reported of. */
  reported: { batchId: string; callIds: string[] };
  close(): Promise<void>;
};

/** As `runProgram`, for a program that must succeed. */
async function program(name: string, args: string[], env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await runProgram(name, args, env);
  if (code !== 0) throw new Error(`${name}: ${stderr}`);
  return stdout;
}

/** Undefined, and said aloud, where there is no Postgres to start. */
export async function prepare(
  settings: Parameters<typeof startCluster>[0] = {},
): Promise<Setup | undefined> {
  const cluster = await startCluster(settings);
  if (!cluster) return undefined;
  try {
    const env = { DATABASE_URL: cluster.url };
    await program("cli/migrate.ts", [], env);
    const server = await serve(cluster.url);
    const reader = await workspace(server, env, "reader", 300, 2_025_550_000);
    const other = await workspace(server, env, "other", 120, 2_125_550_000);
    const reported = await newBatch(server.origin, reader.token, "reported", 100, 2_135_550_000);
    const callIds = await idsOf(server.origin, reader.token, reported, 100);
    await server.stop();
    return {
      cluster,
      reader,
      other,
      reported: { batchId: reported, callIds },
      close: () => cluster.close(),
    };
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

export type Serving = Server & { stop(): Promise<void> };

/** Starts the server as people do. `stop` ends it, without waiting for requests that hang. */
export async function serve(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<Serving> {
  const server = await startServer({
    DATABASE_URL: databaseUrl,
    LOG: "off",
    STATEMENT_TIMEOUT_MS: "5000",
    ...env,
  });
  const stop = async () => {
    try {
      server.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it ended by itself
    }
    await server.ended;
  };
  return { ...server, stop };
}

async function workspace(
  { origin }: Server,
  env: Record<string, string>,
  name: string,
  size: number,
  firstNumber: number,
): Promise<Workspace> {
  const args = ["create", "--name", name, "--workspace", name, "--create-workspace"];
  const output = await program("cli/keys.ts", args, env);
  const token = output.split("\n")[0]!;
  return {
    name,
    token,
    batchId: await newBatch(origin, token, name, size, firstNumber),
    size,
    firstNumber,
  };
}

export async function newBatch(
  origin: string,
  token: string,
  name: string,
  size: number,
  firstNumber: number,
  width = 200,
): Promise<string> {
  const { id } = await mustAsk(origin, {
    token,
    method: "POST",
    path: "/v1/batches",
    json: { name },
  });
  if (size > 0) {
    const json = contacts(firstNumber, size, width);
    await mustAsk(origin, { token, method: "POST", path: `/v1/batches/${id}/calls`, json });
  }
  return id;
}

/** By default wide enough that fifty of them extend the table. */
export const contacts = (firstNumber: number, size: number, width = 200) =>
  Array.from({ length: size }, (_, i) => ({
    phoneNumber: `+1${firstNumber + i + 1}`,
    n: i + 1,
    note: "x".repeat(width),
  }));

async function idsOf(
  origin: string,
  token: string,
  batchId: string,
  size: number,
): Promise<string[]> {
  const path = `/v1/batches/${batchId}?limit=${size}&sortOrder=asc&include=`;
  const { calls } = await mustAsk(origin, { token, path });
  return calls.map(({ id }: { id: string }) => id);
}
