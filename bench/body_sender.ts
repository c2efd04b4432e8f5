/**
 * Sends a body again and again, several at a time, and prints the number of answers by status. A
 * program of its own, which `bodies.ts` runs at the lowest priority: on a machine that client and
 * server share, the clients would otherwise take the processors that are measured.
 */
import { progress } from "./settings.ts";

export type Sending = {
  url: string;
  token: string;
  /** File of the body. */
  file: string;
  seconds: number;
  senders: number;
};

async function send({ url, token, file, seconds, senders }: Sending) {
  const body = await Deno.readFile(file);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answers: Record<string, number> = {};
  const end = performance.now() + seconds * 1000;
  const loop = async () => {
    while (performance.now() < end) {
      const status = await fetch(url, { method: "POST", headers, body }).then(
        async (response) => (await response.body?.cancel(), response.status),
        () => "cut off",
      );
      answers[status] = (answers[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: senders }, loop));
  return answers;
}

/** Returns the answers by status. */
export async function sendBodies(sending: Sending): Promise<Record<string, number>> {
  const script = new URL(import.meta.url).pathname;
  const args = ["-n", "19", Deno.execPath(), "run", "-A", "--no-lock", script];
  const { stdout, success } = await new Deno.Command("nice", {
    args: [...args, JSON.stringify(sending)],
    stderr: "inherit",
  }).output();
  if (!success) progress("the sender of bodies failed");
  return JSON.parse(new TextDecoder().decode(stdout));
}

if (import.meta.main) console.log(JSON.stringify(await send(JSON.parse(Deno.args[0]!))));
