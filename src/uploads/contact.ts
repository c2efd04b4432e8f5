/** A valid row of an upload. */
export type Contact = {
  /** Line, or index of the array element, from 1. */
  line: number;
  phoneNumber: string;
  variables: Record<string, unknown>;
  /** Length of the variables as JSON, in characters. */
  size: number;
};

/** An invalid row. `column` is null if the row as a whole is invalid. */
export type Rejection = { line: number; column: string | null; reason: string };
