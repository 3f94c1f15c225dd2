"""Source types, names and functions of source phrases, and the word lists behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quellenlage.features.article import Article
from quellenlage.features.cues import CueGroup, load_cues
from quellenlage.features.describe import describe
from quellenlage.features.evidence import SOURCE_TYPES
from quellenlage.features.language import German, Parse
from quellenlage.features.nouns import first_name, source_noun
from quellenlage.features.source_types import source_type

GROUPS = [group for name in ("sources", "states", "names") for group in load_cues(name).values()]
HITS = [(group, sentence) for group in GROUPS for sentence in group.hits]
MISSES = [(group, sentence) for group in GROUPS for sentence in group.misses]


def read(german: German, sentence: str) -> tuple[Parse, int, int]:
    """Parse a sentence and give the token range of the phrase in square brackets (the whole without any)."""
    before, _, rest = sentence.partition("[") if "[" in sentence else ("", "", sentence)
    phrase, _, after = rest.partition("]")
    parse = german.parse(Article.read(before + phrase + after))
    start, end = len(before), len(before + phrase)
    return parse, parse.token_at(start), parse.token_at(end - 1) + 1


def typed(german: German, sentence: str) -> tuple[str, str]:
    parse, first, last = read(german, sentence)
    return source_type(parse.words, parse.lower, first, last)


def described(german: German, phrase: str) -> tuple[str, str | None]:
    parse, first, last = read(german, phrase)
    kind, _ = source_type(parse.words, parse.lower, first, last)
    return describe(parse.words, parse.lower, first, last, kind)


@pytest.mark.parametrize(("group", "sentence"), HITS, ids=lambda value: getattr(value, "id", value))
def test_a_hit_is_decided_by_its_group(german: German, group: CueGroup, sentence: str) -> None:
    kind, rule = typed(german, sentence)
    assert rule == group.id
    assert kind in {group.more["type"], group.more.get("plural"), group.more.get("indefinite")}


@pytest.mark.parametrize(("group", "sentence"), MISSES, ids=lambda value: getattr(value, "id", value))
def test_a_miss_is_not_decided_by_its_group(german: German, group: CueGroup, sentence: str) -> None:
    assert typed(german, sentence)[1] != group.id


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_every_type_of_a_group_is_a_source_type(group: CueGroup) -> None:
    kinds = {group.more["type"], *(group.more[key] for key in ("plural", "indefinite") if key in group.more)}
    assert kinds <= set(SOURCE_TYPES)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("[Der Außenminister] lehnte ab.", "person"),
        ("[Außenminister Tjorven Beispiel] lehnte ab.", "person"),
        ("[Der Chef des Musterdienstes, Uwe Beispiel,] lehnte ab.", "person"),
        ("[die Sprecherin des Amtes, Petra Beispiel,] lehnte ab.", "person"),
        ("[von der Mustern] lehnte ab.", "person"),
        ("[Petra Neubauer] lehnte ab.", "person"),
        ("[Der 53-jährige Mustermann] lehnte ab.", "person"),
        ("[Ein Sprecher der Stadt] lehnte ab.", "organisation"),
        ("[Das Petra-Beispiel-Institut] lehnte ab.", "organisation"),
        ("[die am Montag in Musterstadt gegründete Bürgerinitiative] lehnte ab.", "organisation"),
        ("[Norwegen] lehnte ab.", "organisation"),
        ("Nach [Angaben der Polizei] war er allein.", "organisation"),
        ("Nach [Angaben von Anwohnern] war er allein.", "unnamed"),
        ("[Eine am Montag veröffentlichte Studie] nennt Zahlen.", "document"),
        ("Das steht in [dem Bericht des Ministeriums].", "document"),
        ("Das steht in [einem Bericht der „Musterstädter Zeitung“].", "media"),
        ("Das sagte er [dem Sender n-tv].", "media"),
        ("Das meldete [dpa].", "media"),
        ("Das meldete [musterblatt.de].", "media"),
        ("[Ein Augenzeuge] sah das.", "unnamed"),
        ("[westliche Militärexperten] sahen das.", "unnamed"),
        ("[Die Behörden] sahen das.", "unnamed"),
        ("[Experten] sahen das.", "vague"),
        ("[Viele Ökonomen] sahen das.", "vague"),
        ("[Medienberichten] zufolge war es so.", "vague"),
        ("[man] hört das.", "vague"),
    ],
)
def test_types_of_the_codebook(german: German, sentence: str, kind: str) -> None:
    assert typed(german, sentence)[0] == kind


@pytest.mark.parametrize(
    ("phrase", "name", "function"),
    [
        ("Ressortsprecher Uwe Beispiel", "Uwe Beispiel", "Ressortsprecher"),
        ("Petra Beispiel, Senior Fellow bei der Musterstiftung", "Petra Beispiel",
         "Senior Fellow bei der Musterstiftung"),
        ("der Chef des Musterdienstes Uwe Beispiel", "Uwe Beispiel", "Chef des Musterdienstes"),
        ("der damalige Trainer Uwe Beispiel", "Uwe Beispiel", "damaliger Trainer"),
        ("die Sozialexpertin der Partei, Petra Beispiel", "Petra Beispiel", "Sozialexpertin der Partei"),
        ("Familienministerin Petra Beispiel (XYZ)", "Petra Beispiel", "Familienministerin (XYZ)"),
        ("Dr. Uwe Beispiel, dem Vorsitzenden des Vereins", "Uwe Beispiel", "Vorsitzender des Vereins"),
        ("Petra Beispiel, die das Institut leitet", "Petra Beispiel", None),
        ("Ursula von der Mustern", "Ursula von der Mustern", None),
        ("Petra Beispiel von der Musterstiftung", "Petra Beispiel", "von der Musterstiftung"),
        ("des US-Außenministeriums", "US-Außenministerium", None),
        ("des Auswärtigen Amtes", "Auswärtiges Amt", None),
        ("dem Statistischen Bundesamt", "Statistisches Bundesamt", None),
        ("der Deutschen Musterbank", "Deutsche Musterbank", None),
        ("des Deutschen Musterdienstes", "Deutscher Musterdienst", None),
        ("dem Beispiel-Institut (BI)", "Beispiel-Institut", None),
        ("der Polizei", "Polizei", None),
        ("eine Sprecherin der Stadtwerke", "Stadtwerke", "Sprecherin"),
        ("ein Ministeriumssprecher", "Ministerium", "Sprecher"),
        ("die „Musterstadt Times“", "Musterstadt Times", None),
        ("der „Neuen Musterstädter Zeitung“", "Neue Musterstädter Zeitung", None),
        ("der Wochenzeitung „Musterbote“", "Musterbote", None),
        ("einer neuen Studie der Universität Musterstadt", "neue Studie der Universität Musterstadt", None),
        ("Experten", "Experten", None),
    ],
)  # fmt: skip
def test_name_and_function(german: German, phrase: str, name: str, function: str | None) -> None:
    assert described(german, phrase) == (name, function)


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("Umweltministeriums", "sources.organisation"),
        ("US-Minister", "sources.office"),
        ("Klimaforscherinnen", "sources.expert"),
        ("Musterstadt", None),
        ("Kaplan", None),
    ],
)
def test_nouns_are_known_in_every_form(word: str, group: str | None) -> None:
    found = source_noun(word)
    assert (found.id if found else None) == group


def test_first_names_tell_the_gender() -> None:
    assert first_name("Petra") == "female"
    assert first_name("Uwe") == "male"
    assert first_name("Hans-Uwe") == "male"
    assert first_name("Haus") is None


def test_no_first_name_stands_in_two_groups() -> None:
    names = [name for group in load_cues("names").values() for name in group.cues]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@given(st.text(alphabet="aDerMvonUwe ,(„“\"'-.n1ÄMustermannß", min_size=1, max_size=60))
def test_any_phrase_has_a_type_and_a_name(german: German, text: str) -> None:
    parse = german.parse(Article.read(text))
    last = len(parse.words)
    for first in range(last):
        kind, rule = source_type(parse.words, parse.lower, first, last)
        assert kind in SOURCE_TYPES
        assert rule in {group.id for group in GROUPS}
        assert describe(parse.words, parse.lower, first, last, kind)[0]
