import { InvalidParameter } from "../domain/errors.ts";
import { type CompiledPattern, compilePattern, type RegexMode } from "../regex/compile.ts";
import { PatternError } from "../regex/pattern_error.ts";

/** Compiles a regular expression of a parameter. Throws InvalidParameter where it is not supported. */
export function compileParameterPattern(
  pattern: string,
  mode: RegexMode,
  parameter: "filter" | "search",
  pointer?: string,
): CompiledPattern {
  try {
    return compilePattern(pattern, mode);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new InvalidParameter(parameter, error.message, pointer);
  }
}
