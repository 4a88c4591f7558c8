"use strict";
/* The page's own state, and the way to the server's handler. Text only ever becomes text nodes here. */
const page = {
  conversation: null,
  running: false,
  edits: new Map(),
  ask: null,
  waiting: [],
  calling: 0,
  $: id => document.getElementById(id),

  el(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") made.className = value;
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children);
    return made;
  },

  /* One call at a time: the server sends what changed since the last one. Of the same kind only the newest is sent. */
  call(data) {
    const same = page.waiting.findIndex(one => one.action === data.action && ["show", "library", "settings"].includes(data.action));
    if (same >= 0) page.waiting.splice(same, 1);
    page.waiting.push(data);
    page.pump();
  },
  pump() {
    if (!page.trigger || page.calling || !page.waiting.length) return;
    page.calling = setTimeout(page.called, 30000);
    page.trigger(page.waiting.shift());
  },
  called() {
    clearTimeout(page.calling);
    page.calling = 0;
    page.pump();
  },

  kept: () => Number(localStorage.getItem(`kept:${page.conversation}`) || 0),
  keep: version => localStorage.setItem(`kept:${page.conversation}`, String(version)),

  show() { page.call({ action: "show", conversation: page.conversation, kept: page.kept() }); },

  open(conversation) {
    page.conversation = conversation;
    page.edits.clear();
    const hash = conversation ? `#c=${conversation}` : "#";
    if (location.hash !== hash) history.pushState(null, "", conversation ? hash : location.pathname);
    page.emit("opened");
    page.show();
  },

  on(event, handler) { document.addEventListener(`page:${event}`, e => handler(e.detail)); },
  emit(event, detail) { document.dispatchEvent(new CustomEvent(`page:${event}`, { detail })); },

  tab(name) {
    const button = [...document.querySelectorAll("#tabs button[role=tab]")].find(b => b.id.startsWith(`tab-${name}`));
    if (button && button.getAttribute("aria-selected") !== "true") button.click();
  },

  side(name) {
    document.body.dataset.side = name;
    for (const b of document.querySelectorAll("[data-side]")) if (b.tagName === "BUTTON") b.setAttribute("aria-pressed", String(b.dataset.side === name));
    document.querySelector("#tabs button[role=tab][aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  },

  notice(text) {
    const place = page.$("notice");
    if (!place) return;
    place.textContent = text || "";
    place.hidden = !text;
  },
};

window.page = page;
window.addEventListener("bridge", event => { page.bridge = event.detail; });
window.addEventListener("bridge-ready", () => {
  page.trigger = page.bridge;
  page.pump();
});
window.addEventListener("bridge-done", () => page.called());

function here() { return (/[#&]c=([A-Za-z0-9_-]{32})/.exec(location.hash) || [])[1] || null; }

function look(name) {
  if (name) document.documentElement.dataset.look = name; else delete document.documentElement.dataset.look;
}
look(localStorage.getItem("look"));

document.addEventListener("click", event => {
  const at = event.target.closest("[data-tab],button[data-side],[data-look],[data-new],[data-keep],[data-compare]");
  if (!at) return;
  if (at.dataset.tab) {
    event.preventDefault();
    page.tab(at.dataset.tab);
    page.side("work");
    const target = decodeURIComponent((at.getAttribute("href") || "").slice(1));
    setTimeout(() => reveal(target), 60);
  } else if (at.dataset.side) page.side(at.dataset.side);
  else if (at.dataset.look) {
    const dark = getComputedStyle(document.documentElement).getPropertyValue("--is-dark").trim() === "1";
    localStorage.setItem("look", dark ? "light" : "dark");
    look(dark ? "light" : "dark");
  } else if (at.dataset.new) page.open(null);
  else if (at.dataset.keep) { page.keep(Number(at.dataset.keep)); page.show(); }
  else if (at.dataset.compare) compare(...at.dataset.compare.split(","));
});

document.addEventListener("submit", event => {
  if (event.target.dataset.form !== "compare") return;
  event.preventDefault();
  const data = new FormData(event.target);
  compare(data.get("old"), data.get("new"));
});

function compare(old, now) {
  page.call({ action: "compare", conversation: page.conversation, kept: page.kept(), old: Number(old), new: Number(now) });
  page.tab("versions");
}

function reveal(id) {
  const target = id && page.$(id);
  if (!target) return;
  if (target.tagName === "DETAILS") target.open = true;
  target.scrollIntoView({ block: "start", behavior: "smooth" });
  target.classList.add("revealed");
  setTimeout(() => target.classList.remove("revealed"), 1600);
}

/* Filters of the rules. */
document.addEventListener("input", event => {
  const filter = event.target.closest("[data-filter]");
  if (!filter || !event.target.dataset.by) return;
  const by = Object.fromEntries([...filter.querySelectorAll("[data-by]")].map(f => [f.dataset.by, f.value.trim().toLowerCase()]));
  let shown = 0;
  for (const row of filter.querySelectorAll("tbody tr[data-tiers]")) {
    const fits = (!by.tiers || row.dataset.tiers.split(" ").includes(by.tiers))
      && (!by.issues || ["any", by.issues].some(i => row.dataset.issues.split(" ").includes(i)))
      && (!by.text || row.textContent.toLowerCase().includes(by.text));
    row.hidden = !fits;
    shown += fits;
  }
  filter.querySelector(".shown").textContent = shown === 1 ? "1 rule" : `${shown} rules`;
});

/* Which tab is open, told to the style. */
setInterval(() => {
  const open = document.querySelector("#tabs button[role=tab][aria-selected=true]");
  const name = open ? open.id.replace(/^tab-|-button$/g, "") : "";
  if (document.body.dataset.showing === name) return;
  document.body.dataset.showing = name;
  open?.scrollIntoView({ block: "nearest", inline: "nearest" });
  for (const panel of document.querySelectorAll("#tabs [role=tabpanel]")) panel.tabIndex = 0;
}, 200);

/* Whatever Gradio puts in place is noticed here once. */
let before = "";
new MutationObserver(() => {
  const state = page.$("state");
  if (!state) return;
  const now = JSON.stringify(state.dataset);
  if (now === before) return;
  before = now;
  page.emit("state", { ...state.dataset });
}).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-conversation", "data-version", "data-running"] });

const others = new BroadcastChannel("escalation");
others.onmessage = event => { if (event.data === page.conversation && !page.running) page.show(); };
page.on("answered", () => others.postMessage(page.conversation));

window.addEventListener("popstate", () => { if (here() !== page.conversation) page.open(here()); });
window.addEventListener("DOMContentLoaded", () => {
  page.side("talk");
  page.conversation = here();
  page.show();
});
