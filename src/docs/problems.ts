/** The target of a problem's `type`: every code, from the table that the responses also use. */
import { html } from "hono/html";
import { type ProblemCode, problems } from "../http/problem.ts";
import { help } from "./problem_help.ts";

const intro = "Errors are RFC 9457 problem documents (`application/problem+json`). The `code` is " +
  "stable and the `type` leads to its section here; the `detail` is for people.";

const entries = Object.entries(problems).map(([code, problem]) => ({
  code,
  ...problem,
  ...help[code as ProblemCode],
}));

/** Renders the problems as Markdown. */
export function problemsMarkdown(): string {
  const sections = entries.map(({ code, status, title, detail, meaning, remedy }) =>
    `## ${code}\n\n**${status} ${title}**: ${detail}\n\n${meaning}\n\nWhat to do: ${remedy}\n`
  );
  return [`# Problems\n\n${intro}\n`, ...sections].join("\n");
}

const style = `
  :root {
    color-scheme: light dark;
    --text: #1b1b1b; --back: #fff; --soft: #5c5c5c; --line: #ddd; --code: #f3f3f3;
    --mark: #fff3bf; --link: #0b5cad;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --text: #e6e6e6; --back: #121212; --soft: #a8a8a8; --line: #3a3a3a; --code: #242424;
      --mark: #3d3510; --link: #8ab8ff;
    }
  }
  body {
    font: 16px/1.5 system-ui, sans-serif;
    color: var(--text); background: var(--back);
    max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem;
  }
  a { color: var(--link) }
  code { background: var(--code); padding: .1em .3em; border-radius: 3px; overflow-wrap: anywhere }
  section { border-top: 1px solid var(--line); padding: .2rem .6rem .4rem; margin: 0 -.6rem }
  section:target { background: var(--mark) }
  h2 { font-size: 1.1rem; margin: .7rem 0 .2rem }
  h2 a { text-decoration: none }
  h2 code { background: none; padding: 0 }
  p { margin: .4rem 0 }
  .detail { color: var(--soft) }
  nav { columns: 13rem; margin-bottom: 1.5rem }
  nav a { display: block; padding: .2rem 0 }`;

/** Renders the problems as an HTML page with one anchor per code. */
export function problemsPage() {
  return html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>Problems - Callboard API</title>
        <link rel="icon" href="/docs/favicon.svg">
        <style>${style}</style>
      </head>
      <body>
        <main>
          <h1>Problems</h1>
          <p>${inline(intro)} See the <a href="/docs">API reference</a>.</p>
          <nav aria-label="Codes">
            ${entries.map(({ code }) => html`<a href="#${code}">${code}</a>`)}
          </nav>
          ${entries.map(section)}
        </main>
      </body>
    </html>
  `;
}

const section = ({ code, status, title, detail, meaning, remedy }: typeof entries[number]) =>
  html`
    <section id="${code}">
      <h2><a href="#${code}">${status} ${title}: <code>${code}</code></a></h2>
      <p class="detail">${inline(detail)}</p>
      <p>${inline(meaning)}</p>
      <p><strong>What to do:</strong> ${inline(remedy)}</p>
    </section>
  `;

/** Renders text with code in backticks. */
const inline = (text: string) =>
  text.split("`").map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));
