/** Work that is cut into slices, so that other requests do not wait for the whole. */

let latest: Promise<void> = Promise.resolve();

/** Resolves in a later turn of the event loop, in which no other caller's does. */
export function nextTurn(): Promise<void> {
  latest = latest.then(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return latest;
}

/** Characters that are worked on at a time, and before other work has a turn. */
const sliceLength = 4096;
const turnLength = 16_384;
/** Milliseconds after which it has one sooner: tiny rows take longer than their characters. */
const turnTime = 8;

/** The same text in small pieces, with turns for other work between them. */
export async function* inTurns(
  pieces: AsyncIterable<string>,
  turn: () => Promise<void> = nextTurn,
): AsyncGenerator<string> {
  let [taken, began] = [0, performance.now()];
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += sliceLength) {
      const slice = piece.slice(at, at + sliceLength);
      yield slice;
      taken += slice.length;
      if (taken < turnLength && performance.now() - began < turnTime) continue;
      await turn();
      [taken, began] = [0, performance.now()];
    }
  }
}
