"""Number: whether a source phrase means one or many.

*Why it matters.* *der Experte* may be asked, *die Experten* are nobody in particular.
*Limits.* Read from the determiner and the ending of the head; *die Forscher* and *der Forscher* (genitive) by both.
"""

from __future__ import annotations

from .names import PERSON_GROUPS, Phrase

_PLURALS = ("leute", "leuten", "anwälte", "anwälten", "ärzte", "ärzten", "generäle", "generälen")
"""Plurals that the lists hold beside their singular."""
_SINGULAR_ARTICLES = frozenset({"das", "dem", "des", "vom", "beim", "zum", "im", "am", "ins"})


def is_plural(phrase: Phrase) -> bool:
    """Whether the head stands in the plural, by its determiner and its ending."""
    head, ending, article = phrase.head, phrase.ending, phrase.article
    if head < 0 or phrase.determiner == "indefinite":
        return False
    if phrase.determiner in {"many", "number"}:
        return True
    noun = phrase.lower[head]
    if noun.endswith(("in", "innen")) or article in _SINGULAR_ARTICLES:
        return noun.endswith("innen")
    if noun.endswith(_PLURALS):
        return True
    person = phrase.key in PERSON_GROUPS
    if not article:
        # "Kanzler" alone is one, "Forscher" and "Senatoren" are many.
        one = phrase.key == "office" and head == phrase.begin and ending not in {"e", "en", "nen"}
        return not one and ((person and noun.endswith("er")) or ending in {"n", "en", "e", "er", "nen"})
    if article == "die":
        return ending in {"n", "en", "nen"} or (person and noun.endswith("er"))
    if article == "der" and person and noun.endswith("er"):
        return head > phrase.begin and phrase.lower[head - 1].endswith("en")
    if article == "der":
        return ending in ({"n"} if person else {"n", "en", "e"})
    return ending in {"n", "en"} or (article != "den" and ending in {"e", "nen"})
