import * as heyApi from "./hey_api.js";
import * as openapiFetch from "./openapi_fetch.js";
import * as orval from "./orval.js";

const [baseUrl, token] = process.argv.slice(2) as [string, string];
for (const [name, { run }] of Object.entries({ openapiFetch, heyApi, orval })) {
  await run(baseUrl, token);
  console.log(`${name}: the examples of README.md work`);
}
