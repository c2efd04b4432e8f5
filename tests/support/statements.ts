import type { SQL } from "drizzle-orm";
import type { Connection } from "../../src/db/client.ts";
import { bindPlaceholders, compile, inline } from "../../src/db/statement.ts";

/** Sends one statement with its parameters as literals, as questions are sent. */
export async function runText<Row>(
  db: Connection,
  query: SQL,
  values: Record<string, unknown> = {},
): Promise<Row[]> {
  const { sql: text, params } = compile(query);
  return await db.send<Row>({ text: inline(text, bindPlaceholders(params, values)) });
}
