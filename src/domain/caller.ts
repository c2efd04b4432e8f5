/** The scopes that an API key can have. */
export const scopes = ["batches:read", "batches:write", "events:write", "contacts:erase"] as const;

/** The authenticated caller of a request: its workspace and scopes. */
export type Caller = { workspaceId: string; scopes: string[] };
