/** The details of an event that lead to a person: a recording, and the provider's own record. */
export const personalDetails = ["recordingUrl", "providerCallId"] as const;
