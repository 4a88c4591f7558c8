/* The document while it is written: the author's answers are JSON that is not finished. Its texts are shown as they come,
   as text only; numbers and names that they refer to are told by their ids until the document is put together. */
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
  const mine = known;
  mine.reader = new Reader((key, text, whole) => tell(mine, key, text, whole));
  writing.parts.set(step, known);
  writing.sheet.append(known.shown);
  return known;
}

function write(part, piece) {
  part.reader.read(piece);
  if (!writing.due) writing.due = requestAnimationFrame(() => { writing.due = 0; part.line?.scrollIntoView({ block: "nearest" }); });
}

const HEADS = new Set(["title", "name", "question", "label"]);
const TEXTS = new Set([...HEADS, "claim", "implication", "text", "why", "scope", "power", "do", "do_instead", "when", "reason", "finding", "fix", "trade_off", "act", "what", "meaning", "example", "counter_example", "interim_rule", "how", "decides", "owns", "body", "purpose", "prevent", "goal"]);
const REFERENCE = /\{(?:q|role|field):(?:[a-z_]+:)?([^{}]*)\}?/g;

function tell(part, key, text, whole) {
  if (!TEXTS.has(key) || text.length < 3) return;
  if (!part.line) { part.line = page.el(HEADS.has(key) ? "h3" : "p"); part.shown.append(part.line); }
  part.line.textContent = text.replace(REFERENCE, (_, id) => id.replace(/[_.:/-]/g, " "));
  if (whole) part.line = null;
}

class Reader {
  /* Tells each text of an unfinished JSON value with the name of its field: while it grows, and when it is whole. */
  constructor(tell) { Object.assign(this, { tell, inside: false, escape: "", text: "", key: "", holds: [] }); }
  read(piece) {
    for (const c of piece) this.inside ? this.within(c) : this.between(c);
    if (this.inside && this.isValue()) this.tell(this.key, this.text, false);
  }
  isValue() { return this.holds.at(-1) !== "key"; }
  between(c) {
    const top = this.holds.length - 1;
    if (c === '"') { this.inside = true; this.text = ""; }
    else if (c === "{") this.holds.push("key");
    else if (c === "[") this.holds.push("list");
    else if (c === "}" || c === "]") this.holds.pop();
    else if (c === ":") this.holds[top] = "value";
    else if (c === "," && this.holds[top] !== "list") this.holds[top] = "key";
  }
  within(c) {
    if (this.escape) this.escaped(c);
    else if (c === "\\") this.escape = c;
    else if (c !== '"') this.text += c;
    else {
      this.inside = false;
      if (this.isValue()) this.tell(this.key, this.text, true);
      else this.key = this.text;
    }
  }
  escaped(c) {
    this.escape += c;
    if (this.escape[1] === "u" && this.escape.length < 6) return;
    this.text += this.escape[1] === "u" ? String.fromCharCode(parseInt(this.escape.slice(2), 16)) : { n: " ", t: " ", r: "" }[c] ?? c;
    this.escape = "";
  }
}
