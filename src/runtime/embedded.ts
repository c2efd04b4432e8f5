export type EmbeddedDatabase = { url: string; stop(): Promise<void> };

/**
 * Starts the embedded Postgres and gives the URL at which it answers, on this machine only. Its data lie in `directory`, which
 * one process at a time may use, or in memory when none is given. Throws an Error that says so when another process has it.
 */
export async function startEmbedded(directory?: string): Promise<EmbeddedDatabase> {
  const unlock = directory ? await lock(directory) : () => Promise.resolve();
  const worker = new Worker(new URL("./embedded_worker.ts", import.meta.url), { type: "module" });
  const answer = () =>
    new Promise<string>((resolve, reject) => {
      worker.onmessage = (event) => resolve(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`the embedded database did not start: ${event.message}`));
      };
    });
  const started = answer();
  worker.postMessage(directory && `${directory}/db`);
  const address = await started;
  return {
    url: `postgres://postgres:postgres@${address}/postgres`,
    stop: async () => {
      const stopped = answer();
      worker.postMessage("stop");
      await stopped;
      worker.terminate();
      await unlock();
    },
  };
}

/** A file with our process id; one that a dead process left behind is taken over. */
async function lock(directory: string): Promise<() => Promise<void>> {
  await Deno.mkdir(directory, { recursive: true });
  const path = `${directory}/pid`;
  const holder = Number(await Deno.readTextFile(path).catch(() => "0"));
  if (holder && holder !== Deno.pid && isAlive(holder)) {
    throw new Error(`${directory} is in use by process ${holder}: stop it, or set CALLBOARD_DIR to another directory`);
  }
  await Deno.writeTextFile(path, String(Deno.pid));
  return () => Deno.remove(path);
}

function isAlive(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT"); // harmless to a running process
    return true;
  } catch (error) {
    return error instanceof Deno.errors.PermissionDenied;
  }
}
