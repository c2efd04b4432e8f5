/** A way to Postgres on which round trips can be counted. */
export type Wire = { url: string; trips(): number; close(): Promise<void> };

/** Passes bytes on between a client and the server of `databaseUrl`; a client that sends after the server did begins a new round trip. */
export function openWire(databaseUrl: string): Wire {
  const url = new URL(databaseUrl);
  const server = { hostname: url.hostname, port: Number(url.port || 5432) };
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let [trips, clientSpoke] = [0, false];
  const pass = async (from: Deno.Conn, to: Deno.Conn, heard: () => void) => {
    const chunk = new Uint8Array(65_536);
    try {
      for (let size = await from.read(chunk); size !== null; size = await from.read(chunk)) {
        heard();
        for (let at = 0; at < size;) at += await to.write(chunk.subarray(at, size));
      }
      await to.closeWrite();
    } catch {
      // closed by the other direction
    }
  };
  const serve = async (client: Deno.Conn) => {
    using upstream = await Deno.connect(server);
    const asked = pass(client, upstream, () => {
      if (!clientSpoke) trips++;
      clientSpoke = true;
    });
    await Promise.all([asked, pass(upstream, client, () => clientSpoke = false)]);
    client.close();
  };
  const served = (async () => {
    const clients: Promise<void>[] = [];
    for await (const client of listener) clients.push(serve(client));
    await Promise.all(clients);
  })();
  url.hostname = "127.0.0.1";
  url.port = String(listener.addr.port);
  return {
    url: url.href,
    trips: () => trips,
    close: async () => {
      listener.close();
      await served.catch(() => {});
    },
  };
}
