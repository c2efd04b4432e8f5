/** Whether the database answers: found out by a probe when something looks wrong, not by each request in turn. */
import { withDeadline } from "../domain/deadline.ts";
import { Unavailable } from "../domain/errors.ts";

export type HealthOptions = {
  /** Resolves when the database answers. */
  probe(): Promise<void>;
  /** Called when the database stops to answer. */
  onDown(): void;
};

/** Milliseconds a statement runs before the database is suspected of not answering, and between two suspicions. */
const patience = 700;
/** Milliseconds for the answer to a probe. */
const probeTimeout = 900;
/** Milliseconds between two probes while the database is down. */
const retryInterval = 250;

export class Health {
  #down = false;
  #probing: Promise<boolean> | undefined;
  #watched = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #closed = false;

  constructor(private readonly options: HealthOptions) {}

  /** Throws Unavailable while the database does not answer. */
  assertUp(): void {
    if (this.#down) throw new Unavailable("the database does not answer");
  }

  /** Probes the database now, unless a probe is under way. */
  suspect(): void {
    if (!this.#down) void this.#probe();
  }

  /** Suspects the database regularly until the returned function is called: while a statement is under way. */
  watch(): () => void {
    this.#watched++;
    this.#timer ??= setInterval(() => this.suspect(), patience);
    return () => {
      if (--this.#watched > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Throws Unavailable, within a second, unless the database answers. */
  async check(): Promise<void> {
    if (!await this.#probe()) throw new Unavailable("the database does not answer");
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #probe(): Promise<boolean> {
    return this.#probing ??= this.#answers().finally(() => this.#probing = undefined);
  }

  async #answers(): Promise<boolean> {
    const answers = await withDeadline(probeTimeout, this.options.probe()).then(
      () => true,
      () => false,
    );
    if (this.#closed) return answers;
    if (!answers && !this.#down) {
      this.options.onDown();
      setTimeout(() => this.#retry(), retryInterval);
    }
    this.#down = !answers;
    return answers;
  }

  async #retry(): Promise<void> {
    if (this.#closed || await this.#probe()) return;
    setTimeout(() => this.#retry(), retryInterval);
  }
}
