import assert from "node:assert/strict";
import { readConfiguration } from "../../src/runtime/env.ts";

const read = (env: Record<string, string>) => readConfiguration((name) => env[name]);

Deno.test("missing and empty variables select the embedded database on port 8787", () => {
  const expected = {
    port: 8787,
    host: "127.0.0.1",
    pooler: "auto",
    databaseWait: 30_000,
    directory: ".callboard",
    statementTimeout: 5000,
    drainTimeout: 30_000,
    maxConnections: 10_000,
    maxConnectionsPerAddress: 5_000,
    poolSize: 10,
    slowQuestions: 8,
    slowQuestionsPerWorkspace: 4,
    validateResponses: false,
    log: true,
  };
  assert.deepEqual(read({}), expected);
  assert.deepEqual(
    read({ PORT: "", HOST: "", DATABASE_URL: "", POOL_SIZE: "", LOG: "" }),
    expected,
  );
});

Deno.test("every variable is read", () => {
  const url = "postgresql://callboard@db.example.com/callboard";
  assert.deepEqual(
    read({
      PORT: "0",
      HOST: "::1",
      DATABASE_URL: url,
      POOLER: "Transaction",
      DATABASE_WAIT_MS: "0",
      CALLBOARD_DIR: "/data",
      STATEMENT_TIMEOUT_MS: "0",
      DRAIN_TIMEOUT_MS: "1",
      POOL_SIZE: "1",
      SLOW_QUESTIONS: "6",
      MAX_CONNECTIONS: "7",
      VALIDATE_RESPONSES: "on",
      LOG: "off",
    }),
    {
      port: 0,
      host: "::1",
      databaseUrl: url,
      pooler: "transaction",
      databaseWait: 0,
      directory: "/data",
      statementTimeout: 0,
      drainTimeout: 1,
      poolSize: 1,
      slowQuestions: 6,
      slowQuestionsPerWorkspace: 3,
      maxConnections: 7,
      maxConnectionsPerAddress: 4,
      validateResponses: true,
      log: false,
    },
  );
});

for (
  const [name, value] of [
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "8787.0"],
    ["PORT", "http"],
    ["POOL_SIZE", "0"],
    ["POOLER", "statement"],
    ["DATABASE_WAIT_MS", "30s"],
    ["SLOW_QUESTIONS", "0"],
    ["SLOW_QUESTIONS_PER_WORKSPACE", "0"],
    ["MAX_CONNECTIONS", "0"],
    ["MAX_CONNECTIONS_PER_ADDRESS", "none"],
    ["STATEMENT_TIMEOUT_MS", "5s"],
    ["LOG", "quiet"],
    ["VALIDATE_RESPONSES", "2"],
    ["DATABASE_URL", "mysql://localhost"],
  ] as const
) {
  Deno.test(`rejects ${name}=${value} and names the variable`, () => {
    assert.throws(() => read({ [name]: value }), new RegExp(`^Error: ${name} must`));
  });
}
