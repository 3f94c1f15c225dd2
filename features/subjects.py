"""The speaker of a cue: the subject of a verb of saying, before it or behind it.

*Why it matters.* *Am Montag sagte der Zeitung zufolge die Ministerin …*: only one of three phrases speaks.
*Limits.* Case is read from the article alone; *die* and names may be an object put first.
"""

from __future__ import annotations

from .clauses import Clause, SentenceClauses
from .grammar import ADVERBS, CONTRACTED, DATIVE, PERSONAL, PREPOSITIONS, RELATIVES
from .language import Parse
from .phrases import Range, apposition, core_phrase, is_noun, noun_phrase

_LEADING = frozenset("und aber doch denn oder auch selbst sogar nur so sondern zumindest vor allem allerdings".split())
_OBJECT_ARTICLES = frozenset("den einen dem einem diesen diesem ihren ihrem seinen seinem keinen".split())
_SKIPPED = frozenset("sich es dies das ihm ihr ihnen ihn uns mir dir mich dich man".split())
_DEMONSTRATIVE = frozenset("dieser diese jener jene letzterer letztere beide einer eine viele manche einige andere wer keiner niemand man".split())
_REACH = 14


def subject_of(parse: Parse, scene: SentenceClauses, clause: Clause, verb: int) -> Range | None:
    """The noun phrase that is the subject of the verb at ``verb`` in ``clause``, or None."""
    if clause.subordinate and verb > clause.first:
        return _first_phrase(parse, clause.first + 1, verb)
    before = _before(parse, scene, clause, verb)
    if before is not None:
        return before
    return subject_behind(parse, verb + 1, _limit(scene, clause))


def _limit(scene: SentenceClauses, clause: Clause) -> int:
    """Where a phrase that starts in the clause must end: appositions may cross commas, quotations may not."""
    for other in scene.clauses:
        if other.first >= clause.last and (other.quoted is not None or other.before in {":", ";"}):
            return other.first
    return scene.sentence.last


def _before(parse: Parse, scene: SentenceClauses, clause: Clause, verb: int) -> Range | None:
    """The subject in front of a verb in second place, its appositions and relative clauses included or skipped."""
    first = _front(scene, clause, verb)
    if first is None:
        return None
    words, lower = parse.words, parse.lower
    while first < verb and lower[first] in _LEADING:
        first += 1
    if first >= verb:
        return None
    word = lower[first]
    if word in PERSONAL or (word in _DEMONSTRATIVE and first + 1 == verb):
        return first, first + 1
    if word in PREPOSITIONS or word in ADVERBS or word in _OBJECT_ARTICLES:
        return None
    end = noun_phrase(words, lower, first, verb, greedy=True)
    if end is None:
        return None
    if not is_noun(words, lower, first, scene.sentence.first) and end - first == 1:
        return None
    end = apposition(words, lower, end, verb)
    if end < verb and words[end] == "," and lower[end + 1] in RELATIVES:
        return first, end
    return first, end


def _front(scene: SentenceClauses, clause: Clause, verb: int) -> int | None:
    """First token of the part of the sentence in front of the verb, or None when the verb comes first."""
    if verb > clause.first:
        return clause.first
    index = scene.clauses.index(clause)
    for back in range(index - 1, -1, -1):
        earlier = scene.clauses[back]
        if earlier.quoted is not None or scene.clauses[back + 1].before != ",":
            return None
        if not earlier.finite:
            if back == 0 or scene.clauses[back].before in {":", ";", "–"}:
                return earlier.first
            continue
        if not earlier.subordinate:
            return None
    return None


def subject_behind(parse: Parse, place: int, last: int) -> Range | None:
    """The first phrase behind a verb that can be its subject; adverbs, *sich* and phrases of time are skipped."""
    words, lower = parse.words, parse.lower
    at = place
    while at < min(last, place + _REACH):
        word = lower[at]
        if word in PERSONAL:
            return at, at + 1
        if words[at] in {",", ":", ";", ".", "“", "„", "»", "–"} and not _quoted_follows(words, lower, at, last):
            return None
        if word in _SKIPPED or word in ADVERBS:
            at += 1
        elif word in PREPOSITIONS:
            at = core_phrase(words, lower, at if word in CONTRACTED and False else at + 1, last) or at + 1
        elif word in {"dem", "einem", "den", "diesem", "seinem", "ihrem"}:
            at = noun_phrase(words, lower, at, last, greedy=False) or at + 1
        else:
            end = noun_phrase(words, lower, at, last, greedy=False)
            if end is not None:
                return at, apposition(words, lower, end, last)
            at += 1
    return None


def _quoted_follows(words: list[str], lower: list[str], place: int, last: int) -> bool:
    return words[place] in {"„", "»", "“"} and noun_phrase(words, lower, place, last, greedy=False) is not None


def _first_phrase(parse: Parse, place: int, last: int) -> Range | None:
    """The first noun phrase of a subordinate clause (*wie der Sprecher am Montag mitteilte*)."""
    found = subject_behind(parse, place, last)
    if found is not None and parse.lower[found[0]] in DATIVE and parse.lower[found[0]] != "der":
        further = subject_behind(parse, found[1], last)
        return further or found
    return found
