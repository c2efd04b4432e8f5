/** `deno task keys create|list|revoke`: manages the API keys of the configured database. */
import { scopes as allScopes } from "../../domain/caller.ts";
import { runInServer } from "../control.ts";
import { openDatabase } from "../database.ts";
import { type Configuration, readConfiguration } from "../env.ts";
import { parse, runCommand, UsageError } from "./command_line.ts";
import { type KeyCommand, type Outcome, runKeyCommand } from "./key_commands.ts";

const usage = `Usage:
  deno task keys create --name <name> [--scopes <scopes>]
                        [--workspace <name or id> [--create-workspace]]
  deno task keys list
  deno task keys revoke <id or prefix>

  --name              what the key is for, as \`list\` shows it
  --scopes            by default ${allScopes.join(",")}
  --workspace         which data the key is for, "default" by default; it must exist
  --create-workspace  creates the workspace if it does not

The keys are those of DATABASE_URL, else of the embedded database in CALLBOARD_DIR, also while
the server runs on it.`;

const createOptions = {
  name: { type: "string" },
  scopes: { type: "string" },
  workspace: { type: "string" },
  "create-workspace": { type: "boolean" },
} as const;

function readCommand([command, ...rest]: string[]): KeyCommand {
  if (command === "list") {
    parse(rest, {});
    return { command };
  }
  if (command === "revoke") {
    return { command, idOrPrefix: parse(rest, {}, ["id or prefix of the key"]).operands[0]! };
  }
  if (command !== "create") {
    throw new UsageError(command ? `Unknown command "${command}".` : "The command is missing.");
  }
  const { values } = parse(rest, createOptions);
  if (!values.name) throw new UsageError("--name is missing.");
  return {
    command,
    name: values.name,
    scopes: scopesOf(values.scopes ?? allScopes.join(",")),
    workspace: values.workspace,
    createWorkspace: values["create-workspace"] ?? false,
  };
}

/** The scopes in a text such as `batches:read,events:write`. Throws a UsageError for others. */
function scopesOf(text: string): string[] {
  const requested = [...new Set(text.split(",").map((scope) => scope.trim()))];
  const unknown = requested.filter((scope) => !(allScopes as readonly string[]).includes(scope));
  if (unknown.length === 0) return requested;
  const names = unknown.map((scope) => JSON.stringify(scope)).join(", ");
  throw new UsageError(`Unknown scope ${names}; the scopes are ${allScopes.join(", ")}.`);
}

/** In the process that has the embedded database open, if there is one. */
async function perform(configuration: Configuration, command: KeyCommand): Promise<Outcome> {
  const answered = configuration.databaseUrl
    ? undefined
    : await runInServer(configuration.directory, command);
  if (answered) return answered;
  const db = await openDatabase(configuration, { poolSize: 1, watched: false });
  try {
    return await runKeyCommand(db, command);
  } finally {
    await db.close();
  }
}

await runCommand(usage, async (args) => {
  const command = readCommand(args);
  const outcome = await perform(readConfiguration((name) => Deno.env.get(name)), command);
  if (outcome.success) console.log(outcome.text);
  else console.error(outcome.text);
  return outcome.success ? 0 : 1;
});
