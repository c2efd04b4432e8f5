/** PGlite's directory on disk, with what its own class leaves out: fsync. */
import { NodeFS } from "@electric-sql/pglite/nodefs";
import fs from "node:fs";

/**
 * What Postgres must be started with: no `-F`, and a way to sync its log that PGlite passes on
 * (`fdatasync`, the default, does nothing there).
 */
export const durable = (startParams: string[]): string[] => [
  ...startParams.filter((param) => param !== "-F"),
  "-c",
  "wal_sync_method=fsync",
];

/** The part of Emscripten's module that `DurableFS` completes. */
type Emscripten = {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?(stream: { nfd: number }): number } } } };
};

export class DurableFS extends NodeFS {
  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(...args);
    const completeFs = (module: unknown) => {
      (module as Emscripten).FS.filesystems.NODEFS.stream_ops.fsync = ({ nfd }) => {
        fs.fsyncSync(nfd);
        return 0;
      };
    };
    const preRun = [emscriptenOpts.preRun ?? [], completeFs].flat();
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

/** Syncs every file of a new database: the program that creates them does not. */
export function syncFiles(directory: string): void {
  for (const { name, isDirectory } of Deno.readDirSync(directory)) {
    const path = `${directory}/${name}`;
    if (isDirectory) syncFiles(path);
    else {
      using file = Deno.openSync(path);
      file.syncSync();
    }
  }
}
