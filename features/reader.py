"""The reader: a small network that reads each token in its paragraph, beside the rules.

*Why it matters.* Whether a sentence needs a source, and whether *die Ministerin* is one here, depends on more than
words in lists (``docs/model.md`` tells what the reader adds to the rules, measured).
*What it does.* Each token (its word, its ending, its shape, what the rules found there) is read together with its
neighbours by four layers of convolution; sentence, paragraph and article are means of that. Out come, per phrase, how
likely it is a source; per sentence, whether it needs a source and has one; per paragraph, its role and level; per
article, its score. All people whom the rules find as sources have one and the same name here, so that no name is worth
more than another.
*Limits.* It was fitted on labels of one kind and cannot say why; but every value belongs to a phrase, a sentence or a
paragraph that can be shown. A name that the rules miss is read as it is.

The network is a multi-layer convolutional tagger (Collobert et al. 2011; dilated as in Yu and Koltun 2016). Need and
support of a sentence are learned from the score of its paragraph, which is their weighted mean (attention-based
multiple-instance learning, Ilse et al. 2018). The weights are made by ``training/`` and read without pickle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO

import numpy as np
import numpy.typing as npt

from .candidates import Candidate, with_one_name
from .evidence import SOURCE_TYPES
from .language import Parse, Sentence
from .segments import Segments, beside, product
from .tokens import Array, Vocabulary, shape_table

DILATIONS = (1, 2, 4, 8)
"""How far the neighbours are that each layer reads."""
CONTEXT_AFTER = 1
"""The layer behind which every token learns of its sentence, its paragraph and its article."""
ROLE_OUTPUTS = 4
LEAST_NEWS = 0.01
"""What a paragraph counts for in the article that is surely no news."""
_LEVELS = np.linspace(0.0, 1.0, 5, dtype=np.float32)
_PART = 20_000
"""Tokens after which an article is read in parts, so that memory stays bounded."""
_EPSILON = 1e-5
_LARGEST = 30.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader makes of one article; all values but ``roles`` lie between 0 and 1.

    ``sources``: per candidate, that it is none, and that it is one of each type (SOURCE_TYPES); ``risk``: per sentence,
    that it states something significant without a source; ``need``: that it states anything significant; ``support``:
    how far it is sourced; ``roles``: per paragraph the logit of each role (news, background, opinion, service);
    ``level``: its expected level, from 0 (unsourced) to 1 (transparent); ``score``: that of the article, once for each
    part that it is read in.
    """

    sources: Array
    risk: Array
    need: Array
    support: Array
    roles: Array
    level: Array
    score: Array


