/** Files as spreadsheets and forms send them. */
import assert from "node:assert/strict";
import { newBatch } from "../support/campaign.ts";
import { type Client, newClient, openDatabase, type Options } from "../support/client.ts";

const ada = { phoneNumber: "+12025550142", name: "Ada" };
const grace = { phoneNumber: "+12025550143", name: "Grace" };

/** The bytes of a text of U+0000 to U+00FF. */
const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

async function upload(
  client: Client,
  body: BodyInit,
  query: Options["query"] = {},
  type: string | null = "text/csv",
) {
  const { batchId } = await newBatch(client, 0);
  const path = `/v1/batches/${batchId}/calls`;
  const headers: Record<string, string> = type === null ? {} : { "content-type": type };
  const answer = await client.request("POST", path, { body, query, headers });
  const { body: { calls } } = await client.get(`/v1/batches/${batchId}`, { sortOrder: "asc" });
  const stored = calls.map(({ phoneNumber, variables }: typeof ada & { variables: object }) => (
    { phoneNumber, ...variables }
  ));
  return { answer, stored };
}

const files: [name: string, text: string][] = [
  ["LF", "phoneNumber,name\n+12025550142,Ada\n+12025550143,Grace\n"],
  ["CRLF", "phoneNumber,name\r\n+12025550142,Ada\r\n+12025550143,Grace\r\n"],
  ["CR", "phoneNumber,name\r+12025550142,Ada\r+12025550143,Grace\r"],
  ["CR without one at the end", "phoneNumber,name\r+12025550142,Ada\r+12025550143,Grace"],
  ["CR CR LF", "phoneNumber,name\r\r\n+12025550142,Ada\r\r\n+12025550143,Grace\r\r\n"],
  ["a byte order mark", "\ufeffphoneNumber;name\r\n+12025550142;Ada\r\n+12025550143;Grace\r\n"],
  ["sep=;", "sep=;\r\nphoneNumber;name\r\n+12025550142;Ada\r\n+12025550143;Grace\r\n"],
  ["sep=| in quotes", '"sep=|"\nphoneNumber|name\n+12025550142|Ada\n+12025550143|Grace\n'],
  ["tabs", "phoneNumber\tname\n+12025550142\tAda\n+12025550143\tGrace\n"],
  [
    "empty columns at the end",
    "phoneNumber,name,,\n+12025550142,Ada,,\n+12025550143,Grace, ,\n",
  ],
  ["cells beyond the header", "phoneNumber,name\n+12025550142,Ada,,\n+12025550143,Grace,\n"],
  [
    "rows without any cell",
    "phoneNumber,name\n,\n+12025550142,Ada\n , \n+12025550143,Grace\n,\n,\n",
  ],
  [
    "rows without any cell before the header",
    ",\n,\nphoneNumber,name\n+12025550142,Ada\n+12025550143,Grace\n",
  ],
  ["a line of spaces first", "  \nphoneNumber;name\n \n+12025550142;Ada\n+12025550143;Grace\n"],
  ["spaces around names", " phoneNumber ,\u00a0name \n+12025550142,Ada\n+12025550143,Grace\n"],
];

Deno.test("a file is read as a spreadsheet has written it", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const [name, text] of files) {
    const { answer, stored } = await upload(client, text);
    assert.equal(answer.status, 201, `${name}: ${answer.text}`);
    assert.deepEqual(stored, [ada, grace], name);
  }
  await db.close();
});

Deno.test("a line end in quotes stays, also where pieces of the body end in it", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const long = "x".repeat(8192 - 40);
  const text = `phoneNumber,name\r\n+12025550142,"${long}\r\nA\r\nda"\r\n+12025550143,Grace\r\n`;
  const { stored } = await upload(client, text);
  assert.deepEqual(stored, [{ ...ada, name: `${long}\r\nA\r\nda` }, grace]);
  await db.close();
});

const utf16 = "\xff\xfep\0h\0o\0n\0e\0\n\0";
const formOf = (headers: string, text: string) =>
  `--b\r\nContent-Disposition: form-data; name="a"; ${headers}\r\n\r\n${text}\r\n--b--\r\n`;

