"""Coverage: how much of each sentence is ascribed to whom.

*Why it matters.* A named expert in one sentence does not source the figures in the next.
*What it does.* For every sentence the share of its tokens inside attributed content, by the type of the source.
*Limits.* A frame (*sagte die Chefin*) counts as covered by its own attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from .drafts import Draft, joined
from .evidence import SOURCE_TYPES, Source
from .language import Parse

NOBODY = "nobody"
"""Content that is marked as somebody's speech, but whose speaker is not found."""
_STRENGTH = {"person": 6, "document": 5, "media": 4, "organisation": 3, "unnamed": 2, "vague": 1, NOBODY: 0}
_SAYS_NOTHING = 5
"""Tokens of a quotation, its marks included, below which it says nothing that could be sourced (*„Kein Kommentar“*)."""

Shares = dict[str, float]


def sentence_coverage(
    parse: Parse, drafts: Sequence[Draft], ids: Sequence[int | None], sources: Sequence[Source]
) -> list[Shares]:
    """For each sentence the share (0–1) of its tokens per source type, plus *direct*, *carried*, *reported*, *act*.

    *mentioned* is 1 where a source is named in the sentence but no content is ascribed to it.

    A token that several attributions hold counts for the strongest source.
    """
    size = len(parse.words)
    kinds = [NOBODY, *sorted(SOURCE_TYPES, key=_STRENGTH.__getitem__)]
    best = bytearray(size)
    direct, carried, reported, act = bytearray(size), bytearray(size), bytearray(size), bytearray(size)
    for draft, source in zip(drafts, ids, strict=True):
        if draft.type == "direct" and sum(last - first for first, last in draft.content) < _SAYS_NOTHING:
            continue
        kind = sources[source].type if source is not None else NOBODY
        rank = _STRENGTH[kind] + 1
        for first, last in joined([*draft.content, *draft.frame]):
            best[first:last] = bytes(max(rank, held) for held in best[first:last])
            if kind == NOBODY:
                continue
            if draft.type == "direct":
                direct[first:last] = b"\x01" * (last - first)
            if draft.carried:
                carried[first:last] = b"\x01" * (last - first)
            if draft.type == "reported":
                reported[first:last] = b"\x01" * (last - first)
            if draft.type == "act":
                act[first:last] = b"\x01" * (last - first)
    mentioned = _mentioned(parse, sources)
    found: list[Shares] = []
    for sentence in parse.sentences:
        first, last = sentence.first, sentence.last
        length = last - first
        held = best[first:last]
        shares = {kind: held.count(_STRENGTH[kind] + 1) / length for kind in kinds}
        shares["direct"] = sum(direct[first:last]) / length
        shares["carried"] = sum(carried[first:last]) / length
        shares["reported"] = sum(reported[first:last]) / length
        shares["act"] = sum(act[first:last]) / length
        shares["mentioned"] = 0.0
        beside = mentioned.get(sentence.index)
        if beside is not None and not any(held):
            # A source named beside the statements (*in dem Bericht*) vouches for its sentence.
            shares[beside] = shares["mentioned"] = 1.0
        found.append(shares)
    return found


def _mentioned(parse: Parse, sources: Sequence[Source]) -> dict[int, str]:
    """For each sentence with a mention the type of its strongest source."""
    found: dict[int, str] = {}
    for source in sources:
        for mention in source.mentions:
            index = parse.sentence_of(parse.token_at(mention.start)).index
            if index not in found or _STRENGTH[source.type] > _STRENGTH[found[index]]:
                found[index] = source.type
    return found
