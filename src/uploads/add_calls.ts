import { Busy, InvalidParameter } from "../domain/errors.ts";
import { type CountryCode, isCountry, shown } from "../domain/phone_number.ts";
import { textPieces } from "../http/body_text.ts";
import { notFound, Problem } from "../http/problem.ts";
import { contacts } from "./contacts.ts";
import { csvRows } from "./rows/csv.ts";
import { jsonArrayRows } from "./rows/json_array.ts";
import { ndjsonRows } from "./rows/ndjson.ts";
import { addCalls as add, RowsRejected } from "./add.ts";
import type { Input } from "../contract/implement.ts";
import type { Handler } from "../http/operation.ts";

export const addCalls: Handler<"addCalls"> = async ({ path, query, body }, context, reply) => {
  const { db, workspaceId, reauthorize } = context;
  const rows = contacts(read(body, query), {
    phoneColumn: query.phoneColumn,
    ...countryOf(query.defaultCountry),
  });
  const result = await add(db, workspaceId, path.batchId, rows, {
    skip: query.onInvalid === "skip",
    reauthorize,
  }).catch(rethrowAsProblem);
  if (!result) throw notFound("batch");
  return reply(201, result);
};

function countryOf(text: string | undefined): { defaultCountry?: CountryCode } {
  if (text === undefined) return {};
  if (isCountry(text)) return { defaultCountry: text };
  throw new InvalidParameter("defaultCountry", `${shown(text)} is not a country, such as US`);
}

function read(
  { mediaType, stream, maxBytes }: Input<"addCalls">["body"],
  query: Input<"addCalls">["query"],
) {
  const pieces = textPieces(stream, { maxBytes });
  if (mediaType === "application/json") return jsonArrayRows(pieces);
  if (mediaType === "application/x-ndjson") return ndjsonRows(pieces);
  const { phoneColumn, delimiter, numericColumns = [] } = query;
  return csvRows(pieces, {
    phoneColumn,
    numericColumns,
    ...(delimiter ? { delimiter: delimiter === "tab" ? "\t" : delimiter } : {}),
  });
}

function rethrowAsProblem(error: unknown): never {
  if (error instanceof Busy) {
    throw new Problem("unavailable", error.message, {}, { "Retry-After": "30" });
  }
  if (!(error instanceof RowsRejected)) throw error;
  const { rejectedCount, rejected } = error.result;
  const stopped = rejectedCount >= 100 ? " The remaining rows were not read." : "";
  const detail = `${rejectedCount} ${
    rejectedCount === 1 ? "row was" : "rows were"
  } rejected; nothing was added.${stopped}`;
  throw new Problem("rows_rejected", detail, { rejectedCount, rejected });
}
