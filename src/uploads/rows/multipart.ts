import { InvalidBody } from "../../domain/errors.ts";

/** The file of a form: what kind it is, and its text. */
export type FormFile = { mediaType: string; pieces: AsyncIterable<string> };

const fault = (message: string) => new InvalidBody([{ pointer: "", message }]);
/** Characters of a boundary line or of the headers of a part. */
const maxLine = 8192;

const types: Record<string, string> = {
  csv: "text/csv",
  txt: "text/csv",
  tsv: "text/csv",
  json: "application/json",
  ndjson: "application/x-ndjson",
  jsonl: "application/x-ndjson",
};

/**
 * Reads the only part of a `multipart/form-data` body (RFC 7578), a file, as its text arrives. The
 * first line of the body is the boundary. The kind of the file follows from its `Content-Type`,
 * else from the end of its name, else it is CSV. Throws InvalidBody for anything else.
 */
export async function formFile(pieces: AsyncIterable<string>): Promise<FormFile> {
  const reader = new TextReader(pieces);
  const boundary = await reader.until("\r\n");
  if (!boundary?.startsWith("--")) throw fault("the form does not begin with its boundary");
  const headers = await reader.until("\r\n\r\n");
  if (headers === undefined) throw fault("the form has no part with headers");
  const name = /;\s*filename\*?="?([^";\r\n]*)/i.exec(headers)?.[1];
  if (name === undefined) {
    throw fault("the part is no file: send the file alone, and options as query parameters");
  }
  return { mediaType: typeOf(headers, name), pieces: content(reader, `\r\n${boundary}`) };
}

function typeOf(headers: string, name: string): string {
  const declared = /^content-type:\s*([^;\s]+)/im.exec(headers)?.[1]?.toLowerCase() ?? "";
  if (Object.values(types).includes(declared)) return declared;
  return types[name.split(".").at(-1)!.toLowerCase()] ?? "text/csv";
}

/** The text up to the boundary, after which nothing may follow. */
async function* content(reader: TextReader, end: string): AsyncGenerator<string> {
  let isFirst = true;
  for await (const text of reader.upTo(end)) {
    yield isFirst ? text.replace(/^\uFEFF/, "") : text;
    isFirst = isFirst && text === "";
  }
  const rest = await reader.rest();
  if (!rest.startsWith("--")) throw fault("the form has more than one part: send the file alone");
}

/** Reads text that arrives in pieces up to marks. */
class TextReader {
  #source: AsyncIterator<string>;
  #text = "";
  #isOver = false;

  constructor(pieces: AsyncIterable<string>) {
    this.#source = pieces[Symbol.asyncIterator]();
  }

  /** The text before a mark that is near; undefined if there is none. */
  async until(mark: string): Promise<string | undefined> {
    let at = this.#text.indexOf(mark);
    while (at < 0 && this.#text.length <= maxLine && await this.#more()) {
      at = this.#text.indexOf(mark);
    }
    if (at < 0) return undefined;
    const found = this.#text.slice(0, at);
    this.#text = this.#text.slice(at + mark.length);
    return found;
  }

  /** The text before a mark, in pieces. Throws InvalidBody if it does not come. */
  async *upTo(mark: string): AsyncGenerator<string> {
    for (;;) {
      const at = this.#text.indexOf(mark);
      // What may be the beginning of the mark waits for the next piece.
      const safe = at < 0 ? Math.max(0, this.#text.length - mark.length + 1) : at;
      const text = this.#text.slice(0, safe);
      this.#text = this.#text.slice(at < 0 ? safe : at + mark.length);
      yield text;
      if (at >= 0) return;
      if (!await this.#more()) throw fault("the form ends within the file");
    }
  }

  /** What follows; more than the end of a form only if the form is wrong. */
  async rest(): Promise<string> {
    while (this.#text.length <= maxLine && await this.#more());
    return this.#text;
  }

  async #more(): Promise<boolean> {
    if (this.#isOver) return false;
    const { value, done } = await this.#source.next();
    if (done) this.#isOver = true;
    else this.#text += value;
    return !done;
  }
}
