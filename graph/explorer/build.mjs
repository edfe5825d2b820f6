// Bundles the explorer: `npm ci` and `npm run build` here. The same sources give the same bytes.
// `node build.mjs FOLDER` writes the bundle elsewhere.

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const folder = process.argv[2] ?? "bundle";
const shared = { bundle: true, minify: true, legalComments: "none", logLevel: "warning", charset: "ascii", target: "es2022" };
const script = await build({ ...shared, entryPoints: ["src/main.js"], outfile: `${folder}/explorer.js`, format: "iife", metafile: true });
await build({ ...shared, charset: "utf8", entryPoints: ["src/style.css"], outfile: `${folder}/explorer.css` });

// The licences of what is in the bundle go with it.
const packages = new Set();
for (const file of Object.keys(script.metafile.inputs)) {
  const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
  if (name) packages.add(name);
}
const notices = [...packages].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  const text = ["LICENSE", "LICENSE.md", "LICENSE.txt", "license", "License"].flatMap((file) => {
    try {
      return [readFileSync(`node_modules/${name}/${file}`, "utf8").trim()];
    } catch {
      return [];
    }
  })[0] ?? `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
const rule = `\n${"-".repeat(78)}\n\n`;
writeFileSync(`${folder}/LICENSES.txt`, `The explorer's script contains the following packages.\n${rule}${notices.join(rule)}`);
