// Writes dist/: each drawing, and each part of the page, in one file. esbuild joins the
// modules and squeezes; terser takes another 4 % of the code off the wire.
import { writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { minify } from "terser";

const STYLED = [
  "flow",
  "cell",
  "film",
  "maps",
  "wiring",
  "side",
  "start",
  "paint",
  "sketch",
  "ask",
];
const MODULES = [...STYLED, "feed", "offline"];
const SCRIPTS = ["early"]; // run before the page's own bundle
const BANNER = "npm run build";
const ECMA = 2022;
// No function of ours is made with `new`, and no property does something when it is read.
const COMPRESS = { passes: 6, unsafe_arrows: true, unsafe_methods: true, pure_getters: true };
const OPTIONS = {
  bundle: true,
  minify: true,
  charset: "utf8",
  target: `es${ECMA}`,
  outdir: "dist",
};

/** @param {string[]} names @param {boolean} module */
async function writeCode(names, module) {
  const entryPoints = names.map((name) => `${name}.js`);
  const format = module ? "esm" : "iife";
  const { outputFiles } = await build({ ...OPTIONS, entryPoints, format, write: false });
  for (const { path, text } of outputFiles) {
    const { code } = await minify(text, { module, ecma: ECMA, compress: COMPRESS });
    await writeFile(path, `// ${BANNER}\n${code}\n`);
  }
}

await writeCode(MODULES, true);
await writeCode(SCRIPTS, false);
await build({
  ...OPTIONS,
  entryPoints: STYLED.map((name) => `${name}.css`),
  banner: { css: `/* ${BANNER} */` },
});
