/** The contract with examples that exist: each request of the reference succeeds as it is shown. */
import { type Node, resolve, spec } from "../contract/schema.ts";
import { type Operation, operationList } from "../contract/routes.ts";

/** What the reference of a demo shows in place of the contract's examples. */
export type Samples = {
  /** A key that the reference sends. */
  key?: string;
  /** Values of path parameters, by operation and name. */
  idsOf(operationId: string): Record<string, string>;
};

/** The contract, with the ids of `samples` in every operation's parameters and bodies. */
export function sampleDocument({ idsOf }: Samples): Node {
  const paths: Node = structuredClone(spec.paths);
  for (const operation of operationList) {
    const ids = idsOf(operation.id);
    const shown: Node = paths[operation.path]![operation.method];
    shown.parameters = operation.parameters.map((parameter) => withId(parameter, ids));
    if (shown.requestBody) shown.requestBody = withIds(resolve(shown.requestBody), ids);
  }
  return { ...spec, paths };
}

const withId = (parameter: Node, ids: Record<string, string>): Node =>
  parameter.in === "path" && ids[parameter.name] !== undefined
    ? { ...parameter, example: ids[parameter.name] }
    : parameter;

/** The id in the contract's examples, by the name of its parameter. */
const shownIds = new Map<string, unknown>(
  operationList.flatMap(({ parameters }: Operation) => parameters)
    .filter(({ in: where, example }) => where === "path" && example !== undefined)
    .map(({ name, example }) => [name, example]),
);

/** A copy in which every id of the contract's examples is one of `ids`. */
function withIds<T>(body: T, ids: Record<string, string>): T {
  let text = JSON.stringify(body);
  for (const [name, shown] of shownIds) {
    const real = ids[name];
    if (real !== undefined) text = text.replaceAll(JSON.stringify(shown), JSON.stringify(real));
  }
  return JSON.parse(text);
}
