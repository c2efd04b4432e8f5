/** Processes that may end by themselves at any time. */

/** Sends a signal, if the process is still there. */
export function signal(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // it ended by itself
  }
}

export async function childrenOf(pid: number): Promise<number[]> {
  const text = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`).catch(() => "");
  return text.split(" ").filter((one) => one !== "").map(Number);
}

/** Waits for the processes to end; after five seconds they are killed. A zombie has ended. */
export async function gone(pids: number[]): Promise<void> {
  const isAlive = async (pid: number) =>
    !/^\d+ \(.*\) Z/.test(await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => "0 () Z"));
  for (
    const deadline = Date.now() + 5000;
    (await Promise.all(pids.map(isAlive))).some(Boolean);
    await new Promise((resolve) => setTimeout(resolve, 10))
  ) {
    if (Date.now() > deadline) { for (const pid of pids) signal(pid, "SIGKILL"); }
  }
}
