const { dirname } = require("node:path");

// `@/` is the project itself, as tsconfig.json says. The folder under test may be another.
module.exports = { resolve: { alias: { "@": process.env.LINT_ROOT ?? dirname(__dirname) } } };
