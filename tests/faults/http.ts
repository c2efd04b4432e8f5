/** Requests that end in an answer whatever happens, with the time they took. */

export type Answer = {
  /** 0 when none came: the connection broke, or it took longer than `patience`. */
  status: number;
  /** The parsed body, if it is JSON; else its text. */
  // deno-lint-ignore no-explicit-any
  body: any;
  retryAfter: string | null;
  /** Milliseconds, of `performance.now()`. */
  began: number;
  took: number;
};

export type Question = {
  token?: string;
  method?: string;
  path: string;
  json?: unknown;
  /** Milliseconds after which the client goes. */
  patience?: number;
};

export async function ask(origin: string, question: Question): Promise<Answer> {
  const { token, method = "GET", path, json, patience = 30_000 } = question;
  const began = performance.now();
  const ended = (status: number, body: unknown, retryAfter: string | null = null): Answer => ({
    status,
    body,
    retryAfter,
    began,
    took: performance.now() - began,
  });
  try {
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(patience),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return ended(
      response.status,
      isJson ? JSON.parse(text) : text,
      response.headers.get("retry-after"),
    );
  } catch (error) {
    return ended(0, (error as Error).message);
  }
}

/** Asks, and throws unless it works. */
export async function mustAsk(origin: string, question: Question): Promise<Answer["body"]> {
  const { status, body } = await ask(origin, question);
  if (status < 200 || status > 299) {
    throw new Error(
      `${question.method ?? "GET"} ${question.path}: ${status} ${JSON.stringify(body)}`,
    );
  }
  return body;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Rejects where the promise is not kept in time. */
export async function deadline<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`nothing for ${milliseconds} ms`)), milliseconds);
  return await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** For a machine that others keep busy: what the limits of time are multiplied by. */
export const timeScale = Number(Deno.env.get("TEST_TIMEOUT_SCALE") || 1);

/** Random numbers from 0 to 1 that are the same again with the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `--long`: more faults, longer, and more places to cut at. */
export const isLong = Deno.env.get("FAULTS_LONG") === "1";
