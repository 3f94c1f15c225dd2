"""Formats: the prose is the text, whatever the findings; nothing runs, nothing is loaded, nothing is lost."""

from __future__ import annotations

import csv
import html as htmllib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quellenlage.advice import advise
from quellenlage.features.article import Article
from quellenlage.features.cues import load_cues
from quellenlage.features.evidence import (
    MARKER_KINDS,
    ROLES,
    SOURCE_TYPES,
    Marker,
    Mention,
    Source,
    Statement,
)
from quellenlage.features.table import ARTICLE_FIGURES, PARAGRAPH_FIGURES
from quellenlage.formats import FORMATS, LANGUAGES, html, index, render, text
from quellenlage.formats.findings import KINDS, SYMBOLS, find_all
from quellenlage.formats.rows import best_first, row
from quellenlage.formats.view import balance, excerpt
from quellenlage.formats.wording import wording
from quellenlage.reasons import Contribution
from quellenlage.report import ParagraphReport, Report

from hostile import HOSTILE, showable
from reports import MODEL, empty, sample
from work import work

if TYPE_CHECKING:
    from quellenlage import Scorer

FOLDER = Path(html.__file__).parent
PROSE = re.compile(r'<p class="ql-prose" dir="auto">(.*?)</p>', re.DOTALL)

GROUNDS = {"ground", "card", "content-ground", "target"}


