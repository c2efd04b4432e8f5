import assert from "node:assert/strict";
import { findCaller } from "../../../src/keys/find_caller.ts";
import { findWorkspace } from "../../../src/keys/api_keys.ts";
import { hashToken } from "../../../src/domain/token.ts";
import { openDatabase } from "../../support/client.ts";
import { runProgram } from "../../support/subprocess.ts";

const keys = (...args: string[]) =>
  runProgram("cli/keys.ts", args, { DATABASE_URL: Deno.env.get("TEST_DATABASE_URL")! });

Deno.test("creates a key, lists it without its token, and revokes it", async () => {
  const db = openDatabase();
  const workspace = `keys test ${crypto.randomUUID()}`;
  const created = await keys(
    "create",
    "--name",
    "reader",
    "--scopes",
    "batches:read",
    "--workspace",
    workspace,
  );
  assert.equal(created.code, 0, created.stderr);
  const token = /^cb_[\w-]{43}$/m.exec(created.stdout)![0];
  const workspaceId = await findWorkspace(db, workspace);
  const caller = { workspaceId, scopes: ["batches:read"] };
  assert.deepEqual(await findCaller(db, hashToken(token)), caller);

  const listed = await keys("list");
  const line = listed.stdout.split("\n").find((line) => line.includes(workspace))!;
  assert.match(
    line,
    new RegExp(`\\t${token.slice(0, 9)}…\\t.*\\treader\\tbatches:read\\t.*\\tvalid$`),
  );
  assert.doesNotMatch(listed.stdout, new RegExp(token));

  const second = await keys("create", "--name", "all", "--workspace", workspaceId!);
  assert.match(second.stdout, new RegExp(workspaceId!));
  assert.equal((await keys("revoke", line.split("\t")[0]!)).code, 0);
  assert.equal(await findCaller(db, hashToken(token)), undefined);
  const again = await keys("revoke", token.slice(0, 9));
  assert.equal(again.code, 1);
  assert.match(again.stderr, /There is no valid key/);
  const other = await findCaller(db, hashToken(/^cb_[\w-]{43}$/m.exec(second.stdout)![0]));
  assert.deepEqual(other, {
    workspaceId,
    scopes: ["batches:read", "batches:write", "events:write", "contacts:erase"],
  });
  await db.close();
});

Deno.test("rejects invalid commands with a message, and creates nothing", async () => {
  const rejections: [string[], RegExp][] = [
    [["create"], /--name is missing/],
    [["create", "--name", "x", "--scopes", "batches:read,admin"], /Unknown scope admin/],
    [["create", "--name", "x", "--workspace", crypto.randomUUID()], /There is no workspace/],
    [["revoke"], /deno task keys revoke/],
    [["destroy"], /deno task keys create/],
  ];
  const before =
    (await keys("list")).stdout.split("\n").filter((line) => line.includes("\tx\t")).length;
  for (const [args, message] of rejections) {
    const { code, stderr } = await keys(...args);
    assert.equal(code, 1, args.join(" "));
    assert.match(stderr, message);
  }
  const after =
    (await keys("list")).stdout.split("\n").filter((line) => line.includes("\tx\t")).length;
  assert.equal(after, before);
});
