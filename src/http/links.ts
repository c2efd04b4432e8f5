/** The relations of a page, each with the query parameter that leads there: `page=2`, say. */
export type PageLinks = Partial<Record<"first" | "prev" | "next" | "last", string>>;

/** An RFC 8288 `Link` header: what was asked, on other pages. Links are relative to the server, so they hold behind any proxy. */
export function linkHeader(url: string, links: PageLinks): string {
  const [, path, query] = /^[^/]*\/\/[^/]*([^?]*)\??(.*)$/.exec(url)!;
  const kept = query && without(query, "page", "cursor");
  return Object.entries(links).map(([relation, change]) =>
    `<${path}?${kept}${change}>; rel="${relation}"`
  ).join(", ");
}

/** What is left of a query string, with its `&` at the end. */
function without(query: string, ...names: string[]): string {
  const parameters = new URLSearchParams(query);
  for (const name of names) parameters.delete(name);
  return parameters.size > 0 ? `${parameters}&` : "";
}

/** The links of page `page` of `pages`, by page number. */
export function numberedLinks(page: number, pages: number): PageLinks {
  return {
    first: "page=1",
    ...(page > 1 && pages > 0 ? { prev: `page=${Math.min(page - 1, pages)}` } : {}),
    ...(page < pages ? { next: `page=${page + 1}` } : {}),
    ...(pages > 0 ? { last: `page=${pages}` } : {}),
  };
}
