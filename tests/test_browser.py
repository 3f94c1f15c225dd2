"""The pages in a real browser (Chromium and Playwright, where installed): text, keyboard, filters, width, print,
accessibility by axe-core, no console message, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from quellenlage.comparison import compare
from quellenlage.features.article import Article
from quellenlage.features.evidence import Marker, Mention, Source
from quellenlage.formats import comparison, index, revision
from quellenlage.formats.html import stylesheet
from quellenlage.formats.rows import row
from quellenlage.report import ParagraphReport, Report
from quellenlage.revision import diff

from hostile import HOSTILE, showable
from reports import empty, sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from quellenlage import Scorer

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
FOCUSABLE = "a[href]:not([tabindex='-1']), input, select, button, summary, [tabindex='0']"
Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML in a fresh context; afterwards nothing was said on the console and nothing was fetched."""
    said: list[str] = []
    fetched: list[str] = []
    contexts = []

    def open_page(html: str, **options: Any) -> Page:
        path = tmp_path / f"{len(contexts)}.html"
        path.write_text(html, "utf-8", newline="\n")
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in fetched if not url.startswith((tmp_path.as_uri(), "data:,"))] == []


@pytest.fixture(scope="module")
def scored(scorer: Scorer, seeds: dict[str, str]) -> dict[str, Report]:
    return {name: scorer.score(text) for name, text in seeds.items()}


@pytest.fixture(scope="module")
def pages(scored: dict[str, Report]) -> dict[str, str]:
    """One page of every kind, by name; the sample articles by their three digits."""
    reports = list(scored.items())
    rows = [row(name, report, f"{name}.html") for name, report in reports]
    older, newer = reports[3], ("neu", replace(sample(), version="0"))
    made = {name: report.to_html() for name, report in reports}
    made |= {"every finding": sample().to_html(lang="en"), "nothing": empty().to_html()}
    made["index"] = index.page([*rows, row("leer", empty(), "leer.html")])
    made["compare"] = comparison.render(compare(reports), "html")
    made["diff"] = revision.render(diff(older, newer), "html")
    made["diff of itself"] = revision.render(diff(older, older), "html", "en")
    return made


PAGES = ("000", "001", "002", "003", "004", "every finding", "nothing", "index", "compare", "diff", "diff of itself")


def hostile() -> Report:
    """An article whose title, text and sources all try to break out of the page."""
    article = Article(HOSTILE, title="".join(HOSTILE[:5]))
    sources, markers = [], []
    for number, one in enumerate(article.paragraphs):
        half = (one.start + one.end) // 2
        mention = Mention(one.start, half + 1, number, "vague", "x")
        sources.append(Source(number, HOSTILE[number], HOSTILE[-number], "vague", (mention,)))
        markers.append(Marker(half, one.end, number, "hearsay", "x"))
    paragraphs = tuple(ParagraphReport(one.index, one.start, one.end, "news", 50.0) for one in article.paragraphs)
    return replace(empty(), article=article, paragraphs=paragraphs, sources=tuple(sources), markers=tuple(markers))


def test_hostile_text_is_shown_and_never_runs(opened: Open) -> None:
    report = hostile()
    page = opened(report.to_html())
    expected = [report.text[one.start : one.end] for one in report.paragraphs]
    shown = page.evaluate("[...document.querySelectorAll('.ql-prose')].map(prose => prose.textContent)")
    assert shown == [showable(text) for text in expected]
    assert page.evaluate("[typeof window.hit, document.images.length]") == ["undefined", 0]


