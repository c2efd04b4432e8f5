import type { JsonBody } from "../contract/body.ts";
import { excessOf } from "../domain/json_size.ts";
import { type BodyLimits, textPieces } from "./body_text.ts";
import { JsonInPieces } from "./json_pieces.ts";
import { assertBounded, assertUnique, textLimits, validateJson } from "./json_text.ts";
import { nextTurn } from "../domain/turns.ts";

export type JsonOptions = BodyLimits & {
  /** Waits until other work has had its turn. */
  turn?: () => Promise<void>;
  /** Characters above which a body is read in pieces, where its media type allows it. */
  atOnce?: number;
};

/** Characters that are split, parsed and validated before other work has a turn. */
const sliceLength = 32_768;

/**
 * Reads and validates a JSON body. Throws a 400 problem that lists the invalid places, or a 413
 * problem.
 */
export async function readJson(
  stream: ReadableStream<Uint8Array>,
  { schema, pieces: by }: JsonBody,
  { turn = nextTurn, atOnce = 65_536, ...limits }: JsonOptions,
): Promise<unknown> {
  let text = "";
  let pieces: JsonInPieces | undefined;
  let taken = 0;
  for await (const piece of textPieces(stream, limits)) {
    text += piece;
    if (!by || (!pieces && text.length <= atOnce)) continue;
    pieces ??= new JsonInPieces(schema, by);
    for (let at = 0; at < text.length; at += sliceLength) {
      const slice = text.slice(at, at + sliceLength);
      pieces.take(slice);
      taken += slice.length;
      if (taken < sliceLength) continue;
      taken = 0;
      await turn();
    }
    text = "";
  }
  if (!pieces && by && excessOf(text, textLimits) !== undefined) {
    // What is too much for a whole text may be within the limits of each element.
    pieces = new JsonInPieces(schema, by);
    pieces.take(text);
  }
  if (pieces) return pieces.end();
  assertBounded(text, textLimits);
  const value = validateJson(text, schema);
  // In large bodies, which may come in pieces, the last one counts.
  if (!by) assertUnique(text);
  return value;
}