class Reader:
    """Reads parsed articles; immutable, safe to share between threads."""

    def __init__(self, file: IO[bytes]) -> None:
        """Load the weights from an ``.npz`` file; raises ValueError or KeyError when it holds no reader."""
        with np.load(file, allow_pickle=False) as stored:
            weights = {name: stored[name] for name in stored.files}
        self.vocabulary = Vocabulary(str(weights.pop("words")).split("\n"))
        self._words, self._word_scale = weights.pop("word"), weights.pop("word_scale")
        self._endings, self._ending_scale = weights.pop("ending"), weights.pop("ending_scale")
        self._weights: dict[str, Array] = {name: value.astype(np.float32) for name, value in weights.items()}

    def read(self, parse: Parse, findings: Array, candidates: Sequence[Candidate]) -> Reading:
        """Read an article with what the rules found at each of its tokens, and its candidates for sources."""
        words = with_one_name(parse, candidates)
        parts = [self._read(parse, words, findings, candidates, *part) for part in _parts(parse.paragraph_tokens)]
        joined = [np.concatenate([getattr(part, name) for part in parts]) for name in Reading.__slots__]
        return Reading(*joined)

    def _read(
        self,
        parse: Parse,
        words: Sequence[str],
        findings: Array,
        candidates: Sequence[Candidate],
        low: int,
        high: int,
    ) -> Reading:
        """Read the paragraphs ``low:high``."""
        bounds = [span for span in parse.paragraph_tokens[low:high] if span[0] < span[1]]
        sentences = [
            sentence for first, last in parse.paragraph_sentences[low:high] for sentence in parse.sentences[first:last]
        ]
        full = np.flatnonzero([first < last for first, last in parse.paragraph_tokens[low:high]])
        roles = np.zeros((high - low, ROLE_OUTPUTS), np.float32)
        level = np.zeros(high - low, np.float32)
        if not bounds:
            empty = np.zeros(0, np.float32)
            return Reading(np.zeros((0, 1 + len(SOURCE_TYPES)), np.float32), empty, empty, empty, roles, level, empty)
        begin, end = bounds[0][0], bounds[-1][1]
        text = Segments(
            np.array([first - begin for first, _ in bounds], np.intp),
            np.array([sentence.first - begin for sentence in sentences], np.intp),
            end - begin,
        )
        found = findings[begin:end]
        tokens = self._tokens(words[begin:end], found, text)
        sentence_means, paragraph_means = text.sentence_means(tokens), text.paragraph_means(tokens)
        of_paragraph = [
            paragraph_means,
            np.maximum.reduceat(tokens, text.paragraphs),
            *beside(paragraph_means),
            np.broadcast_to(paragraph_means.mean(axis=0), paragraph_means.shape),
            paragraph_places(text.paragraph_lengths),
            text.paragraph_means(found),
        ]
        around = np.maximum(self._linear("paragraph_in", np.concatenate(of_paragraph, axis=1)), 0.0)
        outputs = self._linear("paragraph_out", around)
        of_sentence = [
            sentence_means,
            np.maximum.reduceat(tokens, text.sentences),
            *beside(sentence_means),
            around[text.paragraph_of_sentence],
            text.sentence_means(found),
        ]
        within = np.maximum(self._linear("sentence_in", np.concatenate(of_sentence, axis=1)), 0.0)
        risk, need, support = _logistic(self._linear("sentence_out", within)).T
        inside = [one for one in candidates if begin <= one.phrase.first < end]
        around_sentence = np.hstack([within, around[text.paragraph_of_sentence]])
        sources = self._sources(inside, sentences, np.hstack([tokens, found]), begin, around_sentence)
        roles[full] = outputs[:, :ROLE_OUTPUTS]
        level[full] = (_softmax(outputs[:, ROLE_OUTPUTS:]) * _LEVELS).sum(axis=1)
        score = self._score(around, outputs[:, :ROLE_OUTPUTS])
        return Reading(sources, risk, need, support, roles, level, score)

    def _tokens(self, words: Sequence[str], found: Array, text: Segments) -> Array:
        """The vector of each token after all layers."""
        tokens = self._norm("input", self._inputs(words, found, text))
        for layer, reach in enumerate(DILATIONS):
            left, right = text.neighbours(tokens, reach)
            name = f"layer{layer}"
            change = product(left, self._weights[f"{name}_left"])
            change += product(tokens, self._weights[f"{name}_here"])
            change += product(right, self._weights[f"{name}_right"])
            change += self._weights[f"{name}_bias"]
            np.maximum(change, 0.0, out=change)
            change += tokens
            tokens = self._norm(name, change)
            if layer == CONTEXT_AFTER:
                tokens = self._context(tokens, text)
        return tokens

    def _score(self, around: Array, roles: Array) -> Array:
        """The score of the article: from its paragraphs as far as they are news, from all, and from their maxima."""
        news = _softmax(roles)[:, :1] + LEAST_NEWS
        parts = [(around * news).sum(axis=0) / news.sum(), around.mean(axis=0), around.max(axis=0)]
        return _logistic(self._linear("article_out", np.concatenate(parts)[None])[0])

    def _sources(
        self,
        candidates: Sequence[Candidate],
        sentences: Sequence[Sentence],
        values: Array,
        begin: int,
        around: Array,
    ) -> Array:
        """How likely each candidate is no source, or one of each type.

        ``values`` are the vectors and findings of the tokens from ``begin`` on; ``around`` has a row per sentence.
        """
        if not candidates:
            return np.zeros((0, 1 + len(SOURCE_TYPES)), np.float32)
        place = np.array([one.sentence for one in candidates]) - sentences[0].index
        first = np.array([one.phrase.first for one in candidates]) - begin
        last = np.array([one.phrase.last for one in candidates]) - begin
        opens = np.array([sentence.first for sentence in sentences])[place] - begin
        ends = np.array([sentence.last for sentence in sentences])[place] - begin
        tokens = values[:, : self._words.shape[1]]
        sums = np.concatenate([np.zeros((1, values.shape[1])), values]).cumsum(0)
        means = ((sums[last] - sums[first]) / (last - first)[:, None]).astype(np.float32)
        before, behind = first > opens, last < ends
        parts = [
            tokens[first],
            tokens[last - 1],
            tokens[first - 1] * before[:, None],
            tokens[np.where(behind, last, 0)] * behind[:, None],
            means,
            around[place],
            np.array([one.marks for one in candidates], np.float32),
        ]
        hidden = self._linear("phrase_in", np.concatenate(parts, axis=1))
        hidden += self._weights["group"][[one.group for one in candidates]]
        return _softmax(self._linear("phrase_out", np.maximum(hidden, 0.0)))

    def _inputs(self, words: Sequence[str], found: Array, text: Segments) -> Array:
        """Word, ending, shape and findings of each token, added up; each distinct word is looked up once."""
        distinct: dict[str, int] = {}
        place = [distinct.setdefault(word, len(distinct)) for word in words]
        vocabulary = self.vocabulary
        known = [vocabulary[word] for word in distinct]
        by_word = self._words[[word.row for word in known]] * self._word_scale
        by_word += self._endings[[word.ending for word in known]] * self._ending_scale
        by_word += product(shape_table([word.shape for word in known]), self._weights["shape"])
        inputs: Array = by_word[place]
        inputs += product(found, self._weights["finding"])
        inputs[text.sentences] += self._weights["shape"][-1]
        inputs += self._weights["input_bias"]
        return inputs

    def _context(self, tokens: Array, text: Segments) -> Array:
        """Add to each token what its sentence, its paragraph and the article are like."""
        paragraphs = text.paragraph_means(tokens)
        around = product(paragraphs, self._weights["context_paragraph"])
        around += paragraphs.mean(axis=0) @ self._weights["context_article"] + self._weights["context_bias"]
        sentences = product(text.sentence_means(tokens), self._weights["context_sentence"])
        sentences += around[text.paragraph_of_sentence]
        np.maximum(sentences, 0.0, out=sentences)
        return self._norm("context", tokens + np.repeat(sentences, text.sentence_lengths, axis=0))

    def _norm(self, name: str, values: Array) -> Array:
        """Normalise each row in place (layer normalisation)."""
        width = values.shape[1]
        values -= values @ np.full((width, 1), 1.0 / width, np.float32)
        spread = np.einsum("ij,ij->i", values, values) / width
        values *= (1.0 / np.sqrt(spread + _EPSILON))[:, None]
        values *= self._weights[f"{name}_gain"]
        values += self._weights[f"{name}_shift"]
        return values

    def _linear(self, name: str, values: Array) -> Array:
        result = product(values, self._weights[name])
        result += self._weights[f"{name}_bias"]
        return result


