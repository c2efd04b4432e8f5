/** Work that is cut into slices, so that other requests do not wait for the whole. */

let latest: Promise<void> = Promise.resolve();

/** Resolves in a later turn of the event loop, in which no other caller's does. */
export function nextTurn(): Promise<void> {
  latest = latest.then(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return latest;
}

/** Characters that are worked on at a time, and before other work has a turn. */
const sliceLength = 4096;
const turnLength = 65_536;
/** Milliseconds after which it has one sooner: tiny rows take longer than their characters. */
const turnTime = 4;

/**
 * The same text in small pieces, with turns for other work between them. A turn is asked for ahead,
 * so that a reader who waits anyway, such as for the database, does not wait for it as well.
 */
export async function* inTurns(
  pieces: AsyncIterable<string>,
  turn: () => Promise<void> = nextTurn,
): AsyncGenerator<string> {
  let [taken, began] = [0, performance.now()];
  let asked: Promise<void> | undefined;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += sliceLength) {
      if (taken > 0) asked ??= turn();
      if (taken >= turnLength || performance.now() - began >= turnTime) {
        await asked;
        [taken, began, asked] = [0, performance.now(), undefined];
      }
      const slice = piece.slice(at, at + sliceLength);
      taken += slice.length;
      yield slice;
    }
  }
}
