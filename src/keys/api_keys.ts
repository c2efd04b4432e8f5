import { orm } from "../db/orm.ts";
import { and, desc, eq, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { apiKeys, workspaces } from "../db/schema/index.ts";
import { newId } from "../domain/id.ts";
import { hashToken, newToken } from "../domain/token.ts";

/** Returns the id of the workspace with this id or name; the newest, if several have the name. */
export async function findWorkspace(db: Database, nameOrId: string): Promise<string | undefined> {
  const [found] = await orm(db).select({ id: workspaces.id }).from(workspaces)
    .where(or(eq(workspaces.name, nameOrId), sql`${workspaces.id}::text = ${nameOrId}`))
    .orderBy(desc(workspaces.id)).limit(1);
  return found?.id;
}

/** The names of all workspaces, sorted. */
export async function listWorkspaces(db: Database): Promise<string[]> {
  const found = await orm(db).selectDistinct({ name: workspaces.name }).from(workspaces)
    .orderBy(workspaces.name);
  return found.map(({ name }) => name);
}

/** Creates a workspace; returns its id. */
export async function createWorkspace(db: Database, name: string): Promise<string> {
  const id = newId();
  await orm(db).insert(workspaces).values({ id, name });
  return id;
}

/** Creates an API key; returns its token, of which only the hash is stored. */
export async function createApiKey(
  db: Database,
  { workspaceId, name, scopes }: { workspaceId: string; name: string; scopes: string[] },
): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newToken()];
  await orm(db).insert(apiKeys).values({
    id,
    workspaceId,
    name,
    scopes,
    prefix: token.slice(0, 9),
    keyHash: hashToken(token),
  });
  return { id, token };
}

/** Returns all keys, newest first. */
export async function listApiKeys(db: Database) {
  return await orm(db).select({
    id: apiKeys.id,
    workspace: workspaces.name,
    name: apiKeys.name,
    prefix: apiKeys.prefix,
    scopes: apiKeys.scopes,
    createdAt: apiKeys.createdAt,
    revokedAt: apiKeys.revokedAt,
  }).from(apiKeys).innerJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId)).orderBy(
    desc(apiKeys.createdAt),
  );
}

/**
 * Revokes the valid key with this id or prefix, with immediate effect. Returns the number of keys
 * that match; unless it is 1, none is revoked.
 */
export async function revokeApiKey(db: Database, idOrPrefix: string): Promise<number> {
  const matching = await orm(db).select({ id: apiKeys.id }).from(apiKeys).where(
    and(
      isNull(apiKeys.revokedAt),
      or(eq(apiKeys.prefix, idOrPrefix), sql`${apiKeys.id}::text = ${idOrPrefix}`),
    ),
  );
  if (matching.length === 1) {
    await orm(db).update(apiKeys).set({ revokedAt: sql`now()` }).where(
      eq(apiKeys.id, matching[0]!.id),
    );
  }
  return matching.length;
}
