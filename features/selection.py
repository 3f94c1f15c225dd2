"""Selection: which candidates are listed as sources, by rules and reader together.

*Why it matters.* No list of verbs tells every source; a reader alone misses clear cases that its labels seldom had.
*What it does.* A candidate is listed where the reader sees a source; where the rules do too, a lower probability is
enough.
*Limits.* Rules and grammar alone say where a phrase begins and ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .candidates import Candidate
from .evidence import SOURCE_TYPES
from .ledger import SourcePhrase
from .reader import Reading

_BAR = 0.65
"""How likely a candidate must be a source for the reader."""
_TRUST = 0.4
"""How much lower the bar is for a phrase that the rules list: rules know clear cases that are rare in the labels."""
_RULED = 2.0
"""How much more the type by the rules counts than another."""


def select_sources(candidates: Sequence[Candidate], reading: Reading) -> list[SourcePhrase]:
    """The phrases of the rules, counted or not, and the further ones that are sources, in text order.

    A pronoun is counted only where its paragraph names nobody else.
    """
    chosen: list[SourcePhrase] = []
    for candidate, (none, *types) in zip(candidates, reading.sources.tolist(), strict=True):
        counted = 1.0 - none >= _BAR - _TRUST * candidate.phrase.counted
        if counted or candidate.ruled:
            chosen.append(replace(candidate.phrase, counted=counted, type=_type(candidate, types)))
    named = {phrase.paragraph for phrase in chosen if phrase.counted and phrase.rule != "sources.pronoun"}
    return [_unless_named(phrase, named) for phrase in chosen]


def _type(candidate: Candidate, shares: Sequence[float]) -> str:
    """The likeliest type for the reader, where the one by the rules counts more."""
    weights = dict(zip(SOURCE_TYPES, shares, strict=True))
    weights[candidate.phrase.type] *= _RULED
    return max(SOURCE_TYPES, key=weights.__getitem__)


def _unless_named(phrase: SourcePhrase, named: set[int]) -> SourcePhrase:
    """A pronoun is counted where its paragraph (not in ``named`` so far) has no other source."""
    if phrase.rule != "sources.pronoun" or not phrase.counted:
        return phrase
    if phrase.paragraph in named:
        return replace(phrase, counted=False)
    named.add(phrase.paragraph)
    return phrase
