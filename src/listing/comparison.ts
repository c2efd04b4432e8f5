/** What a filter compares a field with. */
export type Scalar = string | number | boolean | null;
/** The operators of an order. */
export type Comparison = "$gt" | "$gte" | "$lt" | "$lte";
