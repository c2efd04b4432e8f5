export type Assets = (path: string) => Promise<Response>;
export function mountDocs(_app: unknown, _options: unknown): void {}
