/** Media types as RFC 9110, section 8.3, writes them. */
export type MediaType = {
  /** Type and subtype, lower-case. */
  type: string;
  /** Values by lower-case name. */
  parameters: Map<string, string>;
};

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quoted = String.raw`"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"`;
const whole = new RegExp(
  // White space belongs to what follows it: were it ambiguous, a match could take exponential time.
  `^(${token}/${token})((?:[ \\t]*;(?:[ \\t]*${token}=(?:${token}|${quoted}))?)*)$`,
);
const parameter = new RegExp(`;[ \\t]*(${token})=(${token}|${quoted})`, "g");

/** Returns undefined for a text that is no media type. */
export function parseMediaType(text: string): MediaType | undefined {
  const [, type, rest] = whole.exec(text.trim()) ?? [];
  if (type === undefined) return undefined;
  const parameters = rest!.matchAll(parameter).map(([, name, value]) =>
    [name!.toLowerCase(), unquote(value!)] as const
  );
  return { type: type.toLowerCase(), parameters: new Map(parameters) };
}

const unquote = (value: string) =>
  value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;
