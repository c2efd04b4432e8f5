import type { Busy } from "../domain/errors.ts";
import { Problem } from "../http/problem.ts";

/** 503 while another upload has the batch. */
export const busyProblem = ({ message }: Busy): Problem =>
  new Problem("unavailable", message, {}, { "Retry-After": "30" });
