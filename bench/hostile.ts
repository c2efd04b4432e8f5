/** What hostile questions come to, and what others feel of them. `deno run -A bench/hostile.ts [--quick] [--xl]`. */
import assert from "node:assert/strict";
import { type Bench, openBench } from "./dataset.ts";
import { type Question, questions } from "./hostile_questions.ts";
import { type Goal, goalTable, markdown, median, type Part, spread, type Table } from "./report.ts";
import { type Server, startCallboard } from "./server.ts";
import {
  batchId,
  type Group,
  mainGroup,
  progress,
  readSettings,
  type Settings,
} from "./settings.ts";
import { batchPath } from "./statements.ts";

const timeout = 1000;
const limit = timeout + 500;
const rounds = 5;
/** As the README advises: half the processors of the Postgres server, which is here the same machine. */
const longStatements = Math.max(1, Math.floor(navigator.hardwareConcurrency / 2));
/** Ordinary requests that arrive at a server each second: light enough that they alone queue for nothing. */
const arrivals = 40;
/** Hostile questions at a time. The goals are about the first two. */
const crowds = [1, 4, 12] as const;
const bound: readonly number[] = crowds.slice(0, 2);
const crowdName = (crowd: number) => crowd === 1 ? "one at a time" : `${crowd} at a time`;

type Answer = { status: number; code: string; ms: number };
/** What came of a question, by the size of the crowd. */
type Found = { question: Question; answers: Map<number, Answer[]> };
/** p95 of ordinary pages in each round: of the server in question, and of a bystander that nothing hostile is put to. */
type Felt = { server: number[]; bystander: number[] };
type Stage = { bench: Bench; server: Server; bystander: Server; group: Group; found: Found[] };

/** In the largest batch there is, on the real server. */
export async function hostile(bench: Bench): Promise<Part> {
  const group = largest(bench.settings);
  const env = { STATEMENT_TIMEOUT_MS: String(timeout), LONG_STATEMENTS: String(longStatements) };
  const [server, bystander] = [
    await startCallboard(bench.url, env),
    await startCallboard(bench.url, env),
  ];
  const found = questions.map((question) => ({
    question,
    answers: new Map(crowds.map((crowd) => [crowd, []])),
  }));
  const stage: Stage = { bench, server, bystander, group, found };
  try {
    await eachAlone(stage);
    const felt = await inRounds(stage);
    return {
      goals: [endGoal(found), ...feltGoals(felt)],
      tables: [endTable(stage), feltTable(felt, seconds(bench.settings))],
    };
  } finally {
    await Promise.all([server.stop(), bystander.stop()]);
  }
}

const largest = ({ groups }: Settings): Group => groups.toSorted((a, b) => b.calls - a.calls)[0]!;
const seconds = ({ quick }: Settings) => quick ? 3 : 8;
const headers = ({ token }: Bench) => ({ authorization: `Bearer ${token}` });

async function ask(
  { bench, server, group }: Stage,
  { question, answers }: Found,
  crowd: number,
): Promise<Answer> {
  const from = performance.now();
  const path = batchPath(batchId(group), question.query);
  const response = await fetch(server.origin + path, { headers: headers(bench) });
  const body = await response.json();
  const answer = { status: response.status, code: body.code ?? "", ms: performance.now() - from };
  answers.get(crowd)!.push(answer);
  return answer;
}

async function eachAlone(stage: Stage): Promise<void> {
  for (const one of stage.found) {
    const { status, code, ms } = await ask(stage, one, 1);
    progress(`hostile: ${one.question.name}: ${status} ${code} in ${Math.round(ms)} ms`);
  }
}

/** Ordinary pages with nothing beside them (0) and beside each crowd, in turns. */
async function inRounds(stage: Stage): Promise<Map<number, Felt>> {
  const felt = new Map<number, Felt>(
    [0, ...crowds].map((crowd) => [crowd, { server: [], bystander: [] }]),
  );
  const turns = takeTurns(stage);
  await pages(stage); // warms up
  for (let round = 1; round <= rounds; round++) {
    for (const [crowd, { server, bystander }] of felt) {
      const p95 = await beside(crowd, turns, () => pages(stage));
      server.push(p95[0]);
      bystander.push(p95[1]);
    }
    const line = [...felt.values()].map(({ server }) => server.at(-1)!.toFixed(1));
    progress(
      `hostile: round ${round} of ${rounds}, p95 alone and beside ${crowds.join(", ")}: ${
        line.join(", ")
      } ms`,
    );
  }
  return felt;
}

type Turns = (crowd: number) => Promise<unknown>;

/** Asks the next question. One that is rejected unasked weighs nothing and is left out. */
function takeTurns(stage: Stage): Turns {
  const asked = stage.found.filter(({ answers }) => answers.get(1)![0]!.status !== 400);
  let next = 0;
  return (crowd) => ask(stage, asked[next++ % asked.length]!, crowd);
}

/** Does the work while so many keep asking. */
async function beside<T>(crowd: number, turns: Turns, work: () => Promise<T>): Promise<T> {
  let over = false;
  const members = Array.from({ length: crowd }, async () => {
    while (!over) await turns(crowd);
  });
  try {
    return await work();
  } finally {
    over = true;
    await Promise.all(members);
  }
}

