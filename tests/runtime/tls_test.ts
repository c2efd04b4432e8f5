/** The options of DATABASE_URL, on a Postgres with TLS and certificates of the tests' own. */
import assert from "node:assert/strict";
import { connect } from "../../src/db/client.ts";
import { openClient } from "../../src/db/connection.ts";
import { isRefused } from "../../src/db/errors.ts";
import { addressOf, parseServer } from "../../src/db/server.ts";
import { problems } from "../../src/http/problem.ts";
import { problemOf } from "../../src/http/problem_of.ts";
import { readServer } from "../../src/runtime/server.ts";
import { createCertificates } from "../support/certificates.ts";
import { onServer } from "../support/client.ts";
import { startCluster } from "../support/cluster.ts";
import { runProgram } from "../support/subprocess.ts";

const certificates = onServer ? await createCertificates() : undefined;
const cluster = certificates && await startCluster({ listen_addresses: "127.0.0.1,::1" });
const ignore = !cluster;

/** Makes the cluster serve TLS with a certificate for these names, from the next connection on. */
async function useCertificate(name: string, subjectAltName: string): Promise<void> {
  const { directory, sign } = certificates!;
  await sign(name, subjectAltName);
  const [row] = await cluster!.query<{ path: string }>(
    "select current_setting('data_directory') as path",
  );
  const { uid, gid } = await Deno.stat(row!.path);
  await Deno.chown(`${directory}/${name}.key`, uid, gid);
  await Deno.chmod(`${directory}/${name}.key`, 0o600);
  const settings = { ssl_cert_file: "crt", ssl_key_file: "key" };
  for (const [setting, ending] of Object.entries(settings)) {
    await cluster!.query(`alter system set ${setting} = '${directory}/${name}.${ending}'`);
  }
  await cluster!.query("alter system set ssl = on");
  await cluster!.query("select pg_reload_conf()");
  while (await connection("127.0.0.1", "?sslmode=require") !== "TLS") {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How a connection with these options is: encrypted, or the code of the error. */
async function connection(host: string, options: string): Promise<string> {
  const url = `postgres://callboard@${host}:${cluster!.port}/callboard${options}`;
  const client = openClient({ ...readServer(url), pooling: "transaction", statementTimeout: 0 });
  try {
    const [row] = await client.unsafe("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    return row!.ssl ? "TLS" : "plain";
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.end({ timeout: 1 });
  }
}

const problemStatus = (error: unknown): number => problems[problemOf(error).code].status;

/** Asserts how connections are by `sslmode`; `$` stands for the directory of the certificates. */
async function connections(host: string, expected: Record<string, string>): Promise<void> {
  const found: Record<string, string> = {};
  for (const options of Object.keys(expected)) {
    found[options] = await connection(host, options.replace("$", certificates!.directory));
  }
  assert.deepEqual(found, expected, host);
}

Deno.test("a server without TLS: only who may do without it connects", { ignore }, async () => {
  await connections("127.0.0.1", {
    "": "plain",
    "?sslmode=disable": "plain",
    "?sslmode=allow": "plain",
    "?sslmode=prefer": "plain",
    "?sslmode=require": "ECONNRESET",
    "?sslmode=verify-full&sslrootcert=$/ca.crt": "ECONNRESET",
  });
});

const argumentsOf = (program: string) => program === "cli/keys.ts" ? ["list"] : [];

Deno.test("a server without TLS is not waited for where TLS is required", { ignore }, async () => {
  for (const host of ["127.0.0.1", "[::1]"]) {
    const DATABASE_URL = `postgres://callboard@${host}:${cluster!.port}/callboard?sslmode=require`;
    for (const program of ["deno.ts", "cli/migrate.ts", "cli/keys.ts"]) {
      const { code, stderr } = await runProgram(program, argumentsOf(program), {
        DATABASE_URL,
        PORT: "0",
      });
      assert.equal(code, 1);
      assert.match(stderr, /^The database c.*: the server does not speak TLS, which sslmode of /);
    }
  }
});

const unknownIssuer = "UNABLE_TO_VERIFY_LEAF_SIGNATURE";
const unverified = {
  "": "plain",
  "?sslmode=disable": "plain",
  "?sslmode=allow": "TLS",
  "?sslmode=prefer": "TLS",
  "?sslmode=require": "TLS",
  "?sslmode=require&sslrootcert=$/ca.crt": "TLS",
  "?sslmode=require&sslrootcert=$/other.crt": unknownIssuer,
  "?sslmode=verify-ca": unknownIssuer,
  "?sslmode=verify-ca&sslrootcert=$/ca.crt": "TLS",
  "?sslmode=verify-ca&sslrootcert=$/other.crt": unknownIssuer,
  "?sslmode=verify-full&sslrootcert=system": unknownIssuer,
  "?sslmode=verify-full&sslrootcert=$/other.crt": unknownIssuer,
};
const verifyFull = "?sslmode=verify-full&sslrootcert=$/ca.crt";
const otherName = "ERR_TLS_CERT_ALTNAME_INVALID";

Deno.test("a certificate for a name: verify-full needs that name", { ignore }, async () => {
  await useCertificate("named", "DNS:localhost");
  await connections("localhost", { ...unverified, [verifyFull]: "TLS" });
  await connections("127.0.0.1", { ...unverified, [verifyFull]: otherName });
});

Deno.test("a certificate for an address: verify-full needs that address", { ignore }, async () => {
  await useCertificate("addressed", "IP:127.0.0.1");
  await connections("127.0.0.1", { ...unverified, [verifyFull]: "TLS" });
  await connections("localhost", { ...unverified, [verifyFull]: otherName });
  await useCertificate("elsewhere", "IP:127.0.0.2");
  await connections("127.0.0.1", { [verifyFull]: otherName });
});

Deno.test("an IPv6 address is connected to, and checked", { ignore }, async () => {
  await connections("[::1]", { [verifyFull]: otherName });
  await useCertificate("addressed6", "IP:::1");
  await connections("[::1]", { ...unverified, [verifyFull]: "TLS" });
  const DATABASE_URL = `postgres://callboard@[::1]:${cluster!.port}/callboard${
    verifyFull.replace("$", certificates!.directory)
  }`;
  for (const program of ["cli/migrate.ts", "cli/keys.ts"]) {
    const { code, stderr } = await runProgram(program, argumentsOf(program), { DATABASE_URL });
    assert.equal(code, 0, stderr);
  }
});

Deno.test("a certificate that no longer verifies is a 503 while serving", { ignore }, async () => {
  await useCertificate("served", "DNS:localhost");
  const url = `postgres://callboard@localhost:${cluster!.port}/callboard${
    verifyFull.replace("$", certificates!.directory)
  }`;
  const { url: address, ...security } = readServer(url);
  for (const watched of [true, false]) {
    await useCertificate("served", "DNS:localhost");
    const db = connect(address, { ...security, watched });
    const answers = () => db.send({ text: "select 1" }).then(() => 200, problemStatus);
    assert.equal(await answers(), 200);
    await useCertificate("replaced", "DNS:elsewhere.example");
    await cluster!.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'callboard'",
    );
    for (let i = 0; i < 20; i++) assert.equal(await answers(), 503);
    await useCertificate("served", "DNS:localhost");
    while (await answers() !== 200) await new Promise((resolve) => setTimeout(resolve, 50));
    await db.close();
  }
});

Deno.test("the programs check the certificate", { ignore }, async () => {
  await useCertificate("again", "DNS:localhost");
  const run = (program: string, ca: string) => {
    const options = `sslmode=verify-full&sslrootcert=${certificates!.directory}/${ca}.crt`;
    const DATABASE_URL = `postgres://callboard@localhost:${cluster!.port}/callboard?${options}`;
    return runProgram(program, program === "cli/keys.ts" ? ["list"] : [], { DATABASE_URL });
  };
  for (const program of ["cli/migrate.ts", "cli/keys.ts"]) {
    const { code, stderr } = await run(program, "ca");
    assert.equal(code, 0, stderr);
    const began = performance.now();
    const rejected = await run(program, "other");
    assert.equal(rejected.code, 1);
    assert.match(rejected.stderr, /^The database c.*: unable to verify the first certificate\n$/);
    assert.ok(performance.now() - began < 20_000, "it is not waited for");
    assert.match(
      (await run(program, "missing")).stderr,
      /^sslrootcert of DATABASE_URL cannot be read: .*missing\.crt/,
    );
  }
});

Deno.test("other options of the URL are sent on; unknown ones are named", () => {
  const parse = (options: string) => parseServer(`postgres://u:p@h:1/d${options}`, () => "PEM");
  assert.deepEqual(parse(""), { url: "postgres://u:p@h:1/d", ssl: false });
  assert.equal(
    parse("?sslmode=disable&application_name=a%20b&sslrootcert=x").url,
    "postgres://u:p@h:1/d?application_name=a+b",
  );
  assert.throws(() => parse("?sslmode=yes"), /^Error: sslmode of DATABASE_URL must be .*"yes"$/);
  for (const name of ["ssl", "sslMode", "sslcert", "channel_binding", "host"]) {
    assert.throws(
      () => parse(`?sslmode=require&${name}=require`),
      new RegExp(`^Error: DATABASE_URL has the unknown option ${name};`),
    );
  }
});

Deno.test("an address with or without brackets, port and user is checked as such", () => {
  const checks = (address: string, name: string) => {
    const { ssl } = parseServer(`postgres://${address}/d?sslmode=verify-full`, () => "PEM");
    if (typeof ssl !== "object") throw new Error("TLS is off");
    const certificate = { subject: {}, subjectaltname: `IP Address:${name}` } as never;
    return ssl.checkServerIdentity && !ssl.checkServerIdentity("", certificate);
  };
  for (const address of ["u:p@127.0.0.1:1", "127.0.0.1", "u@127.0.0.1"]) {
    assert.deepEqual([checks(address, "127.0.0.1"), checks(address, "127.0.0.2")], [true, false]);
  }
  assert.deepEqual([checks("u@[::1]:5", "::1"), checks("u@[::1]", "::2")], [true, false]);
  assert.equal(checks("u@db.example:1", "127.0.0.1"), undefined);
});

Deno.test("hosts with an IPv6 address are told to the driver, which would split them", () => {
  const lists = (url: string) => Object.values(addressOf(url));
  assert.deepEqual(lists("postgres://u:p@[::1]/d"), [["::1"], [5432]]);
  assert.deepEqual(lists("postgres://u:p%5B@[2001:db8::1]:6432/d?options=[x]"), [["2001:db8::1"], [
    6432,
  ]]);
  assert.deepEqual(lists("postgres://[::1]:1,db.example,[::2]/d"), [["::1", "db.example", "::2"], [
    1,
    5432,
    5432,
  ]]);
  for (const host of ["db.example", "127.0.0.1:1", "a:1,b:2", "u:[@db"]) {
    assert.deepEqual(addressOf(`postgres://${host}/d?application_name=[a]`), {});
  }
});

Deno.test("what only an operator can mend is a 503, and ends a start", () => {
  const codes = ["28000", "28P01", "3D000", unknownIssuer, otherName, "CERT_HAS_EXPIRED"];
  for (const code of [...codes, "DEPTH_ZERO_SELF_SIGNED_CERT", "EPROTO", "ERR_SSL_WRONG_VERSION"]) {
    const error = Object.assign(new Error(), { code });
    assert.deepEqual([isRefused(error), problemStatus(error)], [true, 503], code);
  }
  for (const code of ["42501", "ECONNRESET", "CERTAIN", "53300", ""]) {
    assert.ok(!isRefused(Object.assign(new Error(), { code })), code);
  }
});

Deno.test("the cluster of these tests ends", { ignore }, async () => {
  await cluster!.close();
  await certificates!.remove();
});
