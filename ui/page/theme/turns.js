/* Sending, stopping, and what comes back while the assistant works. */
const turns = { source: null, begun: 0, timer: 0, steps: new Map(), turn: null };

const STEPS = {
  read: "Reading what you wrote", ask: "Choosing the question", confirm: "Putting together what I understood", advise: "Considering whether tiers fit",
  frame: "People, promises, severities", rules: "Rules and issue types", handling: "Handoff and communication", improvement: "Closing, measuring, preventing",
  validate: "Checking", repair: "Mending what the checks found", refine: "Making the change",
};

async function post(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}) });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.message || `The server answered ${answer.status}. Nothing is lost; try again.`);
  return told;
}

page.post = post;
page.ensure = async function () {
  if (!page.conversation) {
    page.conversation = (await post("/conversations")).id;
    history.replaceState(null, "", `#c=${page.conversation}`);
  }
  return page.conversation;
};

turns.say = async function (text, { edits = [...page.edits.entries()].map(([target, e]) => ({ target, text: e.text })) } = {}) {
  if (page.running || (!text.trim() && !edits.length)) return;
  const turn = { turn_id: crypto.randomUUID(), text, edits };
  turns.run(turn);
};

turns.run = async function (turn) {
  busy(true);
  page.notice("");
  turns.turn = turn;
  const words = [...turn.edits.map(e => (page.edits.get(e.target)?.label || "") + ": " + e.text), turn.text].filter(Boolean).join("\n");
  begin(turn.shown || words);
  try {
    await page.ensure();
    const taken = await post(`/conversations/${page.conversation}/turns`, { turn_id: turn.turn_id, text: turn.text, edits: turn.edits, resume: turn.resume || false });
    turn.turn_id = taken.turn_id || turn.turn_id;
    page.$("message").value = "";
    page.$("message").dispatchEvent(new Event("input", { bubbles: true }));
    page.edits.clear();
    page.emit("edits");
    listen();
  } catch (error) {
    page.notice(error instanceof TypeError ? "The server cannot be reached. Your text is kept here; send it again." : error.message);
    end();
    page.$("live").replaceChildren();
  }
};

/* peek: nobody knows whether a turn runs; one that a dead server left is taken up by looking. */
function listen(peek = false) {
  if (turns.source) turns.source.close();
  const source = new EventSource(`/conversations/${page.conversation}/stream`);
  turns.source = source;
  const awake = () => { if (!page.running) { busy(true); begin(""); } };
  source.addEventListener("queued", e => { awake(); page.$("now").textContent = `Waiting in line, place ${JSON.parse(e.data).place}`; });
  source.addEventListener("progress", e => { awake(); progress(JSON.parse(e.data)); });
  const ours = handle => e => { const told = JSON.parse(e.data); if (!turns.turn || told.turn_id === turns.turn.turn_id) handle(told); };
  source.addEventListener("reply", ours(told => { done(); page.emit("answered", told); }));
  source.addEventListener("stopped", ours(done));
  source.addEventListener("failed", ours(told => { done(); page.notice(told.message); }));
  source.addEventListener("idle", () => { if (peek) { source.close(); turns.source = null; } else done(); });
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) { done(); } else { lost(true); } };
  source.onopen = () => lost(false);
}

function lost(is) { page.$("live")?.classList.toggle("lost", is); }

function done() {
  if (turns.source) turns.source.close();
  turns.source = null;
  end();
  page.show();
}

function busy(is) {
  page.running = is;
  document.body.classList.toggle("running", is);
  if (!page.$("send")) return;
  page.$("send").hidden = is;
  page.$("stop").hidden = !is;
}

function begin(text) {
  turns.steps.clear();
  turns.begun = performance.now();
  const live = page.$("live");
  document.querySelectorAll("#thread .opening, #thread .ask, #thread .stopped").forEach(e => e.remove());
  const said = text ? [page.el("div", { class: "said-now" }, page.el("span", { class: "who" }, "You"), page.el("p", { class: "text" }, text.length > 700 ? text.slice(0, 700) + " …" : text))] : [];
  live.replaceChildren(...said, page.el("div", { class: "working" }, page.el("p", { class: "now", id: "now" }, "Reading what you wrote"), page.el("ol", { class: "steps", id: "steps" })));
  tick();
  turns.timer = setInterval(tick, 250);
  scroll();
  page.emit("begun");
}

function end() { clearInterval(turns.timer); busy(false); page.emit("ended"); }

