/** The compiler compares types of domain and contract: `deno check` fails where they differ. */
import assert from "node:assert/strict";
import type { components } from "../../src/contract/openapi.d.ts";
import { spec } from "../../src/contract/schema.ts";
import type { BatchStatus, Retry, Schedule } from "../../src/domain/batch.ts";
import {
  type AnsweredBy,
  type CallEventType,
  callEventTypes,
  type CallStatus,
  callStatuses,
  type HangupSource,
  type Money,
  type PhoneLog,
  type Turn,
} from "../../src/domain/call.ts";

type Schemas = components["schemas"];
/** True when the types are mutually assignable, ignoring `undefined` members. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

same<CallStatus, Schemas["CallStatus"]>(true);
same<CallEventType, Schemas["CallEventType"]>(true);
same<AnsweredBy, Schemas["AnsweredBy"]>(true);
same<HangupSource, Schemas["HangupSource"]>(true);
same<Money, Schemas["Money"]>(true);
same<PhoneLog, Schemas["PhoneLog"]>(true);
same<Turn, Schemas["Turn"]>(true);
same<BatchStatus, Schemas["BatchStatus"]>(true);
same<Retry, Schemas["Retry"]>(true);
same<Schedule, Schemas["Schedule"]>(true);
// @ts-expect-error a status that the contract does not have
same<CallStatus | "lost", Schemas["CallStatus"]>(true);
// @ts-expect-error a member of another type
same<Omit<PhoneLog, "attempt"> & { attempt: string }, Schemas["PhoneLog"]>(true);

Deno.test("statuses and event types match the contract, in its order", () => {
  assert.deepEqual([...callStatuses], spec.components.schemas.CallStatus.enum);
  assert.deepEqual([...callEventTypes], spec.components.schemas.CallEventType.enum);
});
