/** The forms of texts that have one: a text of another form equals no value of the field. */

export type Form = {
  pattern: RegExp;
  /** Completes "must be …". */
  says: string;
  /** The text that was meant; undefined without a guess. */
  meant(text: string): string | undefined;
};

const e164 = /^\+[1-9][0-9]{6,14}$/;

/**
 * A text that starts with a space had a `+`, which means a space in a URL. Only digits with a
 * country code are completed: nobody knows the country of the others.
 */
function meantNumber(text: string): string | undefined {
  const digits = text.replace(/\D/g, "").replace(/^00/, "");
  const isInternational = /^(\s|\+|00)/.test(text) || digits.length >= 11;
  const number = `+${digits}`;
  return isInternational && e164.test(number) ? number : undefined;
}

export const phoneNumber: Form = {
  pattern: e164,
  says: "an E.164 number such as +12025550142",
  meant: meantNumber,
};

const lower = (pattern: RegExp, text: string) =>
  pattern.test(text.trim().toLowerCase()) ? text.trim().toLowerCase() : undefined;

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const uuid: Form = {
  pattern: id,
  says: "a UUID in lower case",
  meant: (text) => lower(id, text),
};

const cause = /^[a-z][a-z0-9_]*$/;
export const hangupCause: Form = {
  pattern: cause,
  says: "the name of a cause, such as user_busy",
  meant: (text) => lower(cause, text.trim().replace(/[^A-Za-z0-9]+/g, "_")),
};

export const recordingUrl: Form = {
  pattern: /^https?:\/\/[^\s]+$/,
  says: "an http or https URL",
  meant: (text) => (/^[^\s:/]+\.[^\s:/]+\/\S+$/.test(text) ? `https://${text}` : undefined),
};
