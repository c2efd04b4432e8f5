/** Batches of the demo that its reference acts on: each of its requests succeeds at once. */
import type { OperationId } from "../contract/implement.ts";
import type { SendRequest } from "./cli/demo.ts";

/** Values of path parameters, by name. */
export type Ids = Record<string, string>;

/** The ids that each operation is shown with; `common` for all that have none of their own. */
export type DemoSamples = { common: Ids; own: Partial<Record<OperationId, Ids>> };

type Move = "start" | "pause";

/** Operations that change something, or need an upload, get a batch of their own. */
const movesBefore: Partial<Record<OperationId, Move[]>> = {
  addCalls: [],
  getUpload: [],
  undoUpload: [],
  updateCall: [],
  withdrawCall: [],
  eraseCall: [],
  updateBatch: [],
  recordCallEvents: [],
  startBatch: [],
  pauseBatch: ["start"],
  resumeBatch: ["start", "pause"],
  cancelBatch: ["start"],
  deleteBatch: [],
};

/** Creates what `own` lacks, or what was deleted since; returns the ids of all. */
export async function ensureSamples(
  own: DemoSamples["own"],
  send: SendRequest,
  exists: (path: string) => Promise<boolean>,
): Promise<DemoSamples["own"]> {
  const ensured: DemoSamples["own"] = {};
  for (const [id, moves] of Object.entries(movesBefore) as [OperationId, Move[]][]) {
    const ids = own[id];
    const kept = ids && await exists(`/v1/batches/${ids.batchId}/uploads/${ids.uploadId}`);
    ensured[id] = kept ? ids : await createSample(id, moves, send);
  }
  return ensured;
}

async function createSample(id: OperationId, moves: Move[], send: SendRequest): Promise<Ids> {
  const { id: batchId } = await send("POST", "/v1/batches", { name: `Demo data: for ${id}` });
  const path = `/v1/batches/${batchId}`;
  const contacts = [{ phoneNumber: "+12025550199", firstName: "Ada" }];
  const { uploadId } = await send("POST", `${path}/calls`, contacts);
  const { calls } = await send("GET", `${path}?limit=1&include=`, undefined);
  for (const move of moves) await send("POST", `${path}/${move}`, undefined);
  return { batchId, callId: calls[0]!.id, uploadId };
}
