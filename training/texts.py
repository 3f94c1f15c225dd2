"""Labelled articles as arrays: what the network reads, and what annotators said of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from quellenlage.features import rule_findings
from quellenlage.features.candidates import MARKS, Candidate, find_candidates, with_one_name
from quellenlage.features.evidence import ROLES, SOURCE_TYPES
from quellenlage.features.language import Parse
from quellenlage.features.tokens import Vocabulary, shape_table, token_findings
from quellenlage.labels import LabelledArticle, LabelledParagraph
from quellenlage.measures import unsourced_sentences

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
_HALF = 0.5
_SCORE_OF_ZERO, _SCORE_OF_LEVEL = 0.06, 0.205
"""Article score by mean level: a line through the articles of two or three paragraphs in ``labels/further.jsonl``."""
UNKNOWN = -1
"""A token, sentence or paragraph without a label."""


@dataclass(slots=True)
class Text:
    """One article: per token ``row`` of its word, ``ending``, ``shape``, ``finding``; where parts begin; its labels.

    A candidate has a ``span`` (its tokens, and those of its sentence), ``mark`` and ``group``; its label in
    ``candidates`` is 0 (no source) or 1–6 (a source of this type).
    ``tags`` are 0 (no source), 1–6 (a source of each type begins) and 7–12 (it goes on); ``unsourced`` is per sentence,
    ``roles`` and ``levels`` (0–4) per paragraph; ``score`` (0–1, NaN where unknown) is one for the article.
    """

    id: str
    row: Integers
    ending: Integers
    shape: Floats
    finding: Floats
    paragraph: Integers
    sentence: Integers
    paragraph_of_sentence: Integers
    span: Integers
    mark: Floats
    group: Integers
    candidates: Integers
    tags: Integers
    unsourced: Integers
    roles: Integers
    levels: Integers
    score: Floats


def read_text(article: LabelledArticle, parse: Parse, vocabulary: Vocabulary, *, one_name: bool = False) -> Text:
    """One parsed article as arrays; paragraphs without tokens are left out.

    With ``one_name`` all people whom the rules find have one and the same name, as the reader has them in use.
    """
    scene, phrases, markers = rule_findings(parse)
    candidates = find_candidates(parse, phrases)
    words = [vocabulary[word] for word in (with_one_name(parse, candidates) if one_name else parse.words)]
    shapes = shape_table([vocabulary[word].shape for word in parse.words])
    for sentence in parse.sentences:
        shapes[sentence.first, -1] = 1.0
    full = [index for index, (first, last) in enumerate(parse.paragraph_tokens) if first < last]
    number = {index: place for place, index in enumerate(full)}
    paragraph = np.repeat(
        np.arange(len(full)), [parse.paragraph_tokens[i][1] - parse.paragraph_tokens[i][0] for i in full]
    )
    found = Text(
        id=article.id,
        row=np.array([word.row for word in words], np.int64),
        ending=np.array([word.ending for word in words], np.int64),
        shape=shapes,
        finding=token_findings(parse, scene, phrases, markers),
        paragraph=paragraph,
        sentence=np.repeat(np.arange(len(parse.sentences)), [s.last - s.first for s in parse.sentences]),
        paragraph_of_sentence=np.array([number[s.paragraph] for s in parse.sentences]),
        span=np.array([_span(parse, one) for one in candidates], np.int64).reshape(-1, 4),
        mark=np.array([one.marks for one in candidates], np.float32).reshape(-1, len(MARKS)),
        group=np.array([one.group for one in candidates], np.int64),
        candidates=np.full(len(candidates), UNKNOWN),
        tags=np.full(len(words), UNKNOWN),
        unsourced=np.full(len(parse.sentences), UNKNOWN),
        roles=np.full(len(full), UNKNOWN),
        levels=np.full(len(full), UNKNOWN),
        score=np.full(1, _score(article), np.float32),
    )
    for labelled in article.paragraphs:
        if labelled.index in number:
            _label(found, parse, labelled, number[labelled.index])
    return found


def _score(article: LabelledArticle) -> float:
    """The score of the article (0–1); a short one without a label has what annotators give to levels like its own."""
    levels = [one.score for one in article.paragraphs if one.score is not None]
    if article.score is not None:
        return article.score / 100
    return _SCORE_OF_ZERO + _SCORE_OF_LEVEL * sum(levels) / len(levels) if levels else float("nan")


def _span(parse: Parse, candidate: Candidate) -> tuple[int, int, int, int]:
    sentence = parse.sentences[candidate.sentence]
    return candidate.phrase.first, candidate.phrase.last, sentence.first, sentence.last


def _label_candidates(text: Text, first: int, last: int, golds: list[tuple[list[int], int]]) -> None:
    """Give each labelled source, as tokens and number of its type, to the candidate that overlaps it most."""
    inside = np.flatnonzero((text.span[:, 0] >= first) & (text.span[:, 0] < last))
    text.candidates[inside] = 0
    for tokens, kind in golds:
        best, most = UNKNOWN, 0.0
        for place in inside:
            low, high = text.span[place, :2]
            shared = min(high, tokens[-1] + 1) - max(low, tokens[0])
            share = shared / max(high - low, len(tokens))
            if share >= _HALF and share > most:
                best, most = place, share
        if best != UNKNOWN:
            text.candidates[best] = 1 + kind


def _label(text: Text, parse: Parse, labelled: LabelledParagraph, place: int) -> None:
    """Write the labels of one paragraph, the *place*-th that has tokens, into the arrays."""
    start = parse.article.paragraphs[labelled.index].start
    first, last = parse.paragraph_tokens[labelled.index]
    text.tags[first:last] = 0
    content = parse.article.text[start : parse.article.paragraphs[labelled.index].end]
    golds: list[tuple[list[int], int]] = []
    for low, high, kind in labelled.sources:
        tokens = _tokens(parse, content, start, low, high)
        text.tags[tokens] = 1 + len(SOURCE_TYPES) + SOURCE_TYPES.index(kind)
        text.tags[tokens[:1]] = 1 + SOURCE_TYPES.index(kind)
        if tokens:
            golds.append((tokens, SOURCE_TYPES.index(kind)))
    _label_candidates(text, first, last, golds)
    low, high = parse.paragraph_sentences[labelled.index]
    spans = [(s.start - start, s.end - start) for s in parse.sentences[low:high]]
    text.unsourced[low:high], _ = unsourced_sentences(spans, labelled.unsourced)
    text.roles[place] = ROLES.index(labelled.role)
    if labelled.score is not None:
        text.levels[place] = labelled.score


def _tokens(parse: Parse, content: str, start: int, low: int, high: int) -> list[int]:
    """The tokens of a labelled span; a span inside a word (*er* in *Ermittler*) means the next whole word."""
    wanted = content[low:high]
    at = low
    while at != -1:
        first = bisect_left(parse.starts, start + at)
        last = bisect_right(parse.ends, start + at + len(wanted))
        whole = first < last and parse.starts[first] == start + at and parse.ends[last - 1] == start + at + len(wanted)
        if whole:
            return list(range(first, last))
        at = content.find(wanted, at + 1)
    return list(range(bisect_right(parse.ends, start + low), bisect_left(parse.starts, start + high)))
