import type { Database } from "../db/client.ts";
import { type Contact, insertCalls } from "./insert.ts";
import { abandonUpload, finishUpload, renewUpload, takeBatch, type Upload } from "./claim.ts";

export type { Contact } from "./insert.ts";
export type Refusal = { line: number; column: string | null; reason: string };

export type AddCallsResult = {
  added: number;
  duplicateCount: number;
  /** The first 100. */
  duplicates: { line: number; phoneNumber: string }[];
  refusedCount: number;
  /** The first 100. */
  refused: Refusal[];
};

/** Thrown to undo an upload of which rows were refused. */
export class RowsRefused extends Error {
  override name = "RowsRefused";
  constructor(readonly result: AddCallsResult) {
    super("rows were refused");
  }
}

const shown = 100;
/** A chunk is one statement: this many contacts, or characters of JSON, whichever comes first. */
const chunkLength = 1000;
const chunkSize = 2 ** 20;
/** Milliseconds between two signs of life, so that a slow upload is not taken for a dead one. One that stalls is ended where it is read. */
const heartbeat = 15_000;

/**
 * Adds contacts to a batch, chunk by chunk while they are being read; they count, and are seen, all at once at the end. Of a number that comes twice, or that
 * the batch has, the first is kept. Gives undefined, without reading any, when the workspace has no such batch. When a row is refused and `skip` is not set, all is undone at
 * once, the rest is looked through (up to 100 refusals), and RowsRefused is thrown. Uploads to one batch wait for each other; events do not.
 */
export async function addCalls(
  db: Database,
  workspaceId: string,
  batchId: string,
  rows: AsyncIterable<Contact | Refusal>,
  { skip = false }: { skip?: boolean } = {},
): Promise<AddCallsResult | undefined> {
  const source = rows[Symbol.asyncIterator]();
  const result: AddCallsResult = { added: 0, duplicateCount: 0, duplicates: [], refusedCount: 0, refused: [] };
  const undo = new RowsRefused(result);
  try {
    const upload = await takeBatch(db, workspaceId, batchId);
    if (!upload) return undefined;
    const chunks = new Chunks(db, upload, result);
    try {
      for (let row = await source.next(); !row.done; row = await source.next()) {
        await chunks.take(row.value);
        if (result.refusedCount > 0 && !skip) throw undo;
      }
      return await chunks.finish();
    } catch (error) {
      await chunks.abandon();
      throw error;
    } finally {
      chunks.stop();
    }
  } catch (error) {
    if (error === undo) await lookThrough(source, result);
    throw error;
  } finally {
    // Not awaited: where the database gave up first, the client may be stalled for good.
    source.return?.().catch(() => {});
  }
}

function refuse(result: AddCallsResult, refusal: Refusal): void {
  result.refusedCount++;
  if (result.refused.length < shown) result.refused.push(refusal);
}

async function lookThrough(source: AsyncIterator<Contact | Refusal>, result: AddCallsResult): Promise<void> {
  while (result.refusedCount < shown) {
    const { done, value } = await source.next();
    if (done) return;
    if ("reason" in value) refuse(result, value);
  }
}

/** Sends contacts in chunks; while one is being inserted, the next is read. */
class Chunks {
  private chunk = new Chunk();
  private inserting: Promise<void> = Promise.resolve();
  private readonly timer = setInterval(() => void renewUpload(this.db, this.upload).catch(() => {}), heartbeat);

  constructor(
    private readonly db: Database,
    private readonly upload: Upload,
    private readonly result: AddCallsResult,
  ) {}

  async take(row: Contact | Refusal): Promise<void> {
    if ("reason" in row) refuse(this.result, row);
    else this.chunk.add(row);
    if (this.chunk.isFull) await this.send();
  }

  async finish(): Promise<AddCallsResult> {
    await this.send();
    await this.inserting;
    await finishUpload(this.db, this.upload, this.result.added);
    return this.result;
  }

  /** Nothing of it was seen. Where it cannot be cleared away, the next upload does. */
  async abandon(): Promise<void> {
    await this.inserting.catch(() => {});
    await abandonUpload(this.db, this.upload).catch(() => {});
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async send(): Promise<void> {
    await this.inserting;
    this.inserting = this.insert(this.chunk);
    this.inserting.catch(() => {}); // awaited by the next `send`, by `finish` or by `abandon`
    this.chunk = new Chunk();
  }

  private async insert({ contacts, duplicates }: Chunk): Promise<void> {
    const { result } = this;
    const added = new Set(await insertCalls(this.db, this.upload, result.added, [...contacts.values()]));
    const known = [...contacts.values()].filter(({ line }) => !added.has(line));
    const rows = [...known, ...duplicates].sort((a, b) => a.line - b.line);
    result.added += added.size;
    result.duplicateCount += rows.length;
    for (const { line, phoneNumber } of rows.slice(0, shown - result.duplicates.length)) {
      result.duplicates.push({ line, phoneNumber });
    }
  }
}

class Chunk {
  readonly contacts = new Map<string, Contact>();
  readonly duplicates: { line: number; phoneNumber: string }[] = [];
  private size = 0;

  add(contact: Contact): void {
    const { line, phoneNumber } = contact;
    if (this.contacts.has(phoneNumber)) this.duplicates.push({ line, phoneNumber });
    else this.contacts.set(phoneNumber, contact);
    this.size += contact.size;
  }

  get isFull(): boolean {
    return this.contacts.size + this.duplicates.length >= chunkLength || this.size >= chunkSize;
  }
}
