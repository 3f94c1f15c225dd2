"""Candidates: every phrase that may be a source.

*Why it matters.* *Die Ministerin* is a source where she *warnt*, and none where she *reist*. Which phrases there are
is a matter of grammar; which of them are sources, the reader tells (:mod:`.reader`).
*What it does.* Lists the phrases that the rules found and, between them, each other noun phrase, each *er* and *sie*.
*Limits.* Nine of ten labelled sources are among the candidates; a source that is a clause (*wer sich umhört*) is not.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .appositions import apposition
from .core_phrases import is_noun
from .evidence import SOURCE_TYPES
from .grammar import DETERMINERS
from .language import Parse, Sentence
from .ledger import SourcePhrase
from .names import read_phrase
from .nouns import first_name, known_noun
from .phrases import noun_phrase
from .source_types import source_type

GROUPS = 64
"""Buckets for the group of nouns that gave a phrase its type."""
MARKS = (
    *SOURCE_TYPES,
    *("ruled", "counted", "first", "named before", "named behind", "named elsewhere", "beside another", "others"),
)
"""What is known of a candidate beside its tokens, one column each.

Its type by the rules; whether they found it and whether they list it; whether it is the first one of its paragraph;
whether its last word ends a listed phrase earlier or later in the paragraph, or elsewhere in the article; whether the
rules list another phrase in its sentence, and how many others in its paragraph (up to three, as a share of three).
"""
_MOST = 3
_FIRST_NAME, _SURNAME = "Maria", "Schmidt"
"""What the names of people are read as, so that none is worth more than another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be a source, ``ruled`` if the rules found it; ``marks`` are the columns named in MARKS."""

    phrase: SourcePhrase
    sentence: int
    ruled: bool
    marks: tuple[float, ...] = ()

    @property
    def group(self) -> int:
        """The bucket of the group of nouns that gave the phrase its type."""
        return zlib.crc32(self.phrase.rule.encode()) % GROUPS


def find_candidates(parse: Parse, phrases: Sequence[SourcePhrase]) -> list[Candidate]:
    """All candidates in the order of the text: ``phrases``, which the rules found, and the other noun phrases."""
    ruled: dict[int, list[SourcePhrase]] = {}
    for phrase in phrases:
        ruled.setdefault(phrase.first, []).append(phrase)
    surnames = _surnames(parse)
    found = [one for sentence in parse.sentences for one in _in_sentence(parse, sentence, ruled, surnames)]
    return _marked(parse, found)


def with_one_name(parse: Parse, candidates: Sequence[Candidate]) -> list[str]:
    """The words of a text, with one and the same name for all people whom the rules find as sources."""
    words = list(parse.words)
    for one in candidates:
        if one.ruled and one.phrase.type == "person":
            name = read_phrase(parse.words, parse.lower, one.phrase.first, one.phrase.last).name
            if name is not None:
                first, last = name
                words[first:last] = [*[_FIRST_NAME] * (last - first - 1), _SURNAME]
    return words


def _marked(parse: Parse, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their marks."""
    listed = [one for one in candidates if one.ruled and one.phrase.counted]
    in_article = Counter(_head(parse, one) for one in listed)
    in_paragraph = Counter((one.phrase.paragraph, _head(parse, one)) for one in listed)
    per_paragraph = Counter(one.phrase.paragraph for one in listed)
    per_sentence = Counter(one.sentence for one in listed)
    seen: Counter[tuple[int, str]] = Counter()
    marked: list[Candidate] = []
    for one in candidates:
        paragraph, head = one.phrase.paragraph, _head(parse, one)
        itself = one.ruled and one.phrase.counted
        before, all_inside = seen[paragraph, head], in_paragraph[paragraph, head]
        marks = (
            *(one.phrase.type == kind for kind in SOURCE_TYPES),
            one.ruled,
            itself,
            not marked or marked[-1].phrase.paragraph != paragraph,
            before > 0,
            all_inside - before - itself > 0,
            in_article[head] - all_inside > 0,
            per_sentence[one.sentence] - itself > 0,
            min(_MOST, per_paragraph[paragraph] - itself) / _MOST,
        )
        seen[paragraph, head] += itself
        marked.append(replace(one, marks=tuple(map(float, marks))))
    return marked


def _head(parse: Parse, one: Candidate) -> str:
    """The last word of a candidate, small, without the ending of a genitive."""
    return parse.lower[one.phrase.last - 1].rstrip("s")


def _surnames(parse: Parse) -> frozenset[str]:
    """Words that stand behind a first name somewhere and are no listed nouns."""
    pairs = pairwise(parse.words)
    return frozenset(word for before, word in pairs if first_name(before) is not None and known_noun(word) is None)


def _in_sentence(
    parse: Parse, sentence: Sentence, ruled: Mapping[int, Sequence[SourcePhrase]], surnames: frozenset[str]
) -> list[Candidate]:
    """The phrases of one sentence from left to right; a noun phrase gives way to one that the rules found."""
    found: list[Candidate] = []
    begin = sentence.first
    for place in range(sentence.first, sentence.last):
        if place in ruled:
            found += [Candidate(phrase, sentence.index, True) for phrase in ruled[place]]
            begin = max(begin, *(phrase.last for phrase in ruled[place]))
        elif place >= begin:
            end = _end(parse, place, sentence, surnames)
            if end is not None and not any(at in ruled for at in range(place + 1, end)):
                kind, rule = source_type(parse.words, parse.lower, place, end)
                phrase = SourcePhrase(place, end, sentence.paragraph, kind, rule, False)
                found.append(Candidate(phrase, sentence.index, False))
                begin = end
    return found


def _end(parse: Parse, place: int, sentence: Sentence, surnames: frozenset[str]) -> int | None:
    """The end of a pronoun or noun phrase that begins at ``place``; None where none does."""
    words, lower = parse.words, parse.lower
    if lower[place] in {"er", "sie"}:
        return place + 1
    if lower[place] not in DETERMINERS and not is_noun(words, lower, place, sentence.first):
        return None
    end = noun_phrase(words, lower, place, sentence.last, greedy=False)
    if end is None:
        return None
    if end > place + 1 and words[place] in surnames and words[place + 1] != "(":
        return place + 1  # "nun erhob Roth Einspruch": a surname alone is a phrase.
    longer = apposition(words, lower, end, sentence.last)
    return longer if longer > end and source_type(words, lower, place, longer)[0] == "person" else end
