/** What JSON.parse does not tell about a text: where it is not JSON, and members given twice. */
import { childPointer } from "./json_pointer.ts";
import { shown } from "./nearest.ts";

const tokens =
  // deno-lint-ignore no-control-regex
  /\s+|[{}[\],:]|"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|[^\s{}[\],:"]+|"/gu;
const isScalar = (token: string) =>
  /^(?:"[^]*"|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(token) &&
  token !== '"';

/** An open array or object. */
type Frame = { close: "]" | "}" };

const value = "a value";
const name = "a name in double quotes";

/**
 * Returns why a text is not JSON, with the position of the first character that does not fit,
 * counted from 1. Undefined for JSON.
 */
export function jsonFault(text: string): string | undefined {
  const frames: Frame[] = [];
  let next = value;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (/^\s/.test(token)) {
      if (/^[ \t\r\n]+$/.test(token)) continue;
      return fault(next, index, token);
    }
    const frame = frames.at(-1);
    const after = step(token, next, frame);
    if (after === undefined) return fault(next, index, token);
    if (after === "open") {
      frames.push({ close: token === "{" ? "}" : "]" });
      next = token === "{" ? `${name} or }` : `${value} or ]`;
    } else if (after === "done") {
      if (token === frame?.close) frames.pop();
      const outer = frames.at(-1);
      next = outer ? `a comma or ${outer.close}` : "the end";
    } else next = after;
  }
  return next === "the end" ? undefined : `${next} is missing at position ${text.length + 1}`;
}

/** What may come after a token; undefined if it may not come itself. */
function step(token: string, next: string, frame: Frame | undefined): string | undefined {
  if (next.startsWith(value)) {
    if (token === "{" || token === "[") return "open";
    if (isScalar(token)) return "done";
  }
  if (next.startsWith(name) && token.startsWith('"') && isScalar(token)) return "a colon";
  if (next === "a colon" && token === ":") return value;
  if (next.endsWith(`or ${frame?.close}`) && token === frame?.close) return "done";
  if (next.startsWith("a comma") && token === ",") return frame!.close === "}" ? name : value;
  return undefined;
}

const fault = (next: string, index: number, token: string) =>
  token === '"'
    ? `the string at position ${index + 1} has no end, or holds what must be escaped`
    : `${next} should be at position ${index + 1}, not ${shown(token)}`;

/** Returns the JSON pointer to the first member that an object of a JSON text has twice. */
export function repeatedMember(text: string): string | undefined {
  const open: { names?: Set<string>; pointer: string; at: string | number; isName: boolean }[] = [];
  for (const { 0: token } of text.matchAll(tokens)) {
    const top = open.at(-1);
    if (token === "{" || token === "[") {
      const pointer = top ? childPointer(top.pointer, top.at) : "";
      if (token === "[") open.push({ pointer, at: 0, isName: false });
      else open.push({ names: new Set(), pointer, at: "", isName: true });
    } else if (token === "}" || token === "]") open.pop();
    else if (token === ",") {
      if (top!.names) top!.isName = true;
      else top!.at = Number(top!.at) + 1;
    } else if (top?.isName && token.startsWith('"')) {
      top.at = JSON.parse(token) as string;
      if (top.names!.has(top.at)) return childPointer(top.pointer, top.at);
      top.names!.add(top.at);
      top.isName = false;
    }
  }
  return undefined;
}
