/// <reference lib="deno.worker" />
/** Runs the embedded Postgres (PGlite) and its socket in a worker: queries block its thread. */
import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

self.onmessage = async ({ data: directory }: MessageEvent<string | undefined>) => {
  const db = await PGlite.create({ dataDir: directory, extensions: { pg_trgm, btree_gin } });
  const server = new PGLiteSocketServer({ db, port: 0, host: "127.0.0.1", maxConnections: 20 });
  await server.start();
  self.postMessage(server.getServerConn());
  self.onmessage = async () => {
    await server.stop();
    await db.close();
    self.postMessage("stopped");
  };
};
