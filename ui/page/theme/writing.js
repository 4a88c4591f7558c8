/* The document while it is written: the server sends each part's words, one text a line; they are only ever text here. */
const PARTS = { frame: "People, promises, severities", rules: "Rules", handling: "Handoff and communication", improvement: "Closing, measuring, preventing" };
const writing = { parts: new Map(), sheet: null, due: 0 };

page.on("begun", () => closeSheet());
page.on("state", state => { if (!state.running) closeSheet(); });
page.on("ended", () => closeSheet());
page.on("progress", ({ step, stage, detail }) => {
  if (!PARTS[step]) return;
  if (!writing.sheet) openSheet();
  placeSheet();
  if (stage === "begun" || stage === "restarted") part(step, true);
  else if (stage === "writing") write(part(step), detail);
  else if (stage === "done") part(step).shown.classList.add("done");
});

function openSheet() {
  writing.parts.clear();
  writing.sheet = page.el("article", { class: "paper writing", id: "sheet", "aria-label": "The document while it is written" }, page.el("p", { class: "eyebrow" }, "Being written"));
  page.tab("document");
}

/* Gradio draws a panel anew whenever it likes; the sheet goes back to its place. */
function placeSheet() {
  const panel = page.$("panel-document");
  if (!panel || writing.sheet.isConnected) return;
  panel.append(writing.sheet);
  panel.classList.add("is-writing");
}

function closeSheet() {
  writing.sheet?.remove();
  writing.sheet = null;
  page.$("panel-document")?.classList.remove("is-writing");
}

function part(step, anew) {
  let known = writing.parts.get(step);
  if (known && !anew) return known;
  if (known) known.shown.remove();
  known = { shown: page.el("section", { class: "being-written" }, page.el("h2", {}, PARTS[step])), line: null };
  writing.parts.set(step, known);
  writing.sheet.append(known.shown);
  return known;
}

function write(part, words) {
  for (const [place, line] of words.split("\n").entries()) {
    if (place) part.line = null;
    if (!line) continue;
    if (!part.line) { part.line = page.el("p"); part.shown.append(part.line); }
    part.line.append(line);
  }
  if (!writing.due) writing.due = requestAnimationFrame(() => { writing.due = 0; part.line?.scrollIntoView({ block: "nearest" }); });
}
