"""Mentions: the speakers of all attributions as typed source phrases, ready for the ledger.

*Why it matters.* A pronoun is listed as a source only where its paragraph names nobody else, and an agency in
brackets is one though it never speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from .attributions import is_pronoun
from .drafts import Scene
from .language import Parse
from .ledger import SourcePhrase
from .phrases import Range
from .source_types import source_type

_STAND_INS = frozenset("man wer es diese dieser dieses jener jene beide einer eine jemand niemand".split())
"""Pronouns that stand for somebody without being a source that a reader could see as one."""


def type_phrases(
    parse: Parse, scene: Scene, phrases: Sequence[tuple[Range, str]]
) -> tuple[list[SourcePhrase], list[int | None]]:
    """The phrases with their types in text order, and for each draft the index of its phrase (or None)."""
    listed = dict(phrases)
    ranges = dict.fromkeys(listed)
    for draft in scene.drafts:
        if draft.source is not None:
            ranges.setdefault(draft.source)
    named: set[int] = {
        parse.sentence_of(phrase[0]).paragraph for phrase in listed if not is_pronoun(parse, phrase)
    }
    found: list[SourcePhrase] = []
    place_of: dict[Range, int] = {}
    for phrase in sorted(ranges):
        paragraph = parse.sentence_of(phrase[0]).paragraph
        kind, rule = source_type(parse.words, parse.lower, *phrase)
        counted = phrase in listed and not (phrase[1] - phrase[0] == 1 and parse.lower[phrase[0]] in _STAND_INS)
        if is_pronoun(parse, phrase):
            counted = counted and paragraph not in named
            named.add(paragraph)
        place_of[phrase] = len(found)
        found.append(SourcePhrase(*phrase, paragraph, kind, rule, counted))
    places = [None if draft.source is None else place_of[draft.source] for draft in scene.drafts]
    return found, places
