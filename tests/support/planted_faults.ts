/** Faults that the probe must find. */
import type { Node } from "./oracle.ts";
import { type Fault, onCalls, onDetails, rewrite } from "./plant.ts";

export const planted: Fault[] = [
  { name: "a field is dropped", response: onDetails((body) => delete body.calls[0].attempts) },
  {
    name: "an undeclared field is added",
    response: onDetails((body) => (body.calls[0].secret = 1)),
  },
  {
    name: "an undeclared field is added to the batch",
    response: onDetails((body) => (body.workspaceId = "x")),
  },
  {
    name: "a status word is unknown",
    response: onDetails((body) => (body.calls[0].callStatus = "done")),
  },
  {
    name: "null where none may be",
    response: onDetails((body) => (body.calls[0].phoneNumber = null)),
  },
  {
    name: "a number in a string",
    response: onDetails((body) => (body.limit = String(body.limit))),
  },
  { name: "a time that is none", response: onDetails((body) => (body.createdAt = "yesterday")) },
  {
    name: "a total that is one too high",
    response: onDetails((body) => (body.total = body.total === null ? null : body.total + 1)),
  },
  { name: "a total with count=none", response: onDetails((body) => (body.total ??= 5)) },
  { name: "a call too few", response: onDetails((body) => body.calls.pop()) },
  { name: "the calls in another order", response: onDetails((body) => body.calls.reverse()) },
  {
    name: "a transcript of somebody else",
    response: ({ body }) => {
      if (body?.events) body.transcript = null;
    },
  },
  { name: "a hangup cause that is lost", response: onCalls((call) => (call.hangupCause = null)) },
  { name: "who answered is lost", response: onCalls((call) => (call.answeredBy = null)) },
  {
    name: "an attempt without its end",
    response: onCalls((call) => call.phoneLogs?.forEach((log: Node) => (log.endedAt = null))),
  },
  {
    name: "numbers that became strings",
    response: onCalls((call) => call.variables && (call.variables.age = "34")),
  },
  {
    name: "a transcript that is lost on the page",
    response: onDetails((body) => (body.calls[0].transcript = null)),
  },
  {
    name: "a number of pages that is the total's",
    response: onDetails((body) => (body.totalPages = body.total)),
  },
  {
    name: "a batch of another year",
    response: onDetails((body) => (body.createdAt = "2000-01-01T00:00:00.000Z")),
  },
  {
    name: "repetitions that are not listed",
    response: ({ body }) => {
      if (body?.duplicates) body.duplicates = [];
    },
  },
  {
    name: "rejected rows that are not listed",
    response: ({ body }) => {
      if (body?.rejected) body.rejected = [];
    },
  },
  {
    name: "a CSV file that is read as empty",
    request: (request) =>
      request.headers.get("content-type") === "text/csv"
        ? new Request(request, { body: "phoneNumber\n" })
        : request,
  },
  {
    name: "NDJSON that is read as empty",
    request: (request) =>
      request.headers.get("content-type") === "application/x-ndjson"
        ? new Request(request, { body: "" })
        : request,
  },
  { name: "onInvalid is not looked at", request: rewrite(/onInvalid=skip/, "onInvalid=abort") },
  {
    name: "a problem that names another parameter",
    response: ({ body, status }) => {
      if (status === 400 && body.errors?.[0]?.name) body.errors[0].name = "other";
    },
  },
  { name: "405 without Allow", response: ({ headers }) => headers.delete("allow") },
  {
    name: "503 for the largest page",
    response: (answer, { url }) => {
      if (!/limit=100\b/.test(url) || answer.status !== 200) return;
      answer.status = 503;
      answer.headers.set("content-type", "application/problem+json");
      answer.headers.set("retry-after", "5");
      answer.headers.delete("link");
      const requestId = answer.headers.get("x-request-id")!;
      answer.body = {
        type: "/problems#unavailable",
        title: "Unavailable",
        status: 503,
        detail: "x",
        instance: `urn:uuid:${requestId}`,
        code: "unavailable",
        requestId,
      };
    },
  },
  { name: "counters that drift", response: onDetails((body) => (body.counts.completed += 1)) },
  {
    name: "200 for 201",
    response: (answer) => {
      if (answer.status === 201) answer.status = 200;
    },
  },
  {
    name: "500 for 400",
    response: (answer) => {
      if (answer.status === 400) answer.status = 500;
    },
  },
  {
    name: "404 for 403",
    response: (answer) => {
      if (answer.status === 403) answer.status = 404;
    },
  },
  {
    name: "200 for 401",
    response: (answer) => {
      if (answer.status === 401) answer.status = 200;
    },
  },
  { name: "no request id", response: ({ headers }) => headers.delete("x-request-id") },
  { name: "no Link", response: ({ headers }) => headers.delete("link") },
  { name: "no Location", response: ({ headers }) => headers.delete("location") },
  { name: "no WWW-Authenticate", response: ({ headers }) => headers.delete("www-authenticate") },
  {
    name: "a problem as plain JSON",
    response: ({ headers, status }) => {
      if (status >= 400) headers.set("content-type", "application/json");
    },
  },
  {
    name: "an answer as text",
    response: ({ headers, status }) => {
      if (status === 200) headers.set("content-type", "text/plain");
    },
  },
  {
    name: "a problem without a code",
    response: ({ body, status }) => {
      if (status >= 400) delete body.code;
    },
  },
  {
    name: "a 400 without places",
    response: ({ body, status }) => {
      if (status === 400) delete body.errors;
    },
  },
  { name: "limit 101 is taken", request: rewrite(/limit=101\b/, "limit=100") },
  { name: "limit 0 is taken", request: rewrite(/limit=0\b/, "limit=1") },
  { name: "page 0 is taken", request: rewrite(/page=0\b/, "page=1") },
  { name: "an unknown parameter is taken", request: rewrite(/unknownParameter=1/, "") },
  { name: "a repeated parameter is taken", request: rewrite(/\?(\w+=[^&]+)&\1$/, "?$1") },
  { name: "a repeated list is not taken", request: rewrite(/(include=\w+)&include=/, "$1&x=") },
  { name: "an integer with a leading zero is taken", request: rewrite(/=01\b/, "=1") },
  { name: "the filter is not applied", request: rewrite(/filter=[^&]*/, "") },
  { name: "the search is not applied", request: rewrite(/search=[^&]*/, "") },
  { name: "the cursor is not applied", request: rewrite(/cursor=[^&]*/, "") },
  { name: "the sort is not applied", request: rewrite(/sortBy=name&/, "") },
  {
    name: "any media type is taken",
    request: (request) =>
      request.headers.get("content-type") === "application/xml"
        ? new Request(request, {
          headers: {
            authorization: request.headers.get("authorization")!,
            "content-type": "application/json",
          },
          body: '{"name":"x"}',
        })
        : request,
  },
];
