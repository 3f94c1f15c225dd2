"""HTML: the article page – self-contained, readable without JavaScript – and the fragment to embed.

The page is built from `templates/`; what the templates show is computed in ``view.py``. Text from the article
passes through exactly one escape, and what HTML cannot hold (NUL, lone surrogates) becomes U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from quellenlage.report import Report

from .view import view
from .wording import wording

_UNSHOWABLE = re.compile(r"[\x00\ud800-\udfff]")

_LIT_SOURCES = 60
"""Ledger entries that light up their mentions on a click; further ones still link to each."""


@cache
def environment() -> Environment:
    """The templates, compiled once; everything is escaped, an unknown name is an error."""
    return Environment(
        loader=PackageLoader("quellenlage.formats", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def stylesheet() -> str:
    """The style of pages and fragments: for sites that serve it as a file instead of inline."""
    text = (resources.files(__package__) / "templates" / "report.css").read_text("utf-8")
    text = re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).strip()
    # A ledger entry that is ticked lights up its source in the text, without a script.
    pairs = ",".join(f".ql:has(.ql-pick-{n}:checked) .ql-s{n}" for n in range(_LIT_SOURCES))
    return f"{text}\n{pairs}{{background:var(--target)}}"


@cache
def script() -> str:
    """The script that sorts the index page."""
    return (resources.files(__package__) / "templates" / "index.js").read_text("utf-8")


def page(
    report: Report, lang: str = "de", fragment: bool = False, nonce: str | None = None, back: str = ""
) -> str:
    """One report as a whole page, or as a fragment; ``back`` is a link to the index page."""
    name = "report.html.j2" if fragment else "page.html.j2"
    template = environment().get_template(name)
    shown = view(report, wording(lang))
    return clean(template.render(shown, style=stylesheet(), nonce=nonce, back=back, fragment=fragment))


def clean(html: str) -> str:
    """Replace what an HTML file cannot hold; a carriage return of the text stays one."""
    return _UNSHOWABLE.sub("\ufffd", html).replace("\r", "&#13;")


def render(reports: Iterable[tuple[str, Report]], lang: str) -> Iterator[str]:
    """One page per report; for several, ``quellenlage report`` writes a file each."""
    for _, report in reports:
        yield page(report, lang)
