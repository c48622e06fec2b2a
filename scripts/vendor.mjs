// Copies the front-end libraries out of node_modules into the package, so that the wheel carries them:
// Tabler without the parts no template uses, htmx, two weights of Be Vietnam Pro, ten digits of Inter,
// and one sprite with the icons that src/dvht/ui/icons.txt lists.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PurgeCSS } from "purgecss";
import subsetFont from "subset-font";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const ui = join(root, "src/dvht/ui");
const out = join(ui, "static/ui/vendor");

// What Django, htmx and our Python code write without a template naming it in full.
const safelist = {
  standard: [
    /^btn$/, /^btn-(primary|close)$/, /^form-(control|select|label|hint|check|check-input|check-label)$/,
    /^is-(invalid|valid)$/, /^visually-hidden/, /^container-xl$/, /^icon$/, /^table$/, /^htmx-/,
    "html", "body", "data-bs-theme",
  ],
};

async function tabler() {
  const source = readFileSync(join(modules, "@tabler/core/dist/css/tabler.min.css"), "utf8");
  const [purged] = await new PurgeCSS().purge({
    content: [join(root, "src/dvht/**/templates/**/*.html"), join(ui, "static/ui/*.js")],
    css: [{ raw: source }],
    safelist,
    blocklist: [/^theme-/, /^apexcharts/, /^jvm-/, /^ts-/, /^noUi/, /^dropzone/, /^litepicker/, /^plyr/],
    keyframes: true,
    fontFace: true,
    // A name is kept when a template says it as a whole word, so "d" in a sentence keeps nothing but ".d".
    defaultExtractor: (text) => text.match(/[A-Za-z][\w-]*/g) ?? [],
  });
  const css = dropUnusedVariables(purged.css.replace(/\/\*# sourceMappingURL=.*?\*\//g, ""), ownStyles());
  writeFileSync(join(out, "tabler.css"), css);
}

function ownStyles() {
  return readFileSync(join(ui, "static/ui/dvht.css"), "utf8");
}

// Tabler defines some thousand custom properties; one that nobody reads is dead weight on every page.
function dropUnusedVariables(css, others) {
  for (;;) {
    const read = new Set([...(css + others).matchAll(/var\(\s*(--[\w-]+)/g)].map((found) => found[1]));
    const next = css.replace(/(?<=[{;])(--[\w-]+):[^;{}]*(?:;|(?=\}))/g, (all, name) => (read.has(name) ? all : ""));
    if (next === css) return css;
    css = next;
  }
}

function fonts() {
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const weight of [400, 600]) {
    for (const letters of ["latin", "vietnamese"]) {
      const name = `be-vietnam-pro-${letters}-${weight}-normal.woff2`;
      cpSync(join(modules, "@fontsource/be-vietnam-pro/files", name), join(out, "fonts", name));
    }
  }
}

async function digits() {
  for (const weight of [400, 600]) {
    const font = readFileSync(join(modules, `@fontsource/inter/files/inter-latin-${weight}-normal.woff2`));
    const subset = await subsetFont(font, "0123456789", { targetFormat: "woff2" });
    writeFileSync(join(out, "fonts", `digits-${weight}.woff2`), subset);
  }
}

function iconNames() {
  return readFileSync(join(ui, "icons.txt"), "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"));
}

// "home" is the outline icon, "f-home" the filled one. Only the paths travel: colour and stroke come from .icon.
function symbol(name) {
  const filled = name.startsWith("f-");
  const file = filled ? `filled/${name.slice(2)}.svg` : `outline/${name}.svg`;
  const svg = readFileSync(join(modules, "@tabler/icons/icons", file), "utf8");
  const paths = svg
    .slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>");
  const paint = filled
    ? 'fill="currentColor"'
    : 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="i-${name}" viewBox="0 0 24 24" ${paint}>${paths}</symbol>`;
}

function sprite() {
  const symbols = iconNames().map(symbol).join("\n");
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols}\n</svg>\n`);
}

function htmx() {
  const source = readFileSync(join(modules, "htmx.org/dist/htmx.min.js"), "utf8");
  writeFileSync(join(out, "htmx.js"), source.replace(/\/\/# sourceMappingURL=.*$/gm, ""));
}

// The licences ask to travel with what they license.
function licences() {
  const texts = ["@tabler/icons", "htmx.org", "@fontsource/be-vietnam-pro", "@fontsource/inter"].map((name) => {
    const text = readFileSync(join(modules, name, "LICENSE"), "utf8").trim();
    const also = name === "@tabler/icons" ? " and @tabler/core" : "";
    return `${name}${also}\n${"=".repeat((name + also).length)}\n\n${text}\n`;
  });
  writeFileSync(join(out, "licences.txt"), texts.join("\n\n"));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await tabler();
fonts();
await digits();
sprite();
htmx();
licences();
