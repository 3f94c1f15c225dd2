"""Noun phrases: from a place in the sentence, the words that name one source.

*Why it matters.* The source is a whole phrase, *der Sprecher des Ministeriums, Karl Roth (SPD)*, not its first word.
*What it does.* Adds to the core of a phrase (:mod:`.core_phrases`) the genitives and the phrases of *von*, *bei*, *für*
that describe it.
*Example.* In *sagte die Leiterin des Instituts, Eva Sommer, am Montag* the phrase ends before *am Montag*.
*Limits.* Whether *bei der Feier* belongs to the noun or to the verb is told by the first noun alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from .core_phrases import core_phrase, is_capital
from .grammar import ADVERBS, ARTICLES, DETERMINERS, PREPOSITIONS, PRONOUNS, TIME_NOUNS
from .names import is_role
from .nouns import first_name, known_noun

_MODIFYING = frozenset("von vom für bei beim aus der des einer eines dieser dieses seiner seines ihrer ihres".split())
_PLACE = frozenset("in im am an zur zum gegen über mit auf".split())
_ANSWER_REACH = 4
"""Tokens before *auf* in which the answer and its owner stand."""
_ABOUT = frozenset("an über zu zum zur".split())
"""Prepositions of what a document is about or whom it is for: *der Brief an die Eltern*."""
_LINKS = frozenset("aber oder daher später früher weiter immer wieder hier mehr leider sicher selber unter".split())
_TELLERS = frozenset({"sources.spokesperson", "sources.witness", "sources.medium_name", "states.state"})
"""Nouns for those whose word goes to a medium: *sagte der Sprecher der „Zeitung“*."""
_AMOUNTS = frozenset("weniger mehr rund etwa bis bisher insgesamt knapp fast über".split())


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
        end = core_phrase(words, lower, start, last)
        if end is None or lower[end - 1] in TIME_NOUNS:
            return None
        elsewhere = (
            (word == "bei" and (lower[start] in {"einem", "einer"} or _is_full_name(words, place)))
            or (word == "von" and (lower[start] in _AMOUNTS or lower[start][0].isdigit()))
            or (word in {"der", "einer"} and _told(words, place, end))
            or (word == "aus" and _is_apart(words, place, end))
        )
        return None if elsewhere else end
    if (word in _ABOUT and _is_document(words[place - 1])) or (word == "auf" and _is_answer(words, place)):
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
    if word in {"um", "rund"}:
        return _leader(words, lower, place, last)
    return None


def _leader(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> int | None:
    """The end of *um Eva Sommer* behind a team, *rund um die Biologin Eva Sommer* too; None for anything else."""
    start = place + 1 + (lower[place] == "rund")
    if start >= last or lower[start - 1] != "um" or known_noun(words[place - 1]) is None:
        return None
    end = core_phrase(words, lower, start, last)
    named = end is not None and any(is_role(word) or first_name(word) is not None for word in words[start : end - 1])
    return end if named else None


def _is_full_name(words: Sequence[str], end: int) -> bool:
    """Whether a first name and one more word end before ``end``."""
    return end > 1 and is_capital(words[end - 1]) and first_name(words[end - 2]) is not None


def _is_document(word: str) -> bool:
    noun = known_noun(word)
    return noun is not None and noun[0].id in {"sources.document", "sources.report"}


def _is_answer(words: Sequence[str], place: int) -> bool:
    """Whether *auf eine Anfrage* belongs to an answer: *die Antwort*, *die Antwort des Ministeriums*."""
    return "Antwort" in words[max(0, place - _ANSWER_REACH) : place]


def _is_apart(words: Sequence[str], place: int, end: int) -> bool:
    """Whether *aus dem Bericht* does not belong to the person, body or medium before it."""
    owner = known_noun(words[place - 1])
    whole = owner is not None and owner[0].more["type"] not in {"person", "organisation", "media"}
    return not whole and any(map(_is_document, words[place + 1 : end]))


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
    if _is_full_name(words, place):
        return True
    owner = known_noun(words[place - 1])
    return owner is None or owner[0].id in _TELLERS
