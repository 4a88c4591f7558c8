"""Gradio's page with our head in it, a nonce on every script, and without what speaks of other hosts."""

from __future__ import annotations

from html.parser import HTMLParser


def rewritten(html: str, nonce: str, *, head: str) -> str:
    """The page's HTML with `head` in its head and the nonce on each script.

    Only tags are touched: what stands inside scripts, such as the configuration as JSON, stays as it is.
    """
    whole = html.replace("</head>", f"{head}</head>", 1)
    reader = _Tags(whole)
    reader.feed(whole)
    reader.close()
    parts, at = [], 0
    for start, end, new in reader.changes(nonce):
        parts += [whole[at:start], new]
        at = end
    return "".join([*parts, whole[at:]])


class _Tags(HTMLParser):
    """Finds the tags to be changed."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._found: list[tuple[int, str, str]] = []
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        about = told.get("property") or told.get("name") or ""
        if tag == "script":
            self._note("script")
        elif tag == "meta":
            if about.startswith(("og:", "twitter:")):
                self._note("")
        elif tag == "link" and (told.get("href") or "").startswith(("http:", "https:", "//")):
            self._note("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def changes(self, nonce: str) -> list[tuple[int, int, str]]:
        """Where to cut and what to put there."""
        changed = []
        for start, text, tag in self._found:
            new = f'<script nonce="{nonce}"{text[len("<script") :]}' if tag == "script" else ""
            changed.append((start, start + len(text), new))
        return changed

    def _note(self, tag: str) -> None:
        line, column = self.getpos()
        self._found.append((self._lines[line - 1] + column, self.get_starttag_text() or "", tag))
