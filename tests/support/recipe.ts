/**
 * What the harness cannot read off openapi.yaml about an operation. Most need nothing; one that
 * does says it in `tests/contract/operations/<operation_id>.ts`, as its default export.
 */
import type { Answer, Client, Options } from "./client.ts";
import type { Draw } from "./draw.ts";
import type { Node } from "./oracle.ts";
import { type Ids, type Operation, operations } from "./operations.ts";

export type Recipe = {
  /** Its requests only add to what is there, so they may share a batch, which costs less. */
  adds?: true;
  /** Makes what its parameters name beside a batch and a call; returns the ids by parameter. */
  prepare?(client: Client, ids: Ids): Promise<Ids>;
  /** Checks what another workspace is answered. Needed where the path names nothing: else a 404. */
  foreign?(answer: Answer, ids: Ids): void;
  /** Requests that its own rules answer with a status: no malformed or foreign one comes to it. */
  statuses?: Record<number, (client: Client, ids: Ids) => Promise<Answer>>;
  /** Statuses that no test can bring about, each with the reason. */
  unproduced?: Record<number, string>;
  /** Texts of parameters whose meaning a schema cannot say; [] where a text alone never fits. */
  texts?: Record<string, string[]>;
  /** The body that examples of parameters are sent with, if the first example will not do. */
  parameterBody?: Options;
  /** Gives a generated body the meaning that its schema cannot ask for. */
  adapt?(body: Node, ids: Ids, draw: Draw): Node;
  /** Statuses that a request which fits may come to beside a success, by its body. */
  mayReject?(body: Node, ids: Ids): number[];
  /** Statuses of a malformed body, [400] by default, and parameters that would let it pass. */
  malformed?: { statuses: number[]; without: string[] };
};

const directory = new URL("../contract/operations/", import.meta.url);
const fileOf = ({ id }: Operation) =>
  `${id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}.ts`;

/** The files of recipes, and which of them belong to no operation. */
const files = [...Deno.readDirSync(directory)].map(({ name }) => name);
export const strayRecipes = files.filter((name) => !operations.some((one) => fileOf(one) === name));

const recipes = new Map<string, Recipe>();
for (const operation of operations.filter((one) => files.includes(fileOf(one)))) {
  recipes.set(operation.id, (await import(new URL(fileOf(operation), directory).href)).default);
}

export const recipeOf = ({ id }: Operation): Recipe => recipes.get(id) ?? {};
