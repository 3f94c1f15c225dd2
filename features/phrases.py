"""Noun phrases: from a place in the sentence, the words that name one source.

*Why it matters.* The source is a whole phrase, *der Sprecher des Ministeriums, Karl Roth (SPD)*, not its first word.
*Example.* In *sagte die Leiterin des Instituts, Eva Sommer, am Montag* the phrase ends before *am Montag*.
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
    NAME_PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_NOUNS,
)
from .nouns import known_noun, small_media

Range = tuple[int, int]
"""Tokens ``first:last`` of a parse."""

OPENING_MARKS = frozenset("„“”\"»«‚‘'›‹")
_MODIFYING = frozenset("von vom für bei beim aus der des einer eines dieser dieses seiner seines ihrer ihres".split())
_PLACE = frozenset("in im am an zur zum gegen über mit auf".split())
_FOREIGN = frozenset("of the for and du des e al".split())
"""Small words inside foreign names (*Save the Children*)."""
_PARTICIPLE = (
    *("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes", "nde", "nden", "nder", "ndes"),
    *("dige", "digen", "diger", "liche", "lichen", "licher"),
)
"""Endings of participles and adjectives that have a phrase of their own before them."""
_ABOUT = frozenset("an über zu zum zur".split())
"""Prepositions of what a document is about or whom it is for: *der Brief an die Eltern*."""
_AGENCIES = frozenset("AFP AP DPA dpa dts epd FAS FAZ KNA NZZ SID SZ taz".split())
_LINKS = frozenset("aber oder daher später früher weiter immer wieder hier mehr leider sicher selber unter".split())
_ONE_OF = frozenset("einer eine eines einem keiner keine zwei drei vier fünf mehrere viele einige".split())
_AMOUNTS = frozenset("weniger mehr rund etwa bis bisher insgesamt knapp fast über".split())
_MAX_NAME = _MAX_BRACKET = 8


@cache
def _small_names() -> frozenset[str]:
    return small_media() | {"ver.di"}


def is_capital(word: str) -> bool:
    """A noun or name by its capital, a number-led compound (*35-Jährige*) included."""
    return word[0].isupper() or (word[0].isdigit() and "-" in word and any(map(str.isupper, word)))


def is_noun(words: Sequence[str], lower: Sequence[str], place: int, sentence_first: int) -> bool:
    """Capitalised and, at the beginning of a sentence, not a function word."""
    if not is_capital(words[place]):
        return words[place] in _small_names()
    return place != sentence_first or not (
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
    """A participle with its own phrase before the noun (*zwei mit der Sache vertraute Personen*), else ``place``."""
    at = place + 1
    if at < last and lower[at] in DETERMINERS:
        at += 1
    while (
        at < last
        and at - place < 6
        and (is_capital(words[at]) or lower[at] in ADVERBS or _describes(words, lower, at, last))
    ):
        at += 1
    if at + 1 < last and at > place + 1 and lower[at].endswith(_PARTICIPLE) and is_capital(words[at + 1]):
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
            and not word.endswith(("e", "en", "er", "es", "em", "sehr", "besonders", "-", "und", ","))
            and word not in ADVERBS
        ):
            return place
        if word == "," and not (at + 1 < last and lower[at + 1].endswith(("e", "en", "er", "es", "em"))):
            return place
        at += 1
    return at


def _names(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int:
    """End of a run of nouns and names: *Vedant Patel*, *Ursula von der Leyen*, *„Bild“-Zeitung*."""
    at = place
    while at < last:
        word = words[at]
        if at > place and (lower[at] in TIME_NOUNS or (words[at - 1] in _AGENCIES and not _is_medium(word))):
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


def noun_phrase(words: Sequence[str], lower: Sequence[str], place: int, last: int, *, greedy: bool) -> int | None:
    """End of the noun phrase at ``place`` with genitives and *von/bei/für* phrases; None where none begins.

    Before a verb (``greedy``) phrases of place belong to it too.
    """
    end = core_phrase(words, lower, place, last)
    while end is not None and end < last:
        further = _modifier(words, lower, end, last, greedy=greedy)
        if further is None:
            break
        end = further
    return end


def _modifier(words: Sequence[str], lower: Sequence[str], place: int, last: int, *, greedy: bool) -> int | None:
    word = lower[place]
    if word in _MODIFYING:
        start = (
            place
            if word in ARTICLES or word in {"dieser", "dieses", "seiner", "seines", "ihrer", "ihres"}
            else place + 1
        )
        if start < last and word == "von" and (lower[start] in _AMOUNTS or lower[start][0].isdigit()):
            return None
        end = core_phrase(words, lower, start, last)
        if end is not None and word in {"der", "einer"} and _told(words, place, end):
            return None
        if end is not None and lower[end - 1] in TIME_NOUNS:
            return None
        return end
    if (word in _ABOUT and _is_document(words[place - 1])) or (word == "auf" and words[place - 1] == "Antwort"):
        end = core_phrase(words, lower, place + 1, last)
        return None if end is None or lower[end - 1] in TIME_NOUNS else end
    if word in _PLACE:
        end = core_phrase(words, lower, place + 1, last)
        if end is None or any(lower[at] in TIME_NOUNS for at in range(place + 1, end)):
            return None
        joined = end < last and words[end] == "," and end + 1 < last and is_capital(words[end + 1])
        return end if greedy or (word in {"im", "in"} and joined) else None
    if word.endswith("er") and word[0].islower() and _plural_genitive(words, lower, place, last):
        return core_phrase(words, lower, place, last)
    if word in {"und", "sowie"}:
        start = place + 1
        end = core_phrase(words, lower, start, last)
        return end if greedy else None
    if word == "vor" and place + 1 < last and lower[place + 1] == "ort":
        return place + 2
    return None


def _is_document(word: str) -> bool:
    noun = known_noun(word)
    return noun is not None and noun[0].id in {"sources.document", "sources.report"}


def _plural_genitive(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> bool:
    """Whether adjectives in *-er* and a noun are a genitive plural: *Verband kleiner Bäcker*."""
    if (
        lower[place] in DETERMINERS
        or lower[place] in ADVERBS
        or lower[place] in PREPOSITIONS
        or lower[place] in PRONOUNS
    ):
        return False
    at = place
    while at < last and at - place < 3 and words[at][0].islower() and lower[at].endswith("er"):
        at += 1
    plural = at < last and is_capital(words[at]) and lower[at].endswith(("n", "e", "s", "er"))
    return plural and lower[place] not in _LINKS and known_noun(words[place - 1]) is not None


def _told(words: Sequence[str], place: int, end: int) -> bool:
    """Whether *der „Zeitung“* behind a person is the one who was told, no genitive."""
    noun = next((known_noun(words[at]) for at in range(place + 1, end) if known_noun(words[at])), None)
    if noun is None or noun[0].id not in {"sources.medium", "sources.medium_name"}:
        return False
    owner = known_noun(words[place - 1])
    return owner is None or owner[0].id in {"sources.spokesperson", "sources.witness", "states.state"}
