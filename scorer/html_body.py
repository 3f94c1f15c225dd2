"""HTML bodies: the text block of a CMS as an Article, one paragraph per block, its links noted.

A paragraph is what a reader sees as one: ``p``, ``li``, ``blockquote``, ``h1`` to ``h6``, ``figcaption``, ``td``, every
other block, a line of ``pre``, and what two line breaks set apart. White space is that of a browser: a run is one
space, only ``&nbsp;`` stays. What a reader does not see as text (scripts, styles, form fields, ``hidden``) is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from quellenlage.features.article import BLOCK_SEPARATOR, Article, Link

_INLINE = frozenset(
    """a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q rb rp rt ruby s samp
    small span strike strong sub sup time tt u var wbr""".split()
)
_UNSEEN = frozenset(
    """audio button canvas datalist embed head iframe input map math noscript object option picture script select style
    svg template textarea title video""".split()
)
_WHITE = re.compile(r"[ \t\n\f\r]+")
_UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")
_OTHER_SITE = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def read_html(html: str, title: str | None = None) -> Article:
    """The article in an HTML body or page; any string gives one, broken HTML is mended as browsers do.

    Offsets of its report count code points of ``Article.text``: the blocks joined by an empty line. Links to other
    sites are in ``Article.links``. Raises TypeError for anything but str and ImportError without lxml (extra: html).
    """
    if not isinstance(html, str):
        raise TypeError(f"html is {type(html).__name__}, expected str (decode bytes first)")
    from lxml.etree import HTMLParser

    blocks = _Blocks()
    parser = HTMLParser(target=blocks, encoding="utf-8", huge_tree=True, no_network=True)
    # The parser refuses a body without any element, the one prefixed here is always there.
    parser.feed(f"<div>{_UNREADABLE.sub(chr(0xFFFD), html)}".encode())
    parser.close()
    return Article(blocks.texts, title, blocks.links)


class _Blocks:
    """Takes the parser's events; ``texts`` are the blocks, ``links`` stand at offsets into the joined blocks."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.links: list[Link] = []
        self._begin = 0
        self._pieces: list[str] = []
        self._length = 0
        self._spaced = True
        self._href = ""
        self._linked_from = (0, 0)
        self._unseen = self._pre = self._breaks = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; every one that begins ends, empty ones at once."""
        if self._unseen or tag in _UNSEEN or "hidden" in attributes:
            self._unseen += 1
        elif tag == "br":
            self._breaks += 1
        elif tag == "a":
            self._end_link()
            self._href, self._linked_from = attributes.get("href", "").strip(), (len(self._pieces), self._length)
        elif tag not in _INLINE:
            self._pre += tag == "pre"
            self._end_block()

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._unseen:
            self._unseen -= 1
        elif tag == "a":
            self._end_link()
            self._href = ""
        elif tag not in _INLINE:
            self._pre -= tag == "pre"
            self._end_block()

    def data(self, text: str) -> None:
        """Characters, possibly a part of a run."""
        if self._unseen:
            return
        if not self._pre:
            self._add(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end_block()
            self._add(line)

    def close(self) -> None:
        """The input ends."""
        self._end_block()

    def _add(self, text: str) -> None:
        text = _WHITE.sub(" ", text)
        if self._breaks and text.strip(" "):
            if self._breaks > 1:
                self._end_block()
            text = f" {text}"
            self._breaks = 0
        if self._spaced:
            text = text.lstrip(" ")
        if text:
            self._pieces.append(text)
            self._length += len(text)
            self._spaced = text.endswith(" ")

    def _end_link(self) -> None:
        """Note the link up to here, or the part of it that stands in this block."""
        piece, offset = self._linked_from
        if _OTHER_SITE.match(self._href):
            linked = "".join(self._pieces[piece:])
            start = self._begin + offset + len(linked) - len(linked.lstrip())
            end = self._begin + offset + len(linked.rstrip())
            if end > start:
                self.links.append(Link(start, end, self._href))

    def _end_block(self) -> None:
        self._end_link()
        block = "".join(self._pieces).rstrip(" ")
        if block.strip():
            self.texts.append(block)
            self._begin += len(block) + len(BLOCK_SEPARATOR)
        self._pieces, self._length, self._spaced = [], 0, True
        self._linked_from, self._breaks = (0, 0), 0
