"""The type of a source phrase: person, organisation, document, media, unnamed or vague.

*Why it matters.* A named person can be asked, *Experten* cannot.
*Example.* *Ein Sprecher der Stadtwerke* speaks for a body, *Sprecherin Petra Musterfrau* is a person, *ein
Experte* is unnamed, *Experten* are vague.
*Limits.* The type follows from the words of the phrase alone; what a short form stands for, the ledger knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cues import CueGroup, load_cues
from .grammar import TIME_NOUNS
from .names import QUOTE_MARKS, Phrase, is_name_like, read_phrase
from .nouns import first_name, source_noun, whole_name
from .plurals import is_plural

_MEDIA_WORKERS = ("reporter", "reporterin", "korrespondent", "korrespondentin")

_TIMES = TIME_NOUNS - {"gespräch", "interview"}


def source_type(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> tuple[str, str]:
    """The type of the source phrase ``first:last`` and the id of the cue group that decided it."""
    return phrase_type(read_phrase(words, lower, first, last))


def phrase_type(phrase: Phrase) -> tuple[str, str]:
    """As ``source_type``, for a phrase that was taken apart."""
    groups = load_cues("sources")
    opening = phrase.lower[phrase.first]
    if phrase.last - phrase.first == 1 and opening in groups["pronoun"].cues:
        return _typed(groups["pronoun"])
    if opening == "wer" or (phrase.last - phrase.first == 1 and opening in groups["anybody"].cues):
        return _typed(groups["anybody"])
    if whole_name(phrase.words, phrase.begin, phrase.last) is not None:
        return _typed(groups["known_body"])
    if phrase.name is not None:
        gender = first_name(phrase.words[phrase.name[0]])
        return "person", load_cues("names")[gender].id if gender else groups["name"].id
    if phrase.head == phrase.core_end - 1 and phrase.lower[phrase.head] in _TIMES:
        return _typed(groups["undescribed"])
    if phrase.group is None:
        return _unknown(phrase, groups)
    relays = phrase.key == "professional" and phrase.lower[phrase.head].endswith(_MEDIA_WORKERS)
    if relays or phrase.key in {"statement", "report"}:
        behind = _behind(phrase)
        if behind is not None:
            return behind
        if phrase.key == "statement" and not _official(phrase):
            return "vague", groups["statement"].id
    if phrase.key == "researchers" and phrase.determiner != "indefinite":
        team = phrase.determiner == "definite"
        return (phrase.group.more["type"] if team else phrase.group.more["plural"]), phrase.group.id
    if phrase.key == "authorities" and _is_one(phrase):
        return _typed(groups["organisation"])
    if is_plural(phrase):
        return _plural(phrase, phrase.group, groups)
    if phrase.determiner == "indefinite":
        return phrase.group.more.get("indefinite", phrase.group.more["type"]), phrase.group.id
    return _typed(phrase.group)


def _is_one(phrase: Phrase) -> bool:
    """Whether *Hersteller*, alike in singular and plural, is one: by its article or a name behind it."""
    named = phrase.head + 1 < phrase.core_end and is_name_like(phrase.words[phrase.head + 1])
    genitive = phrase.article == "der" and phrase.first > 0 and is_name_like(phrase.words[phrase.first - 1])
    singular = named or (phrase.article in {"der", "dem", "des", "vom", "beim", "zum"} and not genitive)
    return singular and phrase.determiner != "number" and phrase.lower[phrase.head].endswith("er")


def _official(phrase: Phrase) -> bool:
    """Whether "offiziellen Angaben" tell at least where they come from."""
    return any(
        word.startswith(("offiziel", "amtlich", "behördlich")) for word in phrase.lower[phrase.first : phrase.head]
    )


def _typed(group: CueGroup) -> tuple[str, str]:
    return group.more["type"], group.id


def _plural(phrase: Phrase, group: CueGroup, groups: dict[str, CueGroup]) -> tuple[str, str]:
    """A head in the plural: bodies nobody can ask, people with or without a description."""
    if phrase.key == "organisation":
        return _typed(groups["authorities"])
    if phrase.key == "expert":
        adjective = phrase.head > phrase.first and phrase.lower[phrase.head - 1].endswith(("e", "er", "en"))
        if phrase.determiner != "many" and (adjective or phrase.determiner != "none"):
            return group.more["indefinite"], group.id
    elif phrase.determiner == "many" and phrase.key == "professional":
        return _typed(groups["anybody"])
    return group.more.get("plural", group.more["type"]), group.id


def _behind(phrase: Phrase) -> tuple[str, str] | None:
    """Who stands behind "Angaben der Polizei", "ein Bericht der Zeitung", "Polizei-Angaben"."""
    says = phrase.key == "statement"
    words, head = phrase.words, phrase.head
    owner = _owner(words[head], load_cues("sources")["statement"].more["endings"])
    if owner is not None and (says or owner.more["type"] == "media"):
        return _typed(owner)
    first, last = head + 1, phrase.core_end
    first += first < last and words[first] == "von"
    if first < last and any(map(is_name_like, words[first:last])):
        found = source_type(words, phrase.lower, first, last)
        return found if says or found[0] == "media" else None
    return None


def _owner(word: str, endings: Sequence[str]) -> CueGroup | None:
    """The group of the first part of "Polizeiangaben", "MKLP-Angaben", "Spiegel-Bericht"."""
    part, hyphen, _ = word.partition("-")
    if hyphen:
        unknown = load_cues("sources")["body_name"] if part.isupper() else None
        return source_noun(part) or unknown
    for ending in endings:
        if word.endswith(ending):
            return source_noun(word.removesuffix(ending))
    return None


def _unknown(phrase: Phrase, groups: dict[str, CueGroup]) -> tuple[str, str]:
    """A phrase whose head no list knows: the name of a person or of a body."""
    if phrase.determiner == "many":
        return _typed(groups["anybody"])
    if phrase.head < 0:
        return _typed(groups["undescribed"])
    words, word = phrase.words, phrase.words[phrase.head]
    quoted = any(mark in QUOTE_MARKS for mark in words[phrase.first : phrase.core_end])
    if quoted and (phrase.determiner != "none" or words[phrase.first] in QUOTE_MARKS):
        return _typed(groups["quoted_name"])
    if phrase.determiner == "none" and phrase.head > phrase.begin and words[phrase.begin].islower():
        return _typed(groups["undescribed"])
    if phrase.determiner == "none":
        return _typed(groups["body_name" if word.isupper() and len(word) > 1 else "name"])
    if phrase.head > phrase.begin and phrase.lower[phrase.head - 1].endswith(("jährige", "jährigen")):
        return _typed(groups["name"])
    if word.endswith(("er", "ern", "erin", "ers")) and not word.isupper():
        one = phrase.article in {"der", "dem", "des"} or word.endswith("in")
        one = one or (phrase.article == "den" and not word.endswith("ern"))
        kind = "indefinite" if phrase.determiner == "indefinite" else "type" if one else "plural"
        return groups["agent"].more[kind], groups["agent"].id
    return _typed(groups["body_name" if phrase.determiner == "definite" else "undescribed"])
