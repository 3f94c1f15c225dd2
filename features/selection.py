"""Selection: which candidates are listed as sources, by rules and reader together.

*Why it matters.* No list of verbs tells every source; a reader alone misses clear cases that its labels seldom had.
*What it does.* A candidate is listed where the reader sees a source; where the rules do too, a lower probability is
enough.
*Limits.* Rules and grammar say where a phrase begins and ends and what type it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .candidates import Candidate
from .ledger import SourcePhrase
from .reader import Reading

_BAR = 0.5
"""How likely a candidate must be a source for the reader."""
_TRUST = 0.4
"""How much lower the bar is for a phrase that the rules list: rules know clear cases that are rare in the labels."""


def select_sources(candidates: Sequence[Candidate], reading: Reading) -> list[SourcePhrase]:
    """The phrases of the rules, counted or not, and the further ones that are sources, in text order.

    A pronoun is counted only where its paragraph names nobody else.
    """
    chosen: list[SourcePhrase] = []
    for candidate, probability in zip(candidates, reading.sources.tolist(), strict=True):
        counted = probability >= _BAR - _TRUST * candidate.phrase.counted
        if counted or candidate.ruled:
            chosen.append(replace(candidate.phrase, counted=counted))
    named = {phrase.paragraph for phrase in chosen if phrase.counted and phrase.rule != "sources.pronoun"}
    return [_unless_named(phrase, named) for phrase in chosen]


def _unless_named(phrase: SourcePhrase, named: set[int]) -> SourcePhrase:
    """A pronoun is counted where its paragraph (not in ``named`` so far) has no other source."""
    if phrase.rule != "sources.pronoun" or not phrase.counted:
        return phrase
    if phrase.paragraph in named:
        return replace(phrase, counted=False)
    named.add(phrase.paragraph)
    return phrase
