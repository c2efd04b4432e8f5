/** Statements as text and parameters. */
import { Placeholder, type SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { literal } from "./literal.ts";

/** The text of a statement and its parameters, some of them perhaps placeholders. */
export type CompiledQuery = { sql: string; params: unknown[] };

const dialect = new PgDialect();

/** Writes a statement out. For one that is sent often, this costs more than sending it. */
export const compile = (query: SQL): CompiledQuery => dialect.sqlToQuery(query);

/** Every statement whose text is fixed, by its name: a test prepares each against the schema. */
export const precompiled = new Map<string, CompiledQuery>();

/** Compiles a fixed statement once, at import. Its values are placeholders. */
export function precompile(name: string, query: SQL): CompiledQuery {
  if (precompiled.has(name)) throw new Error(`two statements have the name ${name}`);
  const compiled = compile(query);
  precompiled.set(name, compiled);
  return compiled;
}

/** A piece of SQL without parameters as plain text, so that the statements it is part of compile faster. */
export const fixed = (query: SQL): SQL => sql.raw(compile(query).sql);

/** The parameters in the order of the text, with each placeholder's value. */
export const bindPlaceholders = (params: unknown[], values: Record<string, unknown>): unknown[] =>
  params.map((param) => param instanceof Placeholder ? values[param.name] : param);

/** A placeholder of a Postgres type. */
export const param = (name: string, type: string): SQL =>
  sql`${sql.placeholder(name)}::${sql.raw(type)}`;

/** The text with its parameters as literals: one round trip, where unknown parameters take two. */
export function inline(text: string, params: unknown[]): string {
  if (params.length === 0) return text;
  const literals = params.map(literal);
  return text.replace(/\$(\d+)/g, (_, number) => literals[number - 1]!);
}
