/** The query parameter of each relation of a page, such as `page=2`. */
export type PageLinks = Partial<Record<"first" | "prev" | "next" | "last", string>>;

/**
 * A `Link` header (RFC 8288) to other pages of a query; relative links work behind any proxy.
 * @param replaced the parameters that the links set themselves, or leave out
 */
export function linkHeader(
  url: string,
  links: PageLinks,
  replaced: string[] = ["page", "cursor"],
): string {
  const [, path, query] = /^[^/]*\/\/[^/]*([^?]*)\??(.*)$/.exec(url)!;
  const otherParameters = query && without(query, ...replaced);
  return Object.entries(links).map(([relation, change]) =>
    `<${path}?${otherParameters}${change}>; rel="${relation}"`
  ).join(", ");
}

/** The query string without some parameters, ending in `&` unless it is empty. */
function without(query: string, ...names: string[]): string {
  const parameters = new URLSearchParams(query);
  for (const name of names) parameters.delete(name);
  return parameters.size > 0 ? `${parameters}&` : "";
}

/** The links of page number `page` out of `pages`. */
export function numberedLinks(page: number, pages: number): PageLinks {
  return {
    first: "page=1",
    ...(page > 1 && pages > 0 ? { prev: `page=${Math.min(page - 1, pages)}` } : {}),
    ...(page < pages ? { next: `page=${page + 1}` } : {}),
    ...(pages > 0 ? { last: `page=${pages}` } : {}),
  };
}
