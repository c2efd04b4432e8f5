/** An operand of a filter operator. */
export type Scalar = string | number | boolean | null;
/** The ordering operators of a filter. */
export type Comparison = "$gt" | "$gte" | "$lt" | "$lte";
