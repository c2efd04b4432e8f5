import { NoUniqueKey, type UniqueBy, uniqueKey, uniqueVariable } from "../domain/unique_by.ts";
import type { Contact, Rejection } from "./contact.ts";

/** A row that repeats a call of the batch, or an earlier row. */
export type Duplicate = { line: number; phoneNumber: string };

/** One statement inserts a chunk: at most 1,000 contacts, closed after 1 Mi characters of JSON. */
const chunkLength = 1000;
const chunkSize = 2 ** 20;

/** What makes a contact unique; its line if nothing does. Throws NoUniqueKey. */
export function keyOf({ line, phoneNumber, variables }: Contact, uniqueBy: UniqueBy): string {
  if (uniqueBy === "phoneNumber") return phoneNumber;
  const variable = uniqueVariable(uniqueBy);
  return variable === undefined ? String(line) : uniqueKey(variable, variables);
}

/** Contacts that one statement inserts, the first with each key. */
export class Chunk {
  readonly contacts = new Map<string, Contact>();
  readonly duplicates: Contact[] = [];
  private size = 0;

  constructor(private readonly uniqueBy: UniqueBy) {}

  /** Adds a contact; returns the rejection of one without a key. */
  add(contact: Contact): Rejection | undefined {
    const key = keyOrRejection(contact, this.uniqueBy);
    if (typeof key !== "string") return key;
    if (this.contacts.has(key)) this.duplicates.push(contact);
    else this.contacts.set(key, contact);
    this.size += contact.size;
    return undefined;
  }

  get isFull(): boolean {
    return this.contacts.size + this.duplicates.length >= chunkLength || this.size >= chunkSize;
  }
}

function keyOrRejection(contact: Contact, uniqueBy: UniqueBy): string | Rejection {
  try {
    return keyOf(contact, uniqueBy);
  } catch (error) {
    if (!(error instanceof NoUniqueKey)) throw error;
    return { line: contact.line, column: uniqueVariable(uniqueBy)!, reason: error.message };
  }
}