class Page(HTMLParser):
    """Tags, ids, links and attributes of a page; fails on a tag that is closed in the wrong place."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def shown_paragraphs(page: str) -> list[str]:
    return [htmllib.unescape(re.sub(r"<[^>]*>", "", prose)) for prose in PROSE.findall(page)]


def expected_paragraphs(report: Report) -> list[str]:
    spans = [(one.start, one.end) for one in report.paragraphs if one.end > one.start]
    return [showable(report.text[start:end]) for start, end in spans]


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any text with any findings: overlapping, nested, across paragraphs, empty."""
    letters = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
    article = Article.read("\n\n".join(draw(st.lists(letters, max_size=5))), draw(st.none() | letters))
    size = len(article.text)
    places = st.integers(0, size)
    spans = draw(st.lists(st.tuples(places, places).map(sorted), max_size=12))
    sources, markers, unsourced = [], [], []
    for number, (start, end) in enumerate(spans):
        match number % 3:
            case 0:
                mention = Mention(start, end, 0, "vague", "sources.probe")
                name = article.text[start:end]
                sources.append(Source(number, name, name or None, "vague", (mention, mention)))
            case 1:
                markers.append(Marker(start, end, 0, ("hearsay", "hedge", "unverified")[number % 9 // 3], "m.x"))
            case _:
                unsourced.append(Statement(start, end, 0, ("number",), {}))
    paragraphs = tuple(
        ParagraphReport(one.index, one.start, one.end, "news", 50.0, (20.0, 80.0), None, 50.0)
        for one in article.paragraphs
    )
    return replace(
        empty(),
        article=article,
        paragraphs=paragraphs,
        sources=tuple(sources),
        markers=tuple(markers),
        unsourced=tuple(unsourced),
    )


@given(reports())
def test_tags_stripped_the_prose_is_the_text(report: Report) -> None:
    assert shown_paragraphs(report.to_html()) == expected_paragraphs(report)


@given(reports())
def test_pages_are_well_formed_and_ids_are_unique(report: Report) -> None:
    page = Page(report.to_html(fragment=True))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    targets = {value[1:] for value in page.values("href")}
    described = {one for value in page.values("aria-describedby") for one in value.split()}
    assert targets | described <= set(ids)


@given(reports())
def test_every_format_takes_every_report(report: Report) -> None:
    for name in FORMATS:
        for lang in LANGUAGES:
            "".join(render(name, [("a\ud800.txt", report)], lang)).encode("utf-8")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_from_the_text_runs(hostile: str) -> None:
    mention = Mention(0, len(hostile), 0, "person", "x")
    report = replace(empty(hostile, title=hostile), sources=(Source(0, hostile, hostile, "person", (mention,)),))
    for page in (
        report.to_html(),
        report.to_html(fragment=True),
        index.page([row(hostile, report, "a.html")]),
    ):
        found = Page(page)
        names = {name for _, name, _ in found.attributes}
        assert not any(name.startswith("on") for name in names)
        assert not {"src", "style", "srcdoc", "action"} & names
        assert found.tags["script"] <= 2
        assert found.tags["img"] == 0
        assert all(re.match(r"#|data:,$|[\w.-]+\.html$", value) for value in found.values("href"))


def told(page: str, pattern: str) -> list[str]:
    """What a reader sees at the places a pattern finds."""
    return [htmllib.unescape(found) for found in re.findall(pattern, page, re.DOTALL)]


@pytest.mark.parametrize("name", HOSTILE)
def test_titles_files_and_sources_are_shown_as_given(name: str) -> None:
    source = Source(0, name, name, "person", (Mention(0, 1, 0, "person", "x"),))
    report = replace(empty("Ein Satz.", title=name), sources=(source,))
    title, given = showable(" ".join(name.split())), showable(name)
    page, listed = report.to_html(), index.page([row(name, report, "a.html")])
    assert told(page, r'<h1 class="ql-headline"[^>]*>(.*?)</h1>') == [title]
    assert told(page, r"<title>(.*?)</title>")[0] == f"{title} – Quellenlage"
    assert told(page, r"<bdi>(.*?)</bdi>") == [given, given]
    assert told(listed, r"<bdi>(.*?)</bdi>") == [title, given]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("report", [sample(), empty()])
def test_a_page_needs_no_network_and_its_script_is_last(report: Report, lang: str) -> None:
    page = report.to_html(lang=lang)
    assert f'<html lang="{lang}">' in page
    assert Page(page).tags["script"] == 1
    assert page.index("<script") > page.index("</main>")
    assert not re.search(r"https?:|//[a-z]|@import|url\(", page)


def test_a_fragment_is_scoped_and_can_carry_a_nonce() -> None:
    fragment = sample().to_html(fragment=True, nonce='a"b')
    assert '<style nonce="a&#34;b">' in fragment
    page = Page(fragment)
    assert not {"html", "head", "body", "script"} & page.tags.keys()
    classes = {one for value in page.values("class") for one in value.split()}
    assert all(re.match(r"ql\b", one) for one in classes)
    selectors = re.findall(r"(?:^|[{},])\s*(\.?[\w-]+)[^{};]*\{", re.sub(r"@page[^}]*}", "", html.stylesheet()))
    assert all(selector.startswith((".ql", "to", "from")) for selector in selectors if selector[0] != "@")


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, by WCAG 2."""
    digits = "".join(2 * one for one in colour) if len(colour) == 3 else colour
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_ink_is_readable_on_every_ground(scheme: int) -> None:
    # axe sees neither symbols before a word nor what hover, focus and a tick in the ledger change.
    block = re.findall(r"\.ql {(.*?)}", html.stylesheet(), re.DOTALL)[scheme]
    colours = {name: luminance(value) for name, value in re.findall(r"--([\w-]+): #(\w+)", block)}
    pairs = [("tip-ink", "tip")]
    pairs += [(ink, ground) for ink in colours.keys() - GROUNDS - {"line", "tip", "tip-ink"} for ground in GROUNDS]
    assert len(pairs) > 60
    for pair in pairs:
        dark, light = sorted(colours[one] for one in pair)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, pair


def test_two_fragments_have_no_id_in_common() -> None:
    ids = [set(Page(one.to_html(fragment=True)).values("id")) for one in (sample(), empty("Ein Satz."))]
    assert not ids[0] & ids[1]


def test_every_kind_of_finding_is_marked_explained_and_counted() -> None:
    page = sample().to_html()
    findings = find_all(sample(), wording("de"))
    assert {finding.kind for finding in findings} == set(KINDS)
    for kind in KINDS:
        assert f"ql-at-{kind}" in page
        assert f"ql-show-{kind}" in page
        assert SYMBOLS[kind] in page
    assert "Zugeschrieben (indirekte Rede): \u2068Eva Muster\u2069, \u2068Baudezernentin\u2069" in page
    assert "Ohne Quelle: prüfbare Aussage (Zahl)" in page


def test_the_page_says_what_the_score_means_and_does_not() -> None:
    page = sample().to_html()
    assert "nicht, ob der Text stimmt" in page
    assert "42" in page
    assert "80-%-Intervall 30 bis 55" in page
    assert "teilweise belegt" in page


def test_ledger_links_lead_to_the_mentions() -> None:
    page = sample().to_html()
    ids = re.findall(r'<a class="ql-f [^"]*ql-s0[^"]*" data-tip="[^"]*" id="([^"]+)"', page)
    links = re.findall(r'href="#([^"]+)" aria-label="Abs.\u00a03, Fundstelle \d: Eva Muster"', page)
    assert len(links) == 2
    assert set(links) <= set(ids)


def test_a_page_without_score_says_why() -> None:
    page = empty().to_html()
    assert "Keine Bewertung" in page
    assert "Der Text ist leer." in page


def _long(words: int = 700) -> Report:
    sentence = "Die Brücke soll wohl 40 Millionen Euro kosten, sagte Eva Muster am Montag. "
    sentence += "Das ist seit Jahren bekannt. "
    paragraph = sentence * 3
    body = "\n\n".join([paragraph] * (words // (19 * 3) + 1))
    article = Article.read(body)
    mentions, markers, unsourced = [], [], []
    for one in article.paragraphs:
        for match in re.finditer("Eva Muster", body[one.start : one.end]):
            mentions.append(Mention(one.start + match.start(), one.start + match.end(), one.index, "person", "x"))
        for match in re.finditer("soll|wohl", body[one.start : one.end]):
            kind = "hearsay" if match.group() == "soll" else "hedge"
            markers.append(Marker(one.start + match.start(), one.start + match.end(), one.index, kind, "x"))
        unsourced.append(Statement(one.start, one.start + len(sentence) - 1, one.index, ("number",), {}))
    effects = tuple(Contribution(f"figure_{number}", 1.0, 2.0) for number in range(8))
    paragraphs = tuple(
        ParagraphReport(one.index, one.start, one.end, "news", 66.0, (40.0, 80.0), None, 50.0, effects)
        for one in article.paragraphs
    )
    source = Source(0, "Eva Muster", None, "person", tuple(mentions))
    return Report(
        article, "0", MODEL, words, 66.0, (40.0, 80.0), None, 50.0, effects, paragraphs,
        (), (source,), tuple(markers), tuple(unsourced), {},
    )  # fmt: skip


def test_a_page_of_700_words_is_small() -> None:
    report = _long()
    assert len(report.to_html().encode()) < 150_000


@pytest.mark.corpora
def test_pages_of_newspaper_articles_are_small(scorer: Scorer, corpora: Path) -> None:
    folder = corpora / "fang-covid"
    names = (folder / "BENCHMARK.txt").read_text("utf-8").split()
    texts = [str(json.loads((folder / "articles" / name).read_text("utf-8"))["article"]) for name in names]
    reports = [scorer.score(text) for text in sorted(texts, key=lambda text: abs(len(text.split()) - 700))[:40]]
    for report in reports:
        assert len(report.to_html().encode()) < 150_000


def test_pages_grow_linearly() -> None:
    small, large = _long(2_500), _long(20_000)
    small.to_html()  # reads the templates
    assert work(large.to_html) < 8 * 1.5 * work(small.to_html)


# csv


def rows_of(*named: tuple[str, Report]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(render("csv", named)))))


def test_csv_has_one_row_per_article() -> None:
    found = rows_of(("a.txt", sample()), ("b.txt", empty()))
    assert [one["file"] for one in found] == ["a.txt", "b.txt"]
    assert found[0]["score"] == "41.5"
    assert (found[0]["sources_person"], found[0]["hearsay"], found[0]["unsourced"]) == ("1", "2", "2")
    assert (found[1]["score"], found[1]["reason"]) == ("", "empty")


@given(st.text())
def test_csv_runs_no_formula_and_keeps_its_columns(title: str) -> None:
    (found,) = rows_of((title, empty(title=title or None)))
    for cell in (found["file"], found["title"]):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert found["reason"] == "empty"


# json, text, index


def test_json_is_one_line_per_article_with_its_file() -> None:
    lines = "".join(render("json", [("a.txt", sample()), ("b.txt", empty())])).splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["a.txt", "b.txt"]


def test_text_shows_score_paragraphs_sources_and_advice() -> None:
    shown = "".join(render("text", [("a.txt", sample())]))
    for piece in (
        "42 von 100, teilweise belegt",
        "Eva Muster, Baudezernentin",
        "unbestimmt",
        "Woher stammen",
    ):
        assert piece in shown


@given(st.text(), st.sampled_from(["\x1b[2J", "\x9b1m", "\u202e", "\x07", "\r"]))
def test_text_cannot_steer_a_terminal(words: str, steering: str) -> None:
    shown = "".join(render("text", [(steering, empty(words + steering, title=steering + words))]))
    assert not set(shown) & set("\x1b\x9b\x07\r\u202e")


def test_explain_names_the_rule_and_its_reason() -> None:
    shown = text.explain("a.txt", sample(), "de", {"markers.soll": "Gibt Gehörtes weiter."})
    assert "Regel markers.soll: Gibt Gehörtes weiter." in shown
    assert "+20,5" in shown
    assert "begrenzt: 0" in shown


def test_the_table_is_best_first() -> None:
    better = replace(sample(), score=90.0, article=Article.read(sample().text, "Besser"))
    lines = text.table([row("c", empty()), row("a", sample()), row("b", better)], "de").splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["90", "42", "–"]


def test_the_index_links_every_article_best_first() -> None:
    rows = [row(f"{number}.txt", replace(sample(), score=float(number)), f"{number}.html") for number in range(30)]
    page = index.page([*rows, row("leer.txt", empty(), "leer.html")])
    links = [value for value in Page(page).values("href") if value.endswith(".html")]
    assert links == [*(f"{number}.html" for number in range(29, -1, -1)), "leer.html"]
    assert "20 bis 30: 10" in page
    assert "ohne Bewertung: 1" in page


def test_the_index_rounds_an_interval_as_the_page_does() -> None:
    report = replace(sample(), interval=(37.49, 76.24))
    assert "37–76<" in index.page([row("a.txt", report, "a.html")])
    assert "37 bis 76" in report.to_html()


def test_an_index_holds_5000_articles() -> None:
    page = index.page([row("a.txt", sample(), "a.html")] * 5_000)
    assert page.count("<tr") == 5_001


def test_rows_are_best_first_and_those_without_a_score_last() -> None:
    rows = [row("leer", empty()), row("a", sample()), row("b", replace(sample(), score=0.0))]
    assert [one.name for one in best_first(rows)] == ["a", "b", "leer"]


# words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_say_the_same_things(lang: str) -> None:
    german, other = wording("de"), wording(lang)
    for group in (
        "ui",
        "levels",
        "level_means",
        "roles",
        "reasons",
        "kinds",
        "kind_means",
        "types",
        "type_means",
    ):
        assert german[group].keys() == other[group].keys(), group
    for group in ("attributions", "notes", "advice", "text", "index", "figures"):
        assert german[group].keys() == other[group].keys(), group


def test_every_word_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.j2")])
    for group in ("ui", "text", "index", "notes"):
        for key in wording("de")[group]:
            assert re.search(rf"\b{re.sub('_(none|one|many)$', '', key)}\b", code), f"{group}.{key}"


def test_every_word_of_the_wagtail_app_is_used() -> None:
    app = FOLDER.parent / "wagtail"
    code = "".join(path.read_text("utf-8") for path in [*app.glob("*.py"), *app.glob("templates/**/*.html")])
    for key in wording("de")["wagtail"]:
        assert re.search(rf"""["'.]{key.removesuffix("_why")}\b""", code), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_the_table_has_a_name(lang: str) -> None:
    kinds = {"type": (*SOURCE_TYPES, "nobody"), "marker kind": MARKER_KINDS, "role": ROLES}
    for group, table in (("figures", PARAGRAPH_FIGURES), ("article_figures", ARTICLE_FIGURES)):
        for name in table:
            pattern = re.search("<(.+)>", name)
            names = [name.replace(f"<{pattern[1]}>", kind) for kind in kinds[pattern[1]]] if pattern else [name]
            for one in names:
                if one not in ("mentions_nobody", "sources_nobody"):
                    assert "label" in wording(lang)[group][one], f"{lang}: {group}.{one}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_of_a_statement_has_a_word(lang: str) -> None:
    labels = {group.more["label"] for group in load_cues("statements").values() if "label" in group.more}
    assert {*labels, "number", "date"} <= wording(lang)["why"].keys()


@pytest.mark.parametrize(
    ("feature", "value", "said"),
    [
        ("unsourced", 3.0, "drei prüfbare Aussagen ohne Quelle"),
        ("unsourced", 0.0, "keine prüfbare Aussage ohne Quelle"),
        ("mentions_person", 1 / 3, "eine benannte Person als Quelle"),
        ("mentions_person", 2 / 3, "zwei Nennungen benannter Personen als Quelle"),
        ("named", 0.4, "40 % des Textes hat eine erkennbare Quelle"),
        ("named", 1.0, "100 % des Textes hat eine erkennbare Quelle"),
        ("new_figure", 0.5, "new figure: 0,5"),
    ],
)
def test_a_contribution_reads_as_a_reason(feature: str, value: float, said: str) -> None:
    assert wording("de").contribution(Contribution(feature, value, 1.0)) == said


def test_unknown_formats_and_languages_are_named() -> None:
    with pytest.raises(ValueError, match="unknown format 'xls'"):
        render("xls", [])
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        sample().to_html(lang="fr")


@pytest.mark.parametrize(("value", "shown"), [(12.0, "12"), (-12.25, "−12,2"), (0.04, "0"), (-0.01, "0")])
def test_numbers_are_written_the_german_way(value: float, shown: str) -> None:
    assert wording("de").number(value) == shown


@given(st.lists(st.floats(-60, 60).map(lambda effect: round(effect, 2)), max_size=14), st.floats(0, 100))
def test_the_rows_of_a_balance_add_up_to_the_sum_shown(effects: list[float], start: float) -> None:
    contributions = [Contribution(f"figure_{number}", 1.0, effect) for number, effect in enumerate(effects)]
    for exact in (False, True):
        scored = replace(sample(), intercept=round(start, 2), contributions=tuple(contributions))
        shown = balance(scored, wording("de"), exact)
        assert shown is not None
        rows = [shown["start"], *(bar.effect for bar in shown["bars"])]
        total = sum(float(one.replace("−", "-").replace(",", ".")) for one in rows)
        assert round(total, 2) == float(shown["sum"].replace("−", "-").replace(",", "."))


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("Eins\n zwei  drei", 0, 16) == "Eins zwei drei"
    assert len(excerpt("Wort " * 100, 0, 500)) < 115


# advice


def test_advice_asks_for_the_source_of_the_figures() -> None:
    hints = advise(sample())
    assert [hint.kind for hint in hints] == ["unsourced", "unsourced_number", "vague"]
    assert all(sample().paragraphs[hint.paragraph].score is not None for hint in hints)


def test_no_advice_without_a_score() -> None:
    assert advise(empty("Ein Satz.")) == []


@pytest.mark.parametrize("reason", ["empty", "too_short", "not_german", "no_news"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_a_sentence_on_the_page_and_in_the_terminal(reason: str, lang: str) -> None:
    report = empty("Ein Satz." if reason != "empty" else "", reason)
    sentence = wording(lang)["reasons"][reason]
    assert sentence.endswith(".")
    assert report.to_html(lang=lang).count(sentence) == (1 if reason == "empty" else 2)
    assert sentence in "".join(render("text", [("a", report)], lang))
    assert sentence in text.explain("a", report, lang, {})


def test_a_prefix_makes_ids_unique_and_must_be_one() -> None:
    ids = [set(Page(sample().to_html(fragment=True, prefix=prefix)).values("id")) for prefix in ("a", "b", None)]
    assert not ids[0] & ids[1] and not ids[1] & ids[2]
    assert sample().to_html() == sample().to_html()
    for wrong in ("", "1a", 'a"b', "a b"):
        with pytest.raises(ValueError, match="prefix"):
            sample().to_html(prefix=wrong)
