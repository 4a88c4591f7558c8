"""The page: its frame in Gradio Blocks, and the one handler that fills its panels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.page.blocks.acting import Acted, act
from ui.page.blocks.examples import examples
from ui.page.blocks.filling import fill
from ui.page.blocks.host import Host
from ui.page.blocks.panels import PANELS

if TYPE_CHECKING:
    import gradio as gr

THEME = Path(__file__).parents[1] / "theme"
SCRIPTS = ("page", "turns", "writing", "values", "drawers")
TABS = (
    ("understood", "Understood"),
    ("document", "Document"),
    ("rules", "Rules"),
    ("flow", "Flow"),
    ("findings", "Findings"),
    ("assumptions", "Assumptions"),
    ("versions", "Versions"),
    ("downloads", "Download"),
)
OUTPUTS = ("status", *PANELS, "library", "settings")
TITLE = "Escalation assistant"
BRIDGE = "window.dispatchEvent(new CustomEvent('bridge', {detail: data => trigger('submit', data)}))"
"""Hands the page's scripts the way to the handler."""
READY = "() => { window.dispatchEvent(new Event('bridge-ready')); }"
"""Says that Gradio listens on it; what is sent before would be lost."""
DONE = "() => { window.dispatchEvent(new Event('bridge-done')); }"


def build_page(host: Host) -> gr.Blocks:
    """The whole page. `host` is the server behind it; nothing is asked of it before somebody opens the page."""
    import gradio as gr

    with gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False) as page:
        _static("masthead")
        slots = {"status": _html("status")}
        bridge = gr.HTML("", elem_id="bridge", js_on_load=BRIDGE)
        with gr.Row(elem_id="desk", equal_height=True):
            with gr.Column(elem_id="talk", min_width=0, scale=9):
                slots["thread"] = _html("thread")
                texts = json.dumps({one.name: one.text for one in examples()})
                _static("composer", texts=texts)
            with gr.Column(elem_id="work", min_width=0, scale=13):
                slots |= _tabs()
        with gr.Column(elem_id="library-drawer", elem_classes="drawer"):
            _static("library_head")
            slots["library"] = _html("library")
        with gr.Column(elem_id="settings-drawer", elem_classes="drawer"):
            _static("settings_head")
            slots["settings"] = _html("settings")
        _static("dialogs")
        seen = gr.State({})

        async def on_bridge(seen: dict[str, str], event: gr.EventData, request: gr.Request) -> list[Any]:
            """Carry out what the page asks, and send the panels that changed by it."""
            acted = await act(host, event._data or {}, request=request)
            return [*_changed(acted, seen), seen | _marks(acted)]

        # Gradio reads these to know what to hand over; as texts it could not resolve them, Gradio being loaded in here.
        on_bridge.__annotations__.update(event=gr.EventData, request=gr.Request)
        page.load(None, js=READY)
        outputs = [slots[name] for name in OUTPUTS]
        acting = bridge.submit(
            on_bridge,
            [seen],
            [*outputs, seen],
            show_progress="hidden",
            api_visibility="private",
            trigger_mode="multiple",
        )
        acting.then(None, js=DONE)
    built: gr.Blocks = page
    return built


def head() -> str:
    """What goes into the page's head: the style and the scripts, all of our own."""
    style = (THEME / "page.css").read_text(encoding="utf-8")
    scripts = "\n".join((THEME / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    return f"{viewport}<style>{style}</style><script>(() => {{\n{scripts}\n}})()</script>"


def _tabs() -> dict[str, Any]:
    import gradio as gr

    slots: dict[str, Any] = {}
    slots["change"] = _html("change")
    with gr.Tabs(elem_id="tabs", selected="understood", overflow_behavior="wrap"):
        for name, label in TABS:
            with gr.Tab(label, id=name, elem_id=f"tab-{name}", render_children=True):
                slots[name] = _html(f"panel-{name}")
    return slots


def _html(id: str, html: str = "") -> gr.HTML:
    import gradio as gr

    return gr.HTML(html, elem_id=id, apply_default_css=False)


def _static(template: str, **values: object) -> gr.HTML:
    """A part of the page that never changes."""
    return _html(template.replace("_", "-"), str(fill(template, **values)))


def _changed(acted: Acted, seen: Mapping[str, str]) -> list[Any]:
    """A value for each output: the panel where it changed, else nothing at all."""
    import gradio as gr

    marks = _marks(acted)
    return [str(acted.shown[n]) if n in marks and marks[n] != seen.get(n) else gr.skip() for n in OUTPUTS]


def _marks(acted: Acted) -> dict[str, str]:
    return {name: hashlib.blake2b(text.encode(), digest_size=8).hexdigest() for name, text in acted.shown.items()}
