/** Readable JSON for people: to browsers, and to `Accept: application/json; indent=2`. */
import type { MiddlewareHandler } from "hono";
import { parseMediaType } from "../contract/media_type.ts";

const json = /^application\/([\w.]+\+)?json\b/;

/** Spaces per level that an `Accept` header asks for, 1 to 8; undefined for compact JSON. */
function indentOf(accept: string | undefined): number | undefined {
  // In most requests, `*/*` or nothing.
  if (!accept || !/indent|text\/html/i.test(accept)) return undefined;
  for (const range of accept.split(",")) {
    const { type, parameters } = parseMediaType(range) ?? {};
    if (type === "text/html") return 2;
    const indent = Number(parameters?.get("indent"));
    if (Number.isInteger(indent) && indent >= 1 && indent <= 8) return indent;
  }
}

/** Whether a browser asks for a page. */
export const acceptsHtml = ({ headers }: Request): boolean =>
  /\btext\/html\b/i.test(headers.get("accept") ?? "");

/** Indents JSON that is asked for readable; other responses pass as they are. */
export const prettyJson: MiddlewareHandler = async (c, next) => {
  await next();
  const indent = indentOf(c.req.header("accept"));
  if (indent === undefined || !json.test(c.res.headers.get("content-type") ?? "")) return;
  c.res = new Response(indented(await c.res.text(), indent), c.res);
  c.res.headers.append("vary", "Accept");
};

/** A string, a bracket, a separator, or what stands between these. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/** Indents a JSON text, whose strings and numbers stay as they are, digit by digit. */
export function indented(text: string, spaces: number): string {
  let out = "";
  let depth = 0;
  let last = "";
  const line = () => `\n${" ".repeat(depth * spaces)}`;
  for (const [part] of text.matchAll(token)) {
    if (part === "}" || part === "]") {
      depth--;
      if (last !== "{" && last !== "[") out += line();
    } else if (last === "{" || last === "[" || last === ",") out += line();
    if (part === "{" || part === "[") depth++;
    out += part === ":" ? ": " : part;
    last = part;
  }
  return `${out}\n`;
}
