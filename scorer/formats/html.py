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

from .findings import KINDS, SYMBOLS
from .view import view
from .wording import wording

_PREFIX = re.compile(r"[A-Za-z][\w-]{0,40}", re.ASCII)
_SURROGATE = re.compile(r"[\ud800-\udfff]")

LIT_SOURCES = 200
"""Ledger entries that light up their mentions when the style is served as a file; every one does when it is inline."""


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


def stylesheet(sources: int = LIT_SOURCES) -> str:
    """The style of pages and fragments: for sites that serve it as a file instead of inline.

    ``sources`` is how many ledger entries light up their mentions when they are ticked; a page that has its style
    inline has a rule for each of its own.
    """
    pairs = ",".join(f".ql:has(.ql-pick-{n}:checked) .ql-s{n}" for n in range(sources))
    lit = f"\n{pairs}{{background-color:var(--target)}}" if pairs else ""
    return f"{_file('report.css')}\n{_symbols()}{lit}"


def extended_style() -> str:
    """The style of the pages that compare articles or versions."""
    return f"{stylesheet(0)}\n{_file('compare.css')}"


@cache
def _symbols() -> str:
    """The rules that set the symbols of all kinds that begin at a place, but for those that are filtered out."""
    rules = [".ql a.ql-f{--symbols:" + "".join(f'var(--at-{kind},"")' for kind in KINDS) + "}"]
    rules += [f'.ql-at-{kind}{{--at-{kind}:"{SYMBOLS[kind]}";--mark:var(--{kind})}}' for kind in KINDS]
    rules += [f'.ql:has(.ql-show-{kind}:not(:checked)) .ql-at-{kind}{{--at-{kind}:""}}' for kind in KINDS]
    return "\n".join(rules)


@cache
def _file(name: str) -> str:
    """A style sheet or script of the templates, without comments and indentation."""
    text = (resources.files(__package__) / "templates" / name).read_text("utf-8")
    if name.endswith(".js"):
        return text
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.S)).strip()


def script(name: str) -> str:
    """A script that makes a page handier where scripts are allowed: ``index`` or ``page``."""
    return _file(f"{name}.js")


def page(
    report: Report,
    lang: str = "de",
    fragment: bool = False,
    nonce: str | None = None,
    back: str = "",
    prefix: str | None = None,
    style: bool = True,
) -> str:
    """One report as a whole page, or as a fragment; ``back`` is a link to the index page, ``style`` puts it inline.

    All ids begin with ``prefix``, by default a checksum of the text: an article that is embedded twice on one page
    needs two. Raises ValueError for a prefix that is no id of letters, digits, ``-`` and ``_``.
    """
    if prefix is not None and not _PREFIX.fullmatch(prefix):
        raise ValueError(f"prefix {prefix!r}: a letter, then letters, digits, - and _ only")
    name = "report.html.j2" if fragment else "page.html.j2"
    template = environment().get_template(name)
    shown = view(report, wording(lang), prefix)
    inline = stylesheet(1 + max((source.id for source in report.sources), default=-1)) if style else ""
    more = {} if fragment else {"script": script("page")}
    return clean(template.render(shown, style=inline, nonce=nonce, back=back, fragment=fragment, **more))


def clean(html: str) -> str:
    """Replace what an HTML file cannot hold; a carriage return of the text stays one."""
    try:
        html.encode()
    except UnicodeEncodeError:
        html = _SURROGATE.sub("\ufffd", html)
    return html.replace("\x00", "\ufffd").replace("\r", "&#13;")


def render(reports: Iterable[tuple[str, Report]], lang: str) -> Iterator[str]:
    """One page per report; for several, ``quellenlage report`` writes a file each."""
    for _, report in reports:
        yield page(report, lang)
