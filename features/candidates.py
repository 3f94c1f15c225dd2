"""Candidates: every phrase that may be a source, with the indicators by which a reader would tell.

*Why it matters.* *Die Ministerin* is a source where she *warnt*, and none where she *reist*; no list of verbs tells
all of it.
*What it does.* Names for each noun phrase and each *er* or *sie* what stands around it: what the rules found, the
verb and its place, the words beside it, quotation marks and Konjunktiv in the sentence. Which of them
tell a source is learned from the labels (:mod:`.selection`).
*Limits.* Words of the phrase itself count by their ending alone, so that no name is learned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .appositions import apposition
from .clauses import Clause, SentenceClauses
from .drafts import Draft, Scene
from .grammar import DETERMINERS, PREPOSITIONS
from .language import Parse
from .ledger import SourcePhrase
from .phrases import Range, is_noun, noun_phrase
from .source_types import source_type
from .speech import speech_forms

_OBLIQUE = frozenset("dem den einem einen des eines".split())
_ENDING = 5
_CLAUSE_TAIL = 4
_SHORT_QUOTATION = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be a source, ``ruled`` if the rules found it; ``indicators`` are names that hold for it."""

    phrase: SourcePhrase
    ruled: bool
    indicators: tuple[str, ...]


def find_candidates(parse: Parse, scene: Scene, phrases: Sequence[SourcePhrase]) -> list[Candidate]:
    """All candidates in the order of the text: ``phrases``, which the rules found, and the other noun phrases."""
    drafts: dict[Range, Draft] = {}
    for draft in scene.drafts:
        if draft.source is not None:
            drafts.setdefault(draft.source, draft)
    ruled: dict[int, list[SourcePhrase]] = {}
    for phrase in phrases:
        ruled.setdefault(phrase.first, []).append(phrase)
    per_paragraph = Counter(phrase.paragraph for phrase in phrases if phrase.counted)
    inside = _Inside(parse, scene)
    found: list[Candidate] = []
    for view in scene.sentences:
        places = _phrases(parse, view, ruled)
        counted = sum(phrase.counted for phrase in places)
        around = [*_sentence(parse, view, inside), f"paragraph {min(3, per_paragraph[view.sentence.paragraph])}"]
        clauses = iter(view.clauses)
        clause = next(clauses, None)
        for phrase in places:
            while clause is not None and phrase.first >= clause.last:
                clause = next(clauses, None)
            by_rule = phrase.first in ruled
            names = _by_rule(phrase, drafts.get((phrase.first, phrase.last)), by_rule)
            names += _beside(parse, view, phrase)
            if clause is not None and clause.first <= phrase.first:
                names += _verb(parse, clause, phrase)
            names += inside.names(phrase.first)
            if counted > phrase.counted:
                names.append("another in the sentence")
            found.append(Candidate(phrase, by_rule, (*around, *names)))
    return found


def _phrases(parse: Parse, view: SentenceClauses, ruled: Mapping[int, Sequence[SourcePhrase]]) -> list[SourcePhrase]:
    """The phrases of one sentence from left to right; a noun phrase gives way to one that the rules found."""
    words, lower = parse.words, parse.lower
    sentence = view.sentence
    found: list[SourcePhrase] = []
    begin = sentence.first
    for place in range(sentence.first, sentence.last):
        if place in ruled:
            found += ruled[place]
            begin = max(begin, *(phrase.last for phrase in ruled[place]))
        elif place >= begin:
            end = _end(parse, place, sentence.first, sentence.last)
            if end is not None and not any(at in ruled for at in range(place + 1, end)):
                kind, rule = source_type(words, lower, place, end)
                found.append(SourcePhrase(place, end, sentence.paragraph, kind, rule, False))
                begin = end
    return found


def _end(parse: Parse, place: int, first: int, last: int) -> int | None:
    words, lower = parse.words, parse.lower
    if lower[place] in {"er", "sie"}:
        return place + 1
    if lower[place] not in DETERMINERS and not is_noun(words, lower, place, first):
        return None
    end = noun_phrase(words, lower, place, last, greedy=False)
    if end is None:
        return None
    longer = apposition(words, lower, end, last)
    return longer if longer > end and source_type(words, lower, place, longer)[0] == "person" else end


class _Inside:
    """Which tokens stand in quotations and in attributed content."""

    def __init__(self, parse: Parse, scene: Scene) -> None:
        self.quoted = parse.mask(
            (one.open, one.close + 1)
            for one in parse.quotations
            if one.depth == 0 and one.last - one.first >= _SHORT_QUOTATION
        )
        self._content = parse.mask(content for draft in scene.drafts for content in draft.content)

    def names(self, place: int) -> list[str]:
        names = ["in quotation"] if self.quoted[place] else []
        return [*names, "in content"] if self._content[place] else names


