export type EmbeddedDatabase = { url: string; stop(): Promise<void> };

/**
 * Starts the embedded Postgres and gives the URL at which it answers, on this machine only. Its data lie in `directory`, which
 * one process at a time may use, or in memory when none is given. Throws an Error that says so when another process has it.
 */
export async function startEmbedded(directory?: string): Promise<EmbeddedDatabase> {
  const lock = directory ? await lockDirectory(directory) : undefined;
  const worker = new Worker(new URL("./embedded_worker.ts", import.meta.url), { type: "module" });
  const ask = (message: unknown) =>
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
  const address = await ask(directory && `${directory}/db`).catch((error) => {
    end();
    throw error;
  });
  return {
    url: `postgres://postgres:postgres@${address}/postgres`,
    stop: async () => {
      await ask("stop").finally(end);
    },
  };
}

/** Locks a file that holds our process id. The system lets go of it when the process ends, however it ends. */
async function lockDirectory(directory: string): Promise<Deno.FsFile> {
  await Deno.mkdir(directory, { recursive: true });
  const path = `${directory}/pid`;
  const file = await Deno.open(path, { create: true, read: true, write: true });
  if (!await file.tryLock(true)) {
    file.close();
    const holder = await Deno.readTextFile(path).catch(() => "unknown");
    throw new Error(
      `${directory} is in use by process ${holder}: stop it, or set CALLBOARD_DIR to another directory.`,
    );
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(String(Deno.pid)));
  return file;
}
