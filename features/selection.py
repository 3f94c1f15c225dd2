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

_BAR = 0.6
"""How likely a candidate must be a source for the reader where the rules list none."""
_BAR_IN_ARTICLE, _BAR_ALONE = 0.35, 0.005
"""The same for a phrase that the rules list: in an article, and in a text of few words.

Rules know clear cases that are rare in the labels, and the reader, fitted on articles, knows less of a lone sentence.
"""
_NAMED = 0.6
"""That bar is so much lower for people with a first name: to miss one is worse than to list one too many."""
_FEW, _ARTICLE = 40, 200
"""Up to how many words a text counts as few words in this, and from how many on as an article."""
_RULED, _RULED_ALONE = 2.0, 60.0
"""How much more the type by the rules counts than another, in an article and in a text of few words."""


def select_sources(candidates: Sequence[Candidate], reading: Reading, words: int) -> list[SourcePhrase]:
    """The phrases of the rules, counted or not, and the further ones that are sources, in text order.

    ``words`` is the length of the text. A pronoun is counted only where its paragraph names nobody else.
    """
    chosen: list[SourcePhrase] = []
    whole = min(1.0, max(0.0, (words - _FEW) / (_ARTICLE - _FEW)))
    listed = _BAR_ALONE + (_BAR_IN_ARTICLE - _BAR_ALONE) * whole
    ruled = _RULED_ALONE + (_RULED - _RULED_ALONE) * whole
    for candidate, (none, *types) in zip(candidates, reading.sources.tolist(), strict=True):
        bar = _BAR
        if candidate.phrase.counted:
            bar = listed * _NAMED if candidate.phrase.rule.startswith("names.") else listed
        counted = 1.0 - none >= bar
        if counted or candidate.ruled:
            chosen.append(replace(candidate.phrase, counted=counted, type=_type(candidate, types, ruled)))
    named = {phrase.paragraph for phrase in chosen if phrase.counted and phrase.rule != "sources.pronoun"}
    return [_unless_named(phrase, named) for phrase in chosen]


def _type(candidate: Candidate, shares: Sequence[float], ruled: float) -> str:
    """The likeliest type for the reader, where the one by the rules counts more (``ruled`` times)."""
    weights = dict(zip(SOURCE_TYPES, shares, strict=True))
    weights[candidate.phrase.type] *= ruled
    return max(SOURCE_TYPES, key=weights.__getitem__)


def _unless_named(phrase: SourcePhrase, named: set[int]) -> SourcePhrase:
    """A pronoun is counted where its paragraph (not in ``named`` so far) has no other source."""
    if phrase.rule != "sources.pronoun" or not phrase.counted:
        return phrase
    if phrase.paragraph in named:
        return replace(phrase, counted=False)
    named.add(phrase.paragraph)
    return phrase
