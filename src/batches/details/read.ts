import { type Database, run } from "../../db/client.ts";
import { compile, type CompiledQuery } from "../../db/statement.ts";
import type { Caller } from "../../domain/caller.ts";
import { encodeCursor } from "../../listing/cursor.ts";
import type { Question } from "./parse.ts";
import { type PagePlan, planPage } from "./plan.ts";
import { queryStatement, rangeStatement } from "./statement.ts";
import { findVisible } from "./visible.ts";

export type Details = {
  /** The owner of the key; undefined when the key is unknown or revoked. */
  caller: Caller | undefined;
  /** The contract's Batch as JSON text; undefined when the caller's workspace has no such batch. */
  batch: string | undefined;
  /** Whether calls may have to be closed first; then the rest is out of date. */
  overdue: boolean;
  /** The number of matching calls; null with `count=none`. */
  total: number | null;
  /** A JSON array as text. */
  calls: string;
  nextCursor: string | null;
};

type Row = {
  workspaceId: string | null;
  scopes: string[] | null;
  batch: string | null;
  overdue: boolean | null;
  total: string | null;
  calls: string;
  next: [number, ...(string | null)[]] | null;
};

/**
 * Answers a question in one statement, unless it is slow; `signal` cancels what may be slow, and
 * ends any wait.
 */
export async function readDetails(
  db: Database,
  keyHash: string,
  question: Question,
  signal: AbortSignal,
): Promise<Details> {
  const { batchId, limit, start } = question;
  const plan = planPage(question);
  const values = {
    keyHash,
    batchId,
    limit,
    ...("page" in start ? { skip: (start.page - 1) * limit } : { position: start.position }),
  };
  if (plan.kind === "range") {
    const [row] = await run<Row>(db, compiledRange(plan, question), values, {
      waitSignal: signal,
    });
    return detailsOf(row!, question);
  }
  let caller: Caller | undefined;
  const rows = await db.ask<Row>({
    query: queryStatement(question, plan.total),
    values,
    signal,
    admitSlow: async () => {
      const found = await findVisible(db, keyHash, batchId);
      caller = found.caller;
      return found.visible ? { workspace: caller!.workspaceId, key: keyHash } : undefined;
    },
  });
  return rows ? detailsOf(rows[0]!, question) : withoutBatch(caller);
}

/** The details for a caller without access to the batch. */
const withoutBatch = (caller: Caller | undefined): Details => ({
  caller,
  batch: undefined,
  overdue: false,
  total: null,
  calls: "[]",
  nextCursor: null,
});

function detailsOf(
  { workspaceId, scopes, batch, overdue, total, calls, next }: Row,
  question: Question,
): Details {
  return {
    caller: workspaceId === null ? undefined : { workspaceId, scopes: scopes! },
    batch: batch ?? undefined,
    overdue: overdue ?? false,
    total: question.count === "none" ? null : Number(total),
    calls,
    nextCursor: next &&
      encodeCursor({ position: next[0], keys: next.slice(1) as string[] }, question.identity),
  };
}

const rangeStatements = new Map<string, CompiledQuery>();

/** Returns the statement of the default order: one of 32, each compiled once. */
function compiledRange(
  plan: Extract<PagePlan, { kind: "range" }>,
  { include }: Question,
): CompiledQuery {
  const shape = [plan.ascending, plan.fromCursor, ...include.toSorted()].join();
  const compiled = rangeStatements.get(shape) ?? compile(rangeStatement(plan, include));
  rangeStatements.set(shape, compiled);
  return compiled;
}
