/** Whether a person at this machine asks: only that one is shown the key of the demo. */

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

export const isLoopback = (hostname: string): boolean => loopback.test(hostname);

/** Headers that proxies add. */
const forwarding = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/**
 * Whether a request names this machine and came through no proxy. A page of another site cannot
 * send one: its name, even if it leads here, is in `Host`.
 */
export const asksLocally = ({ url, headers }: Request): boolean =>
  isLoopback(new URL(url).hostname) && !forwarding.some((name) => headers.has(name));