def test_hostile_names_never_run_in_lists_and_comparisons(opened: Open) -> None:
    rows = [row(name, replace(hostile(), article=Article([name])), "a.html") for name in HOSTILE]
    versions = [(name, hostile()) for name in HOSTILE[:2]]
    changed = ("neu", replace(hostile(), article=Article(HOSTILE[::-1])))
    listed, compared = index.page(rows), comparison.render(compare([*versions, changed]), "html")
    for html in (listed, compared, revision.render(diff(versions[0], changed), "html")):
        page = opened(html)
        assert page.evaluate("[typeof window.hit, document.images.length]") == ["undefined", 0]
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_in_light_and_dark(name: str, pages: dict[str, str], opened: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")
    page = opened(pages[name], color_scheme="light", reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate(files(axe).joinpath("axe.min.js").read_text("utf-8"))
    light = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.emulate_media(color_scheme="dark")
    # Only the colours differ in the dark.
    dark = page.evaluate("axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast']})")
    found = [*light["violations"], *dark["violations"]]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    assert len(light["passes"]) > 10
    assert [one["id"] for one in dark["passes"]] == ["color-contrast"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 20)"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_at_360_pixels(name: str, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name], viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_long_word_does_not_widen_the_page(opened: Open) -> None:
    long = replace(sample(), article=Article.read(sample().text, "Donaudampfschifffahrt" * 9))
    for html in (long.to_html(), index.page([row("x" * 90, long, "a.html")] * 3)):
        page = opened(html, viewport={"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["003", "every finding", "index", "compare", "diff"])
def test_a_walk_by_keyboard_reaches_everything_in_order(name: str, pages: dict[str, str], opened: Open) -> None:
    page = opened(pages[name], reduced_motion="reduce")
    page.evaluate(f"document.querySelectorAll(`{FOCUSABLE}`).forEach((one, place) => {{ one.dataset.place = place; }})")
    expected = page.locator(FOCUSABLE).evaluate_all(
        "all => all.filter(one => one.checkVisibility() && !one.disabled).map(one => one.dataset.place)"
    )
    walked, blind = [], []
    for _ in expected:
        page.keyboard.press("Tab")
        at = page.evaluate("""() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            const tip = one.matches('a.ql-f') ? getComputedStyle(one, '::after').content : 'long enough to be read';
            const outline = getComputedStyle(one).outlineStyle;
            const visible = box.bottom > 0 && box.top < innerHeight;
            return [one.dataset.place, tip.length > 20 && outline !== 'none' && visible];
        }""")
        walked.append(at[0])
        blind += [] if at[1] else [at[0]]
    assert walked == expected
    assert blind == []


def test_explanations_are_described_and_escape_hides_them(opened: Open) -> None:
    page = opened(sample().to_html())
    described = page.locator("a.ql-f").evaluate_all("""all => all.every(link => link.getAttribute('aria-describedby')
        .split(' ').every(id => document.getElementById(id).textContent.length > 20))""")
    assert described
    shown = "one => getComputedStyle(one, '::after').display"
    first = page.locator("a.ql-f").first
    first.hover()
    assert first.evaluate(shown) == "block"
    page.keyboard.press("Escape")
    assert first.evaluate(shown) == "none"
    page.locator("a.ql-f").nth(3).hover()
    assert page.locator("a.ql-f").nth(3).evaluate(shown) == "block"


def test_the_page_needs_no_script(opened: Open) -> None:
    page = opened(sample().to_html(), java_script_enabled=False)
    mark = page.locator("a.ql-at-hearsay").first
    line = "one => getComputedStyle(one).textDecorationColor"
    before = mark.evaluate(line)
    mark.hover()
    assert "Hörensagen" in mark.evaluate("one => getComputedStyle(one, '::after').content")
    page.locator(".ql-show-hearsay").uncheck()
    assert mark.evaluate(line) != before
    page.locator(".ql-pick-0").check()
    page.locator(".ql-mentions a").first.click()
    playwright.expect(page.locator(":target")).to_be_in_viewport()
    rows = [row(f"{number}.txt", sample(), "a.html") for number in range(300)]
    page = opened(index.page(rows), java_script_enabled=False)
    assert page.locator("tbody tr").count() == 300
    assert page.locator("tbody tr").last.is_visible()


def test_the_filter_hides_one_kind_of_mark(opened: Open) -> None:
    page = opened(sample().to_html())
    for kind, style in [
        ("source", "borderBottomColor"),
        ("hearsay", "textDecorationColor"),
        ("content", "backgroundColor"),
        ("origin", "backgroundImage"),
        ("hedge", "textDecorationColor"),
        ("unverified", "textDecorationColor"),
        ("unsourced", "borderBottomColor"),
    ]:
        mark = page.locator(f"a.ql-at-{kind}").first
        before = mark.evaluate(f"one => getComputedStyle(one).{style}")
        page.locator(f".ql-show-{kind}").uncheck()
        assert mark.evaluate(f"one => getComputedStyle(one).{style}") != before
        page.locator(f".ql-show-{kind}").check()
        assert mark.evaluate(f"one => getComputedStyle(one).{style}") == before


def test_the_ledger_leads_to_its_mentions_and_lights_them_up(opened: Open) -> None:
    report = hostile()
    page = opened(report.to_html())
    last = max(source.id for source in report.sources)
    assert last > 200
    mark = page.locator(f".ql-s{last}").first
    before = mark.evaluate("one => getComputedStyle(one).backgroundColor")
    page.locator(f".ql-pick-{last}").check()
    assert mark.evaluate("one => getComputedStyle(one).backgroundColor") != before
    link = page.locator(".ql-entry", has=page.locator(f".ql-pick-{last}")).locator(".ql-mentions a").first
    link.click()
    target = page.locator(":target")
    assert f"#{target.get_attribute('id')}" == link.get_attribute("href")
    playwright.expect(target).to_be_in_viewport()


@pytest.mark.parametrize("name", ["003", "compare", "diff", "index"])
def test_pages_print_on_a4(name: str, pages: dict[str, str], opened: Open) -> None:
    printed = opened(pages[name]).pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) <= 12
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]*)\]", printed))
    assert {tuple(round(float(side)) for side in box.split()[2:]) for box in boxes} <= {
        (595, 842),
        (596, 842),
        (595, 841),
    }