/** p95 of both servers, in ms. Their pages arrive in turns, so that the one is no burden on the other. */
async function pages({ bench, server, bystander }: Stage): Promise<[number, number]> {
  return await Promise.all([percentile(bench, server, 0), percentile(bench, bystander, 0.5)]);
}

/** Default pages that arrive at a fixed rate, the first of them this much later, whatever becomes of those before: p95 from the intended arrival. */
async function percentile(bench: Bench, { origin }: Server, later: number): Promise<number> {
  const group = mainGroup(bench.settings);
  const start = performance.now();
  const page = async (n: number) => {
    const arrival = start + (n + later) * 1000 / arrivals;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, arrival - performance.now())));
    const path = batchPath(batchId(group), { page: 1 + (n * 7919) % (group.calls / 10) });
    const answer = await fetch(origin + path, { headers: headers(bench) });
    await answer.arrayBuffer();
    assert.equal(answer.status, 200, "an ordinary page failed");
    return performance.now() - arrival;
  };
  const times = await Promise.all(
    Array.from({ length: seconds(bench.settings) * arrivals }, (_, n) => page(n)),
  );
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]!;
}

const longest = (answers: Answer[]) => Math.round(Math.max(...answers.map(({ ms }) => ms)));
const inTime = ({ status, ms }: Answer) => [200, 400, 503].includes(status) && ms <= limit;
/** Of the crowds that the goals are about. */
const boundAnswers = ({ answers }: Found) => bound.flatMap((crowd) => answers.get(crowd)!);
const met = (one: Found) => boundAnswers(one).every(inTime);

function endGoal(found: Found[]): Goal {
  const late = found.filter((one) => !met(one)).length;
  return {
    what:
      `${found.length} hostile patterns, filters and sorts, ${
        bound.map(crowdName).join(" and ")
      }: ` +
      "answered, or ended by a 400 or 503 problem",
    goal: `≤ statement timeout + 0.5 s = ${limit} ms`,
    measured: `${longest(found.flatMap(boundAnswers))} ms at most, ${late} of them late`,
    met: late === 0,
  };
}

const ratios = (felt: Map<number, Felt>, crowd: number) =>
  felt.get(crowd)!.server.map((ms, round) => ms / felt.get(0)!.server[round]!);

const feltGoals = (felt: Map<number, Felt>): Goal[] =>
  crowds.map((crowd) => ({
    what: `p95 of default pages beside hostile questions, ${crowdName(crowd)}, against alone`,
    measured: `${spread(ratios(felt, crowd))} ×`,
    why:
      "A long statement takes one of the processors that client, server and Postgres share here: a bystander, another process that nothing hostile is put to, " +
      "feels most of it too (see the table). Long statements have connections of their own, one processor each, and are no more at a time than LONG_STATEMENTS.",
    ...(bound.includes(crowd)
      ? { goal: "≤ 2 ×", met: median(ratios(felt, crowd)) <= 2 }
      : { goal: "reported" }),
  }));

function endTable({ found, group }: Stage): Table {
  const cell = (answers: Answer[]) => answers.length ? longest(answers) : "";
  return {
    title: "Hostile questions",
    note:
      `Put to a batch of ${group.name} with STATEMENT_TIMEOUT_MS=${timeout} and LONG_STATEMENTS=${longStatements}, log off: the longest time until the answer, in ms, ` +
      `${
        crowds.map(crowdName).join(", ")
      }; at most ${limit} is the goal of the first two. What is rejected unasked is asked once.`,
    head: ["question", "answers", ...crowds.map(crowdName), "limit", "met"],
    rows: found.map((one) => [
      one.question.name,
      [
        ...new Set(
          [...one.answers.values()].flat().map(({ status, code }) => `${status} ${code}`.trim()),
        ),
      ].join(", "),
      ...crowds.map((crowd) => cell(one.answers.get(crowd)!)),
      limit,
      met(one) ? "yes" : "**no**",
    ]),
  };
}

function feltTable(felt: Map<number, Felt>, seconds: number): Table {
  return {
    title: "Ordinary pages beside hostile questions",
    note:
      `${arrivals} default pages of 10 arrive each second, at a server with STATEMENT_TIMEOUT_MS=${timeout} and LONG_STATEMENTS=${longStatements} that the hostile ` +
      "questions go to, and at a bystander, another process on the same database: what it feels is the machine, not the server. " +
      `p95 in ms from the intended arrival, median (least – most) of ${rounds} interleaved rounds of ${seconds} s.`,
    head: ["hostile questions", "server", "× alone", "bystander"],
    rows: [...felt].map(([crowd, { server, bystander }]) => [
      crowd ? crowdName(crowd) : "none",
      spread(server, 1),
      crowd ? spread(ratios(felt, crowd)) : "",
      spread(bystander, 1),
    ]),
  };
}

if (import.meta.main) {
  const bench = await openBench(readSettings());
  const { goals, tables } = await hostile(bench);
  console.log([goalTable(goals), ...tables.map(markdown)].join("\n\n"));
  await bench.db.close();
}