def _parts(paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut the paragraphs into runs of at most about 20,000 tokens."""
    cuts, begin = [0], 0
    for index, (first, last) in enumerate(paragraphs):
        if last - begin > _PART and index > cuts[-1]:
            cuts.append(index)
            begin = first
    return list(zip(cuts, [*cuts[1:], len(paragraphs)], strict=True))


def paragraph_places(lengths: npt.NDArray[np.integer]) -> Array:
    """Where each paragraph of an article stands and how long it is, from its tokens: seven columns (PLACES)."""
    count = len(lengths)
    order = np.arange(count)
    columns = [
        order == 0,
        order == count - 1,
        np.log2(1.0 + lengths) / 6,
        np.minimum(order, 14) / 14,
        lengths < 8,
        np.full(count, np.log2(1.0 + count) / 5),
        order == 1,
    ]
    return np.column_stack(columns).astype(np.float32)


PLACES = 7


def _softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _logistic(logits: Array) -> Array:
    return (1.0 / (1.0 + np.exp(-np.clip(logits, -_LARGEST, _LARGEST)))).astype(np.float32)


@cache
def shipped_reader() -> Reader:
    """The reader of the package."""
    with (resources.files(__package__) / "weights" / "reader.npz").open("rb") as file:
        return Reader(file)