def test_a_page_works_under_a_strict_policy(opened: Open) -> None:
    policy = "default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'; img-src data:"
    for html in (sample().to_html(nonce="abc"), index.page([row("a", sample(), "a.html")], nonce="abc")):
        head = f'<head><meta http-equiv="Content-Security-Policy" content="{policy}">'
        page = opened(html.replace("<head>", head))
        assert page.evaluate("getComputedStyle(document.querySelector('.ql')).maxWidth") != "none"


@pytest.mark.parametrize("options", [{"nonce": "abc"}, {"style": False}])
def test_a_fragment_works_under_a_strict_policy(options: dict[str, Any], opened: Open) -> None:
    policy = "default-src 'none'; style-src 'nonce-abc'; img-src data:"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,">'
    # The nonce lets in what a site would serve as a file.
    served = f'<style nonce="abc">{stylesheet()}</style>' if "style" in options else ""
    fragment = sample().to_html(fragment=True, **options)
    page = opened(
        f"<!doctype html><html lang=de><head>{head}{served}<title>x</title></head><body>{fragment}</body></html>"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.ql')).maxWidth") == "1248px"
    page.locator(".ql-show-source").uncheck()
    assert page.locator("a.ql-at-source").first.evaluate("one => getComputedStyle(one).fontWeight") == "400"


def test_a_filter_leaves_the_symbols_of_other_kinds(opened: Open) -> None:
    page = opened(sample().to_html())
    mark = page.locator("a.ql-at-source.ql-at-origin").first
    symbols = "one => getComputedStyle(one, '::before').content.split('/')[0].replace(/[^◆←]/g, '')"
    assert mark.evaluate(symbols) == "◆←"
    page.locator(".ql-show-source").uncheck()
    assert mark.evaluate(symbols) == "←"


def test_notes_on_the_origin_lead_to_their_passage(opened: Open) -> None:
    page = opened(sample().to_html())
    links = page.locator(".ql-origins a")
    assert links.count() == len(sample().notes)
    for number, note in enumerate(sample().notes):
        links.nth(number).click()
        target = page.locator(":target")
        playwright.expect(target).to_be_in_viewport()
        assert (target.text_content() or "") in sample().text[note.start : note.end]


def test_an_article_embedded_twice_has_no_id_twice(opened: Open) -> None:
    parts = [sample().to_html(fragment=True, prefix=prefix) for prefix in ("a", "b")]
    parts.append(sample().to_html(fragment=True))
    page = opened(f"<!doctype html><html lang=de><title>x</title><body>{''.join(parts)}</body></html>")
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    page.locator(".ql-pick-0").nth(1).check()
    lit = page.locator("a.ql-s0").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    share = len(lit) // 3
    assert len(set(lit[share : 2 * share])) == 1
    assert lit[0] == lit[-share] != lit[share]


def test_an_index_of_5000_articles_is_usable(opened: Open) -> None:
    line = row("a.txt", sample(), "a.html")
    rows = [replace(line, name=f"{n}.txt", headline=f"Artikel Nummer {n}", score=n % 101) for n in range(5000)]
    page = opened(index.page(rows))
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.reload()
    # Processor time, which a busy machine does not stretch.
    spent = {one["name"]: one["value"] for one in metrics.send("Performance.getMetrics")["metrics"]}
    assert spent["TaskDuration"] < 3
    assert page.locator("tbody tr").count() == 100
    page.get_by_role("button", name="weiter").click()
    assert page.locator("output").text_content() == "101–200 / 5000"
    page.get_by_label("Suchen").fill("nummer 4711")
    assert page.locator("tbody tr").count() == 1
    page.get_by_label("Suchen").fill("gibt es nicht")
    assert page.locator("tbody tr").count() == 0
    page.get_by_label("Suchen").fill("")
    heads = page.locator(".ql-table thead button")
    heads.nth(2).click()
    assert unescape(page.locator("tbody th a").first.text_content() or "") == "Artikel Nummer 0"
    assert page.locator("thead th").nth(2).get_attribute("aria-sort") == "ascending"
