import type { Database } from "../db/client.ts";
import { uniqueVariable } from "../domain/unique_by.ts";
import { Chunk, type Duplicate, keyOf } from "./chunk.ts";
import type { Contact, Rejection } from "./contact.ts";
import { insertCalls } from "./insert.ts";
import { commitUpload } from "./commit.ts";
import { rollBackUpload } from "./held_lease.ts";
import { renewLease, type Upload } from "./lease.ts";
import { type AddCallsResult, addRejection, byLine, maxListed } from "./result.ts";
import { applyUpdates, stageUpdates } from "./updates.ts";

/** Milliseconds between two heartbeats. A stalled upload is ended by `textPieces`. */
const heartbeatInterval = 4000;

export type AddCallsOptions = {
  /** Adds the other rows when some are rejected. */
  skip?: boolean;
  /** What becomes of a row that is in the batch, or earlier in the upload; skip by default. */
  onDuplicate?: "skip" | "update" | "reject";
  /** The column of the number, for rejections. */
  phoneColumn?: string;
  /** Rejects when the upload must end, for example because its key was revoked. */
  reauthorize?: () => Promise<void>;
};

/** Inserts contacts in chunks, and reads the next chunk meanwhile. */
export class Chunks {
  private chunk: Chunk;
  private inserting: Promise<void> = Promise.resolve();
  private readonly timer = setInterval(() => void this.beat(), heartbeatInterval);
  /** Why the upload must end. */
  private endedBy: unknown;
  private interrupt: (error: unknown) => void = () => {};

  constructor(
    private readonly db: Database,
    private readonly upload: Upload,
    private readonly result: AddCallsResult,
    private readonly options: AddCallsOptions,
  ) {
    this.chunk = new Chunk(upload.uniqueBy);
    result.uploadId = upload.id;
  }

  private async beat(): Promise<void> {
    await renewLease(this.db, this.upload).catch(() => {});
    await this.options.reauthorize?.().catch((error) => {
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
    const rejection = "reason" in row ? row : this.chunk.add(row);
    if (rejection) addRejection(this.result, rejection);
    if (this.chunk.isFull) await this.send();
  }

  /** Waits until every contact so far is inserted. */
  async flush(): Promise<void> {
    await this.send();
    await this.inserting;
  }

  async commit(): Promise<AddCallsResult> {
    const { db, upload, result } = this;
    if (result.updated > 0) {
      const left = await applyUpdates(db, upload);
      result.updated -= left.length;
      this.skip(left);
    }
    await commitUpload(db, upload, result);
    result.rejected.sort(byLine);
    return result;
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
    this.inserting.catch(() => {}); // awaited by the next `send`, by `flush` or by `rollBack`
    this.chunk = new Chunk(this.upload.uniqueBy);
  }

  private async insert(chunk: Chunk): Promise<void> {
    const { db, upload, result, options } = this;
    const contacts = [...chunk.contacts.values()];
    const added = new Set(await insertCalls(db, upload, result.added, contacts));
    result.added += added.size;
    let existing = contacts.filter(({ line }) => !added.has(line));
    if (options.onDuplicate === "update" && existing.length > 0) {
      const staged = new Set(await stageUpdates(db, upload, existing));
      result.updated += staged.size;
      existing = existing.filter(({ line }) => !staged.has(line));
    }
    const duplicates = [...existing, ...chunk.duplicates].sort(byLine);
    if (options.onDuplicate !== "reject") return this.skip(duplicates);
    for (const duplicate of duplicates) addRejection(result, this.rejectionOf(duplicate));
  }

  private skip(rows: Duplicate[]): void {
    const { duplicates } = this.result;
    this.result.duplicateCount += rows.length;
    for (const { line, phoneNumber } of rows) duplicates.push({ line, phoneNumber });
    duplicates.sort(byLine).splice(maxListed);
  }

  private rejectionOf(contact: Contact): Rejection {
    const { upload: { uniqueBy }, options: { phoneColumn = "phoneNumber" } } = this;
    return {
      line: contact.line,
      column: (uniqueVariable(uniqueBy) ?? phoneColumn).slice(0, 100),
      reason: `${keyOf(contact, uniqueBy)} is already in the batch, or earlier in the upload`,
    };
  }
}
