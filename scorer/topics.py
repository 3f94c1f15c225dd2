"""Topics: which passages of several articles speak of the same thing – by figures, or by rare nouns.

*Example.* „etwa 12.000 Soldaten“ here and „mindestens 11.000 Truppen“ there are one figure; two sentences that
share *Haubitzen* and *Mehrfachraketenwerfer*, words rare in these articles, speak of one thing.
*Limits.* Words decide, not meaning: two deliveries of the same weapon look alike, and a paraphrase without a
common figure or rare noun is missed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from quellenlage.features.evidence import Span
from quellenlage.features.grammar import ADVERBS, PREPOSITIONS, SUBORDINATORS, TIME_NOUNS
from quellenlage.features.names import PERSON_GROUPS
from quellenlage.features.nouns import group_key, known_noun
from quellenlage.features.sentences import SENTENCE_OPENERS

from .figures import MEASURES, Figure, find_figures
from .passages import Passage, stem
from .report import Report

_NOUN = re.compile(r"(?<![\w])[A-ZÄÖÜ][\w]{2,}")
_PEOPLE = PERSON_GROUPS | {"organisation", "circles"}
"""Groups of nouns for people: *Soldaten*, *Truppen*."""
_MANY = 1000
"""From here on two figures that count people are the same whatever these are called."""
_OPENERS = SENTENCE_OPENERS | PREPOSITIONS | ADVERBS | SUBORDINATORS
_COMMON_START = 6
_RARE, _SENTENCES_PER, _MOST = 4, 20, 40
"""A noun is rare in up to so many sentences, or in one of so many; never in more than the last, which keeps the work
linear in the number of articles."""
_NAMED = 3
"""Shared nouns by which a topic is called."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that at least two articles speak of.

    ``figures`` are the least and the greatest number given and what is counted; ``names`` the rare nouns that the
    passages share, as one of them writes them. At least one of the two is not empty.
    """

    figures: tuple[tuple[float, float, str], ...]
    names: tuple[str, ...]
    passages: tuple[Passage, ...]


def find_topics(reports: Sequence[Report], passages: Sequence[Passage]) -> list[Topic]:
    """The topics of at least two articles: first those by figures, then those by nouns that are not among them."""
    aside = [_aside(report) for report in reports]
    nouns = [_nouns(reports[one.article].text, one, aside[one.article].get(one.paragraph, ())) for one in passages]
    rare = _rare(nouns)
    found: dict[tuple[int, ...], tuple[list[tuple[float, float, str]], list[str]]] = {}
    figures = [
        (place, figure)
        for place, one in enumerate(passages)
        for figure in find_figures(reports[one.article].text, one.start, one.end)
    ]
    for group in _joined(len(figures), _same_figures(figures, nouns, rare)):
        members = [figures[index] for index in group]
        values = [figure.value for _, figure in members]
        noun = Counter(_written(reports, passages[place], figure) for place, figure in members).most_common(1)[0][0]
        places = tuple(sorted({place for place, _ in members}))
        found.setdefault(places, ([], []))[0].append((min(values), max(values), noun))
    by_figure = [set(places) for places in found]
    for group in _joined(len(passages), _same_nouns(passages, nouns, rare)):
        counts = Counter(noun for place in group for noun in nouns[place] if noun in rare)
        shared = [noun for noun, count in counts.most_common(_NAMED) if count > 1]
        if not any(set(group) <= one for one in by_figure):
            written = (next(nouns[place][noun] for place in group if noun in nouns[place]) for noun in shared)
            found.setdefault(tuple(group), ([], []))[1].extend(written)
    topics = [
        Topic(tuple(counted), tuple(names), tuple(passages[place] for place in places))
        for places, (counted, names) in found.items()
    ]
    return [topic for topic in topics if len({one.article for one in topic.passages}) > 1]


def _written(reports: Sequence[Report], passage: Passage, figure: Figure) -> str:
    """The noun of a figure as the article writes it; *Artillerie- und Raketengeschosse* is one."""
    text = reports[passage.article].text[figure.end : passage.end]
    pattern = rf"{re.escape(figure.noun)}(?:- (?:und|oder|sowie) \w+)?"
    found = re.search(pattern, text, re.IGNORECASE) if figure.noun else None
    return found.group() if found else figure.noun


def _aside(report: Report) -> dict[int, list[Span]]:
    """Per paragraph what belongs to the sources and not to the statement: frames and mentions."""
    found: dict[int, list[Span]] = defaultdict(list)
    for one in report.attributions:
        found[one.paragraph] += one.frame
    for source in report.sources:
        for mention in source.mentions:
            found[mention.paragraph].append((mention.start, mention.end))
    return found


def _nouns(text: str, passage: Passage, aside: Sequence[Span]) -> dict[str, str]:
    """Stems of the nouns and names of a passage that are no part of its sources, each as it is written.

    Capitals in a row are one name: *Naher Osten* is one clue and not two.
    """
    found: dict[str, str] = {}
    last = -1
    for match in _NOUN.finditer(text, passage.start, passage.end):
        word, begin = match.group(), match.start()
        opener = begin == passage.start and word.lower() in _OPENERS
        if opener or word.lower() in TIME_NOUNS or any(low <= begin < high for low, high in aside):
            continue
        if text[last:begin] == " ":
            found.popitem()
        found.pop(stem(word), None)
        found[stem(word)] = word
        last = match.end()
    return found


def _rare(nouns: Sequence[dict[str, str]]) -> frozenset[str]:
    """The nouns that tell one thing from another: in more than one sentence, but in few."""
    counts = Counter(noun for one in nouns for noun in one)
    most = min(_MOST, max(_RARE, len(nouns) // _SENTENCES_PER))
    return frozenset(noun for noun, count in counts.items() if 1 < count <= most)


def _same_figures(
    figures: Sequence[tuple[int, Figure]], nouns: Sequence[dict[str, str]], rare: Set[str]
) -> Iterator[tuple[int, int]]:
    """Pairs of figures that may be one: overlapping, and counting the same."""
    order = sorted(range(len(figures)), key=lambda index: figures[index][1].low)
    for position, first in enumerate(order):
        place, figure = figures[first]
        for second in order[position + 1 :]:
            there, other = figures[second]
            if other.low > figure.high:
                break
            if place == there or not figure.noun or not other.noun:
                continue
            if figure.noun in MEASURES or other.noun in MEASURES:
                # "20 Prozent" of what? Another rare noun or measure must agree.
                same = figure.noun == other.noun and not rare.isdisjoint(nouns[place].keys() & nouns[there])
            else:
                same = _count_the_same(figure, other)
            if same:
                yield first, second


def _count_the_same(one: Figure, other: Figure) -> bool:
    named = any(_alike(one.noun, word) for word in other.words) or any(_alike(other.noun, word) for word in one.words)
    return named or (min(one.low, other.low) >= _MANY and _people(one.noun) and _people(other.noun))


def _alike(one: str, other: str) -> bool:
    return stem(one) == stem(other) or (len(other) >= _COMMON_START and one[:_COMMON_START] == other[:_COMMON_START])


def _people(noun: str) -> bool:
    found = known_noun(noun.capitalize())
    return found is not None and group_key(found[0]) in _PEOPLE


def _same_nouns(
    passages: Sequence[Passage], nouns: Sequence[dict[str, str]], rare: Set[str]
) -> Iterator[tuple[int, int]]:
    """Pairs of passages of two articles that share two rare nouns."""
    where: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(nouns):
        for noun in one:
            if noun in rare:
                where[noun].append(place)
    shared = Counter(pair for places in where.values() for pair in combinations(places, 2))
    return (pair for pair, count in shared.items() if count > 1 and _apart(passages, *pair))


def _apart(passages: Sequence[Passage], one: int, other: int) -> bool:
    return passages[one].article != passages[other].article


def _joined(count: int, pairs: Iterator[tuple[int, int]]) -> list[list[int]]:
    """The groups of more than one that the pairs join, each in order."""
    parent = list(range(count))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in pairs:
        parent[root(other)] = root(one)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(count):
        groups[root(place)].append(place)
    return [group for group in groups.values() if len(group) > 1]
