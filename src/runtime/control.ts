/**
 * Key commands for a server on the embedded database, which only its process can open. The server
 * takes them on a loopback port, with a secret in a file that its user alone can read.
 */
import { timingSafeEqual } from "node:crypto";
import type { Database } from "../db/client.ts";
import { type KeyCommand, type Outcome, runKeyCommand } from "./cli/key_commands.ts";
import { isInUse } from "./embedded.ts";
import { messageOf } from "./process.ts";

const fileOf = (directory: string) => `${directory}/control.json`;

type Address = { port: number; secret: string };

/** Milliseconds that a running server has to answer. */
const timeout = 30_000;

/** Takes key commands until the returned function is called. */
export async function openControl(directory: string, db: Database): Promise<() => Promise<void>> {
  const secret = crypto.randomUUID();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    if (!knows(request, secret)) return new Response(null, { status: 403 });
    const outcome = await request.json()
      .then((command: KeyCommand) => runKeyCommand(db, command))
      .catch((error): Outcome => ({ success: false, text: messageOf(error) }));
    return Response.json(outcome);
  });
  const path = fileOf(directory);
  const address: Address = { port: server.addr.port, secret };
  // A file that is left from a crash would keep its mode.
  await Deno.remove(path).catch(() => {});
  await Deno.writeTextFile(path, JSON.stringify(address), { mode: 0o600, createNew: true });
  return async () => {
    await Deno.remove(path).catch(() => {});
    await server.shutdown();
  };
}

function knows({ headers }: Request, secret: string): boolean {
  const [sent, expected] = [headers.get("authorization") ?? "", `Bearer ${secret}`]
    .map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}

/**
 * Runs a command in the process that uses the database in `directory`; undefined if none does.
 * Throws an Error if one does and takes no commands.
 */
export async function runInServer(
  directory: string,
  command: KeyCommand,
): Promise<Outcome | undefined> {
  if (!await isInUse(directory)) return undefined;
  const text = await Deno.readTextFile(fileOf(directory)).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { port, secret }: Address = JSON.parse(text);
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(timeout),
  }).catch((error) => {
    throw new Error(
      `The server on ${directory} takes no commands: ${messageOf(error)}. Try again once it has ` +
        "started.",
    );
  });
  if (!response.ok) throw new Error(`The server in ${directory} answers ${response.status}.`);
  return await response.json();
}
