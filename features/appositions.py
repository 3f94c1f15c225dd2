"""Appositions: the second description of a source behind a comma.

*Why it matters.* *Karl Roth, Sprecher der Bahn* is one source; what follows the second comma is none of it.
*Limits.* Without a mark at its end an apposition is taken only if it opens with a noun for a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from .core_phrases import OPENING_MARKS, is_capital
from .grammar import ARTICLES, AUXILIARIES, RELATIVES, SUBORDINATORS
from .nouns import known_noun
from .phrases import noun_phrase

_PREDICATE = frozenset(",;:.!?–—")
_MAX_APPOSITION = 14


def apposition(words: Sequence[str], lower: Sequence[str], end: int, last: int) -> int:
    """End of the phrase with the apposition that follows at a comma: *…, Karl Roth,* or *…, Sprecher der Partei,*.

    The comma that closes the apposition is left out; without one the phrase ends where it did.
    """
    if end + 1 >= last or words[end] != ",":
        return end
    start = end + 1
    if words[start].isdigit() and start + 1 < last and words[start + 1] == ",":
        further = apposition(words, lower, start + 1, last)
        return further if further > start + 1 else end
    if lower[start] in RELATIVES and not _article_before_noun(words, lower, start, last):
        return end
    if not (is_capital(words[start]) or lower[start] in ARTICLES or lower[start].endswith(("er", "e", "es"))):
        return end
    if lower[start] in SUBORDINATORS or lower[start] in AUXILIARIES or lower[start] in {"sowie", "aber"}:
        return end
    inner = noun_phrase(words, lower, start, last, greedy=True)
    if inner is None or inner - start > _MAX_APPOSITION:
        return end
    if inner >= last or words[inner] in _PREDICATE or words[inner] in OPENING_MARKS or _is_office(words, start):
        if inner < last and words[inner] == ",":
            return apposition_again(words, lower, inner, last)
        return inner
    return end


def _is_office(words: Sequence[str], place: int) -> bool:
    """A noun for a person without article: *…, Leiter der Bahn am Ort* needs no mark to close it."""
    noun = known_noun(words[place])
    return noun is not None and noun[0].id in {"sources.office", "sources.professional", "sources.spokesperson"}


def apposition_again(words: Sequence[str], lower: Sequence[str], end: int, last: int) -> int:
    """One more short apposition, as in *Karl Roth, 45, Sprecher der Bahn*; else ``end``."""
    start = end + 1
    if start < last and words[start].isdigit() and start + 1 < last and words[start + 1] == ",":
        return apposition(words, lower, start + 1, last)
    return end


def _article_before_noun(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> bool:
    """Whether *der/die/das* at ``place`` is an article: a noun phrase follows up to the next comma."""
    end = noun_phrase(words, lower, place, last, greedy=True)
    return end is not None and (end >= last or words[end] in _PREDICATE)
