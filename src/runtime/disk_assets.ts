/** Reads files of `assets/` from disk. */
export const diskAssets = async (path: string): Promise<Response> =>
  new Response((await Deno.open(new URL(`../../assets/${path}`, import.meta.url))).readable);
