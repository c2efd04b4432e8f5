import { jsonText } from "../contract/implement.ts";
import { InvalidParameter } from "../domain/errors.ts";
import { didYouMean, shown } from "../domain/nearest.ts";
import { closeOverdue } from "../events/close_overdue.ts";
import { linkHeader } from "../http/links.ts";
import type { Handler } from "../http/operation.ts";
import { decodeKeys, encodeKeys, rejectCursor } from "../listing/cursor.ts";
import { phoneNumber as form, uuid } from "../listing/form.ts";
import { findNumber } from "./find_number.ts";

export const findCalls: Handler<"findCalls"> = async ({ query }, context, reply) => {
  const { db, keyHash, authorize, url, signal } = context;
  const { phoneNumber, limit, cursor } = query;
  assertNumber(phoneNumber);
  const identity = `calls ${phoneNumber}`;
  const after = cursor === undefined ? null : afterCursor(cursor, identity);
  const asked = { phoneNumber, limit, after };
  const first = await findNumber(db, keyHash, asked, signal);
  authorize(first.caller);
  for (const id of first.overdue) await closeOverdue(db, first.caller!.workspaceId, id);
  const { calls, next } = first.overdue.length
    ? await findNumber(db, keyHash, asked, signal)
    : first;
  const nextCursor = next && encodeKeys([next], identity);
  const links = {
    first: `limit=${limit}`,
    ...(nextCursor ? { next: nextLink(limit, nextCursor) } : {}),
  };
  const Link = linkHeader(url, links, ["cursor", "limit"]);
  return reply(
    200,
    jsonText(`{"limit":${limit},"nextCursor":${JSON.stringify(nextCursor)},"calls":${calls}}`),
    { Link },
  );
};

const nextLink = (limit: number, cursor: string) => `limit=${limit}&cursor=${cursor}`;

function assertNumber(phoneNumber: string): void {
  if (form.pattern.test(phoneNumber)) return;
  const meant = didYouMean(form.meant(phoneNumber));
  const hint = phoneNumber.startsWith(" ") ? " In a URL a + means a space: write it as %2B." : "";
  throw new InvalidParameter(
    "phoneNumber",
    `must be ${form.says}, not ${shown(phoneNumber)}${meant}${hint}`,
  );
}

function afterCursor(cursor: string, identity: string): string {
  const [id, ...others] = decodeKeys(cursor, identity);
  if (typeof id !== "string" || !uuid.pattern.test(id) || others.length) return rejectCursor();
  return id;
}
