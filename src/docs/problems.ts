/** The target of a problem's `type`: every code, from the table that the responses also use. */
import { html } from "hono/html";
import { problems } from "../http/problem.ts";

const intro = "Errors are RFC 9457 problem documents (application/problem+json). " +
  "The code is stable; the detail is for people.";

/** Renders the problems as Markdown. */
export function problemsMarkdown(): string {
  const rows = Object.entries(problems).map(([code, { status, title, detail }]) =>
    `| \`${code}\` | ${status} | ${title} | ${detail} |`
  );
  const head = ["# Problems", "", intro, "", "| Code | Status | Title | Detail |"];
  return [...head, "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

/** Renders the problems as an HTML page with one anchor per code. */
export function problemsPage() {
  const rows = Object.entries(problems).map(([code, { status, title, detail }]) =>
    html`
      <tr id="${code}">
        <td><code>${code}</code></td>
        <td>${status}</td>
        <td>${title}</td>
        <td>${inline(detail)}</td>
      </tr>
    `
  );
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Problems - Callboard API</title>
        <link rel="icon" href="/docs/favicon.svg">
        <style>
    body {
      font: 16px/1.5 system-ui, sans-serif;
      max-width: 60rem;
      margin: 2rem auto;
      padding: 0 1rem;
    }
    th, td {
      text-align: left;
      vertical-align: top;
      padding: .4rem .8rem .4rem 0;
      border-bottom: 1px solid #ddd;
    }
    tr:target { background: #fff3bf }
    </style>
      </head>
      <body>
        <main>
          <h1>Problems</h1>
          <p>${intro} See the <a href="/docs">API reference</a>.</p>
          <table>
            <thead>
              <tr>
                <th>Code</th>
                <th>Status</th>
                <th>Title</th>
                <th>Detail</th>
              </tr>
            </thead>
            <tbody>
    ${rows}</tbody>
          </table>
        </main>
      </body>
    </html>
  `;
}

/** Renders text with code in backticks. */
const inline = (text: string) =>
  text.split("`").map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));
