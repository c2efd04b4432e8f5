/** Command lines: every argument is understood or rejected, and `--help` says which there are. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { messageOf } from "../process.ts";

/** A command line that means nothing. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>["values"];

/**
 * Parses options and exactly as many operands as there are names for. Throws a UsageError for an
 * unknown or repeated option, and for a missing, empty or surplus argument.
 */
export function parse<const O extends Options>(
  args: string[],
  options: O,
  operandNames: string[] = [],
): { values: Values<O>; operands: string[] } {
  const { values, positionals, tokens } = parsed(args, options);
  const given = new Set<string>();
  for (const token of tokens.filter(({ kind }) => kind === "option")) {
    const { name, value } = token as { name: string; value?: string };
    if (given.has(name)) throw new UsageError(`--${name} is given more than once.`);
    if (value === "") throw new UsageError(`--${name} is empty.`);
    given.add(name);
  }
  const surplus = positionals[operandNames.length];
  if (surplus !== undefined) throw new UsageError(`Unexpected argument "${surplus}".`);
  const missing = operandNames[positionals.length];
  if (missing !== undefined) throw new UsageError(`The ${missing} is missing.`);
  return { values: values as Values<O>, operands: positionals };
}

function parsed(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true, tokens: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split(/\. |\n/);
    throw new UsageError(`${sentence!.replace(/\.$/, "")}.`);
  }
}

/** Prints the usage and exits if the arguments ask for it. */
function helpIfAsked(usage: string): void {
  if (!Deno.args.some((arg) => arg === "--help" || arg === "-h")) return;
  console.log(usage);
  Deno.exit(0);
}

/** Ends the process: 2 and the usage for a command line that means nothing, else 1. */
function exitWith(error: unknown, usage: string): never {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message}\n\n${usage}` : messageOf(error));
  Deno.exit(isUsage ? 2 : 1);
}

/** Rejects every argument but `--help`, for a program that is configured by its environment. */
export function takeNoArguments(usage: string): void {
  helpIfAsked(usage);
  try {
    parse(Deno.args, {});
  } catch (error) {
    exitWith(error, usage);
  }
}

/** Runs a command with the arguments of the process, and exits with the code that it returns. */
export async function runCommand(
  usage: string,
  work: (args: string[]) => Promise<number>,
): Promise<never> {
  helpIfAsked(usage);
  try {
    Deno.exit(await work(Deno.args));
  } catch (error) {
    exitWith(error, usage);
  }
}
