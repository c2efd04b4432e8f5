/** What an API key may be allowed. */
export const scopes = ["batches:read", "batches:write", "events:write"] as const;

/** Who a request comes from: its workspace and what it may do there. */
export type Caller = { workspaceId: string; scopes: string[] };
