/** What `deno task keys` does to a database, in its own process or in that of a running server. */
import type { Database } from "../../db/client.ts";
import {
  createApiKey,
  createWorkspace,
  findWorkspace,
  listApiKeys,
  listWorkspaces,
  revokeApiKey,
} from "../../keys/api_keys.ts";

export type KeyCommand =
  | {
    command: "create";
    name: string;
    scopes: string[];
    /** Name or id; undefined for `default`, which is created when it is missing. */
    workspace?: string | undefined;
    /** Creates a workspace of this name when it is missing. */
    createWorkspace: boolean;
  }
  | { command: "list" }
  | { command: "revoke"; idOrPrefix: string };

/** What to print, and whether the command succeeded. */
export type Outcome = { success: boolean; text: string };

const failed = (text: string): Outcome => ({ success: false, text });
const done = (text: string): Outcome => ({ success: true, text });

export function runKeyCommand(db: Database, command: KeyCommand): Promise<Outcome> {
  if (command.command === "create") return create(db, command);
  return command.command === "list" ? list(db) : revoke(db, command.idOrPrefix);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

async function create(
  db: Database,
  { name, scopes, workspace, createWorkspace: mayCreate }: KeyCommand & { command: "create" },
): Promise<Outcome> {
  const wanted = workspace ?? "default";
  const found = await findWorkspace(db, wanted);
  if (!found && (uuid.test(wanted) || !(mayCreate || workspace === undefined))) {
    return failed(await noSuchWorkspace(db, wanted));
  }
  const workspaceId = found ?? await createWorkspace(db, wanted);
  const { id, token } = await createApiKey(db, { workspaceId, name, scopes });
  return done(`${token}

Save this key: it cannot be shown again.
Key id: ${id}
Workspace: ${wanted} (${workspaceId})`);
}

async function noSuchWorkspace(db: Database, wanted: string): Promise<string> {
  const names = (await listWorkspaces(db)).map((name) => JSON.stringify(name)).join(", ");
  const known = names ? `There are ${names}.` : "There is none yet.";
  const advice = uuid.test(wanted) ? "" : " To create it, add --create-workspace.";
  return `There is no workspace ${JSON.stringify(wanted)}. ${known}${advice}`;
}

async function list(db: Database): Promise<Outcome> {
  const rows = (await listApiKeys(db)).map((
    { id, workspace, name, prefix, scopes, createdAt, revokedAt },
  ) => {
    const state = revokedAt ? `revoked ${revokedAt}` : "valid";
    return [id, `${prefix}…`, workspace, name, scopes.join(","), createdAt, state].join("\t");
  });
  return done(rows.length ? rows.join("\n") : "There are no keys.");
}

async function revoke(db: Database, idOrPrefix: string): Promise<Outcome> {
  const revoked = await revokeApiKey(db, idOrPrefix);
  if (revoked === 0) return failed(`There is no valid key "${idOrPrefix}".`);
  if (revoked > 1) {
    return failed(
      `${revoked} keys begin with "${idOrPrefix}": pass the id of the key to revoke.`,
    );
  }
  return done("The key is revoked.");
}
