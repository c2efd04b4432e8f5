import type { Start } from "./embedded_worker.ts";

export type EmbeddedDatabase = { url: string; stop(): Promise<void> };

/**
 * Starts the embedded Postgres on a loopback port; returns its URL, with a password that only this
 * process knows. Stores the data in `directory`, which one process at a time can use, or in memory
 * without one. Throws an Error that names the process if another one uses the directory.
 */
export async function startEmbedded(directory?: string): Promise<EmbeddedDatabase> {
  const lock = directory ? await lockDirectory(directory) : undefined;
  const worker = new Worker(new URL("./embedded_worker.ts", import.meta.url), { type: "module" });
  const request = (message: unknown) =>
    new Promise<string>((resolve, reject) => {
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`The embedded database failed: ${event.message}`));
      };
      worker.postMessage(message);
    });
  const end = () => {
    worker.terminate();
    lock?.close();
  };
  const password = crypto.randomUUID();
  const start: Start = {
    directory: directory && await privateDirectory(`${directory}/db`),
    password,
  };
  const address = await request(start).catch((error) => {
    end();
    throw error;
  });
  return {
    url: `postgres://postgres:${password}@${address}/postgres`,
    stop: async () => {
      await request("stop").finally(end);
    },
  };
}

/** Makes a directory that no other user can read, like one of Postgres. */
async function privateDirectory(path: string): Promise<string> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  if (Deno.build.os !== "windows") await Deno.chmod(path, 0o700);
  return path;
}

/** Whether a process uses the database in `directory`. */
export async function isInUse(directory: string): Promise<boolean> {
  const file = await Deno.open(`${directory}/pid`, { read: true, write: true }).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    return !await file.tryLock(true);
  } finally {
    file.close();
  }
}

/** Locks a file that contains the process id. The OS releases the lock when the process ends. */
async function lockDirectory(directory: string): Promise<Deno.FsFile> {
  const path = `${directory}/pid`;
  const file = await Deno.mkdir(directory, { recursive: true })
    .then(() => Deno.open(path, { create: true, read: true, write: true }))
    .catch((error) => {
      throw new Error(
        `The embedded database cannot be opened in ${directory}: ${error.message}; set ` +
          "CALLBOARD_DIR to another directory.",
      );
    });
  if (!await file.tryLock(true)) {
    file.close();
    const holder = await Deno.readTextFile(path).catch(() => "unknown");
    throw new Error(
      `${directory} is in use by process ${holder}: ` +
        "stop it, or set CALLBOARD_DIR to another directory.",
    );
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(String(Deno.pid)));
  return file;
}
