import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { apiKeys, workspaces } from "../db/schema/index.ts";
import { newId } from "../domain/id.ts";
import { hashToken, newToken } from "../domain/token.ts";

/** The id of the workspace with this id or name; it is created when a name is new. */
export async function findOrCreateWorkspace(db: Database, nameOrId: string): Promise<string> {
  const [found] = await db.orm.select({ id: workspaces.id }).from(workspaces)
    .where(or(eq(workspaces.name, nameOrId), sql`${workspaces.id}::text = ${nameOrId}`)).limit(1);
  if (found) return found.id;
  const id = newId();
  await db.orm.insert(workspaces).values({ id, name: nameOrId });
  return id;
}

/** Makes a key; gives its token, which is kept nowhere else. */
export async function createApiKey(
  db: Database,
  { workspaceId, name, scopes }: { workspaceId: string; name: string; scopes: string[] },
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newToken()];
  await db.orm.insert(apiKeys).values({
    id,
    workspaceId,
    name,
    scopes,
    prefix: token.slice(0, 9),
    keyHash: await hashToken(token),
  });
  return { id, token };
}

/** All keys, newest first. */
export async function listApiKeys(db: Database) {
  return await db.orm.select({
    id: apiKeys.id,
    workspace: workspaces.name,
    name: apiKeys.name,
    prefix: apiKeys.prefix,
    scopes: apiKeys.scopes,
    createdAt: apiKeys.createdAt,
    revokedAt: apiKeys.revokedAt,
  }).from(apiKeys).innerJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId)).orderBy(desc(apiKeys.createdAt));
}

/** Revokes the key with this id or prefix, at once; gives how many keys that were valid it was. */
export async function revokeApiKey(db: Database, idOrPrefix: string): Promise<number> {
  const revoked = await db.orm.update(apiKeys).set({ revokedAt: sql`now()` })
    .where(and(isNull(apiKeys.revokedAt), or(eq(apiKeys.prefix, idOrPrefix), sql`${apiKeys.id}::text = ${idOrPrefix}`)))
    .returning({ id: apiKeys.id });
  return revoked.length;
}