def _sentence(parse: Parse, view: SentenceClauses, inside: _Inside) -> list[str]:
    first, last = view.sentence.first, view.sentence.last
    names = ["sentence quotes"] if any(inside.quoted[first:last]) else []
    names += ["sentence in Konjunktiv"] if view.strict else []
    names += ["sentence with dass"] if "dass" in parse.lower[first:last] else []
    return [*names, "sentence with colon"] if ":" in parse.words[first:last] else names


def _by_rule(phrase: SourcePhrase, draft: Draft | None, by_rule: bool) -> list[str]:
    """What the rules say of a phrase: how it was found, and what type of source it would be."""
    kind = phrase.rule
    how = "none"
    names = [f"type {phrase.type}", f"noun {kind}", f"length {min(4, phrase.last - phrase.first)}"]
    if by_rule:
        how = "credit" if draft is None else draft.rule + " far" * (not draft.own) + " carried" * draft.carried
        how += "" if phrase.counted else " uncounted"
        names.append(f"found, noun {kind}")
        if draft is not None:
            names += [f"attribution {draft.type}", f"attribution {draft.type}, noun {kind}"]
    return [*names, f"rule {how}", f"rule {how}, noun {kind}"]


def _beside(parse: Parse, view: SentenceClauses, phrase: SourcePhrase) -> list[str]:
    """The words before and behind a phrase, and the ending of its first part."""
    lower, first, last = parse.lower, view.sentence.first, view.sentence.last
    before = lower[phrase.first - 1] if phrase.first > first else "^"
    behind = lower[phrase.last] if phrase.last < last else "$"
    two_before = lower[phrase.first - 2] if phrase.first - 1 > first else "^"
    two_behind = lower[phrase.last + 1] if phrase.last + 1 < last else "$"
    word = lower[phrase.last - 1]
    names = [
        f"before {before}",
        f"before {before}, noun {phrase.rule}",
        f"before {two_before} {before}",
        f"behind {behind}",
        f"behind {behind}, noun {phrase.rule}",
        f"behind {behind} {two_behind}",
        f"ending {word[-_ENDING:]}",
    ]
    if lower[phrase.first] in DETERMINERS:
        names.append(f"determiner {lower[phrase.first]}, noun {phrase.rule}")
    names += [f"before verb {group}" for group in _group(before)]
    return [*names, *(f"behind verb {group}" for group in _group(behind))]


def _verb(parse: Parse, clause: Clause, phrase: SourcePhrase) -> list[str]:
    """The finite verb nearest to the phrase, the word that ends its clause, and where the phrase stands to it."""
    lower, words = parse.lower, parse.words
    names = [f"clause {clause.opener}"] if clause.opener in {"wie", "laut", "nach"} else []
    if clause.subordinate:
        names.append("subordinate")
    if not clause.finite:
        return names
    behind = bisect_left(clause.finite, phrase.first)
    verb = min(clause.finite[max(0, behind - 1) : behind + 1], key=lambda place: abs(place - phrase.first))
    tail = next(
        (
            lower[at]
            for at in range(clause.last - 1, max(clause.first, clause.last - _CLAUSE_TAIL) - 1, -1)
            if words[at][0].islower()
        ),
        "",
    )
    place = _place(lower, clause, phrase, verb)
    group = next(iter([*_group(lower[verb]), *_group(tail)]), "other")
    return [
        *names,
        f"verb {lower[verb]}",
        f"{place} {lower[verb]}",
        f"{place}, noun {phrase.rule}",
        f"tail {tail}",
        f"{place}, tail {tail}",
        f"{place} {group}",
        f"{place} {group}, type {phrase.type}",
    ]


def _place(lower: Sequence[str], clause: Clause, phrase: SourcePhrase, verb: int) -> str:
    if phrase.first > clause.first and lower[phrase.first - 1] in PREPOSITIONS:
        return "prepositional"
    if lower[phrase.first] in _OBLIQUE:
        return "oblique"
    if phrase.last == verb:
        return "right before"
    if phrase.first == verb + 1:
        return "right behind"
    if phrase.first == clause.first:
        return "opening"
    return "before" if phrase.first < verb else "behind"


def _group(word: str) -> list[str]:
    entries = speech_forms().get(word)
    return [entries[0].groups[0].id] if entries else []
