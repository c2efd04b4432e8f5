/** The relations of a page, each with the query parameters that it changes. */
export type PageLinks = Partial<Record<"first" | "prev" | "next" | "last", Record<string, string | number>>>;

const text = (parameters: [string, unknown][]) =>
  parameters.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");

/** An RFC 8288 `Link` header. Links are relative to the server, so they hold behind any proxy. */
export function linkHeader(path: string, query: Record<string, unknown>, links: PageLinks): string {
  const kept = text(
    Object.entries(query).filter(([name, value]) => name !== "page" && name !== "cursor" && value !== undefined),
  );
  return Object.entries(links)
    .map(([relation, change]) => `<${path}?${kept}${kept && "&"}${text(Object.entries(change))}>; rel="${relation}"`)
    .join(", ");
}

/** The links of page `page` of `pages`, by page number. */
export function numberedLinks(page: number, pages: number): PageLinks {
  return {
    first: { page: 1 },
    ...(page > 1 && pages > 0 ? { prev: { page: Math.min(page - 1, pages) } } : {}),
    ...(page < pages ? { next: { page: page + 1 } } : {}),
    ...(pages > 0 ? { last: { page: pages } } : {}),
  };
}
