import type { Database } from "../db/client.ts";
import type { Contact, Rejection } from "./contact.ts";
import { insertCalls } from "./insert.ts";
import { rollBackUpload } from "./held_lease.ts";
import { acquireLease, commitUpload, renewLease, type Upload } from "./lease.ts";

export type AddCallsResult = {
  added: number;
  duplicateCount: number;
  /** At most the first 100. */
  duplicates: { line: number; phoneNumber: string }[];
  rejectedCount: number;
  /** At most the first 100. */
  rejected: Rejection[];
};

/** Thrown after an upload was rolled back because of rejected rows. */
export class RowsRejected extends Error {
  override name = "RowsRejected";
  constructor(readonly result: AddCallsResult) {
    super("rows were rejected");
  }
}

const maxListed = 100;
/** One statement inserts a chunk: at most 1,000 contacts, closed after 1 Mi characters of JSON. */
const chunkLength = 1000;
const chunkSize = 2 ** 20;
/** Milliseconds between two heartbeats. A stalled upload is ended by `textPieces`. */
const heartbeatInterval = 4000;

export type AddCallsOptions = {
  /** Adds the other rows when some are rejected. */
  skip?: boolean;
  /** Rejects when the upload must end, for example because its key was revoked. */
  reauthorize?: () => Promise<void>;
};

/**
 * Streams contacts into a batch in chunks, and makes all of them visible at the end. Only the first
 * contact with a phone number is kept. Uploads to the same batch run one at a time; events do not
 * wait for them.
 *
 * Returns undefined, and reads nothing, if the workspace has no such batch. Throws RowsRejected
 * with at most 100 rejections, after a rollback, if a row is rejected and `skip` is false. Throws
 * Busy if another upload holds the lease, and what `reauthorize` rejects with.
 */
export async function addCalls(
  db: Database,
  workspaceId: string,
  batchId: string,
  rows: AsyncIterable<Contact | Rejection>,
  { skip = false, reauthorize = () => Promise.resolve() }: AddCallsOptions = {},
): Promise<AddCallsResult | undefined> {
  const source = rows[Symbol.asyncIterator]();
  const result: AddCallsResult = {
    added: 0,
    duplicateCount: 0,
    duplicates: [],
    rejectedCount: 0,
    rejected: [],
  };
  const rowsRejected = new RowsRejected(result);
  try {
    const upload = await acquireLease(db, workspaceId, batchId);
    if (!upload) return undefined;
    const chunks = new Chunks(db, upload, result, reauthorize);
    const next = () => chunks.unlessEnded(source.next());
    try {
      for (let row = await next(); !row.done; row = await next()) {
        await chunks.take(row.value);
        if (result.rejectedCount > 0 && !skip) throw rowsRejected;
      }
      return await chunks.commit();
    } catch (error) {
      await chunks.rollBack();
      throw error;
    } finally {
      chunks.stop();
    }
  } catch (error) {
    if (error === rowsRejected) await collectRejections(source, result);
    throw error;
  } finally {
    // Not awaited: after a database error the client may stall forever.
    source.return?.().catch(() => {});
  }
}

function addRejection(result: AddCallsResult, rejection: Rejection): void {
  result.rejectedCount++;
  if (result.rejected.length < maxListed) result.rejected.push(rejection);
}

async function collectRejections(
  source: AsyncIterator<Contact | Rejection>,
  result: AddCallsResult,
): Promise<void> {
  while (result.rejectedCount < maxListed) {
    const { done, value } = await source.next();
    if (done) return;
    if ("reason" in value) addRejection(result, value);
  }
}

/** Inserts contacts in chunks, and reads the next chunk meanwhile. */
class Chunks {
  private chunk = new Chunk();
  private inserting: Promise<void> = Promise.resolve();
  private readonly timer = setInterval(() => void this.beat(), heartbeatInterval);
  /** Why the upload must end. */
  private endedBy: unknown;
  private interrupt: (error: unknown) => void = () => {};

  constructor(
    private readonly db: Database,
    private readonly upload: Upload,
    private readonly result: AddCallsResult,
    private readonly reauthorize: () => Promise<void>,
  ) {}

  private async beat(): Promise<void> {
    await renewLease(this.db, this.upload).catch(() => {});
    await this.reauthorize().catch((error) => {
      this.endedBy = error;
      this.interrupt(error);
    });
  }

  /** Settles like `row`, or rejects as soon as the upload must end. A new promise for each row. */
  unlessEnded<T>(row: Promise<T>): Promise<T> {
    if (this.endedBy) return Promise.reject(this.endedBy);
    return new Promise((resolve, reject) => {
      this.interrupt = reject;
      row.then(resolve, reject);
    });
  }

  async take(row: Contact | Rejection): Promise<void> {
    if ("reason" in row) addRejection(this.result, row);
    else this.chunk.add(row);
    if (this.chunk.isFull) await this.send();
  }

  async commit(): Promise<AddCallsResult> {
    await this.send();
    await this.inserting;
    await commitUpload(this.db, this.upload, this.result.added);
    return this.result;
  }

  /** Never throws. */
  async rollBack(): Promise<void> {
    await this.inserting.catch(() => {});
    await rollBackUpload(this.db, this.upload);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async send(): Promise<void> {
    await this.inserting;
    this.inserting = this.insert(this.chunk);
    this.inserting.catch(() => {}); // awaited by the next `send`, by `commit` or by `rollBack`
    this.chunk = new Chunk();
  }

  private async insert({ contacts, duplicates }: Chunk): Promise<void> {
    const { result } = this;
    const added = new Set(
      await insertCalls(this.db, this.upload, result.added, [...contacts.values()]),
    );
    const existing = [...contacts.values()].filter(({ line }) => !added.has(line));
    const rows = [...existing, ...duplicates].sort((a, b) => a.line - b.line);
    result.added += added.size;
    result.duplicateCount += rows.length;
    for (const { line, phoneNumber } of rows.slice(0, maxListed - result.duplicates.length)) {
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
