"""Further texts for the teacher to label: the ends of articles; articles with words exchanged, and taken apart.

The labels of such a text are not known, and need not be: the teacher says what it makes of it. The reader, which has
few layers, learns from many texts what the teacher does (Jiao et al. 2020, TinyBERT).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from quellenlage.features import Article
from quellenlage.labels import LabelledArticle, read_text

PARAGRAPHS = 16
"""Paragraphs of an article that are taken, or read at once."""
_PIECES = 25
_KEPT = 250
"""The most frequent words are never exchanged: they are the grammar."""
_KNOWN = 40_000
_NEAR = 24
_BLOCK = 500
_RATES = (0.1, 0.2, 0.3)
_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{4,}")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?“\"«]) (?=[A-ZÄÖÜ„»])")


def remainders(articles: Sequence[LabelledArticle], corpora: Path) -> Iterator[LabelledArticle]:
    """What stands behind the labelled part of each article, in texts of at most PARAGRAPHS paragraphs."""
    for article in articles:
        if article.text is not None:
            text, title, _ = read_text(corpora / article.file)
            whole = Article.read(text, title)
            places = whole.paragraphs[len(article.text.paragraphs) :]
            rest = [whole.text[place.start : place.end] for place in places]
            for low in range(0, len(rest), PARAGRAPHS):
                yield LabelledArticle(f"{article.id}-{low}", "", None, (), Article(rest[low : low + PARAGRAPHS]))


class Exchange:
    """Exchanges words for ones with a near vector and the same two last letters."""

    def __init__(self, words: Sequence[str], rows: npt.NDArray[np.float32]) -> None:
        self._words = words
        self._rows = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        self._place = {word: place for place, word in enumerate(words)}
        self._near: dict[str, list[str]] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Find what is near each word of the texts."""
        used = {word.lower() for text in texts for word in _WORD.findall(text)}
        order = sorted(place for place in map(self._place.get, used) if place is not None and place >= _KEPT)
        for low in range(0, len(order), _BLOCK):
            block = order[low : low + _BLOCK]
            near = np.argsort(-(self._rows[block] @ self._rows[:_KNOWN].T), axis=1)[:, :_NEAR]
            for place, others in zip(block, near.tolist(), strict=True):
                word = self._words[place]
                fit = [other for other in others if other >= _KEPT and other != place]
                self._near[word] = [self._words[other] for other in fit if self._words[other][-2:] == word[-2:]]

    def __call__(self, text: str, rate: float, chance: random.Random) -> str:
        """The text with a share of its words exchanged."""

        def one(match: re.Match[str]) -> str:
            word = match[0]
            near = self._near.get(word.lower())
            if not near or chance.random() > rate:
                return word
            other = chance.choice(near)
            return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other

        return _WORD.sub(one, text)


def augmented(
    articles: Sequence[LabelledArticle], words: Sequence[str], rows: npt.NDArray[np.float32], seed: int
) -> Iterator[LabelledArticle]:
    """A text without labels from each article."""
    chance = random.Random(seed)
    texts = [article.text for article in articles if article.text is not None]
    paragraphs = [[text.text[one.start : one.end] for one in text.paragraphs] for text in texts]
    pool = [one for some in paragraphs for one in some]
    exchange = Exchange(words, rows)
    exchange.learn(pool)
    for number, some in enumerate(paragraphs):
        rate = chance.choice(_RATES)
        made = _taken_apart([exchange(one, rate, chance) for one in some[:PARAGRAPHS]], pool, chance)
        if made:
            yield LabelledArticle(f"augmented-{seed}-{number}", "", None, (), Article(made))


def _taken_apart(paragraphs: list[str], pool: Sequence[str], chance: random.Random) -> list[str]:
    """In half of the texts: paragraphs of others, another order, a few paragraphs alone, or sentences by themselves."""
    way = chance.random()
    if way < 0.25:
        paragraphs = [chance.choice(pool) if chance.random() < 0.4 else one for one in paragraphs]
    elif way < 0.4:
        chance.shuffle(paragraphs)
    elif way < 0.5:
        begin = chance.randrange(len(paragraphs))
        paragraphs = paragraphs[begin : begin + chance.randint(1, 3)]
    elif way < 0.6:
        apart = [_SENTENCE_ENDS.split(one) if chance.random() < 0.5 else [one] for one in paragraphs]
        paragraphs = [one for some in apart for one in some][:_PIECES]
    return [one for one in paragraphs if one.strip()]
