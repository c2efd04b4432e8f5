import { Unavailable } from "../domain/errors.ts";
import { type ConnectionSettings, DatabaseConnection } from "./connection.ts";
import {
  type AcquireOptions,
  FairQueue,
  type FairQueueOptions,
  type Tenant,
} from "./fair_queue.ts";

/** Connections that workspaces use in turns: docs/decisions/0012-a-pool-of-our-own.md. */
export class Pool {
  readonly #queue: FairQueue;
  readonly #idle: DatabaseConnection[] = [];
  readonly #open = new Set<DatabaseConnection>();

  constructor(private readonly settings: ConnectionSettings, options: FairQueueOptions) {
    this.#queue = new FairQueue(options);
  }

  /** Runs `work` with a connection. Throws Overloaded when none is free in time. */
  async use<T>(
    tenant: Tenant,
    options: AcquireOptions,
    work: (connection: DatabaseConnection) => Promise<T>,
  ): Promise<T> {
    this.settings.health?.assertUp();
    const release = await this.#queue.acquire(tenant, options);
    const connection = this.#idleConnection() ?? this.#connect();
    try {
      this.settings.health?.assertUp();
      return await work(connection);
    } finally {
      if (connection.usable) this.#idle.push(connection);
      else this.#discard(connection);
      release();
    }
  }

  /** Closes every connection and rejects its statement with Unavailable. */
  discardAll(): void {
    this.#idle.length = 0;
    for (const connection of this.#open) {
      connection.fail(new Unavailable("the database does not answer"));
      this.#discard(connection);
    }
  }

  /** Closes every connection after its statement, at most `seconds` later. */
  async close(seconds: number): Promise<void> {
    await Promise.all([...this.#open].map((connection) => connection.close(seconds)));
  }

  #idleConnection(): DatabaseConnection | undefined {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.usable) return idle;
      this.#discard(idle);
    }
    return undefined;
  }

  #connect(): DatabaseConnection {
    const connection = new DatabaseConnection(this.settings);
    this.#open.add(connection);
    return connection;
  }

  #discard(connection: DatabaseConnection): void {
    if (this.#open.delete(connection)) void connection.close().catch(() => {});
  }
}
