/** The life cycle of a batch: which moves its status allows, and where each leads. */
import type { BatchStatus } from "./batch.ts";

/** Moves that change the status; `delete` removes the batch. */
export type BatchMove = "start" | "pause" | "resume" | "cancel" | "delete";

type StatusMove = Exclude<BatchMove, "delete">;

/** The statuses that a move starts from, and the status that it leads to. */
export const moves: Record<StatusMove, { from: BatchStatus[]; to: BatchStatus }> = {
  start: { from: ["draft"], to: "active" },
  pause: { from: ["active"], to: "paused" },
  resume: { from: ["paused"], to: "active" },
  cancel: { from: ["draft", "active", "paused"], to: "canceled" },
};

/** The statuses of a batch that can be deleted. */
export const deletable: BatchStatus[] = ["draft", "paused", "completed", "canceled"];

/** What a batch with this status allows. */
export const allowedMoves = (status: BatchStatus): BatchMove[] => [
  ...(Object.keys(moves) as StatusMove[]).filter((move) => moves[move].from.includes(status)),
  ...(deletable.includes(status) ? ["delete" as const] : []),
];

/**
 * Whether a batch with this status has made the move, so that repeating it changes nothing. A batch
 * without open calls is completed at once.
 */
export const isDone = (move: StatusMove, status: BatchStatus): boolean =>
  status === moves[move].to || (moves[move].to === "active" && status === "completed");
