"""The table of named figures per paragraph and per article: everything a model may weigh.

Shares are between 0 and 1 and weigh sentences by their length; counts are capped where more of the same must not
count more. ``docs/figures.md`` lists every name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .coverage import NOBODY, Shares
from .cues import CueMatcher, load_cues
from .evidence import ROLES, Attribution, Marker, Note, Source, Statement
from .furniture import is_furniture, is_sentence
from .grammar import GERMAN_WORDS
from .language import Parse
from .origins import relays
from .reader import Reading

IDENTIFIABLE = ("person", "document", "media", "organisation")
_ASCRIBED = (*IDENTIFIABLE, "unnamed", "vague")
_COVERED = (*_ASCRIBED, NOBODY)
_HALF = 0.5
_LEAST_PROBABILITY = 1e-3
_BRIEF = 2
SUPPORT = {"person": 1.0, "document": 1.0, "media": 0.85, "organisation": 0.85, "unnamed": 0.5, "vague": 0.25}
"""How far a source of each type carries a statement, after the codebook's levels (4, 3 to 4, 2, 1 of 4)."""

PARAGRAPH_FIGURES = {
    "words": "tokens of the paragraph, sentences apart that repeat an earlier one",
    "sentences": "sentences of the paragraph, those apart that repeat an earlier one or only say what is not confirmed",
    "cover_<type>": "share of the text ascribed to a source of this type (nobody: to a speaker who is not found)",
    "cover_none": "share of the text not ascribed to any source, content of a speaker who is not found included",
    "support": "mean strength of the sources behind the text: 1 person or document, 0.85 medium or organisation, "
    "0.5 unnamed, 0.25 vague, 0 none",
    "named": "share of the text ascribed to an identifiable source",
    "direct": "share of the text in attributed quotations",
    "carried": "share of the text that goes on with a source named before",
    "reported": "share of the text in reported speech acts",
    "act": "share of the text that tells a public act of its source (*bestätigte*, *beschloss*)",
    "mentioned": "share of the text whose sentence names a source without rendering what it says",
    "occasion": "share of the text ascribed to an organisation or medium with the occasion (day, session, report)",
    "bare_sentences": "share of sentences that are less than half ascribed to anybody",
    "mentions_<type>": "source phrases of this type in the paragraph, up to three, as a share of three",
    "sources": "distinct sources with a mention in the paragraph, up to three, as a share of three",
    "only_vague": "1 when the paragraph has sources and all of them are vague",
    "only_unnamed": "1 when it has sources and all of them are unnamed or vague",
    "<marker kind>": "markers of this kind per sentence, at most 1",
    "single_unnamed": "1 when the paragraph rests on one unnamed source",
    "second_hand": "1 when a medium relies on another medium in it",
    "before_named": "identifiable share of the last sentence of the paragraph before",
    "furniture": "1 when it is a date line, a byline, a repeated headline or a notice of the page",
    "brief": "1 for whole sentences in an article of one or two paragraphs",
    "read_<role>": "logit of the role, by the reader",
    "read_level": "level of the paragraph as a whole, by the reader, from 0 (unsourced) to 1 (transparent)",
}
COVERAGE_FIGURES = {
    "cover_<type>": "share of the sentence ascribed to a source of this type",
    "covered": "share ascribed to any source",
    "carried": "share that goes on with a source named before",
    "reported": "share in a reported speech act",
    "act": "share that tells a public act of its source",
    "mentioned": "1 when a source is named in it without rendering what it says",
    "before_covered": "covered share of the sentence before, in the same paragraph",
    "after_covered": "covered share of the sentence behind, in the same paragraph",
    "paragraph_sourced": "1 when its paragraph names a source",
    "read_risk": "logit that it states something significant without a source, by the reader",
    "read_need": "probability that it states anything significant, by the reader",
    "read_support": "how far it is sourced, by the reader",
    "read_owed": "its need that no support answers",
}
ARTICLE_FIGURES = {
    "words": "tokens of the article",
    "paragraphs": "paragraphs of the article",
    "sources": "distinct sources in the ledger",
    "independent_sources": "distinct identifiable sources less the media that only relay another medium",
    "second_hand": "chains of media (a medium that relies on a medium)",
    "named_sources": "distinct identifiable sources",
    "sources_<type>": "distinct sources of this type",
    "unnamed_share": "share of the mentions that are unnamed or vague (0 without mentions)",
    "main_source_share": "share of the attributed text that rests on the most used source (0 without any)",
    "first_source": "place of the first source mention in the text, 0 at its beginning, 1 at its end or without any",
    "attribution_density": "attributions per 100 words",
    "read_score": "score of the article as a whole, by the reader, from 0 to 1",
    "german_share": "share of the words that are frequent German function words",
    "<marker kind>_per_100_words": "markers of this kind per 100 words",
}


