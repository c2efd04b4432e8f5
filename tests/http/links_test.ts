import assert from "node:assert/strict";
import { linkHeader, numberedLinks } from "../../src/http/links.ts";

const link = (url: string) => linkHeader(url, { next: "page=3" });

Deno.test("linkHeader keeps and encodes all parameters except page and cursor", () => {
  assert.equal(link("http://h:1/v1/batches"), '</v1/batches?page=3>; rel="next"');
  assert.equal(link("https://h/v1/batches?page=2"), '</v1/batches?page=3>; rel="next"');
  assert.equal(
    link("http://[::1]:80/v1/batches/x?limit=5&p%61ge=2&search=a+b%3E%22&cursor=c"),
    '</v1/batches/x?limit=5&search=a+b%3E%22&page=3>; rel="next"',
  );
});

Deno.test("numberedLinks stays within the pages, and leads back from a page beyond", () => {
  assert.deepEqual(numberedLinks(1, 1), { first: "page=1", last: "page=1" });
  assert.deepEqual(numberedLinks(2, 3), {
    first: "page=1",
    prev: "page=1",
    next: "page=3",
    last: "page=3",
  });
  assert.deepEqual(numberedLinks(9, 3), { first: "page=1", prev: "page=3", last: "page=3" });
  assert.deepEqual(numberedLinks(1, 0), { first: "page=1" });
});
