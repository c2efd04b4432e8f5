import { parseServer, type Server } from "../db/server.ts";

/** Reads DATABASE_URL and the file of its root certificate. Throws an Error for the operator. */
export const readServer = (databaseUrl: string): Server =>
  parseServer(databaseUrl, (path) => {
    try {
      return Deno.readTextFileSync(path);
    } catch (error) {
      throw new Error(`sslrootcert of DATABASE_URL cannot be read: ${(error as Error).message}`);
    }
  });
