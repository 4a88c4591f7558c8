/* The document while it is written: the server sends each part's words, one text a line; they are only ever text here. */
const PARTS = { frame: "People, promises, severities", rules: "Rules", handling: "Handoff and communication", improvement: "Closing, measuring, preventing" };
const writing = { parts: new Map(), follow: true, due: 0 };

page.on("begun", () => { writing.parts.clear(); writing.follow = true; });
page.on("progress", ({ step, stage, detail }) => {
  if (!PARTS[step]) return;
  if (stage === "begun" || stage === "restarted") part(step, true);
  else if (stage === "writing") write(part(step), detail);
  else if (stage === "done") part(step).shown.classList.add("done");
});
page.on("state", () => close());
page.on("ended", () => close());

function part(step, anew) {
  let known = writing.parts.get(step);
  if (known && !anew) return known;
  if (known) known.shown.remove();
  else if (!writing.parts.size) open();
  known = { shown: page.el("section", { class: "being-written" }, page.el("h2", {}, PARTS[step])), line: null };
  writing.parts.set(step, known);
  page.$("sheet")?.append(known.shown);
  return known;
}

function write(part, words) {
  for (const [place, line] of words.split("\n").entries()) {
    if (place) part.line = null;
    if (!line) continue;
    if (!part.line) { part.line = page.el("p"); part.shown.append(part.line); }
    part.line.append(line);
  }
  if (!writing.due) writing.due = requestAnimationFrame(() => { writing.due = 0; follow(part.shown); });
}

function follow(shown) {
  const box = page.$("work");
  if (writing.follow && box) box.querySelector(".tabitem:not([style*=none])")?.scrollTo({ top: 1e9 });
}

function open() {
  page.tab("document");
  const panel = page.$("panel-document");
  if (!panel) return;
  page.$("sheet")?.remove();
  panel.append(page.el("article", { class: "paper writing", id: "sheet", "aria-label": "The document while it is written" }, page.el("p", { class: "eyebrow" }, "Being written")));
  panel.classList.add("is-writing");
}
function close() {
  page.$("sheet")?.remove();
  page.$("panel-document")?.classList.remove("is-writing");
}
