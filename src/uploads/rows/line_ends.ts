/**
 * Makes the line ends of CSV pieces `\n` where they are `\r` alone (of old spreadsheets) or
 * `\r\r\n` (of CRLF written in text mode), as the first line end of the file says.
 */
export async function* withLineFeeds(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let change: ((text: string) => string) | undefined;
  let held = "";
  for await (const piece of pieces) {
    const text = held + piece;
    // What follows a carriage return decides what it is; no line end has more than two of them.
    const end = text.endsWith("\r\r") ? text.length - 2 : text.length - Number(text.endsWith("\r"));
    held = text.slice(end);
    const whole = text.slice(0, end);
    change ??= changeFor(whole);
    yield change ? change(whole) : whole;
  }
  yield held.replaceAll("\r", "\n");
}

/** Decided by the first line end; undefined while there is none. */
function changeFor(text: string): ((text: string) => string) | undefined {
  const end = /\r\r\n|\r\n|\n|\r/.exec(text)?.[0];
  if (end === "\r") return (text) => text.replace(/\r\n?/g, "\n");
  if (end === "\r\r\n") return (text) => text.replaceAll("\r\r\n", "\n");
  return end === undefined ? undefined : (text) => text;
}
