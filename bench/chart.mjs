/* Draws a report of `npm run bench` as bars: how much of its floor each figure reaches, with a mark where its goal is.
   Run: node bench/chart.mjs bench/results/DAY.json > bench/results/latest.svg */
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [LEFT, WIDTH, BAR, GAP] = [330, 420, 16, 12];

/** @returns the picture as SVG text; it needs no colour to be read and follows the reader's light or dark. */
export function chart({ at, rows }) {
  const drawn = rows.filter(({ ratio }) => typeof ratio === "number");
  const height = 64 + drawn.length * (BAR + GAP);
  const most = Math.max(1, ...drawn.map(({ ratio, goal }) => Math.max(ratio, goalOf(goal) ?? 0)));
  const bars = drawn.map((row, index) => bar({ row, y: 56 + index * (BAR + GAP), scale: WIDTH / most }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 ${height}" font-family="system-ui, sans-serif" font-size="13" role="img">
<title>Each figure as a multiple of its floor, ${at.slice(0, 10)}</title>
<style>text{fill:#1d2430}.bar{fill:#3d6b5c}.short{fill:#fff;stroke:#b3541e;stroke-width:2}.goal{stroke:#1d2430;stroke-width:2}
@media (prefers-color-scheme:dark){text{fill:#e8e6e1}.bar{fill:#7fb8a4}.short{fill:#1d2430;stroke:#e8935f}.goal{stroke:#e8e6e1}}</style>
<text x="12" y="24" font-size="15" font-weight="600">Each figure as a multiple of its floor, ${at.slice(0, 10)}</text>
<text x="12" y="42">A full bar meets its goal, a hollow one does not; the line is the goal.</text>
${bars.join("\n")}
</svg>
`;
}

function bar({ row, y, scale }) {
  const { figure, what, ratio, goal, met } = row;
  const [wide, middle, aim] = [Math.max(2, ratio * scale), y + BAR - 4, goalOf(goal)];
  const line =
    aim === undefined
      ? ""
      : `<line class="goal" x1="${LEFT + aim * scale}" x2="${LEFT + aim * scale}" y1="${y - 3}" y2="${y + BAR + 3}"/>`;
  return `<text x="12" y="${middle}">${escaped(`${figure} ${what}`.slice(0, 48))}</text>
<rect class="${met ? "bar" : "short"}" x="${LEFT}" y="${y}" width="${wide.toFixed(1)}" height="${BAR}"/>${line}
<text x="${(LEFT + Math.max(wide, (aim ?? 0) * scale) + 8).toFixed(1)}" y="${middle}">${ratio.toFixed(2)} ×</text>`;
}

/** The number of a goal that is said as a multiple, such as "≥ 0.60 ×". */
const goalOf = (goal) => {
  const said = /([\d.]+) ×/.exec(goal);
  return said ? Number(said[1]) : undefined;
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  process.stdout.write(chart(JSON.parse(readFileSync(process.argv[2], "utf8"))));
