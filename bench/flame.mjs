/* Draws a flame graph from a CPU profile (.cpuprofile of V8): each box a function, as wide as the time that was spent in
   it and in what it called, its callers below it. Time without work is left out. */

const [WIDTH, ROW, LEAST, LETTER] = [1200, 17, 0.001, 6.6];
/** What lies deeper is a sliver that nobody can read; its time is in the boxes below it. */
const DEEPEST = 60;

/** Whose code it is, by where it stands; the first that fits. */
const WHOSE = [
  {
    name: "our own",
    fill: "#3f7d58",
    is: /^(api|app|components|brand|cli|client|domain|db|proxy|server|start|web)\b/,
  },
  { name: "React and Next", fill: "#35689a", is: /node_modules\/(next|react|react-dom|scheduler)\// },
  {
    name: "drizzle, pg",
    fill: "#b07d2b",
    is: /node_modules\/(drizzle-orm|pg|pg-pool|pg-protocol|pg-types|postgres-\w+)\//,
  },
  { name: "other libraries", fill: "#8d6a9f", is: /node_modules\// },
  { name: "Node", fill: "#6d8196", is: /^node:/ },
  { name: "the engine and the system", fill: "#8a8a8a", is: /^/ },
];
const whose = ({ url }) => WHOSE.find(({ is }) => is.test(url));

/** The profile as an SVG. `title` says what ran. */
export function flame(profile, title) {
  const root = merged(profile);
  const boxes = [];
  const depth = lay(root, { at: 0, level: 0, scale: WIDTH / root.time, boxes });
  const height = (depth + 4) * ROW;
  const drawn = boxes.map((box) => draw(box, { height, total: root.time })).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace, monospace" font-size="11" role="img">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="8" y="${ROW}" font-size="13">${escaped(title)}</text>
${WHOSE.map(legend).join("\n")}
${drawn}
</svg>
`;
}

const legend = ({ name, fill }, index) => {
  const x = 8 + index * 200;
  return `<rect x="${x}" y="${ROW * 1.5}" width="10" height="10" fill="${fill}"/><text x="${x + 14}" y="${ROW * 1.5 + 9}">${name}</text>`;
};

/** One tree in which the same function under the same callers is one box; waiting is no work. */
function merged({ nodes, samples, timeDeltas }) {
  const spent = new Map();
  for (const [index, id] of samples.entries())
    spent.set(id, (spent.get(id) ?? 0) + Math.max(0, timeDeltas[index]));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root = { name: "all", fill: "#d9d9d9", time: 0, under: new Map() };
  const walk = (node, into) => {
    const { functionName } = node.callFrame;
    if (functionName === "(idle)") return 0;
    const name = functionName || "(anonymous)";
    const at = node.id === nodes[0].id ? into : boxOf(into, { name, ...node.callFrame });
    const below = (node.children ?? []).map((id) => walk(byId.get(id), at));
    const time = below.reduce((sum, one) => sum + one, spent.get(node.id) ?? 0);
    at.time += time;
    return time;
  };
  walk(nodes[0], root);
  return root;
}

function boxOf(into, { name, url, lineNumber }) {
  const key = `${name} ${url} ${lineNumber}`;
  const place = url.replace(/^.*node_modules\//, "");
  const known = into.under.get(key) ?? { name, place, fill: whose({ url }).fill, time: 0, under: new Map() };
  into.under.set(key, known);
  return known;
}

/** Places what is wide enough to be seen. @returns how many rows there are. */
function lay(box, { at, level, scale, boxes }) {
  boxes.push({ ...box, x: at, width: box.time * scale, level });
  let [next, deepest] = [at, level];
  if (level === DEEPEST) return level;
  for (const one of [...box.under.values()].sort((a, b) => b.time - a.time)) {
    if (one.time * scale < WIDTH * LEAST) continue;
    deepest = Math.max(deepest, lay(one, { at: next, level: level + 1, scale, boxes }));
    next += one.time * scale;
  }
  return deepest;
}

function draw({ name, place, fill, time, x, width, level }, { height, total }) {
  const y = height - (level + 1) * ROW;
  const share = `${((100 * time) / total).toFixed(1)}%`;
  const room = Math.floor((width - 6) / LETTER);
  const text = name.length <= room ? name : room > 4 ? `${name.slice(0, room - 1)}…` : "";
  const label = text && `<text x="${(x + 3).toFixed(1)}" y="${y + 12}" fill="#fff">${escaped(text)}</text>`;
  return `<g><title>${escaped(`${name} ${place ?? ""} ${share}`)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.5, width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${fill}"/>${label}</g>`;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
