/** Whether the database answers: a probe finds out when something looks wrong. */
import { DeadlineExceeded, withDeadline, withOwnDeadline } from "../domain/deadline.ts";
import { Unavailable } from "../domain/errors.ts";

export type HealthOptions = {
  /** Resolves when the database answers on the connection that is kept for it. */
  probe(): Promise<void>;
  /** The same on a new connection, which takes longer. */
  probeAnew(): Promise<void>;
  /** Returns why the database, which answers, cannot serve; undefined if it can. */
  readiness(): Promise<string | undefined>;
  /** Called when the database stops to answer. */
  onDown(): void;
};

/** Milliseconds a statement runs before the database is suspected, and between two suspicions. */
const patience = 700;
/** Milliseconds for the answer to a probe. */
const probeTimeout = 900;
/** Milliseconds between two probes while the database is down. */
const retryInterval = 500;
/** Probes that may be under way while it is down: a lost packet must not hold up the next one. */
const maxProbes = 8;
/** Milliseconds for which a database that could not serve counts as not ready. */
const memory = 2000;

export class Health {
  #down = false;
  #closed = false;
  #probing: Promise<void> | undefined;
  #checking: Promise<string | undefined> | undefined;
  #watched = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #couldNotServeAt = -Infinity;

  constructor(private readonly options: HealthOptions) {}

  /** Throws Unavailable while the database does not answer. */
  assertUp(): void {
    if (this.#down) throw new Unavailable("the database does not answer");
  }

  /** Probes the database now, unless a probe is under way. */
  suspect(): void {
    if (!this.#down) this.#probe().catch(() => {});
  }

  /** Notes an answer that is no service: disk full, read-only or out of connections. */
  noteCannotServe(): void {
    this.#couldNotServeAt = performance.now();
  }

  /** Suspects the database regularly until the returned function is called. */
  watch(): () => void {
    this.#watched++;
    this.#timer ??= setInterval(() => this.suspect(), patience);
    return () => {
      if (--this.#watched > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Throws Unavailable, within a second, unless the database can serve and could of late. */
  async check(): Promise<void> {
    this.assertUp();
    const reason = await (this.#checking ??= withOwnDeadline(probeTimeout, this.options.readiness())
      .catch(() => this.#goDown())
      .finally(() => this.#checking = undefined));
    if (reason) throw new Unavailable(reason);
    if (performance.now() - this.#couldNotServeAt < memory) {
      throw new Unavailable("the database could not serve a request");
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  /** Throws Unavailable, and takes the database for down, unless it answers. */
  #probe(): Promise<void> {
    return this.#probing ??= withOwnDeadline(probeTimeout, this.options.probe())
      .catch(() => this.#goDown())
      .finally(() => this.#probing = undefined);
  }

  #goDown(): never {
    if (!this.#down && !this.#closed) {
      this.#down = true;
      this.options.onDown();
      void this.#recover();
    }
    throw new Unavailable("the database does not answer");
  }

  /** Probes anew until one probe succeeds, without waiting for those that hang. */
  async #recover(): Promise<void> {
    let underWay = 0;
    while (this.#down && !this.#closed) {
      if (underWay < maxProbes) {
        underWay++;
        const probe = this.options.probeAnew()
          .then(() => void (this.#down = false), () => {})
          .finally(() => underWay--);
        await withDeadline(retryInterval, probe).catch((error) => {
          if (!(error instanceof DeadlineExceeded)) throw error;
        });
      }
      if (this.#down) await new Promise((resolve) => setTimeout(resolve, retryInterval / 2));
    }
  }
}
