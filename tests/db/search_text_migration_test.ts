/** The migration that gives search texts their form, on rows of the form before. */
import assert from "node:assert/strict";
import { searchText } from "../../src/domain/search_text.ts";
import { newClient, openDatabase } from "../support/client.ts";

const directory = new URL("../../drizzle/", import.meta.url);
const [file] = [...Deno.readDirSync(directory)].filter(({ name }) => /_questions\.sql$/.test(name));

Deno.test("the migration makes the search texts that uploads and events make", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const name = "ÜBERSICHT José";
  const { body: { id } } = await client.post("/v1/batches", { name });
  const values = ["+12025550142", "José\nMuñoz", "e\u0301", "日本が", "plain"];
  await client.post(`/v1/batches/${id}/calls`, [{
    phoneNumber: values[0],
    a: values.slice(1),
  }, { phoneNumber: "+12025550143", a: "ASCII" }]);
  await db.client.unsafe(
    `alter table transcripts drop column search_text; alter table batches drop column search_text;
    drop index calls_number_anywhere`,
  );
  const said = ["Gostaria de saber\nO Preço", "AMANHÃ"];
  await db.client.unsafe(
    `insert into transcripts (batch_id, position, attempt, at, provider, event_id, turns)
    values ($1::uuid, 1, 1, now(), 'api', 'e', $2::text::json)`,
    [id, JSON.stringify(said.map((text) => ({ speaker: "agent", text })))],
  );
  // The form before: folded, a private-use character for a line feed in a value, not composed.
  const before = values.map((value) => value.toLowerCase().replaceAll("\n", "\uE00A")).join("\n");
  await db.client.unsafe("update calls set search_text = $2 where batch_id = $1 and position = 1", [
    id,
    before,
  ]);
  const migration = Deno.readTextFileSync(new URL(file!.name, directory));
  await db.client.unsafe(migration.replaceAll("--> statement-breakpoint", ""));
  const [row] = await db.client.unsafe(
    `select batches.search_text as batch, transcripts.search_text as said,
      string_agg(calls.search_text, '|' order by calls.position) as calls
    from batches join transcripts on transcripts.batch_id = batches.id
    join calls on calls.batch_id = batches.id
    where batches.id = $1 group by 1, 2`,
    [id],
  );
  await db.close();
  assert.deepEqual({ ...row }, {
    batch: searchText([name]),
    said: searchText(said),
    calls: `${searchText(values)}|${searchText(["+12025550143", "ASCII"])}`,
  });
});
