/** Statements as text and parameters. */
import { Placeholder, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { literal } from "./literal.ts";

/** The text of a statement and its parameters, which may be placeholders. */
export type CompiledQuery = { sql: string; params: unknown[] };

const dialect = new PgDialect();

/** Compiles a statement to text. For frequent statements this costs more than sending them. */
export const compile = (query: SQL): CompiledQuery => dialect.sqlToQuery(query);

/** Every precompiled statement by name: a test prepares each against the schema. */
export const precompiled = new Map<string, CompiledQuery>();

/** Compiles a statement with placeholders once, at import. */
export function precompile(name: string, query: SQL): CompiledQuery {
  if (precompiled.has(name)) throw new Error(`two statements are named ${name}`);
  const compiled = compile(query);
  precompiled.set(name, compiled);
  return compiled;
}

/** Compiles a fragment without parameters once: statements that contain it compile faster. */
export const precompileFragment = (query: SQL): SQL => sql.raw(compile(query).sql);

/** Replaces the placeholders among the parameters by their values. */
export const bindPlaceholders = (params: unknown[], values: Record<string, unknown>): unknown[] =>
  params.map((param) => param instanceof Placeholder ? values[param.name] : param);

/** A placeholder with a Postgres type. */
export const param = (name: string, type: string): SQL =>
  sql`${sql.placeholder(name)}::${sql.raw(type)}`;

/** Inlines the parameters as literals: docs/decisions/0006-literals-in-the-text.md. */
export function inline(text: string, params: unknown[]): string {
  if (params.length === 0) return text;
  const literals = params.map(literal);
  return text.replace(/\$(\d+)/g, (_, number) => literals[number - 1]!);
}
