/** Hostile getBatch queries: patterns that blow up, and the most expensive filters and sorts. */
import type { Query } from "./statements.ts";

export type HostileQuery = { name: string; query: Query };

const search = (name: string, pattern: string): HostileQuery => ({
  name,
  query: { search: pattern },
});

/** `[@%]` matches no row, and contains no literal that an index or prefilter could use. */
const patterns: HostileQuery[] = [
  search("`zq`, no trigram", "zq"),
  search("`[a-z]{3,40}@[a-z]{3,40}\\.zz`", "[a-z]{3,40}@[a-z]{3,40}\\.zz"),
  search("`(a|b|c|d|e|f|g|h){5}xyz`", "(a|b|c|d|e|f|g|h){5}xyz"),
  search("nested bounds", "((([a-z]{1,20}){1,20}){1,20})@"),
  search("a back-reference", "(a+)\\1"),
  search("`(a+)+$`", "(a+)+$"),
  search("`.{0,255}x.{0,255}[@%]`", ".{0,255}x.{0,255}[@%]"),
  search("`^.{200}[^é]{55}$`", "^.{200}[^é]{55}$"),
  search("20 × `\\w{0,20}`, then `[@%]`", "\\w{0,20}".repeat(20) + "[@%]"),
  search(
    "35 optional classes, then `[@%]`",
    "[^a]?[^b]?[^c]?[^d]?[^e]?[^f]?[^g]?".repeat(5) + "[@%]",
  ),
  search("four gaps of up to 120, then `[@%]`", "[a-z0-9].{0,120}".repeat(4) + "[@%]"),
];

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const letters = (i: number) =>
  String.fromCharCode(97 + i % 26) + String.fromCharCode(97 + Math.floor(i / 26));
const heavy = "\\w{0,20}".repeat(8) + "[@%]";
const fields = ["job", "city", "plan", "account", "campaign"];
const logTexts = [
  "callStatus",
  "from",
  "answeredBy",
  "hangupCause",
  "hangupSource",
  "recordingUrl",
  "providerCallId",
];
const nearlyAll = { balance: { $gt: -4999 } };

/** Within the limits of 4,096 bytes, 50 terms and 5 levels. */
const filters: HostileQuery[] = [
  {
    name: "filter: 20 × `$regex` of a heavy pattern in `$nor`",
    query: { filter: { $nor: times(20, (i) => ({ [fields[i % 5]!]: { $regex: heavy } })) } },
  },
  {
    name: "filter: 50 different `$regex` in `$nor`, more than Postgres keeps compiled",
    query: {
      filter: { $nor: times(50, (i) => ({ city: { $regex: `\\w{0,40}${letters(i)}[@%]` } })) },
    },
  },
  {
    name: "filter: 50 × `$regex` over all phone logs in `$nor`",
    query: {
      filter: {
        $nor: times(
          50,
          (i) => ({ [`phoneLogs.${logTexts[i % 7]}`]: { $regex: `.*${letters(i)}[@%]` } }),
        ),
      },
    },
  },
  {
    name: "filter: 50 terms on variables and phone logs, 5 levels deep",
    query: {
      filter: {
        $or: [{
          $and: [{
            $nor: [{
              $or: times(
                50,
                (i) =>
                  i % 2
                    ? { [`phoneLogs.${logTexts[i % 7]}`]: { $in: [`no${i}`, null] } }
                    : { [`${fields[i % 5]}.${letters(i)}.x`]: { $gt: i } },
              ),
            }],
          }],
        }],
      },
    },
  },
  {
    name: "filter: 7 × `$in` of 100 values in `$or`",
    query: {
      filter: { $or: times(7, (i) => ({ age: { $in: times(100, (n) => 100 + i * 100 + n) } })) },
    },
  },
  {
    name: "filter by index: four plans, nearly every row",
    query: { filter: { plan: { $in: ["basic", "plus", "gold"] } } },
  },
  {
    name: "sort by a variable, nearly every row matches",
    query: { filter: nearlyAll, sortBy: "account" },
  },
  {
    name: "the same, the last page of 100 with a pattern",
    query: {
      filter: nearlyAll,
      search: "[a-z]{3}.*[0-9]",
      sortBy: "variables.account",
      limit: 100,
      page: 900,
    },
  },
  { name: "sort by a variable alone", query: { sortBy: "city", sortOrder: "asc", page: 5000 } },
];

export const hostileQueries: HostileQuery[] = [...patterns, ...filters];
