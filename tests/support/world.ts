/**
 * The data of the harness. Operations that only read or add data share a batch; each request of any
 * other operation has a new workspace, because it may change or delete data.
 */
import type { Database } from "../../src/db/client.ts";
import { type Client, elsewhere } from "./client.ts";
import type { Ids, Operation } from "./operations.ts";
import { recipeOf } from "./recipe.ts";
import { smallBatch } from "./small_batch.ts";

export type Place = { client: Client; ids: Ids };

const shares = (operation: Operation) => operation.method === "GET" || !!recipeOf(operation).adds;

export class World {
  private readonly prepared = new Map<string, Promise<Ids>>();

  constructor(
    private readonly db: Database,
    private readonly shared: Place,
    private readonly fill: (client: Client) => Promise<Ids> = smallBatch,
  ) {}

  /** The shared batch, for requests that change nothing. */
  async common(operation: Operation): Promise<Place> {
    const { client, ids } = this.shared;
    const known = this.prepared.get(operation.id) ?? prepare(operation, this.shared);
    this.prepared.set(operation.id, known);
    return { client, ids: { ...ids, ...await known } };
  }

  /** Data for a single request. */
  async own(operation: Operation): Promise<Place> {
    const client = await elsewhere(this.db, this.shared.client);
    const place = { client, ids: await this.fill(client) };
    return { client, ids: { ...place.ids, ...await prepare(operation, place) } };
  }

  /** The data for a request that may be accepted. */
  async placeFor(operation: Operation): Promise<Place> {
    return shares(operation) ? await this.common(operation) : await this.own(operation);
  }
}

const prepare = async (operation: Operation, { client, ids }: Place): Promise<Ids> =>
  await recipeOf(operation).prepare?.(client, ids) ?? {};
