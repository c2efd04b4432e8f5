import type { Tenant } from "../db/client.ts";

/** Keys remembered at most. */
const maxKnown = 10_000;

/** Callers whose key was never valid share the turns of one tenant. */
const strangers: Tenant = { workspace: "strangers", key: "strangers" };

/**
 * Who takes turns at the database before a key is checked: a key that was valid before takes those of its workspace.
 * Only turns depend on it, never what a key may do.
 */
export class Tenants {
  #known = new Map<string, Tenant>();

  of(keyHash: string): Tenant {
    return this.#known.get(keyHash) ?? strangers;
  }

  /** Returns the tenant of a valid key. */
  remember(keyHash: string, workspaceId: string): Tenant {
    const known = this.#known.get(keyHash);
    if (known) return known;
    if (this.#known.size >= maxKnown) this.#known.clear();
    const tenant = { workspace: workspaceId, key: keyHash };
    this.#known.set(keyHash, tenant);
    return tenant;
  }
}
