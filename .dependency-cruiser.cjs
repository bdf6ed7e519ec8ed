// Who may import whom, as docs/architecture.md draws it. Each rule has a planted violation in lint/imports.test.ts.
const { join } = require("node:path");

/** What runs in tests alone: the tests, what they build on and the throw-away database. */
const TESTS = "\\.test\\.tsx?$|(^|/)testing[^/]*\\.ts$|^(e2e|bench|break|attack|lint)/";
/** What one noun shows to the others: its verbs, its words, its pure files, what tidies up after it and what proves it. */
const SHOWN = "(index|catalog|rules|view|text|words|keys|normalise|sweep|verify|sql-parameters)\\.ts$";

/** A room and the rooms it may look into; packages are another matter. */
const room = (name, from, allowed, options = {}) => ({
  name,
  severity: "error",
  comment: `${name}: may import ${allowed.join(", ")} and nothing else of ours`,
  from: { path: from, pathNot: TESTS },
  to: {
    path: "^(?!node_modules)",
    pathNot: allowed.map((one) => `^${one}`),
    dependencyTypesNot: [
      "core",
      "npm",
      "npm-dev",
      "npm-optional",
      ...(options.typesToo ? [] : ["type-only"]),
    ],
  },
});

const FRAMEWORKS = "(^|node_modules/)(next|react|react-dom|next-auth|next-intl|hono|server-only)(/|$)";

module.exports = {
  forbidden: [
    room("app", "^app/", ["app/", "web/", "components/", "domain/"]),
    room("web", "^web/", ["web/", "domain/", "server/env", "messages/"]),
    room("components", "^components/", [
      "components/",
      "domain/[^/]+/(catalog|rules)\\.ts$",
      "web/(i18n|format|navigation|desk-navigation)\\.ts$",
    ]),
    room("components-ui", "^components/ui/", ["components/ui/", "web/i18n"]),
    room("api", "^api/", ["api/", "domain/", "server/env"]),
    room("cli", "^cli/", ["cli/", "domain/", "server/env", "server/data-folder", "start/"]),
    room("server", "^server/", ["server/", "api/", "web/", "domain/", "brand/demo/", "start/compiled"]),
    room("env", "^server/env\\.ts$", ["server/env"]),
    room("demo", "^brand/demo/", ["brand/demo/", "domain/"]),
    room("start", "^start/", ["start/"]),
    room("client", "^client/(?!generate/)", ["client/(?!generate/)"], { typesToo: true }),
    room("client-types", "^client/generate/", ["client/generate/", "api/(endpoints|openapi/document)\\.ts$"]),
    room("proxy", "^proxy\\.ts$", ["web/", "server/env", "domain/house"]),
    {
      // The demo's shop and mailing system are the world outside, so tests may build them.
      ...room("from-outside", "^(e2e|bench|break)/", [
        "(e2e|bench|break)/",
        "client/",
        "brand/demo/",
        "server/postgres\\.ts",
        "domain/install\\.ts",
      ]),
      from: { path: "^(e2e|bench|break)/" },
    },
    { ...room("attack", "^attack/", ["attack/"], { typesToo: true }), from: { path: "^attack/" } },
    room("db", "^db/", ["db/"], { typesToo: true }),
    room("domain", "^domain/", ["domain/", "db/", "messages/"]),
    {
      name: "noun-to-noun",
      severity: "error",
      comment: "a noun uses another by its verbs, its words and its pure files, never by its store",
      from: { path: "^domain/([^/]+)/", pathNot: TESTS },
      to: { path: "^domain/[^/]+/", pathNot: [`^domain/$1/`, SHOWN], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "verbs-know-no-tables",
      severity: "error",
      comment: "index.ts holds the verbs; its SQL stands in store.ts",
      from: { path: "^domain/[^/]+/index\\.ts$" },
      to: { path: "^db/schema", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pure-files",
      severity: "error",
      comment: "catalog.ts and rules.ts are safe for components: no database, nothing of Node",
      from: { path: "^domain/[^/]+/(catalog|rules)\\.ts$" },
      to: { path: "^db/|^(node:|fs$|crypto$|path$)|^node_modules/pg", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "domain-without-frameworks",
      severity: "error",
      comment: "the domain knows no pages and no web framework",
      from: { path: "^(domain|db)/" },
      to: { path: FRAMEWORKS },
    },
    {
      name: "messages-for-messages",
      severity: "error",
      comment: "of the domain only messages to people read the pages' words",
      from: { path: "^domain/", pathNot: ["^domain/messages/", TESTS] },
      to: { path: "^messages/" },
    },
    {
      name: "no-test-code-in-product",
      severity: "error",
      comment: "what tests build on never ships",
      from: {
        path: "^(app|web|components|api|cli|server|domain|db|brand|client|start|proxy)",
        pathNot: TESTS,
      },
      to: { path: TESTS },
    },
    {
      name: "no-tools-in-product",
      severity: "error",
      comment: "devDependencies are for building and testing",
      from: { path: "^(app|web|components|api|cli|server|domain|db|brand|client|proxy)", pathNot: TESTS },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "start-needs-nothing",
      severity: "error",
      comment: "start/ runs before anything is installed",
      from: { path: "^start/" },
      to: { dependencyTypesNot: ["core", "local", "type-only"] },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "two files that need each other are one file or three",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "what is imported is there",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API; swc reads the same language.
    parser: "swc",
    tsPreCompilationDeps: true,
    exclude: { path: "^(\\.next|\\.data|node_modules/\\.cache|dist|test-results)/" },
    doNotFollow: { path: "node_modules" },
    combinedDependencies: false,
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json", ".css"],
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types", "typings"],
    },
    webpackConfig: { fileName: join(__dirname, "lint", "alias.cjs") },
  },
};
