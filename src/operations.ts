/** One handler per operation of the contract. */
import type { Handlers } from "./contract/implement.ts";
import { createBatch } from "./batches/create_batch.ts";
import { searchBatch } from "./batches/search_batch.ts";
import { getBatch } from "./batches/get_batch.ts";
import { listBatches } from "./batches/list_batches.ts";
import { cancelBatch } from "./batches/cancel_batch.ts";
import { deleteBatch } from "./batches/delete_batch.ts";
import { pauseBatch } from "./batches/pause_batch.ts";
import { resumeBatch } from "./batches/resume_batch.ts";
import { startBatch } from "./batches/start_batch.ts";
import { updateBatch } from "./batches/update_batch.ts";
import { addCalls } from "./uploads/add_calls.ts";
import { findCalls } from "./calls/find_calls.ts";
import { getUpload } from "./uploads/get_upload.ts";
import { undoUpload } from "./uploads/undo_upload.ts";
import { eraseCall } from "./calls/erase_call.ts";
import { eraseContact } from "./calls/erase_contact.ts";
import { getCall } from "./calls/get_call.ts";
import { updateCall } from "./calls/update_call.ts";
import { withdrawCall } from "./calls/withdraw_call.ts";
import type { Contexts } from "./http/operation.ts";
import { recordCallEvents } from "./events/record_call_events.ts";

export const handlers = {
  addCalls,
  createBatch,
  findCalls,
  eraseCall,
  eraseContact,
  getBatch,
  getCall,
  getUpload,
  listBatches,
  recordCallEvents,
  undoUpload,
  updateCall,
  withdrawCall,
  searchBatch,
  cancelBatch,
  deleteBatch,
  pauseBatch,
  resumeBatch,
  startBatch,
  updateBatch,
} satisfies Handlers<Contexts>;
