/* Drawers and dialogs: conversations, settings, and questions that are asked once more. */
let opener = null;

page.ask = function ({ title, text = "", field = "", value = "", yes = "Yes", danger = false }) {
  const dialog = page.$("ask-dialog");
  page.$("ask-title").textContent = title;
  page.$("ask-text").textContent = text;
  page.$("ask-field").hidden = !field;
  page.$("ask-label").textContent = field;
  page.$("ask-input").value = value;
  page.$("ask-yes").textContent = yes;
  page.$("ask-yes").classList.toggle("danger", danger);
  dialog.returnValue = "";
  dialog.showModal();
  (field ? page.$("ask-input") : dialog.querySelector("[value=no]")).focus();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? (field ? page.$("ask-input").value : true) : null), { once: true }));
};

function drawer(name) {
  for (const one of document.querySelectorAll(".drawer")) {
    const is = one.id === `${name}-drawer`;
    one.classList.toggle("open", is);
    one.toggleAttribute("inert", !is);
  }
  for (const button of document.querySelectorAll("[data-drawer]")) button.setAttribute("aria-expanded", String(button.dataset.drawer === name));
  if (name === "library") { listed(); setTimeout(() => page.$("library-search")?.focus(), 50); }
  if (name === "settings") page.call({ action: "settings", conversation: page.conversation });
  if (name === "settings") setTimeout(() => document.querySelector("#settings-drawer [data-close]")?.focus(), 50);
}
const listed = () => page.call({ action: "library", conversation: page.conversation, search: page.$("library-search")?.value || "" });
const shut = () => { drawer(""); opener?.focus(); };

document.addEventListener("click", async event => {
  const at = event.target.closest("[data-drawer],[data-close],[data-open],[data-rename],[data-delete]");
  if (!at) { if (document.querySelector(".drawer.open") && !event.target.closest(".drawer, dialog")) shut(); return; }
  if (at.dataset.drawer) { opener = at; const open = at.getAttribute("aria-expanded") === "true"; open ? shut() : drawer(at.dataset.drawer); }
  else if (at.dataset.close) shut();
  else if (at.dataset.open) { event.preventDefault(); drawer(""); page.open(at.dataset.open); }
  else if (at.dataset.rename) {
    const title = await page.ask({ title: "Rename the conversation", field: "Title", value: at.dataset.title, yes: "Rename" });
    if (title) { page.call({ action: "rename", id: at.dataset.rename, title, conversation: page.conversation, search: page.$("library-search").value }); if (at.dataset.rename === page.conversation) page.show(); }
  } else if (at.dataset.delete) {
    const sure = await page.ask({ title: `Delete “${at.dataset.title}” for good?`, text: "The conversation, its document and every version are erased. This cannot be undone.", yes: "Delete for good", danger: true });
    if (!sure) return;
    const own = at.dataset.delete === page.conversation;
    page.call({ action: "delete", id: at.dataset.delete, conversation: own ? null : page.conversation, search: page.$("library-search").value });
    if (own) page.open(null);
  }
});
document.addEventListener("keydown", event => { if (event.key === "Escape" && document.querySelector(".drawer.open") && !page.$("ask-dialog").open) shut(); });
let wait = 0;
document.addEventListener("input", event => { if (event.target.id === "library-search") { clearTimeout(wait); wait = setTimeout(listed, 200); } });
const ready = setInterval(() => {
  if (!document.querySelector(".drawer")) return;
  clearInterval(ready);
  drawer("");
  for (const one of document.querySelectorAll(".drawer")) { one.setAttribute("role", "dialog"); one.setAttribute("aria-label", one.id === "library-drawer" ? "Conversations" : "Settings"); }
}, 50);

document.addEventListener("submit", async event => {
  if (event.target.dataset.form !== "author") return;
  event.preventDefault();
  const form = new FormData(event.target), kind = form.get("kind"), told = page.$("settings-notice");
  try {
    const conversation = await page.ensure();
    const author = kind === "offline" ? kind : `${kind}:${form.get("model").trim()}`;
    await page.post(`/conversations/${conversation}/author`, { author, key: kind === "offline" ? "" : form.get("key") });
    event.target.querySelector("[name=key]").value = "";
    shut();
    page.show();
  } catch (error) {
    told.textContent = error.message;
    told.hidden = false;
  }
});
