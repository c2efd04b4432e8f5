/** A way to Postgres on which can be seen what a client does. */
export type Relay = {
  url: string;
  connections: Seen[];
  /** Closes all connections and rejects new ones until `resume`. */
  stop(): void;
  resume(): void;
};
/** A connection: whether it ended, whether with a Terminate message, and its round trips. */
export type Seen = { ended: boolean; terminated: boolean; roundTrips: number };

const terminate = [88, 0, 0, 0, 4];

export type Trouble = {
  /** Milliseconds that a new connection takes. */
  slowness?: number;
  /** Cancel requests are neither passed on nor answered. */
  swallowsCancels?: boolean;
};

/** Stands between a client and the server of `databaseUrl`, and makes trouble. */
export function relay(databaseUrl: string, trouble: Trouble = {}): Relay {
  const url = new URL(databaseUrl);
  const upstream = { hostname: url.hostname, port: Number(url.port || 5432) };
  const connections: Seen[] = [];
  const open = new Set<Deno.TcpConn>();
  let listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const serve = async () => {
    for await (const client of listener) {
      open.add(client);
      const seen: Seen = { ended: false, terminated: false, roundTrips: 0 };
      connections.push(seen);
      carry(client, upstream, seen, trouble).finally(() => open.delete(client));
    }
  };
  const stop = () => {
    listener.close();
    for (const client of open) client.close();
  };
  const resume = () => {
    listener = Deno.listen({ hostname: "127.0.0.1", port });
    serve();
  };
  serve();
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return { url: url.href, connections, stop, resume };
}

/** The code of a CancelRequest, which stands where a start-up message has its protocol version. */
const cancelCode = 80_877_102;
const isCancel = (chunk: Uint8Array) =>
  chunk.length === 16 && new DataView(chunk.buffer, chunk.byteOffset).getUint32(4) === cancelCode;

async function carry(
  client: Deno.TcpConn,
  upstream: Deno.ConnectOptions,
  seen: Seen,
  { slowness = 0, swallowsCancels = false }: Trouble,
): Promise<void> {
  if (slowness > 0) await new Promise((resolve) => setTimeout(resolve, slowness));
  let clientSpoke = false;
  const asked = watch((chunk) => {
    if (swallowsCancels && isCancel(chunk)) return false;
    if (!clientSpoke) seen.roundTrips++;
    clientSpoke = true;
    seen.terminated = chunk.length >= 5 && terminate.every((byte, i) => chunk.at(i - 5) === byte);
  });
  const answered = watch(() => void (clientSpoke = false));
  const server = await Deno.connect(upstream);
  for (const end of [client, server]) end.setNoDelay();
  await Promise.allSettled([
    client.readable.pipeThrough(asked).pipeTo(server.writable),
    server.readable.pipeThrough(answered).pipeTo(client.writable),
  ]);
  seen.ended = true;
}

/** Passes on what it sees, unless it is false. */
const watch = (look: (chunk: Uint8Array<ArrayBuffer>) => unknown) =>
  new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      if (look(chunk) !== false) controller.enqueue(chunk);
    },
  });
