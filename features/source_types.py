"""The type of a source phrase: person, organisation, document, media, unnamed or vague.

*Why it matters.* A named person can be asked, *Experten* cannot.
*Example.* *Ein Sprecher der Stadtwerke* speaks for a body, *Sprecherin Petra Musterfrau* is a person, *ein Experte* is
unnamed, *Experten* are vague.
*Limits.* The type follows from the words of the phrase alone; what a short form stands for, the ledger knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cues import CueGroup, load_cues
from .names import PERSON_GROUPS, QUOTE_MARKS, Phrase, read_phrase
from .nouns import first_name, group_key, small_media, source_noun


def source_type(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> tuple[str, str]:
    """The type of the source phrase ``first:last`` and the id of the cue group that decided it."""
    return phrase_type(words, lower, first, last, read_phrase(words, lower, first, last))


def phrase_type(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, phrase: Phrase
) -> tuple[str, str]:
    """As ``source_type``, for a phrase that was already taken apart."""
    groups = load_cues("sources")
    if last - first == 1 and (found := _single(words[first], lower[first], groups)) is not None:
        return _typed(found)
    if lower[first] == "wer":
        return _typed(groups["anybody"])
    group = phrase.group
    if phrase.name is not None:
        opening = first_name(words[phrase.name[0]])
        return "person", load_cues("names")[opening].id if opening else groups["name"].id
    if group is None:
        return _unknown(words, first, last, phrase, groups)
    key = group_key(group)
    if key in {"statement", "report"} or (key == "professional" and _of_media(words[phrase.head])):
        behind = _behind(words, lower, phrase.head, last, key)
        if behind is not None:
            return behind
    if phrase.plural:
        return _plural(lower, first, phrase, group, key, groups)
    if phrase.determiner == "indefinite":
        return group.more.get("indefinite", group.more["type"]), group.id
    return _typed(group)


def _plural(
    lower: Sequence[str], first: int, phrase: Phrase, group: CueGroup, key: str, groups: dict[str, CueGroup]
) -> tuple[str, str]:
    """A head in the plural: bodies nobody can ask, people with or without a description."""
    if key == "organisation":
        return _typed(groups["authorities"])
    if key == "expert":
        adjective = phrase.head > first and lower[phrase.head - 1].endswith(("e", "er", "en"))
        described = adjective or phrase.determiner != "none"
        if described and phrase.determiner != "many":
            return "unnamed", group.id
    elif phrase.determiner == "many" and key == "professional":
        return _typed(groups["anybody"])
    return group.more.get("plural", group.more["type"]), group.id


def _typed(group: CueGroup) -> tuple[str, str]:
    return group.more["type"], group.id


def _single(word: str, lower: str, groups: dict[str, CueGroup]) -> CueGroup | None:
    for key in ("pronoun", "anybody"):
        if lower in groups[key].cues:
            return groups[key]
    return None


def _of_media(word: str) -> bool:
    return word.lower().endswith(("reporter", "reporterin", "korrespondent", "korrespondentin"))


def _behind(
    words: Sequence[str], lower: Sequence[str], head: int, last: int, key: str
) -> tuple[str, str] | None:
    """Who stands behind "Angaben der Polizei", "ein Bericht der Zeitung", "Polizeiangaben"."""
    owner, hyphen, _ = words[head].partition("-")
    if hyphen and (group := source_noun(owner)) is not None and (key == "statement" or group.more["type"] == "media"):
        return _typed(group)
    for place in range(head + 1, last):
        if lower[place] == ",":
            return None
        if words[place][0].isupper() or lower[place] in small_media():
            found = source_type(words, lower, head + 1, last)
            return found if key == "statement" or found[0] == "media" else None
    return None


def _unknown(
    words: Sequence[str], first: int, last: int, phrase: Phrase, groups: dict[str, CueGroup]
) -> tuple[str, str]:
    """A phrase whose head no list knows: a name of a person or of a body."""
    if phrase.head < 0:
        return _typed(groups["anybody" if phrase.determiner == "many" else "undescribed"])
    word = words[phrase.head]
    if phrase.determiner == "many":
        return _typed(groups["anybody"])
    if any(mark in QUOTE_MARKS for mark in words[first:last]) and phrase.determiner != "none":
        return _typed(groups["quoted_name"])
    if phrase.determiner == "none":
        return _typed(groups["body_name" if word.isupper() and len(word) > 1 else "name"])
    if phrase.determiner == "definite":
        return _typed(groups["body_name"])
    return _typed(groups["undescribed"])
