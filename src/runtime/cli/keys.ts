/** `deno task keys create|list|revoke`: manages the API keys of the configured database. */
import { parseArgs } from "node:util";
import type { Database } from "../../db/client.ts";
import { scopes as allScopes } from "../../domain/caller.ts";
import {
  createApiKey,
  createWorkspace,
  findWorkspace,
  listApiKeys,
  revokeApiKey,
} from "../../keys/api_keys.ts";
import { openDatabase } from "../database.ts";
import { readConfiguration } from "../env.ts";

const usage = `deno task keys create --name <name> [--scopes ${
  allScopes.join(",")
}] [--workspace <name or id>]
deno task keys list
deno task keys revoke <id or prefix>`;

type Options = { name?: string; scopes?: string; workspace?: string };

async function create(
  db: Database,
  { name, scopes = allScopes.join(","), workspace = "default" }: Options,
): Promise<number> {
  const requested = scopes.split(",").map((scope) => scope.trim());
  const unknown = requested.filter((scope) => !(allScopes as readonly string[]).includes(scope));
  if (!name) return fail(`--name is missing.\n${usage}`);
  if (unknown.length) {
    return fail(`Unknown scope ${unknown.join(", ")}; the scopes are ${allScopes.join(", ")}.`);
  }
  const found = await findWorkspace(db, workspace);
  if (!found && /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(workspace)) {
    return fail(`There is no workspace ${workspace}.`);
  }
  const workspaceId = found ?? await createWorkspace(db, workspace);
  const { id, token } = await createApiKey(db, { workspaceId, name, scopes: requested });
  console.log(`${token}\n`);
  console.log("Save this key: it cannot be shown again.");
  console.log(`Key id: ${id}\nWorkspace: ${workspace} (${workspaceId})`);
  return 0;
}

async function list(db: Database): Promise<number> {
  for (
    const { id, workspace, name, prefix, scopes, createdAt, revokedAt } of await listApiKeys(db)
  ) {
    console.log(
      [
        id,
        `${prefix}…`,
        workspace,
        name,
        scopes.join(","),
        createdAt,
        revokedAt ? `revoked ${revokedAt}` : "valid",
      ]
        .join("\t"),
    );
  }
  return 0;
}

async function revoke(db: Database, idOrPrefix: string | undefined): Promise<number> {
  if (!idOrPrefix) return fail(usage);
  const revoked = await revokeApiKey(db, idOrPrefix);
  if (revoked === 0) return fail(`There is no valid key "${idOrPrefix}".`);
  if (revoked > 1) {
    return fail(`${revoked} keys begin with "${idOrPrefix}": pass the id of the key to revoke.`);
  }
  console.log("The key is revoked.");
  return 0;
}

function fail(message: string): number {
  console.error(message);
  return 1;
}

async function main(): Promise<number> {
  const options = {
    name: { type: "string" },
    scopes: { type: "string" },
    workspace: { type: "string" },
  } as const;
  const { values, positionals: [command, argument] } = parseArgs({
    args: Deno.args,
    options,
    allowPositionals: true,
  });
  if (!["create", "list", "revoke"].includes(command ?? "")) return fail(usage);
  const db = await openDatabase(readConfiguration((name) => Deno.env.get(name)), {
    poolSize: 1,
    watched: false,
  });
  try {
    if (command === "create") return await create(db, values);
    return command === "list" ? await list(db) : await revoke(db, argument);
  } finally {
    await db.close();
  }
}

try {
  Deno.exit(await main());
} catch (error) {
  Deno.exit(fail((error as Error).message));
}
