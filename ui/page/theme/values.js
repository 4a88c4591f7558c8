/* Values: where a number comes from, and editing one in place. Edits wait until the next message takes them along. */
const ORIGINS = { stated: "You said so", inferred: "Inferred", computed: "Computed", proposed: "Proposed" };
let traces = null, tracesOf = null, pointed = null;

function trace(number) {
  const paper = number.closest(".paper");
  if (!paper) return null;
  if (paper !== tracesOf) { tracesOf = paper; traces = JSON.parse(paper.dataset.traces || "[]"); }
  return traces[Number(number.dataset.n)] || null;
}

function point(number) {
  const told = trace(number), card = page.$("origin");
  if (!told || !card) return;
  pointed = number;
  const parts = [page.el("p", { class: "eyebrow" }, `${ORIGINS[told.origin] || told.origin}${told.label ? " · " + told.label : ""}`)];
  if (told.source) parts.push(page.el(told.origin === "stated" ? "q" : told.origin === "computed" ? "code" : "p", { class: "why" }, told.source));
  else if (told.origin === "proposed") parts.push(page.el("p", { class: "why" }, "The author's proposal; nobody stated it."));
  if (told.edit) parts.push(page.el("button", { type: "button", class: "choice", "data-edit": told.edit, "data-typed": told.value, "data-label": told.label || "Number in the document" }, "Change it"));
  else if (told.origin === "computed") parts.push(page.el("p", { class: "quiet" }, "It follows from other numbers; change those."));
  card.replaceChildren(...parts);
  card.hidden = false;
  const at = number.getBoundingClientRect(), wide = Math.min(320, innerWidth - 24);
  card.style.width = `${wide}px`;
  card.style.left = `${Math.max(12, Math.min(at.left, innerWidth - wide - 12))}px`;
  const high = card.offsetHeight;
  card.style.top = `${at.bottom + high + 10 < innerHeight ? at.bottom + 4 : Math.max(8, at.top - high - 4)}px`;
}
function unpoint() { if (page.$("origin")) page.$("origin").hidden = true; pointed = null; }

document.addEventListener("pointerover", event => {
  if (event.pointerType === "touch") return;
  const number = event.target.closest?.(".paper .n[data-n]");
  if (number) point(number);
  else if (pointed && !event.target.closest?.("#origin")) setTimeout(() => { if (!document.querySelector("#origin:hover, .n[data-n]:hover, #origin:focus-within")) unpoint(); }, 160);
});
document.addEventListener("click", event => {
  const number = event.target.closest(".paper .n[data-n]");
  if (number) point(number);
  else if (pointed && !event.target.closest("#origin")) unpoint();
});
document.addEventListener("focusin", event => { if (event.target.matches?.(".paper .n[data-n]")) point(event.target); });
document.addEventListener("keydown", event => {
  if (event.key === "Escape") unpoint();
  const number = event.target.matches?.(".paper .n[data-n]") ? event.target : null;
  if (!number) return;
  const all = [...number.closest(".paper").querySelectorAll(".n[data-n]")].filter(n => n.offsetParent);
  const to = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (to) { event.preventDefault(); rove(all[(all.indexOf(number) + to + all.length) % all.length], number); }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); point(number); page.$("origin").querySelector("button")?.focus(); }
});
function rove(to, from) { from.tabIndex = -1; to.tabIndex = 0; to.focus(); }
page.on("state", () => setTimeout(() => {
  for (const n of document.querySelectorAll(".paper .n[data-n]")) n.tabIndex = -1;
  const first = document.querySelector(".paper .n[data-n]");
  if (first) first.tabIndex = 0;
}, 50));

/* Editing in place. */
document.addEventListener("click", event => {
  const at = event.target.closest("[data-edit],[data-confirm],[data-drop]");
  if (!at) return;
  if (at.dataset.drop) { page.edits.delete(at.dataset.drop); return page.emit("edits"); }
  if (at.dataset.confirm) return turns.say("", { edits: [{ target: at.dataset.confirm, text: at.dataset.typed }] });
  unpoint();
  const inPlace = at.classList.contains("value") && !at.closest("#origin");
  inPlace ? editInPlace(at) : editInDialog(at);
});

function editInPlace(button) {
  const now = page.edits.get(button.dataset.edit)?.text ?? button.dataset.typed;
  const input = page.el("input", { type: "text", class: "value-input", value: now, maxlength: "400", "aria-label": button.dataset.label });
  const form = page.el("form", { class: "value-form" }, input, page.el("button", { type: "submit", class: "plain" }, "Set"), page.el("button", { type: "button", class: "plain cancel" }, "Cancel"));
  button.hidden = true;
  button.after(form);
  input.focus();
  input.select();
  const close = () => { form.remove(); button.hidden = false; button.focus(); };
  form.querySelector(".cancel").onclick = close;
  form.onkeydown = e => { if (e.key === "Escape") close(); };
  form.onsubmit = e => {
    e.preventDefault();
    e.stopPropagation();
    close();
    set(button.dataset.edit, button.dataset.label, input.value, button.dataset.typed);
  };
}

async function editInDialog(at) {
  const { edit, label, typed } = at.dataset;
  const value = await page.ask({ title: label, text: "The new value goes out with your next message; the change is shown before you accept it.", field: "New value", value: page.edits.get(edit)?.text ?? typed, yes: "Set" });
  if (value !== null) set(edit, label, value, typed);
}

function set(target, label, value, typed) {
  const text = value.trim();
  if (!text) return;
  if (text === typed.trim()) page.edits.delete(target);
  else page.edits.set(target, { label, text });
  page.emit("edits");
}

page.on("edits", () => {
  const list = page.$("pending");
  if (!list) return;
  list.replaceChildren(...[...page.edits].map(([target, { label, text }]) => page.el("li", {},
    page.el("span", {}, `${label} → ${text}`), page.el("button", { type: "button", class: "plain", "data-drop": target, "aria-label": `Drop the correction of ${label}` }, "✕"))));
  list.hidden = !page.edits.size;
  page.$("send").textContent = page.edits.size && !page.$("message").value.trim() ? `Send ${page.edits.size === 1 ? "the correction" : page.edits.size + " corrections"}` : "Send";
  for (const button of document.querySelectorAll("button.value[data-edit]")) {
    const edited = page.edits.get(button.dataset.edit);
    button.classList.toggle("edited", Boolean(edited));
    button.dataset.was ??= button.textContent;
    button.textContent = edited ? edited.text : button.dataset.was;
  }
});
page.on("opened", () => page.emit("edits"));
