/**
 * Detects a database that is down by one probe, so that requests do not each time out:
 * docs/decisions/0012-a-pool-of-our-own.md.
 */
import { withDeadline } from "../domain/deadline.ts";
import { Unavailable } from "../domain/errors.ts";

export type HealthOptions = {
  /** Resolves when the database answers. */
  probe(): Promise<void>;
  /** Called when the database stops answering. */
  onDown(): void;
};

/** Milliseconds between probes while a statement is running. */
const suspectInterval = 700;
/** Milliseconds to wait for the response to a probe. */
const probeTimeout = 900;
/** Milliseconds between probes while the database is down. */
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

  /** Probes the database now, unless a probe is running. */
  suspect(): void {
    if (!this.#down) void this.#probe();
  }

  /** Probes the database at intervals until the returned function is called. */
  watch(): () => void {
    this.#watched++;
    this.#timer ??= setInterval(() => this.suspect(), suspectInterval);
    return () => {
      if (--this.#watched > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  /** Throws Unavailable within one second unless the database answers. */
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
