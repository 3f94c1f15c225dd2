"""Mentions: the speakers of all attributions as typed source phrases, ready for the ledger.

*Why it matters.* A pronoun is listed as a source only where its paragraph names nobody else, and an agency in
brackets is one though it never speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .attributions import is_pronoun
from .core_phrases import Range
from .credits import introduced
from .drafts import Scene
from .evidence import Mention, Source
from .grammar import ADVERBS, PREPOSITIONS, PRONOUNS, SUBORDINATORS
from .language import Parse
from .ledger import SourcePhrase
from .source_types import source_type

_STAND_INS = frozenset("man wer es diese dieser dieses jener jene beide einer eine jemand niemand".split())
"""Pronouns that stand for somebody without being a source that a reader could see as one."""

_SPEECH = frozenset({"direct", "indirect"})
"""Attributions whose subject is a name even where the article gives it only once."""
_NOUN_ENDINGS = (
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "ität",
    "en",
    "eit",
    "nis",
    "tum",
    "ze",
    "de",
    "ge",
    "te",
    "fe",
)
_POSSESSIVE = frozenset("seiner ihrer seine ihre eigenen eigener der die den dem".split())
_SELDOM = frozenset(
    [
        ("sources.body_name", "direct"),
        ("sources.quoted_name", "act"),
        ("sources.anybody", "act"),
        ("sources.anybody", "direct"),
        ("sources.professional", "act"),
    ]
)
"""Groups of nouns that seldom are a source where such an attribution makes them its subject."""


def type_phrases(parse: Parse, scene: Scene, phrases: Sequence[tuple[Range, str]]) -> list[SourcePhrase]:
    """The phrases with their types in text order, those of all drafts among them."""
    listed = dict(phrases)
    ranges = dict.fromkeys(listed)
    for draft in scene.drafts:
        if draft.source is not None:
            ranges.setdefault(draft.source)
    named: set[int] = {parse.sentence_of(phrase[0]).paragraph for phrase in listed if not is_pronoun(parse, phrase)}
    kinds: dict[Range, str] = {}
    for draft in scene.drafts:
        if draft.source is not None and kinds.get(draft.source, "act") == "act":
            kinds[draft.source] = draft.type
    known = introduced(parse)
    found: list[SourcePhrase] = []
    for phrase in sorted(ranges):
        paragraph = parse.sentence_of(phrase[0]).paragraph
        kind, rule = source_type(parse.words, parse.lower, *phrase)
        counted = phrase in listed and _serves(parse, phrase, rule, kinds.get(phrase, ""), known)
        if is_pronoun(parse, phrase):
            counted = counted and paragraph not in named
            named.add(paragraph)
        found.append(SourcePhrase(*phrase, paragraph, kind, rule, counted))
    return found


def phrase_places(scene: Scene, phrases: Sequence[SourcePhrase]) -> list[int | None]:
    """For each draft the index of its source phrase, or None."""
    place_of = {(phrase.first, phrase.last): place for place, phrase in enumerate(phrases)}
    return [None if draft.source is None else place_of[draft.source] for draft in scene.drafts]


def _serves(parse: Parse, phrase: Range, rule: str, kind: str, known: frozenset[str]) -> bool:
    """Whether a reader can see a source in the phrase; ``kind`` is the type of its attribution, "" for none."""
    first, last = phrase
    lower = parse.lower
    if rule == "sources.undescribed" or (rule, kind) in _SELDOM:
        return False
    if rule == "sources.report" and not kind:
        return lower[first] in {"seinem", "ihrem", "seiner", "ihrer"}
    if rule == "sources.statement":
        return last - first > 1 and lower[first] not in _POSSESSIVE
    if last - first > 1:
        return True
    if rule == "sources.pronoun" and kind == "reported" and not parse.words[first][0].isupper():
        return False
    if rule == "sources.name" and kind in _SPEECH and _is_surname(parse, first):
        return True
    if rule == "sources.name":
        return parse.words[first] in known or parse.words[first].rstrip("s’'") in known
    return lower[first] not in _STAND_INS


def _is_surname(parse: Parse, place: int) -> bool:
    """Whether one unlisted word with a capital can be a name: no ending of nouns, no function word, no headline."""
    word = parse.lower[place]
    if word.endswith(_NOUN_ENDINGS) or parse.words[place + 1 : place + 2] == [":"]:
        return False
    return word not in SUBORDINATORS and word not in PRONOUNS and word not in ADVERBS and word not in PREPOSITIONS


def once_per_paragraph(parse: Parse, sources: Sequence[Source]) -> list[Source]:
    """The sources without mentions that only repeat one: a bare surname or the same words in the same paragraph."""
    return [replace(source, mentions=_distinct(parse.article.text, source.mentions)) for source in sources]


def listed_first(sources: Sequence[Source], ids: Sequence[int | None]) -> tuple[list[Source], list[int | None]]:
    """The sources with mentions first, numbered anew; and the ids of the phrases after that.

    Entries without a mention only tell what kind of source an account goes on with; no report lists them.
    """
    ordered = sorted(sources, key=lambda source: not source.mentions)
    number = {source.id: place for place, source in enumerate(ordered)}
    renumbered = [replace(source, id=place) for place, source in enumerate(ordered)]
    return renumbered, [None if one is None else number[one] for one in ids]


def _distinct(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    kept: list[Mention] = []
    seen: set[tuple[int, str]] = set()
    for mention in mentions:
        words = text[mention.start : mention.end]
        again = kept and kept[-1].paragraph == mention.paragraph and mention.type == "person" and " " not in words
        if not again and (mention.paragraph, words) not in seen:
            kept.append(mention)
            seen.add((mention.paragraph, words))
    return tuple(kept)