function progress({ step, stage, detail }) {
  if (!page.$("steps")) begin("");
  const known = turns.steps.get(step) || { stage: "", begun: performance.now(), shown: null };
  if (stage === "begun" || stage === "restarted" || !known.shown) { known.begun = performance.now(); known.took = 0; }
  known.stage = stage;
  if (stage === "done") { known.took = performance.now() - known.begun; known.detail = step === "validate" ? detail : ""; }
  if (!known.shown) { known.shown = page.el("li"); page.$("steps").append(known.shown); scroll(); }
  turns.steps.set(step, known);
  page.emit("progress", { step, stage, detail });
  tick();
}

function tick() {
  const now = performance.now();
  const open = [...turns.steps].filter(([, s]) => s.stage !== "done").map(([name]) => STEPS[name] || name);
  const told = page.$("now");
  if (!told) return;
  told.textContent = `${open.join(" · ") || "Working"} — ${seconds(now - turns.begun)}`;
  for (const [name, s] of turns.steps) {
    s.shown.className = s.stage === "done" ? "done" : "open";
    const found = s.detail ? `: ${s.detail}` : "";
    s.shown.textContent = `${STEPS[name] || name}${found}${s.stage === "restarted" ? " (again)" : ""} ${seconds(s.took || now - s.begun)}`;
  }
}

const seconds = ms => (ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);

function scroll() {
  const thread = page.$("thread");
  if (thread) thread.scrollTop = thread.scrollHeight;
}

page.on("state", state => {
  if (state.running && !page.running) { busy(true); begin(""); listen(); }
  else if (!page.running && document.querySelector("[data-resume]") && turns.peeked !== state.conversation) { turns.peeked = state.conversation; listen(true); }
  setTimeout(scroll, 30);
  const wrote = Number(state.version) > 0;
  if (wrote && turns.version !== state.version && turns.of === state.conversation) page.tab("document");
  else if (turns.of !== state.conversation) page.tab(wrote ? "document" : "understood");
  turns.version = state.version;
  turns.of = state.conversation;
});
page.on("opened", () => { turns.turn = null; if (turns.source) turns.source.close(); turns.source = null; end(); page.notice(""); });

document.addEventListener("submit", event => {
  if (event.target.id !== "composer-form") return;
  event.preventDefault();
  turns.say(page.$("message").value);
});
document.addEventListener("keydown", event => {
  if (event.target.id === "message" && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    turns.say(event.target.value);
  }
});
document.addEventListener("click", async event => {
  const at = event.target.closest("[data-say],[data-draft],[data-resume],[data-example],#stop");
  if (!at) return;
  if (at.id === "stop") { at.disabled = true; await post(`/conversations/${page.conversation}/stop`).catch(e => page.notice(e.message)); at.disabled = false; return; }
  if (at.dataset.resume) return turns.run({ turn_id: crypto.randomUUID(), text: "", edits: [], resume: true });
  const box = page.$("message");
  if (at.dataset.example) box.value = JSON.parse(page.$("composer-form").dataset.examples)[at.dataset.example];
  else if (at.dataset.draft) box.value = at.dataset.draft;
  else return turns.say(at.dataset.say);
  grow(box);
  box.focus();
  page.side("talk");
});

function grow(box) { box.style.height = "auto"; box.style.height = `${Math.min(box.scrollHeight + 2, 260)}px`; }
document.addEventListener("input", event => { if (event.target.id === "message") { grow(event.target); localStorage.setItem(`draft:${page.conversation}`, event.target.value); } });
page.on("opened", () => { const box = page.$("message"); if (box) { box.value = localStorage.getItem(`draft:${page.conversation}`) || ""; grow(box); } });

/* Files: dropped, chosen or pasted. The server reads them; their text lands in the message. */
async function attach(file) {
  if (!file) return;
  page.notice(`Reading ${file.name} …`);
  const form = new FormData();
  form.append("file", file);
  try {
    const answer = await fetch("/files", { method: "POST", body: form });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.message || `The server would not take ${file.name} (${answer.status}).`);
    const box = page.$("message");
    box.value = [box.value.trim(), told.text.trim()].filter(Boolean).join("\n\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    page.notice("");
  } catch (error) {
    page.notice(error instanceof TypeError ? `${file.name} could not be sent.` : error.message);
  }
}
document.addEventListener("change", event => { if (event.target.id === "attach") { attach(event.target.files[0]); event.target.value = ""; } });
for (const kind of ["dragover", "drop", "dragleave"]) document.addEventListener(kind, event => {
  if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
  event.preventDefault();
  document.body.classList.toggle("dropping", kind === "dragover");
  if (kind === "drop") attach(event.dataTransfer.files[0]);
});
