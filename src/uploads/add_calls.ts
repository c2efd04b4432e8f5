import { Busy, InvalidParameter } from "../domain/errors.ts";
import { type CountryCode, isCountry, shown } from "../domain/phone_number.ts";
import { inTurns } from "../domain/turns.ts";
import { textPieces } from "../http/body_text.ts";
import { notFound, Problem } from "../http/problem.ts";
import { busyProblem } from "./busy.ts";
import { contacts } from "./contacts.ts";
import { csvRows } from "./rows/csv.ts";
import { jsonArrayRows } from "./rows/json_array.ts";
import { formFile } from "./rows/multipart.ts";
import { ndjsonRows } from "./rows/ndjson.ts";
import type { UploadRow } from "./rows/row.ts";
import { addCalls as add, RowsRejected } from "./add.ts";
import type { Input } from "../contract/implement.ts";
import type { Handler } from "../http/operation.ts";

export const addCalls: Handler<"addCalls"> = async ({ path, query, body }, context, reply) => {
  const { db, workspaceId, reauthorize } = context;
  const rows = contacts(await read(body, query), {
    phoneColumn: query.phoneColumn,
    ...countryOf(query.defaultCountry),
  });
  const result = await add(db, workspaceId, path.batchId, rows, {
    skip: query.onInvalid === "skip",
    onDuplicate: query.onDuplicate,
    phoneColumn: query.phoneColumn,
    reauthorize,
  }).catch(rethrowAsProblem);
  if (!result) throw notFound("batch");
  return reply(201, result, { Location: `/v1/batches/${path.batchId}/uploads/${result.uploadId}` });
};

function countryOf(text: string | undefined): { defaultCountry?: CountryCode } {
  if (text === undefined) return {};
  if (isCountry(text)) return { defaultCountry: text };
  throw new InvalidParameter("defaultCountry", `${shown(text)} is not a country, such as US`);
}

type Upload = Input<"addCalls">;

async function read(
  { mediaType, stream, maxBytes }: Upload["body"],
  query: Upload["query"],
): Promise<AsyncIterable<UploadRow>> {
  const pieces = inTurns(textPieces(stream, { maxBytes }));
  const file = mediaType === "multipart/form-data" ? await formFile(pieces) : { mediaType, pieces };
  if (file.mediaType === "application/json") return jsonArrayRows(file.pieces);
  if (file.mediaType === "application/x-ndjson") return ndjsonRows(file.pieces);
  const { phoneColumn, delimiter, numericColumns = [] } = query;
  return csvRows(file.pieces, {
    phoneColumn,
    numericColumns,
    ...(delimiter ? { delimiter: delimiter === "tab" ? "\t" : delimiter } : {}),
  });
}

function rethrowAsProblem(error: unknown): never {
  if (error instanceof Busy) throw busyProblem(error);
  if (!(error instanceof RowsRejected)) throw error;
  const { rejectedCount, rejected } = error.result;
  const stopped = rejectedCount >= 100 ? " The remaining rows were not read." : "";
  const detail = `${rejectedCount} ${
    rejectedCount === 1 ? "row was" : "rows were"
  } rejected; nothing was added.${stopped}`;
  throw new Problem("rows_rejected", detail, { rejectedCount, rejected });
}
