"""The pages in a real browser (Chromium, where installed): text, keyboard, filters, width, no network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import escape
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from quellenlage.features.article import Article
from quellenlage.features.evidence import Marker, Mention, Source
from quellenlage.formats import index
from quellenlage.formats.rows import row
from quellenlage.report import ParagraphReport, Report

from reports import empty, sample

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=15000
    --dump-dom"""
OPENERS = ["<script>", "<img src=x onerror=", "<svg onload=", '" onfocus="', "' autofocus onfocus='", "</p>"]
OPENERS += ["</style><style>*{display:none}", "<!--", "]]>", "&lt;script&gt;", "{{", "{% raw %}"]
OPENERS += ["javascript:", "\x00"]
PAYLOADS = ["window.hit=1", "window.hit=1</script>", "window.hit=1>", "&#x22;&amp;", "\u202ehit\u202c"]
PAYLOADS += ["7*7}}", "url(x)", "\ud800\udfff", "-->", "\x1b\x0b\x7f", "a\rb", "\u2066\u200f", "\u2028"]
PAYLOADS += ["expression(1)", "<b>"]
HOSTILE = [f"{opener}{payload}" for opener, payload in product(OPENERS, PAYLOADS)]


def look(page: str, script: str, folder: Path, width: int = 1280) -> Any:
    """What ``script`` (a function body) returns when it runs in the page; fails on any console message."""
    probe = f"(() => {{{script}}})()"
    told = f"<pre id=told></pre><script>told.textContent=encodeURIComponent(JSON.stringify({probe}))</script>"
    if width < 600:
        # A headless window is never narrower than 500 px; a frame is.
        frame = f'<iframe id=f width={width} height=900 srcdoc="{escape(page)}"></iframe>'
        page = f"<!doctype html><body>{frame}<script>f.onload=()=>{{const s=document.createElement('script');"
        page += f"s.textContent='told.textContent=encodeURIComponent(JSON.stringify({probe}))';"
        page += "document.body.append(s)}</script><pre id=told></pre></body>"
    else:
        page = page.replace("</body>", f"{told}</body>")
    path = folder / "page.html"
    path.write_text(page, "utf-8", newline="\n")
    run = subprocess.run(
        [CHROMIUM, *FLAGS.split(), f"--user-data-dir={folder / 'profile'}", path.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert b"CONSOLE" not in run.stderr, run.stderr.decode(errors="replace")
    found = re.search(r'<pre id="told">([^<]+)</pre>', run.stdout.decode("utf-8"))
    assert found, "the probe did not run"
    return json.loads(unquote(found[1]))


def hostile() -> Report:
    """An article whose title, text and sources all try to break out of the page."""
    article = Article(HOSTILE, title="".join(HOSTILE[:5]))
    sources, markers = [], []
    for number, one in enumerate(article.paragraphs):
        half = (one.start + one.end) // 2
        mention = Mention(one.start, half + 1, number, "vague", "x")
        sources.append(Source(number, HOSTILE[number], HOSTILE[-number], "vague", (mention,)))
        markers.append(Marker(half, one.end, number, "hearsay", "x"))
    paragraphs = tuple(
        ParagraphReport(one.index, one.start, one.end, "news", 50.0) for one in article.paragraphs
    )
    return replace(
        empty(), article=article, paragraphs=paragraphs, sources=tuple(sources), markers=tuple(markers)
    )


def test_hostile_text_is_shown_and_never_runs(tmp_path: Path) -> None:
    assert len(HOSTILE) >= 200
    report = hostile()
    found = look(
        report.to_html(),
        "return {hit: typeof window.hit, images: document.images.length,"
        " shown: [...document.querySelectorAll('.ql-prose')].map(prose => prose.textContent)}",
        tmp_path,
    )
    expected = [report.text[one.start : one.end] for one in report.paragraphs]
    assert found["shown"] == [re.sub(r"[\x00\ud800-\udfff]", "\ufffd", text) for text in expected]
    assert (found["hit"], found["images"]) == ("undefined", 0)


def test_hostile_names_in_the_index_never_run(tmp_path: Path) -> None:
    rows = [row(name, replace(hostile(), article=Article([name])), "a.html") for name in HOSTILE]
    found = look(
        index.page(rows),
        "const heads = document.querySelectorAll('.ql-table button'); heads[2].click(); heads[2].click();"
        "return {hit: typeof window.hit, rows: document.querySelectorAll('tbody tr').length,"
        " sorted: document.querySelectorAll('thead th')[2].getAttribute('aria-sort')}",
        tmp_path,
    )
    assert found == {"hit": "undefined", "rows": len(HOSTILE), "sorted": "descending"}


def test_the_page_works_by_keyboard_filter_and_tick(tmp_path: Path) -> None:
    found = look(
        sample().to_html(),
        """
        const style = (element, part) => getComputedStyle(element, part);
        const links = [...document.querySelectorAll('a.ql-f')];
        const told = links.map(link => {
            link.focus({focusVisible: true});
            return style(link, '::after').content;
        });
        const explained = id => document.getElementById(id).textContent.length > 20;
        const source = document.querySelector('a.ql-source');
        const before = style(source).backgroundColor;
        document.querySelector('.ql-pick-0').click();
        const lit = style(source).backgroundColor;
        const edge = style(source).borderBottomColor;
        document.querySelector('.ql-show-source').click();
        return {
            told,
            reachable: links.every(link => link.tabIndex === 0),
            described: links.every(link => link.getAttribute('aria-describedby').split(' ').every(explained)),
            changed: before !== lit,
            hidden: edge !== style(source).borderBottomColor,
            loaded: performance.getEntriesByType('resource').length,
        };
        """,
        tmp_path,
    )
    assert len(found["told"]) >= 8
    assert all(len(tip) > 20 for tip in found["told"])
    assert found["reachable"] and found["described"] and found["changed"] and found["hidden"]
    assert found["loaded"] == 0


@pytest.mark.parametrize("page", ["article", "index"])
def test_nothing_scrolls_sideways_at_360_pixels(page: str, tmp_path: Path) -> None:
    long = replace(sample(), article=Article.read(sample().text, "Donaudampfschifffahrt" * 9))
    shown = long.to_html() if page == "article" else index.page([row("x" * 90, long, "a.html")] * 3)
    script = "const root = f.contentDocument.documentElement; return [root.scrollWidth, root.clientWidth]"
    content, room = look(shown, script, tmp_path, width=360)
    assert content <= room
