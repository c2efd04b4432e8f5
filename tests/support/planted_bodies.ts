/** Faults of bodies; which ones apply depends on the responses of the contract. */
import { operations, responseAt } from "./operations.ts";
import { isJson, node } from "./oracle.ts";
import type { Change, Fault } from "./plant.ts";

const responses = operations.flatMap((operation) =>
  operation.responses.map((status) => ({ status, ...node(responseAt(operation, status)) }))
);
const bodiless = responses.filter(({ content }) => !content).map(({ status }) => Number(status));
const streamed = responses.flatMap(({ content = {} }) => Object.keys(content)).filter((type) =>
  !isJson(type)
);

const onBodiless = (change: Change): Change => (answer, request) =>
  void (bodiless.includes(answer.status) && change(answer, request));
const onStream = (change: Change): Change => (answer, request) =>
  void (streamed.includes(answer.headers.get("content-type")!) && change(answer, request));

const bodilessFaults: Fault[] = [
  { name: "a body where none may be", response: onBodiless((answer) => (answer.body = "{}")) },
  {
    name: "a content type without a body",
    response: onBodiless(({ headers }) => headers.set("content-type", "application/json")),
  },
];
const streamFaults: Fault[] = [
  {
    name: "a stream of another media type",
    response: onStream(({ headers }) => headers.set("content-type", "application/octet-stream")),
  },
  {
    name: "a stream that breaks off",
    response: onStream((answer) => (answer.body = answer.body.slice(0, -9))),
  },
];

export const bodyFaults: Fault[] = [
  {
    name: "no body",
    response: (answer) => {
      if (answer.status < 300) answer.body = "";
    },
  },
  ...(bodiless.length ? bodilessFaults : []),
  ...(streamed.length ? streamFaults : []),
];
