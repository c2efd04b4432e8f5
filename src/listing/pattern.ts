import { InvalidParameter } from "../domain/errors.ts";
import { type CompiledPattern, compilePattern, type RegexMode } from "../regex/compile.ts";
import { PatternError } from "../regex/pattern_error.ts";

/** Compiles the regular expression of a parameter. Throws InvalidParameter if unsupported. */
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
