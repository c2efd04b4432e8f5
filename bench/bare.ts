/**
 * The bare handler: Deno.serve and postgres.js with one statement (JSON in STATEMENT), without
 * validation or authentication.
 */
import postgres from "postgres";

const { text, params } = JSON.parse(Deno.env.get("STATEMENT")!);
const sql = postgres(Deno.env.get("DATABASE_URL")!, {
  max: Number(Deno.env.get("POOL_SIZE")),
  fetch_types: false,
  connection: { TimeZone: "UTC", jit: false },
});

Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")), onListen() {} },
  async () => {
    const [row] = await sql.unsafe(text, params, { prepare: true });
    const body = `${row!.batch.slice(0, -1)},"total":${row!.total},"calls":${row!.calls}}`;
    return new Response(body, { headers: { "content-type": "application/json" } });
  },
);
