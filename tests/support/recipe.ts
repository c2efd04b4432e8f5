/**
 * What the harness cannot derive from openapi.yaml about an operation: the default export of
 * `tests/contract/operations/<operation_id>.ts`, for operations that need it.
 */
import type { Answer, Client, Options } from "./client.ts";
import type { Draw } from "./draw.ts";
import type { Node } from "./oracle.ts";
import { type Ids, type Operation, operations } from "./operations.ts";

export type Recipe = {
  /** Requests only add data, so they may share a batch, which is faster. */
  adds?: true;
  /** Creates the resources of its other parameters; returns their ids by parameter. */
  prepare?(client: Client, ids: Ids): Promise<Ids>;
  /** Checks the response to another workspace; a 404 by default. */
  foreign?(answer: Answer, ids: Ids): void;
  /** Valid requests that its own rules answer with a status. */
  statuses?: Record<number, (client: Client, ids: Ids) => Promise<Answer>>;
  /** Statuses that no test can produce, each with the reason. */
  unproduced?: Record<number, string>;
  /** Valid texts of parameters that a schema cannot describe; [] if no text alone is valid. */
  texts?: Record<string, string[]>;
  /** The body for examples of parameters; the first example by default. */
  parameterBody?: Options;
  /** Makes a generated body valid where its schema is not enough. */
  adapt?(body: Node, ids: Ids, draw: Draw): Node;
  /** Error statuses that a valid request may cause, by its body. */
  mayReject?(body: Node, ids: Ids): number[];
  /** Statuses of a malformed body, [400] by default, and parameters that would accept it. */
  malformed?: { statuses: number[]; without: string[] };
};

const directory = new URL("../contract/operations/", import.meta.url);
const fileOf = ({ id }: Operation) =>
  `${id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}.ts`;

/** The files of recipes, and those without an operation. */
const files = [...Deno.readDirSync(directory)].map(({ name }) => name);
export const strayRecipes = files.filter((name) => !operations.some((one) => fileOf(one) === name));

const recipes = new Map<string, Recipe>();
for (const operation of operations.filter((one) => files.includes(fileOf(one)))) {
  recipes.set(operation.id, (await import(new URL(fileOf(operation), directory).href)).default);
}

export const recipeOf = ({ id }: Operation): Recipe => recipes.get(id) ?? {};
