/** A steady light load of every kind of request, each answer noted and checked. */
import { type Answer, ask, type Question } from "./http.ts";
import { filter, page } from "./questions.ts";
import { contacts, newBatch, type Setup } from "./setup.ts";

const kinds = ["page", "filter", "other", "event", "upload"] as const;
export type Kind = typeof kinds[number] | "live" | "ready";
/** Kinds that need the database. */
export const asked: readonly Kind[] = kinds;

export type Sample = Pick<Answer, "status" | "retryAfter" | "began" | "took"> & {
  kind: Kind;
  /** What is wrong about a 200. */
  fault?: string | undefined;
};

/** Milliseconds from one request to the next, whether or not that has been answered. */
const periods: Record<Kind, number> = {
  page: 130,
  other: 170,
  filter: 190,
  event: 210,
  upload: 410,
  live: 150,
  ready: 200,
};

/** Contacts of an upload. */
export const uploadSize = 50;

type Upload = { batchId: string; firstNumber: number; acknowledged: boolean };

export class Load {
  readonly samples: Sample[] = [];
  /** Events and uploads that were sent, and whether a 2xx came. */
  readonly events: { event: Record<string, unknown>; acknowledged: boolean }[] = [];
  readonly uploads: Upload[] = [];
  private readonly timers: ReturnType<typeof setInterval>[] = [];
  private readonly waiting = new Set<Promise<void>>();

  private constructor(
    private readonly origin: string,
    private readonly setup: Setup,
    private readonly batches: string[],
  ) {}

  /** Makes some batches for uploads, then starts to ask. */
  static async start(origin: string, setup: Setup): Promise<Load> {
    const batches: string[] = [];
    while (batches.length < 20) {
      batches.push(await newBatch(origin, setup.reader.token, `upload ${batches.length}`, 0, 0));
    }
    const load = new Load(origin, setup, batches);
    for (const [kind, period] of Object.entries(periods) as [Kind, number][]) {
      let turn = 0;
      load.timers.push(setInterval(() => load.send(kind, turn++), period));
    }
    return load;
  }

  running = true;

  /** Stops to ask and waits for the answers. */
  async stop(): Promise<void> {
    this.running = false;
    this.timers.forEach(clearInterval);
    await Promise.all(this.waiting);
  }

  private send(kind: Kind, turn: number): void {
    const sent = this.ask(kind, turn).finally(() => this.waiting.delete(sent));
    this.waiting.add(sent);
  }

  private async ask(kind: Kind, turn: number): Promise<void> {
    const { question, fault } = this.question(kind, turn);
    const { status, retryAfter, began, took, body } = await ask(this.origin, question);
    const answer = { status, retryAfter, began, took, body };
    this.samples.push({
      kind,
      status,
      retryAfter,
      began,
      took,
      fault: status >= 200 && status < 300 ? fault(answer) : undefined,
    });
  }

  private question(
    kind: Kind,
    turn: number,
  ): { question: Question; fault(answer: Answer): string | undefined } {
    const { reader, other } = this.setup;
    if (kind === "page") return page(reader, turn);
    if (kind === "other") return page(other, turn);
    if (kind === "filter") return filter(reader, turn);
    if (kind === "event") return this.event(turn);
    if (kind === "upload") return this.upload(turn);
    return { question: { path: `/health/${kind}` }, fault: () => undefined };
  }

  private event(turn: number) {
    const { reader: { token }, reported: { batchId, callIds } } = this.setup;
    const at = new Date().toISOString();
    const callId = callIds[turn % callIds.length]!;
    const sent = {
      event: { id: crypto.randomUUID(), batchId, callId, type: "ringing", at },
      acknowledged: false,
    };
    this.events.push(sent);
    return {
      question: { token, method: "POST", path: "/v1/call-events", json: { events: [sent.event] } },
      fault: ({ body }: Answer) => {
        sent.acknowledged = true;
        return body.recorded === 1 ? undefined : JSON.stringify(body);
      },
    };
  }

  private upload(turn: number) {
    const { batches, setup: { reader: { token } } } = this;
    const sent = {
      batchId: batches[turn % batches.length]!,
      firstNumber: 3_125_550_000 + turn * uploadSize,
      acknowledged: false,
    };
    this.uploads.push(sent);
    const json = contacts(sent.firstNumber, uploadSize);
    return {
      question: { token, method: "POST", path: `/v1/batches/${sent.batchId}/calls`, json },
      fault: ({ body }: Answer) => {
        sent.acknowledged = true;
        return body.added === uploadSize ? undefined : JSON.stringify(body);
      },
    };
  }
}