const wrong: [name: string, body: BodyInit, place: RegExp, type?: string][] = [
  ["UTF-16, as Excel's Unicode text", bytesOf(utf16), /is UTF-16, not UTF-8 at byte 1$/],
  [
    "UTF-16 in a form",
    bytesOf(formOf("filename=a.txt", utf16)),
    /is UTF-16, not UTF-8 at byte 66$/,
    "multipart/form-data; boundary=b",
  ],
  ["a header without a row", "phoneNumber,name\n", /no row follows the header row/],
  ["a header with empty rows", "phoneNumber,name\n,\n,\n", /no row follows the header row/],
  ["a column without a name", "phoneNumber,,name\n+12025550142,x,Ada\n", /column 2 has no name/],
  [
    "a form without a file",
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
    /the part is no file/,
    "multipart/form-data; boundary=b",
  ],
  [
    "a form that ends early",
    '--b\r\nContent-Disposition: form-data; name="a"; filename="a.csv"\r\n\r\nphoneNumber\n',
    /ends within the file/,
    "multipart/form-data; boundary=b",
  ],
  ["a form of text", "phoneNumber\n+12025550142\n", /boundary/, "multipart/form-data; boundary=b"],
  ["an empty form", "", /boundary/, "multipart/form-data; boundary=b"],
];

Deno.test("a file that cannot be read is a 400 that says why", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  for (const [name, body, place, type] of wrong) {
    const { answer, stored } = await upload(client, body, {}, type);
    assert.equal(answer.status, 400, `${name}: ${answer.text}`);
    assert.match(answer.body.detail, place, name);
    assert.deepEqual(stored, []);
  }
  await db.close();
});

Deno.test("a form whose file has a name of RFC 5987 only is read", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const form = formOf("filename*=UTF-8''k%C3%B6ln.csv", "phoneNumber,name\n+12025550142,Ada");
  const { answer, stored } = await upload(client, form, {}, "multipart/form-data; boundary=b");
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(stored, [ada]);
  await db.close();
});

Deno.test("a form with a file is read by the file's kind", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const rows = [ada, grace].map((row) => JSON.stringify(row));
  const kinds: [file: string, type: string, text: string][] = [
    ["a.csv", "text/csv", "\ufeffphoneNumber,name\r\n+12025550142,Ada\r\n+12025550143,Grace\r\n"],
    ["a.csv", "application/vnd.ms-excel", "phoneNumber,name\n+12025550142,Ada\n+12025550143,Grace"],
    ["a.jsonl", "application/octet-stream", rows.join("\n")],
    ["a.json", "application/json", `[${rows}]`],
  ];
  for (const [file, type, text] of kinds) {
    const form = new FormData();
    form.append("file", new File([text], file, { type }));
    const { answer, stored } = await upload(client, form, {}, null);
    assert.equal(answer.status, 201, `${file}: ${answer.text}`);
    assert.deepEqual(stored, [ada, grace], file);
  }
  const two = new FormData();
  for (const name of ["a", "b"]) {
    two.append(name, new File([`phoneNumber\n+12025550142\n`], "a.csv"));
  }
  const { answer, stored } = await upload(client, two, {}, null);
  assert.match(answer.body.detail, /more than one part/);
  assert.deepEqual(stored, []);
  await db.close();
});

Deno.test("a number that would lose digits rejects its row, wherever it is", async () => {
  const db = openDatabase();
  const client = await newClient(db);
  const number = "9007199254740993";
  const bodies: [type: string, body: string, query?: Options["query"]][] = [
    ["application/json", `[{"phoneNumber":"+12025550142","id":${number}}]`],
    ["application/json", `[{"phoneNumber":"+12025550142","a":{"b":[0.12345678901234567891]}}]`],
    ["application/json", `[{"phoneNumber":"+12025550142","a":1e-400}]`],
    ["text/csv", `phoneNumber,id\n+12025550142,1e-400\n`, { numericColumns: "id" }],
    ["application/x-ndjson", `{"phoneNumber":"+12025550142","id":-${number}}`],
    ["text/csv", `phoneNumber,id\n+12025550142,${number}\n`, { numericColumns: "id" }],
  ];
  for (const [type, body, query] of bodies) {
    const { answer, stored } = await upload(client, body, query, type);
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.body.rejected[0].reason, /would lose digits.*string/);
    assert.deepEqual(stored, []);
  }
  const kept = `[{"phoneNumber":"+12025550142","a":"${number}","b":9007199254740992,"c":0.1,` +
    `"d":12345678901234567000,"e":1e300,"f":100000000000000000000}]`;
  const { answer, stored } = await upload(client, kept, {}, "application/json");
  assert.equal(answer.status, 201, answer.text);
  assert.deepEqual(stored[0].a, number);
  assert.equal(stored[0].f, 1e20);
  await db.close();
});
