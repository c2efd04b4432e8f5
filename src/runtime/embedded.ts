export type EmbeddedDatabase = { url: string; stop(): Promise<void> };

/**
 * Starts the embedded Postgres on a loopback port; returns its URL. Stores the data in `directory`,
 * which one process at a time can use, or in memory without one. Throws an Error that names the
 * process if another one uses the directory.
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
  const address = await request(directory && `${directory}/db`).catch((error) => {
    end();
    throw error;
  });
  return {
    url: `postgres://postgres:postgres@${address}/postgres`,
    stop: async () => {
      await request("stop").finally(end);
    },
  };
}

/** Locks a file that contains the process id. The OS releases the lock when the process ends. */
async function lockDirectory(directory: string): Promise<Deno.FsFile> {
  await Deno.mkdir(directory, { recursive: true });
  const path = `${directory}/pid`;
  const file = await Deno.open(path, { create: true, read: true, write: true });
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
