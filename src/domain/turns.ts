/** Work that is cut into slices, so that other requests do not wait for the whole. */

let latest: Promise<void> = Promise.resolve();

/** Resolves in a later turn of the event loop, in which no other caller's does. */
export function nextTurn(): Promise<void> {
  latest = latest.then(() => new Promise((resolve) => setTimeout(resolve, 0)));
  return latest;
}
