"""Several articles on one event, and two versions of one: figures, topics, sources, gains and losses."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quellenlage.comparison import Comparison, compare
from quellenlage.figures import Figure, find_figures, spelled
from quellenlage.formats import LANGUAGES, comparison, revision
from quellenlage.formats.wording import wording
from quellenlage.passages import STANDINGS, standing_of, stem
from quellenlage.revision import Diff, aligned, diff

if TYPE_CHECKING:
    from quellenlage import Scorer

OLD = """Das Rathaus wird teurer

Der Umbau des Rathauses kostet 4,5 Millionen Euro, sagte Bürgermeisterin Eva Muster am Montag.

Im Keller stürzte am Sonntag eine Wand ein. Drei Arbeiter wurden verletzt, teilte die Polizei mit."""
NEW = """Das Rathaus wird teurer

Der Umbau des Rathauses kostet 4,5 Millionen Euro.

Im Keller stürzte am Sonntag nach Angaben der Feuerwehr eine Wand ein. Drei Arbeiter wurden verletzt, so die Polizei.

Die Sanierung beginnt laut Stadtrat Uwe Beispiel im Mai."""


def figures(sentence: str) -> list[Figure]:
    return find_figures(sentence, 0, len(sentence))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zehntausend", 10_000),
        ("elf", 11),
        ("zweihundertfünfzig", 250),
        ("eintausendfünfhundert", 1500),
        ("siebenundzwanzig", 27),
        ("einhundert", 100),
        ("dreihunderttausend", 300_000),
        ("Achtung", None),
        ("tausende", None),
        ("wund", None),
    ],
)
def test_number_words_are_read(word: str, value: float | None) -> None:
    assert spelled(word) == value


@pytest.mark.parametrize("written", ["10.000", "10 000", "10\u00a0000", "zehntausend", "10000"])
def test_one_number_written_in_many_ways(written: str) -> None:
    (found,) = figures(f"Dort stehen {written} Soldaten.")
    assert (found.low, found.high, found.noun) == (10_000, 10_000, "soldaten")


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("rund 100 Boote", 90, 110),
        ("knapp 50 Boote", 45, 50),
        ("über 50 Boote", 50, 60),
        ("bis zu 50 Boote", 40, 50),
        ("10 bis 12 Boote", 10, 12),
        ("zwischen 10.000 und 12.000 Boote", 10_000, 12_000),
        ("2,8 Millionen Boote", 2_800_000, 2_800_000),
        ("acht Millionen Boote", 8e6, 8e6),
    ],
)
def test_words_before_a_number_leave_room(phrase: str, low: float, high: float) -> None:
    (found,) = figures(f"Es sind {phrase}.")
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.noun == "boote"


@pytest.mark.parametrize(
    "sentence",
    [
        "Seit 2022 ist das so.",
        "Am 3. Oktober, am 16.11.2024 um 21:15 Uhr.",
        "Drei Boote sanken.",
        "Um 20 Uhr ist Schluss.",
    ],
)
def test_years_dates_times_and_small_numbers_are_no_figures(sentence: str) -> None:
    assert not any(one.noun for one in figures(sentence))


@given(st.text(max_size=300))
def test_figures_never_raise_and_point_at_characters(text: str) -> None:
    for one in find_figures(text, 0, len(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert one.low <= one.high


def test_standings_and_stems() -> None:
    assert standing_of(["vague", "media"]) == "named"
    assert standing_of(["vague", "unnamed"]) == "unnamed"
    assert standing_of([], hearsay=True) == "vague"
    assert standing_of([]) == "none"
    assert stem("Haubitzen") == stem("Haubitze")
    assert stem("Mehrfachraketenwerfersystemen") == stem("Mehrfachraketenwerfer")


@pytest.fixture(scope="module")
def compared(scorer: Scorer, seeds: dict[str, str]) -> Comparison:
    return compare([(name, scorer.score(text)) for name, text in seeds.items()])


def sources_of(found: Comparison, word: str) -> dict[str, set[str]]:
    """Per article the sources (or standings) of the passages of all gaps that hold a word."""
    told: dict[str, set[str]] = {}
    for gap in found.gaps:
        for one in gap.topic.passages:
            report = found.reports[one.article]
            if word in report.text[one.start : one.end]:
                names = {source.name for source in report.sources if source.id in one.sources}
                told.setdefault(found.names[one.article], set()).update(names or {one.standing})
    return told


def test_the_samples_differ_on_who_reports_the_delivery(compared: Comparison) -> None:
    told = sources_of(compared, "Haubitzen")
    assert "Financial Times" in told["003"]
    assert not any("Times" in name for name in told["000"])
    gap = next(one for one in compared.gaps if "Haubitzen" in one.topic.names)
    assert gap.kind == "vague"
    assert (gap.standings[0], gap.standings[3]) == ("vague", "named")


def test_the_samples_differ_on_the_source_of_10000_to_12000_soldiers(compared: Comparison) -> None:
    gap = next(one for one in compared.gaps if any(figure[:2] == (10_000, 12_000) for figure in one.topic.figures))
    standings = {compared.names[one.article]: one.standing for one in gap.topic.passages}
    assert standings["000"] == "none"
    assert gap.standings[3] == "named"
    assert gap.kind == "none"


def test_a_source_that_only_acts_stands_behind_its_sentence(compared: Comparison) -> None:
    told = sources_of(compared, "11.000 nordkoreanischen")
    assert told["001"] == {"Kyrylo Budanow"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_pair_of_standings_has_words(lang: str) -> None:
    assert {f"{best}_{worst}" for best, worst in combinations(STANDINGS, 2)} <= wording(lang)["compare"].keys()


def test_the_same_number_of_something_else_is_another_topic(compared: Comparison) -> None:
    topics = [*(gap.topic for gap in compared.gaps), *compared.agreed]
    # 1,500 soldiers in one article, 1,500 casualties a day in another.
    assert not any(low == 1500 for topic in topics for low, _, _ in topic.figures)


def test_a_source_of_two_articles_is_one_row(scorer: Scorer) -> None:
    one = scorer.score("Die Brücke sei gesperrt, sagte Bürgermeisterin Eva Muster am Montag in der Stadt.")
    other = scorer.score(
        "Eva Muster sagte, die Brücke bleibe noch lange gesperrt. Das bestätigte die Polizei am Montag."
    )
    found = compare([("a", one), ("b", other)])
    shared = found.sources[0]
    assert (shared.name, shared.articles) == ("Eva Muster", 2)
    assert found.sources[1].entries[0] is None


def test_fewer_than_two_articles_are_no_comparison(scorer: Scorer) -> None:
    with pytest.raises(ValueError, match="at least two"):
        compare([("a", scorer.score("Ein Text."))])


@pytest.fixture(scope="module")
def changed(scorer: Scorer) -> Diff:
    return diff(("alt", scorer.score(OLD)), ("neu", scorer.score(NEW)))


def test_a_difference_names_what_was_lost_and_gained(changed: Diff) -> None:
    assert [one.name for one in changed.lost] == ["Eva Muster"]
    assert {one.name for one in changed.gained} >= {"Feuerwehr", "Uwe Beispiel"}
    assert [one.status for one in changed.paragraphs] == ["same", "changed", "changed", "added"]
    lost, gained = changed.paragraphs[1], changed.paragraphs[2]
    assert [(one.better, one.old and one.old.standing, one.new and one.new.standing) for one in lost.statements] == [
        (False, "named", "none")
    ]
    assert [one.better for one in gained.statements] == [True]
    assert changed.losses == 1


def test_a_version_does_not_differ_from_itself(scorer: Scorer) -> None:
    report = scorer.score(OLD)
    found = diff(("a", report), ("b", report))
    assert {one.status for one in found.paragraphs} == {"same"}
    assert (found.change, found.losses, found.gained, found.lost) == (0, 0, (), ())
    assert not any(one.statements for one in found.paragraphs)


@given(st.lists(st.sampled_from(["a b c", "a b d", "x y z", ""]), max_size=6), st.data())
def test_alignment_keeps_the_order_and_loses_nothing(old: list[str], data: st.DataObject) -> None:
    new = data.draw(st.lists(st.sampled_from(["a b c", "a b e", "x y", ""]), max_size=6))
    pairs = aligned(old, new, 0.35)
    assert sorted(one for one, _ in pairs if one is not None) == list(range(len(old)))
    assert sorted(other for _, other in pairs if other is not None) == list(range(len(new)))
    both = [pair for pair in pairs if None not in pair]
    assert both == sorted(both)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("format", ["text", "json", "html"])
def test_both_are_shown_in_every_format(lang: str, format: str, compared: Comparison, changed: Diff) -> None:
    shown = comparison.render(compared, format, lang)
    told = revision.render(changed, format, lang)
    for page in (shown, told):
        page.encode("utf-8")
        if format == "json":
            assert json.loads(page)["schema"].startswith("quellenlage-")
    if format != "json":
        assert wording(lang)["compare"]["named_vague"].split("“")[0].split("„")[0] in shown
        assert "Financial Times" in shown
        assert wording(lang)["diff"]["lost"] in told


def test_unknown_formats_and_languages_are_errors(compared: Comparison, changed: Diff) -> None:
    with pytest.raises(ValueError, match="unknown format"):
        comparison.render(compared, "pdf")
    with pytest.raises(ValueError, match="unknown language"):
        revision.render(changed, "text", "fr")


@given(st.text(max_size=80), st.text(max_size=80))
def test_changes_of_words_hold_both_texts(old: str, new: str) -> None:
    pieces = revision.word_changes(old, new)
    assert "".join(piece for kind, piece in pieces if kind != "removed") == new
    assert "".join(piece for kind, piece in pieces if kind != "added") == old
