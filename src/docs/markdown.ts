/** The contract in Markdown, for language models and terminals: an index (llms.txt) and a page per operation. */
import { type Node, resolve, spec } from "../contract/schema.ts";
import { type Operation, operationList } from "../contract/routes.ts";

const source = ({ path, method }: Operation): Node => spec.paths[path][method];

/** https://llmstxt.org */
export function llmsTxt(): string {
  const operations = operationList.map((operation) => {
    const { summary } = source(operation);
    return `- [${summary}](/docs/${operation.id}.md): \`${operation.method.toUpperCase()} ${operation.path}\``;
  });
  return [
    `# ${spec.info.title}`,
    `> ${spec.info.summary}`,
    spec.info.description.trim(),
    "## Operations",
    operations.join("\n"),
    "## More",
    "- [OpenAPI 3.1 document](/openapi.yaml): the contract itself\n- [Problems](/problems.md): every error code",
  ].join("\n\n") + "\n";
}

/** One operation with its parameters, bodies, answers and the schemas that they use. */
export function operationMarkdown(operation: Operation): string {
  const { summary, description } = source(operation);
  const used = new Set<string>();
  const parts = [
    `# ${summary}`,
    `\`${operation.method.toUpperCase()} ${operation.path}\``,
    `Scope: ${operation.scopes.map((scope) => `\`${scope}\``).join(", ")}`,
    description?.trim(),
    ...parameters(operation),
    ...body(operation, used),
    ...answers(operation, used),
    ...schemas(used),
  ];
  return parts.filter((part) => part).join("\n\n") + "\n";
}

const json = (value: unknown) => "```json\n" + JSON.stringify(value, null, 2) + "\n```";

function parameters(operation: Operation): string[] {
  if (operation.parameters.length === 0) return [];
  const entries = operation.parameters.map(({ name, in: where, required, description, schema }) =>
    `### \`${name}\` (${where}${required ? ", required" : ""})\n\n${(description ?? "").trim()}\n\n${
      json(resolve(schema))
    }`
  );
  return ["## Parameters", ...entries];
}

function content(media: Node, used: Set<string>): string[] {
  return Object.entries<Node>(media).flatMap(([type, { schema, example, examples }]) => {
    collect(schema, used);
    const shown = example ?? (Object.values(examples ?? {})[0] as Node | undefined)?.value;
    const text = typeof shown === "string" ? `\`\`\`\n${shown.trimEnd()}\n\`\`\`` : json(shown);
    return [`\`${type}\`: ${json(schema)}`, shown === undefined ? "" : `Example:\n\n${text}`];
  });
}

const body = (operation: Operation, used: Set<string>) =>
  operation.body ? ["## Request body", ...content(operation.body.content, used)] : [];

function answers(operation: Operation, used: Set<string>): string[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => [
    `## Answer ${status}`,
    response.description,
    ...(response.content ? content(response.content, used) : ["No body."]),
  ]);
}

function schemas(used: Set<string>): string[] {
  return [...used].sort().map((name) => `## Schema ${name}\n\n${json(spec.components.schemas[name])}`);
}

/** The names of the component schemas that a node leads to. */
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
