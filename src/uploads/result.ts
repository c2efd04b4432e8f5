import type { Duplicate } from "./chunk.ts";
import type { Rejection } from "./contact.ts";

export type AddCallsResult = {
  uploadId: string;
  added: number;
  /** Earlier calls that were changed. */
  updated: number;
  /** Duplicates that were skipped. */
  duplicateCount: number;
  /** At most the first 100. */
  duplicates: Duplicate[];
  rejectedCount: number;
  /** At most the first 100. */
  rejected: Rejection[];
};

/** Rows that a list names. */
export const maxListed = 100;

export const byLine = (a: { line: number }, b: { line: number }): number => a.line - b.line;

export const noResult = (): AddCallsResult => ({
  uploadId: "",
  added: 0,
  updated: 0,
  duplicateCount: 0,
  duplicates: [],
  rejectedCount: 0,
  rejected: [],
});

export function addRejection(result: AddCallsResult, rejection: Rejection): void {
  result.rejectedCount++;
  if (result.rejected.length < maxListed) result.rejected.push(rejection);
}
