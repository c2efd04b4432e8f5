import type { Tenant } from "../db/client.ts";

/** Maximum number of remembered keys. */
const maxTenants = 10_000;

/** The tenant of all callers whose key has not been valid yet. */
const unauthenticated: Tenant = { workspace: "unauthenticated", key: "unauthenticated" };

/**
 * The tenant of a request before its key is checked: a key that was valid before takes the turns of
 * its workspace. Only turns depend on it, never authorization.
 */
export class Tenants {
  #tenants = new Map<string, Tenant>();

  of(keyHash: string): Tenant {
    return this.#tenants.get(keyHash) ?? unauthenticated;
  }

  /** Returns the tenant of a valid key. */
  remember(keyHash: string, workspaceId: string): Tenant {
    const existing = this.#tenants.get(keyHash);
    if (existing) return existing;
    if (this.#tenants.size >= maxTenants) this.#tenants.clear();
    const tenant = { workspace: workspaceId, key: keyHash };
    this.#tenants.set(keyHash, tenant);
    return tenant;
  }
}
