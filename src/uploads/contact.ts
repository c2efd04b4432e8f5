/** A contact to add. */
export type Contact = {
  /** Where it stands in the upload: line or number of the element, from 1. */
  line: number;
  phoneNumber: string;
  variables: Record<string, unknown>;
  /** Characters of the variables as JSON. */
  size: number;
};

/** A row that is no contact. `column` is null when the row as a whole is at fault. */
export type Rejection = { line: number; column: string | null; reason: string };
