/**
 * Renders the contract as Markdown for language models and terminals: an index (llms.txt) and one
 * page per operation.
 */
import { type Node, resolve, spec } from "../contract/schema.ts";
import { type Operation, operationList } from "../contract/routes.ts";

const source = ({ path, method }: Operation): Node => spec.paths[path][method];
const signature = ({ path, method }: Operation) => `\`${method.toUpperCase()} ${path}\``;

/** Renders the index, in the format of https://llmstxt.org */
export function llmsTxt(): string {
  const operations = operationList.map((operation) => {
    const { summary } = source(operation);
    return `- [${summary}](/docs/${operation.id}.md): ${signature(operation)}`;
  });
  return [
    `# ${spec.info.title}`,
    `> ${spec.info.summary}`,
    spec.info.description.trim(),
    "## Operations",
    operations.join("\n"),
    "## More",
    [
      "- [OpenAPI 3.1 document](/openapi.yaml): the contract itself",
      "- [Problems](/problems.md): every error code",
    ].join("\n"),
  ].join("\n\n") + "\n";
}

/** Renders one operation with its parameters, bodies, responses and the schemas they use. */
export function operationMarkdown(operation: Operation): string {
  const { summary, description } = source(operation);
  const used = new Set<string>();
  const parts = [
    `# ${summary}`,
    signature(operation),
    `Scope: ${operation.scopes.map((scope) => `\`${scope}\``).join(", ")}`,
    description?.trim(),
    ...parameters(operation),
    ...body(operation, used),
    ...responses(operation, used),
    ...schemas(used),
  ];
  return parts.filter((part) => part).join("\n\n") + "\n";
}

const json = (value: unknown) => "```json\n" + JSON.stringify(value, null, 2) + "\n```";

function parameters(operation: Operation): string[] {
  if (operation.parameters.length === 0) return [];
  const entries = operation.parameters.map(({ name, in: where, required, description, schema }) =>
    `### \`${name}\` (${where}${required ? ", required" : ""})\n\n${
      (description ?? "").trim()
    }\n\n${json(resolve(schema))}`
  );
  return ["## Parameters", ...entries];
}

function content(media: Node, used: Set<string>): string[] {
  return Object.entries<Node>(media).flatMap(([type, { schema, example, examples }]) => {
    collect(schema, used);
    const sample = example ?? (Object.values(examples ?? {})[0] as Node | undefined)?.value;
    const text = typeof sample === "string" ? `\`\`\`\n${sample.trimEnd()}\n\`\`\`` : json(sample);
    return [`\`${type}\`: ${json(schema)}`, sample === undefined ? "" : `Example:\n\n${text}`];
  });
}

const body = (operation: Operation, used: Set<string>) =>
  operation.body ? ["## Request body", ...content(operation.body.content, used)] : [];

function responses(operation: Operation, used: Set<string>): string[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => [
    `## Response ${status}`,
    response.description,
    ...(response.content ? content(response.content, used) : ["No body."]),
  ]);
}

function schemas(used: Set<string>): string[] {
  return [...used].sort().map((name) =>
    `## Schema ${name}\n\n${json(spec.components.schemas[name])}`
  );
}

/** Collects the names of the component schemas that a node refers to, directly or not. */
function collect(node: unknown, into: Set<string>): void {
  if (node === null || typeof node !== "object") return;
  for (const [key, value] of Object.entries(node)) {
    const name = key === "$ref" && /^#\/components\/schemas\/(.+)$/.exec(String(value))?.[1];
    if (!name) collect(value, into);
    else if (!into.has(name)) {
      into.add(name);
      collect(spec.components.schemas[name], into);
    }
  }
}