def sentence_figures(
    parse: Parse,
    statements: Sequence[Statement],
    coverage: Sequence[Shares],
    mentions: Sequence[int],
    reading: Reading,
) -> list[Statement]:
    """Add to each statement what the reader says of it and how far it, its neighbours, its paragraph are ascribed.

    ``mentions[i]`` is the number of source phrases in paragraph *i*.
    """
    found: list[Statement] = []
    for index, (statement, shares) in enumerate(zip(statements, coverage, strict=True)):
        first, last = parse.paragraph_sentences[statement.paragraph]
        figures = {f"cover_{kind}": shares[kind] for kind in _COVERED if shares[kind]}
        figures["covered"] = _any(shares)
        if not figures["covered"]:
            # A quotation that nobody is said to have spoken is the author's own statement.
            figures["quoted"] = 0.0
        figures["carried"] = shares["carried"]
        figures["reported"] = shares["reported"]
        figures["act"] = shares["act"]
        figures["mentioned"] = shares["mentioned"]
        figures["before_covered"] = _any(coverage[index - 1]) if index > first else 0.0
        figures["after_covered"] = _any(coverage[index + 1]) if index + 1 < last else 0.0
        figures["paragraph_sourced"] = 1.0 if mentions[statement.paragraph] else 0.0
        figures["read_risk"] = _logit(reading.risk[index])
        figures["read_need"] = float(reading.need[index])
        figures["read_support"] = float(reading.support[index])
        figures["read_owed"] = figures["read_need"] * (1.0 - figures["read_support"])
        found.append(replace(statement, figures=statement.figures | figures))
    return found


def _logit(probability: float) -> float:
    inside = min(1 - _LEAST_PROBABILITY, max(_LEAST_PROBABILITY, float(probability)))
    return math.log(inside / (1 - inside))


def _any(shares: Shares) -> float:
    return sum(shares[kind] for kind in _ASCRIBED)


def _named(shares: Shares) -> float:
    return sum(shares[kind] for kind in IDENTIFIABLE)


def paragraph_figures(
    parse: Parse,
    statements: Sequence[Statement],
    coverage: Sequence[Shares],
    sources: Sequence[Source],
    markers: Sequence[Marker],
    notes: Sequence[Note],
    reading: Reading,
) -> list[dict[str, float]]:
    """The named figures of every paragraph, in order."""
    mentions: list[list[tuple[str, int]]] = [[] for _ in parse.paragraph_tokens]
    for source in sources:
        for mention in source.mentions:
            mentions[mention.paragraph].append((mention.type, source.id))
    marks: list[list[str]] = [[] for _ in parse.paragraph_tokens]
    for marker in markers:
        marks[marker.paragraph].append(marker.kind)
    noted: list[set[str]] = [set() for _ in parse.paragraph_tokens]
    for note in notes:
        noted[note.paragraph].add(note.kind)
    rows: list[dict[str, float]] = []
    before = 0.0
    for index, (first, last) in enumerate(parse.paragraph_sentences):
        row = _covered(parse, statements, coverage, first, last)
        row["occasion"] = _occasion(parse, coverage, first, last)
        row |= _mentioned(mentions[index])
        for kind in ("hearsay", "hedge", "unverified"):
            row[kind] = min(1.0, marks[index].count(kind) / max(1, last - first))
        row["before_named"] = before
        kinds = noted[index]
        row["single_unnamed"] = float("single_unnamed" in kinds)
        row["second_hand"] = float("second_hand" in kinds)
        row["furniture"] = float(is_furniture(parse, index))
        row["brief"] = float(len(parse.paragraph_tokens) <= _BRIEF and is_sentence(parse, index))
        row |= {f"read_{role}": float(value) for role, value in zip(ROLES, reading.roles[index], strict=True)}
        row["read_level"] = float(reading.level[index])
        if last > first:
            before = _named(coverage[last - 1])
        rows.append(row)
    return rows


