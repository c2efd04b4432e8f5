/** Sends the examples of openapi.yaml to a server and collects the faults. */
import assert from "node:assert/strict";
import type { Database } from "../../src/db/client.ts";
import type { Answer, Client, Options } from "./client.ts";
import { answersAt, bodyAt, type Example, parametersAt, shownValue } from "./examples.ts";
import type { Node } from "./oracle.ts";
import {
  bodyOf,
  exampleRequest,
  type Ids,
  type Operation,
  operation,
  operations,
  pathOf,
  withIds,
  withText,
} from "./operations.ts";
import { recipeOf } from "./recipe.ts";
import { textOf } from "./texts.ts";
import { type Place, World } from "./world.ts";

const success = ({ responses }: Operation) => responses.find((status) => status.startsWith("2"))!;

export class Trial {
  readonly faults: string[] = [];
  readonly sent = new Set<string>();
  readonly compared = new Set<string>();
  requests = 0;
  /** The latest response of each operation, without query and header parameters. */
  private readonly answers = new Map<string, Answer>();
  private world!: World;

  constructor(private readonly examples: Example[]) {}

  /** Sends every example of an operation. */
  async run(db: Database, client: Client): Promise<void> {
    const fill = (client: Client) => this.campaign(client);
    this.world = new World(db, { client, ids: await fill(client) }, fill);
    for (const operation of operations) {
      await this.plainly(operation);
      await this.withParameters(operation);
      this.compare(operation, success(operation), this.answers.get(operation.id)!);
      for (const [status, produce] of Object.entries(recipeOf(operation).statuses ?? {})) {
        const { client, ids } = await this.world.own(operation);
        this.compare(operation, status, await produce(client, ids));
      }
    }
  }

  /** Creates a batch from the examples, with a completed last call, for their ids. */
  private async campaign(client: Client): Promise<Ids> {
    const place: Place = { client, ids: {} };
    const { body: { id } } = await this.plainly(operation("createBatch"), place);
    assert.ok(id, this.faults.join("\n"));
    place.ids.batchId = id;
    await this.plainly(operation("addCalls"), place);
    const { body: { calls: [call] } } = await this.plainly(operation("getBatch"), place);
    place.ids.callId = call.id;
    await this.plainly(operation("recordCallEvents"), place);
    return place.ids;
  }

  private at(owner: string[]): Example[] {
    return this.examples.filter((example) => example.owner.join() === owner.join());
  }

  private async send(
    operation: Operation,
    { client, ids }: Place,
    options: Options,
    shown: Example[],
  ): Promise<Answer> {
    const inPath = parametersAt(operation).filter(({ parameter }) => parameter.in === "path")
      .map(({ at, parameter: { name } }) => ({ name, examples: this.at(at) }));
    const named = inPath.map((
      { name, examples },
    ) => [name, textOf(withIds(examples[0]?.value, ids))]);
    const path = pathOf(operation, Object.fromEntries(named));
    const answer = await client.request(operation.method, path, options);
    this.requests++;
    const used = [...shown, ...inPath.flatMap(({ examples }) => examples)];
    for (const { place } of used) this.sent.add(place);
    if (String(answer.status) !== success(operation)) {
      const places = used.map(({ place }) => place).join();
      this.faults.push(`${places}: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
    return answer;
  }

  /** Sends the operation with each example of its body, or without a body. */
  private async plainly(operation: Operation, given?: Place): Promise<Answer> {
    const place = async () => given ?? await this.world.placeFor(operation);
    const bodies = operation.media.flatMap((media) =>
      this.at(bodyAt(operation, media)).map((example) => ({ example, media }))
    );
    if (!bodies.length) {
      const where = await place();
      const options = exampleRequest(operation, where.ids);
      this.answers.set(operation.id, await this.send(operation, where, options, []));
    }
    for (const { example, media } of bodies) {
      const where = await place();
      const options = bodyOf(media, withIds(example.value, where.ids));
      this.answers.set(operation.id, await this.send(operation, where, options, [example]));
    }
    return this.answers.get(operation.id)!;
  }

  /** Sends the operation with each example of its query and headers, one at a time. */
  private async withParameters(operation: Operation): Promise<void> {
    for (const { at, parameter: { in: where, name } } of parametersAt(operation)) {
      for (const example of where === "path" ? [] : this.at(at)) {
        const place = await this.world.placeFor(operation);
        const body = recipeOf(operation).parameterBody ?? exampleRequest(operation, place.ids);
        const text = textOf(withIds(example.value, place.ids));
        await this.send(operation, place, withText(body, where, name, text), [example]);
      }
    }
  }

  /** A response example must have the members of the real one; a problem must equal it. */
  private compare(operation: Operation, status: string, answer: Answer): void {
    for (const owner of answersAt(operation, status)) {
      if (owner.at(-1) === "application/problem+json") this.compareError(owner, answer);
      else {
        for (const example of this.at(owner)) {
          this.compared.add(example.place);
          const faults = shapeFaults(shownValue(owner, example.value), answer.body);
          if (answer.text === "") faults.push(": the real one is empty");
          this.faults.push(...faults.map((fault) => `${example.place}${fault}`));
        }
      }
    }
  }

  /** An error example must equal the server's response, except for the request id. */
  compareError(owner: string[], { status, body }: Answer): void {
    for (const example of this.at(owner)) {
      this.compared.add(example.place);
      const { instance: _, requestId: __, ...shown } = example.value as Node;
      const { instance: ___, requestId: ____, ...real } = body;
      const same = JSON.stringify(sorted(shown)) === JSON.stringify(sorted(real)) &&
        shown.status === status;
      if (!same) this.faults.push(`${example.place}: the server says ${JSON.stringify(real)}`);
    }
  }
}

const sorted = (value: Node): Node =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === "object"
    ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
    : value;

const isObject = (value: unknown): value is Node => value !== null && typeof value === "object";
/** Objects with members that callers choose. */
const free = new Set(["metadata", "variables"]);

/** The paths at which an example and a real response have different members or elements. */
function shapeFaults(shown: Node, real: Node): string[] {
  if (!isObject(shown) || !isObject(real)) return [];
  if (Array.isArray(shown)) {
    if (shown.length && !real.length) return [": the real one is empty"];
    return shown.length ? shapeFaults(shown[0], real[0]) : [];
  }
  const [some, others] = [Object.keys(shown).sort().join(), Object.keys(real).sort().join()];
  return [
    ...(some === others ? [] : [`: ${some} instead of ${others}`]),
    ...Object.keys(shown).filter((key) => !free.has(key)).flatMap((key) =>
      shapeFaults(shown[key], real[key]).map((fault) => `/${key}${fault}`)
    ),
  ];
}
