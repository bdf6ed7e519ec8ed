/* Loads a stylesheet as text, made by Tailwind: the pages carry it in their first bytes instead of asking for it. */
const { createRequire } = require("node:module");
const { dirname, join } = require("node:path");

const root = join(__dirname, "../..");
const plugin = "@tailwindcss/postcss";
// PostCSS comes with Tailwind, in the version that it was made for.
const postcss = createRequire(require.resolve(plugin))("postcss");

module.exports = function asText(source) {
  const done = this.async();
  const make = require(plugin)({ base: root, optimize: { minify: true } });
  postcss([make])
    .process(source, { from: this.resourcePath })
    .then(({ css, messages }) => {
      for (const { type, file, dir } of messages) {
        if (type === "dependency") this.addDependency(file);
        if (type === "dir-dependency") this.addContextDependency(dir ?? dirname(file));
      }
      done(null, `export default ${JSON.stringify(css)};`);
    }, done);
};
