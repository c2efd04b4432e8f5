/** Simple SVG charts: lines over logarithmic axes, and bars. */
import type { Bars, Chart } from "./report.ts";

const [width, height] = [640, 360];
const plot = { left: 70, right: 20, top: 50, bottom: 50 };
const colours = ["#1a5fb4", "#c64600", "#26a269", "#813d9c"];

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const label = (x: number, y: number, text: string, more = "") =>
  `<text x="${x}" y="${y}" ${more}>${escape(text)}</text>`;
const short = (value: number) =>
  value >= 1e6
    ? `${value / 1e6} M`
    : value >= 1e3
    ? `${value / 1e3} k`
    : String(Math.round(value * 10) / 10);

/** The SVG document, formatted as `deno fmt` does. */
function frame(title: string, parts: string[], total = height): string {
  const lines = [
    `<rect width="${width}" height="${total}" fill="#fff"/>`,
    label(plot.left, 24, title, 'font-size="15" font-weight="bold"'),
    ...parts,
  ];
  const inner = lines.map((line) => `  ${line.replace(/\/>$/, " />")}\n`).join("");
  const box = `viewBox="0 0 ${width} ${total}"`;
  const font = 'font-family="sans-serif" font-size="12"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} ${font}>\n${inner}</svg>\n`;
}

/** Maps values to coordinates from `from` to `to`, linearly or logarithmically. */
function scale(
  values: number[],
  from: number,
  to: number,
  logarithmic: boolean,
): (value: number) => number {
  const f = logarithmic
    ? (value: number) => Math.log10(Math.max(value, 1))
    : (value: number) => value;
  const [least, most] = [logarithmic ? f(Math.min(...values)) : 0, f(Math.max(...values))];
  return (value) => from + ((f(value) - least) / (most - least || 1)) * (to - from);
}

/** Lines. The y axis is logarithmic; so is the x axis if it spans more than a factor of 100. */
export function lineChart({ title, x, y, series }: Chart): string {
  const points = series.flatMap((one) => one.points);
  const xs = points.map(([value]) => value);
  const top = 10 ** Math.ceil(Math.log10(Math.max(...points.map(([, value]) => value))));
  const logarithmic = Math.min(...xs) > 0 && Math.max(...xs) / Math.min(...xs) > 100;
  const toX = scale(xs, plot.left, width - plot.right, logarithmic);
  const toY = scale([1, top], height - plot.bottom, plot.top, true);
  const parts: string[] = [];
  for (let value = 1; value <= top; value *= 10) {
    parts.push(
      `<line x1="${plot.left}" x2="${width - plot.right}" y1="${toY(value)}" y2="${
        toY(value)
      }" stroke="#ddd"/>`,
    );
    parts.push(label(plot.left - 8, toY(value) + 4, short(value), 'text-anchor="end"'));
  }
  for (const value of new Set(xs)) {
    parts.push(label(toX(value), height - plot.bottom + 18, short(value), 'text-anchor="middle"'));
  }
  series.forEach((one, i) => {
    const path = one.points.map(([px, py]) => `${toX(px).toFixed(1)},${toY(py).toFixed(1)}`).join(
      " ",
    );
    parts.push(`<polyline points="${path}" fill="none" stroke="${colours[i]}" stroke-width="2"/>`);
    for (const [px, py] of one.points) {
      parts.push(
        `<circle cx="${toX(px).toFixed(1)}" cy="${toY(py).toFixed(1)}" r="3" fill="${
          colours[i]
        }"/>`,
      );
    }
    parts.push(label(plot.left + i * 200, 42, `● ${one.name}`, `fill="${colours[i]}"`));
  });
  parts.push(label((width + plot.left) / 2, height - 10, x, 'text-anchor="middle"'));
  parts.push(
    label(
      16,
      height / 2,
      `${y} (log)`,
      `text-anchor="middle" transform="rotate(-90 16 ${height / 2})"`,
    ),
  );
  return frame(title, parts);
}

/** Horizontal bars with their values. */
export function barChart({ title, unit, bars }: Bars): string {
  const left = 150;
  const toX = scale(bars.map(({ value }) => value), 0, width - left - 80, false);
  const parts = bars.flatMap(({ name, value }, i) => [
    label(left - 8, 67 + i * 34, name, 'text-anchor="end"'),
    `<rect x="${left}" y="${50 + i * 34}" width="${
      Math.max(1, toX(value)).toFixed(1)
    }" height="24" fill="${colours[i ? 1 : 0]}"/>`,
    label(left + Math.max(1, toX(value)) + 6, 67 + i * 34, short(Math.round(value))),
  ]);
  const total = 50 + bars.length * 34 + 30;
  return frame(title, [...parts, label(left, total - 10, unit)], total);
}