def _covered(
    parse: Parse, statements: Sequence[Statement], coverage: Sequence[Shares], first: int, last: int
) -> dict[str, float]:
    """The shares of one paragraph.

    A sentence that repeats an earlier one counts for nothing, nor does one that only says what is not confirmed.
    """
    new = [index for index in range(first, last) if "repeated" not in statements[index].figures]
    length = sum(parse.sentences[index].last - parse.sentences[index].first for index in new)
    weighed = [
        (parse.sentences[index].last - parse.sentences[index].first, coverage[index])
        for index in new
        if "unverified" not in statements[index].figures or _any(coverage[index])
    ]
    sizes = [size for size, _ in weighed]
    shares = [share for _, share in weighed]
    words = sum(sizes)
    scale = 1 / words if words else 0.0

    def mean(kind: str) -> float:
        return scale * sum(size * share[kind] for size, share in zip(sizes, shares, strict=True))

    row = {"words": float(length), "sentences": float(len(weighed))}
    row |= {f"cover_{kind}": mean(kind) for kind in _COVERED}
    row["support"] = sum(row[f"cover_{kind}"] * weight for kind, weight in SUPPORT.items())
    row["named"] = sum(row[f"cover_{kind}"] for kind in IDENTIFIABLE)
    row["cover_none"] = max(0.0, 1.0 - sum(row[f"cover_{kind}"] for kind in _ASCRIBED)) if words else 0.0
    row |= {kind: mean(kind) for kind in ("direct", "carried", "reported", "act", "mentioned")}
    row["bare_sentences"] = sum(_any(share) < _HALF for share in shares) / max(1, len(shares))
    return row


@cache
def _occasions() -> CueMatcher:
    return CueMatcher([load_cues("quotations")["occasion"]])


def _occasion(parse: Parse, coverage: Sequence[Shares], first: int, last: int) -> float:
    words = told = 0.0
    for sentence, shares in zip(parse.sentences[first:last], coverage[first:last], strict=True):
        size = sentence.last - sentence.first
        words += size
        held = shares["organisation"] + shares["media"]
        if held and next(_occasions().find(parse.words, parse.lower, sentence.first, sentence.last), None):
            told += held * size
    return told / words if words else 0.0


def _mentioned(mentions: Sequence[tuple[str, int]]) -> dict[str, float]:
    types = [kind for kind, _ in mentions]
    row = {f"mentions_{kind}": min(3, types.count(kind)) / 3 for kind in (*IDENTIFIABLE, "unnamed", "vague")}
    row["sources"] = min(3, len({source for _, source in mentions})) / 3
    row["only_vague"] = float(bool(types) and set(types) == {"vague"})
    row["only_unnamed"] = float(bool(types) and set(types) <= {"vague", "unnamed"})
    return row


def article_figures(
    parse: Parse,
    attributions: Sequence[Attribution],
    sources: Sequence[Source],
    markers: Sequence[Marker],
    notes: Sequence[Note],
    reading: Reading,
) -> dict[str, float]:
    """The named figures of the article."""
    words = len(parse.words)
    relayed = relays(notes)
    per_100 = 100 / words if words else 0.0
    mentions = [mention for source in sources for mention in source.mentions]
    weak = sum(mention.type in {"unnamed", "vague"} for mention in mentions)
    types = [source.type for source in sources if source.mentions]
    first = min((mention.start for mention in mentions), default=len(parse.article.text))
    row = {
        "words": float(words),
        "paragraphs": float(len(parse.paragraph_tokens)),
        "sources": float(len(types)),
        "independent_sources": float(
            sum(source.type in IDENTIFIABLE and source.id not in relayed for source in sources if source.mentions)
        ),
        "second_hand": float(sum(note.kind == "second_hand" for note in notes)),
        "named_sources": float(sum(kind in IDENTIFIABLE for kind in types)),
        "unnamed_share": weak / len(mentions) if mentions else 0.0,
        "main_source_share": _main_share(attributions),
        "first_source": first / max(1, len(parse.article.text)),
        "attribution_density": len(attributions) * per_100,
        "read_score": float(reading.score.mean()) if len(reading.score) else 0.0,
        "german_share": _german_share(parse),
    }
    row |= {f"sources_{kind}": float(types.count(kind)) for kind in (*IDENTIFIABLE, "unnamed", "vague")}
    for kind in ("hearsay", "hedge", "unverified"):
        row[f"{kind}_per_100_words"] = per_100 * sum(marker.kind == kind for marker in markers)
    return row


def _german_share(parse: Parse) -> float:
    words = sum(map(str.isalpha, parse.lower))
    return sum(map(GERMAN_WORDS.__contains__, parse.lower)) / words if words else 0.0


def _main_share(attributions: Sequence[Attribution]) -> float:
    """How much of the attributed text rests on the most used source."""
    used: dict[int, int] = {}
    for attribution in attributions:
        if attribution.source is not None:
            size = sum(end - start for start, end in attribution.content)
            used[attribution.source] = used.get(attribution.source, 0) + size
    return max(used.values()) / sum(used.values()) if used else 0.0
