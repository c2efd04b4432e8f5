/** Brings the literals of a pattern to the form of a search text (domain/search_text.ts). */
import { plainForm } from "../domain/search_text.ts";
import { literal, type RegexNode } from "./ast.ts";

/** Applies a change to the parts of a node. */
function mapParts(node: RegexNode, change: (part: RegexNode) => RegexNode): RegexNode {
  if (node.kind === "sequence") return { ...node, items: node.items.map(change) };
  if (node.kind === "alternation") return { ...node, options: node.options.map(change) };
  return node.kind === "repeat" ? { ...node, item: change(node.item) } : node;
}

/** Composes consecutive literals (NFC), such as `e` and an escaped `\u0301`. */
export function composed(node: RegexNode): RegexNode {
  const mapped = mapParts(node, composed);
  if (mapped.kind !== "sequence") return mapped;
  const items: RegexNode[] = [];
  let run = "";
  const flush = () => {
    items.push(...[...run.normalize("NFC")].map(literal));
    run = "";
  };
  for (const item of mapped.items) {
    if (item.kind === "chars" && item.literal !== undefined) run += item.literal;
    else {
      flush();
      items.push(item);
    }
  }
  flush();
  return { ...mapped, items };
}

const nothing: RegexNode = { kind: "sequence", items: [] };
const isNothing = (node: RegexNode) => node.kind === "sequence" && node.items.length === 0;

/** Removes accents from the literals, and those that are only an accent. */
export function withoutAccents(node: RegexNode): RegexNode {
  if (node.kind === "chars") {
    if (node.literal === undefined) return node;
    const plain = plainForm(node.literal);
    return plain === "" ? nothing : literal(plain);
  }
  const mapped = mapParts(node, withoutAccents);
  if (mapped.kind === "repeat" && isNothing(mapped.item)) return nothing;
  if (mapped.kind !== "sequence") return mapped;
  return { ...mapped, items: mapped.items.filter((item) => !isNothing(item)) };
}
