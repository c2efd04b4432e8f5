/** DATABASE_URL: where the server is, and how its certificate is checked. */
import { isIP } from "node:net";
import { checkServerIdentity, type PeerCertificate } from "node:tls";

/** What postgres.js takes for `ssl`. */
export type Ssl = false | "prefer" | {
  rejectUnauthorized: boolean;
  ca?: string;
  checkServerIdentity?(host: string, certificate: PeerCertificate): Error | undefined;
};

/** A Postgres server. The URL has no options of TLS. */
export type Server = { url: string; ssl?: Ssl };

const modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
type Mode = typeof modes[number];

/** Options of the URL that are sent to Postgres. */
const passedOn = ["application_name", "options"];
const known = ["sslmode", "sslrootcert", ...passedOn];

/**
 * Reads the options of the URL as libpq does. Throws an Error that names an unknown option or
 * `sslmode`. `readFile` returns the text of the file of `sslrootcert`.
 */
export function parseServer(databaseUrl: string, readFile: (path: string) => string): Server {
  const [address, query = ""] = databaseUrl.split(/\?(.*)/s) as [string, string?];
  const options = new URLSearchParams(query);
  for (const name of options.keys()) {
    if (known.includes(name)) continue;
    throw new Error(`DATABASE_URL has the unknown option ${name}; known are ${known.join(", ")}`);
  }
  const mode = options.get("sslmode") ?? "disable";
  if (!modes.includes(mode as Mode)) {
    throw new Error(`sslmode of DATABASE_URL must be ${modes.join(", ")}, not "${mode}"`);
  }
  const rootCertificate = options.get("sslrootcert") ?? undefined;
  const ca = rootCertificate === undefined || rootCertificate === "system"
    ? undefined
    : readFile(rootCertificate);
  for (const name of ["sslmode", "sslrootcert"]) options.delete(name);
  const url = options.size > 0 ? `${address}?${options}` : address;
  return { url, ssl: sslOf(mode as Mode, hostOf(address), ca) };
}

/** `allow` is `prefer`; with a root certificate, `require` is `verify-ca`, as in libpq. */
function sslOf(mode: Mode, host: string, ca: string | undefined): Ssl {
  if (mode === "disable") return false;
  if (mode === "allow" || mode === "prefer") return "prefer";
  if (mode === "require" && ca === undefined) return { rejectUnauthorized: false };
  const checked = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  if (mode !== "verify-full") return { ...checked, checkServerIdentity: () => undefined };
  // The driver names no host to TLS that is an address, and the certificate's name is not checked.
  return isIP(host) === 0 ? checked : {
    ...checked,
    checkServerIdentity: (_host, certificate) => checkServerIdentity(host, certificate),
  };
}

/** The host of the part of a URL before the options. */
const hostOf = (address: string): string =>
  /^[^/]*\/\/(?:[^/]*@)?(?:\[([^\]]+)\]|([^:/]*))/.exec(address)?.slice(1).find(Boolean) ?? "";

/**
 * The hosts and ports of a URL with an IPv6 address, which the driver splits at its colons; nothing
 * for other URLs.
 */
export function addressOf(url: string): { host?: string; port?: number } {
  const [, hosts] = /^[^/]*\/\/(?:[^/]*@)?([^/?]*)/.exec(url) ?? [];
  if (!hosts?.includes("[")) return {};
  const parts = hosts.split(",").map((part) => /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(part));
  const lists = {
    host: parts.map((part) => part?.[1] ?? part?.[2] ?? ""),
    port: parts.map((part) => Number(part?.[3] ?? 5432)),
  };
  return lists as object; // lists, which the driver takes as they are, are not in its types
}
