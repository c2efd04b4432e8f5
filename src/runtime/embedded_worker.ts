/// <reference lib="deno.worker" />
/** Runs the embedded Postgres (PGlite) and its socket in a worker: queries block its thread. */
import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { durable, DurableFS, syncFiles } from "./durable_fs.ts";
import { requirePassword } from "./password_guard.ts";

export type Start = {
  /** Directory of the database, which exists; undefined for one in memory. */
  directory: string | undefined;
  password: string;
};

const extensions = { pg_trgm, btree_gin };

async function open(directory: string | undefined): Promise<PGlite> {
  if (directory === undefined) return await PGlite.create({ extensions });
  const isNew = [...Deno.readDirSync(directory)].length === 0;
  const startParams = durable(PGlite.defaultStartParams);
  const db = await PGlite.create({ fs: new DurableFS(directory), startParams, extensions });
  if (isNew) syncFiles(directory);
  return db;
}

self.onmessage = async ({ data: { directory, password } }: MessageEvent<Start>) => {
  const db = await open(directory);
  const server = new PGLiteSocketServer({ db, port: 0, host: "127.0.0.1", maxConnections: 100 });
  requirePassword(server, password);
  await server.start();
  self.postMessage(server.getServerConn());
  self.onmessage = async () => {
    await server.stop();
    await db.close();
    self.postMessage("stopped");
  };
};
