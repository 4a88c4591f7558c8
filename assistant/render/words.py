"""The pinned counter: how many words a reader reads.

Counted: prose, headings, list items, table cells, link texts, code. Not counted: table pipes and rules, list and
heading marks, HTML comments and tags, link addresses, images, Mermaid source. A word is a run without spaces, dashes
(—) or arrows that holds at least one letter or digit, so `15 min` is two words, `20 %`, `€500` and `24x7` one each.
Scripts without spaces count two Han or kana characters, or five Thai, Lao, Khmer or Burmese ones, as a word.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from functools import lru_cache

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*([A-Za-z]*)")
_RULE = re.compile(r"^[\s|:*_=-]*$")
_LIST_MARK = re.compile(r"^\s*(?:>\s*)*(?:\d{1,9}[.)]\s+)?")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK_ADDRESS = re.compile(r"(?<=\])\([^)\n]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_PIPE = re.compile(r"(?<!\\)\|")
_DASHES = str.maketrans(dict.fromkeys("—→←↑↓↔⇒…·•", " "))
_PAIRED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
CHARACTERS_A_WORD = ((_PAIRED, 2), (_UNSPACED, 5))


def count_words(markdown: str) -> int:
    """Words that a reader of the Markdown reads, 0 or more."""
    return sum(_words_of(line) for line in _read_lines(without_comments(markdown)))


def without_comments(markdown: str) -> str:
    """The text without its HTML comments; one that never ends hides the rest, as it does on a page."""
    kept, rest = [], markdown
    while True:
        before, opened, rest = rest.partition("<!--")
        kept.append(before)
        if not opened:
            return "".join(kept)
        rest = rest.partition("-->")[2]


def _read_lines(markdown: str) -> Iterator[str]:
    """The lines that hold something to read, without Mermaid source and code fences."""
    fence, hidden = "", False
    for line in markdown.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2]:
                fence = ""
            elif not hidden:
                yield line
        elif mark:
            fence, hidden = mark[1], mark[2].lower() == "mermaid"
        elif not _RULE.match(line):
            yield line


@lru_cache(maxsize=8_192)
def _words_of(line: str) -> int:
    text = _LINK_ADDRESS.sub("", _IMAGE.sub(" ", _LIST_MARK.sub("", line, count=1)))
    text = html.unescape(_PIPE.sub(" ", _TAG.sub(" ", text))).translate(_DASHES)
    count = 0
    for pattern, characters in CHARACTERS_A_WORD:
        text, found = pattern.subn(" ", text)
        count += math.ceil(found / characters)
    return count + sum(any(map(str.isalnum, word)) for word in text.split())
