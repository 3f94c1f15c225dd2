"""Core phrases: article, adjectives, and the nouns or the name behind them.

*Why it matters.* In *zwei mit der Sache vertraute Personen* the noun that counts is the last word.
*Example.* *Die frühere Ministerin Eva Sommer (SPD)* is one core phrase; *des Landes* behind it is not part of it.
*Limits.* Without a tagger a capital is taken for a noun, and a small word between article and noun for an adjective.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .grammar import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    CONTRACTED,
    DETERMINERS,
    NAME_ARTICLES,
    NAME_PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_NOUNS,
)
from .nouns import first_name, known_noun, small_media, whole_name

Range = tuple[int, int]
"""Tokens ``first:last`` of a parse."""

OPENING_MARKS = frozenset("„“”\"»«‚‘'›‹")
_FOREIGN = frozenset("of the for and du des e al".split())
"""Small words inside foreign names (*Save the Children*)."""
_PARTICIPLE = (
    *("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes", "nde", "nden", "nder", "ndes"),
    *("dige", "digen", "diger", "liche", "lichen", "licher"),
)
"""Endings of participles and adjectives that have a phrase of their own before them."""
_AGENCIES = frozenset("AFP AP DPA dpa dts epd FAS FAZ KNA NZZ SID SZ taz".split())
_ONE_OF = frozenset("einer eine eines einem keiner keine zwei drei vier fünf mehrere viele einige".split())
_MAX_NAME = _MAX_BRACKET = 8
_MAX_OWN = 12
"""Tokens that a participle may have of its own before it."""
_ADJECTIVE = ("e", "en", "er", "es", "em")
_ADVERBIAL = ("lich", "ig", "isch")
"""Endings of adverbs that may stand before an adjective: *ein namentlich nicht genannter Beamter*."""


@cache
def _small_names() -> frozenset[str]:
    return small_media() | {"ver.di"}


def is_capital(word: str) -> bool:
    """A noun or name by its capital, compounds of a number (*35-Jährige*) or a small name (*dpa-Meldung*) included."""
    if word[0].isupper() or "-" not in word:
        return word[0].isupper()
    if has_name_article(word):
        return True
    return any(map(str.isupper, word)) and (word[0].isdigit() or word.partition("-")[0] in _small_names())


def has_name_article(word: str) -> bool:
    """Whether a word is a name with an Arabic article: *al-Muster*."""
    article, _, name = word.partition("-")
    return article in NAME_ARTICLES and name[:1].isupper()


def is_noun(words: Sequence[str], lower: Sequence[str], place: int, sentence_first: int) -> bool:
    """Capitalised and, at the beginning of a sentence or behind an opening bracket, not a function word."""
    if not is_capital(words[place]):
        return words[place] in _small_names()
    return (place != sentence_first and words[place - 1] != "(") or not (
        lower[place] in DETERMINERS
        or lower[place] in PREPOSITIONS
        or lower[place] in ADVERBS
        or lower[place] in SUBORDINATORS
        or lower[place] in PRONOUNS
        or lower[place] in AUXILIARIES
    )


def quoted_name(words: Sequence[str], place: int, last: int) -> int | None:
    """The end of a short name in quotation marks that opens at ``place``."""
    if words[place] not in OPENING_MARKS:
        return None
    for end in range(place + 2, min(last, place + _MAX_NAME)):
        if words[end] in OPENING_MARKS and words[end] != "„":
            return end + 1 if is_capital(words[place + 1]) or words[place + 1][0].isdigit() else None
    return None


def core_phrase(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int | None:
    """End of the simple phrase at ``place``: article, adjectives, nouns or name, bracket. None if there is none."""
    at = place
    if at < last and lower[at] in DETERMINERS:
        at += 1
        if at < last and _second_determiner(lower[at - 1], lower[at]):
            at += 1
        if at < last and lower[at] in PREPOSITIONS:
            at = skip_participle(words, lower, at, last)
        if at < last and lower[at - 1] == "das" and words[at].endswith("en") and words[at].islower():
            return None  # "das sagen Forscher": an adjective would have another ending.
        while (
            at + 1 < last
            and lower[at].endswith(_ADVERBIAL)
            and (lower[at + 1] == "nicht" or (words[at + 1].islower() and lower[at + 1].endswith(_ADJECTIVE)))
        ):
            at += 1
    at = _skip_adjectives(words, lower, at, last)
    end = _names(words, lower, at, last)
    if end == at:
        return None
    if end < last and words[end] == "(":
        for close in range(end + 1, min(last, end + _MAX_BRACKET)):
            if words[close] == ")":
                return _names(words, lower, close + 1, last)
    return end


def _second_determiner(before: str, word: str) -> bool:
    """Two determiners of one noun: *all seine*, *die beiden*, *einer der*."""
    return (word in DETERMINERS and word not in ARTICLES) or (word == "der" and before in _ONE_OF)


def skip_participle(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int:
    """A participle with its own phrases before the noun (*zwei mit der Sache vertraute Personen*), else ``place``."""
    at = place
    while at < min(last, place + _MAX_OWN) and (
        is_capital(words[at])
        or lower[at] in PREPOSITIONS
        or lower[at] in DETERMINERS
        or lower[at] in ADVERBS
        or _describes(words, lower, at, last)
    ):
        at += 1
    behind = at + 1
    if behind + 1 < last and lower[behind].endswith(_ADJECTIVE) and words[behind].islower():
        behind += 1
    if behind < last and at > place + 1 and lower[at].endswith(_PARTICIPLE) and is_capital(words[behind]):
        return at
    return place


def _describes(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> bool:
    """Whether an adjective stands before a noun that another adjective or participle follows."""
    return (
        place + 2 < last
        and lower[place].endswith(("en", "er"))
        and is_capital(words[place + 1])
        and not lower[place].endswith(_PARTICIPLE)
    )


def _skip_adjectives(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int:
    """Attributive adjectives, numbers and adverbs before the noun; ``place`` itself when no noun follows."""
    at = place
    while at < last and at - place < 6:
        word = lower[at]
        if is_capital(words[at]) or words[at] in OPENING_MARKS:
            return at
        number = word[0].isdigit()
        if not number and (
            word in ARTICLES
            or (word in PREPOSITIONS and word not in CONTRACTED)
            or word in SUBORDINATORS
            or word in AUXILIARIES
        ):
            return place
        if (
            not number
            and not word.endswith((*_ADJECTIVE, "sehr", "besonders", "-", "und", ","))
            and word not in ADVERBS
        ):
            return place
        if word == "," and at + 1 < last and lower[at + 1] in PREPOSITIONS:
            end = skip_participle(words, lower, at + 1, last)
            if end == at + 1:
                return place
            at = end
        elif word == "," and not (at + 1 < last and lower[at + 1].endswith(_ADJECTIVE)):
            return place
        at += 1
    return at


def _names(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int:
    """End of a run of nouns and names: *Vedant Patel*, *Ursula von der Leyen*, *„Bild“-Zeitung*."""
    at = whole_name(words, place, last) or place
    while at < last:
        word = words[at]
        time = lower[at] in TIME_NOUNS
        if at > place and ((time and first_name(words[at - 1]) is None) or _is_another(words, at)):
            break
        if is_capital(word) or (at > place and word[0] == "-" and len(word) > 1) or word in _small_names():
            at += 1
        elif at > place and lower[at] in NAME_PARTICLES and _particle_run(words, lower, at, last):
            at = _particle_run(words, lower, at, last)
        elif at > place and lower[at] in _FOREIGN and at + 1 < last and _inside_name(words, lower, at, last):
            at = _inside_name(words, lower, at, last)
        elif at > place and word in {"&", "/"} and at + 1 < last and is_capital(words[at + 1]):
            at += 2
        elif at > place and word == "." and len(words[at - 1]) == 1 and at + 1 < last and is_capital(words[at + 1]):
            at += 1
        else:
            end = quoted_name(words, at, last)
            if end is None:
                break
            at = end
    return at


def _is_another(words: Sequence[str], place: int) -> bool:
    """Whether a new phrase begins behind a medium: *zitierte die „Zeitung“ Anna Berg*, *sagte der dpa Karl Roth*."""
    before = words[place - 1 - (words[place - 1] in OPENING_MARKS)]
    if before in _AGENCIES:
        return not _is_medium(words[place])
    return first_name(words[place]) is not None and _is_medium(before)


def _is_medium(word: str) -> bool:
    noun = known_noun(word)
    return noun is not None and noun[0].more["type"] == "media"


def _particle_run(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int:
    """End of name particles when a surname follows and a forename stands before, else 0 (*Otto von der Heide*)."""
    at = place
    while at < last and at - place < 3 and lower[at] in NAME_PARTICLES:
        at += 1
    single = at - place == 1
    if (
        at < last
        and is_capital(words[at])
        and (not single or lower[place] not in {"zu", "zum", "zur", "der", "den", "des", "von"})
    ):
        return at
    if single and lower[place] == "von" and at < last and is_capital(words[at]) and _may_be_forename(words[place - 1]):
        return at
    return 0


def _inside_name(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int:
    """End of small foreign words between two parts of a name (*University of the Arts*), else 0."""
    at = place
    while at < last and at - place < 2 and lower[at] in _FOREIGN:
        at += 1
    return at if at < last and is_capital(words[at]) and words[at][0].isalpha() else 0


def _may_be_forename(word: str) -> bool:
    """A short simple word without a German noun ending, as a forename before *von*."""
    german = word.lower().endswith(("ung", "heit", "keit", "chef", "er", "in", "schaft", "tor"))
    return word.isalpha() and 3 <= len(word) <= 9 and not german
