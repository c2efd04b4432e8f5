/** Questions of which the right answer is known, and what was wrong about the one that came. */
import type { Answer, Question } from "./http.ts";
import type { Workspace } from "./setup.ts";

export type Checked = {
  question: Question;
  /** What is wrong about a 200; undefined when it is right. */
  fault(answer: Answer): string | undefined;
};

/** What the answer tells: which batch, how many match, and the calls by their variable `n`. */
const told = ({ id, name, total, calls }: Answer["body"]) =>
  JSON.stringify([
    id,
    name,
    total,
    calls?.map((call: Answer["body"]) => [call.variables?.n, call.phoneNumber]),
  ]);

function about(
  workspace: Workspace,
  query: Record<string, string>,
  numbers: number[],
  total: number,
): Checked {
  const { token, batchId, name, firstNumber } = workspace;
  const calls = numbers.map((n) => ({ variables: { n }, phoneNumber: `+1${firstNumber + n}` }));
  const expected = told({ id: batchId, name, total, calls });
  return {
    question: { token, path: `/v1/batches/${batchId}?${new URLSearchParams(query)}` },
    fault: ({ body }) => {
      const said = told(body);
      if (said !== expected) return `${said.slice(0, 200)} instead of ${expected.slice(0, 200)}`;
    },
  };
}

const numbersFrom = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);

/** A page in the default order's reverse: five calls. */
export function page(workspace: Workspace, turn: number): Checked {
  const number = turn % Math.floor(workspace.size / 5);
  const query = { page: String(number + 1), limit: "5", sortOrder: "asc" };
  return about(workspace, query, numbersFrom(number * 5 + 1, 5), workspace.size);
}

/** A filter that three calls fulfil. */
export function filter(workspace: Workspace, turn: number): Checked {
  const first = turn % (workspace.size - 3) + 1;
  const filter = JSON.stringify({ "variables.n": { $gte: first, $lt: first + 3 } });
  return about(workspace, { filter, sortOrder: "asc" }, numbersFrom(first, 3), 3);
}
