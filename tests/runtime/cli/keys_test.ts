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
    "--create-workspace",
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
  const rejections: [string[], number, RegExp][] = [
    [["create"], 2, /^--name is missing/],
    [["create", "--name", ""], 2, /^--name is empty/],
    [["create", "--name", "x", "--name", "y"], 2, /^--name is given more than once/],
    [["create", "--name", "x", "surplus"], 2, /^Unexpected argument "surplus"/],
    [["create", "--name", "x", "--scope", "batches:read"], 2, /^Unknown option '--scope'/],
    [["create", "--name", "x", "--scopes", "batches:read,admin"], 2, /^Unknown scope "admin"/],
    [["create", "--name", "x", "--workspace", "defualt"], 1, /no workspace "defualt".*-workspace/],
    [["create", "--name", "x", "--workspace", crypto.randomUUID()], 1, /There is no workspace/],
    [["list", "--workspace", "default"], 2, /^Unknown option '--workspace'/],
    [["list", "x"], 2, /^Unexpected argument "x"/],
    [["revoke"], 2, /^The id or prefix of the key is missing/],
    [["revoke", "a", "b"], 2, /^Unexpected argument "b"/],
    [["destroy"], 2, /^Unknown command "destroy"/],
    [[], 2, /^The command is missing/],
  ];
  const before =
    (await keys("list")).stdout.split("\n").filter((line) => line.includes("\tx\t")).length;
  for (const [args, expected, message] of rejections) {
    const { code, stderr } = await keys(...args);
    assert.equal(code, expected, args.join(" "));
    assert.match(stderr, message);
    assert.equal(/Usage:/.test(stderr), expected === 2, stderr);
  }
  const after =
    (await keys("list")).stdout.split("\n").filter((line) => line.includes("\tx\t")).length;
  assert.equal(after, before);
});

Deno.test("a key that is not created in a named workspace belongs to default", async () => {
  const { code, stdout } = await keys("create", "--name", "unnamed");
  assert.equal(code, 0);
  assert.match(stdout, /^Workspace: default \([0-9a-f-]{36}\)$/m);
});
