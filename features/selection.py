"""Selection: which candidates are sources, by what was learned from the labels.

*Why it matters.* Word lists find the sources of the texts they were written on; five points of that are lost on other
publishers. Half of them come back when the indicators are weighed by what labelled articles say.
*What it does.* Adds up the weights of a candidate's indicators (``weights/sources.json``, readable: one line per
indicator); from a threshold on, the phrase is listed as a source. The weights are made by ``quellenlage train``.
*Limits.* The sum knows no context beyond the sentence and how many sources its paragraph has.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from .candidates import find_candidates
from .drafts import Scene
from .language import Parse
from .ledger import SourcePhrase

_TRUST = 0.75
"""Logits by which a phrase that the rules count may stay below the threshold: rules know clear cases that are rare in
the labels. It costs 0.003 of F1 there."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A weighted sum over indicators; a candidate is a source where it reaches ``threshold`` (a logit)."""

    intercept: float
    threshold: float
    weights: Mapping[str, float]

    def sum(self, indicators: Sequence[str]) -> float:
        """Return the logit of being a source."""
        weights = self.weights
        return self.intercept + sum([weights[name] for name in indicators if name in weights])

    def at(self, threshold: float) -> Selection:
        """Return the same weights with another threshold."""
        return replace(self, threshold=threshold)


@cache
def shipped_selection() -> Selection:
    """Read the weights of the package."""
    read = json.loads((resources.files(__package__) / "weights" / "sources.json").read_text("utf-8"))
    return Selection(read["intercept"], read["threshold"], read["weights"])


def select_sources(
    parse: Parse, scene: Scene, phrases: Sequence[SourcePhrase], selection: Selection
) -> list[SourcePhrase]:
    """The phrases of the rules, counted or not as was learned, and the further ones that are sources, in text order.

    A pronoun is counted only where its paragraph names nobody else.
    """
    chosen: list[SourcePhrase] = []
    for candidate in find_candidates(parse, scene, phrases):
        ruled_pronoun = candidate.phrase.counted and candidate.phrase.rule == "sources.pronoun"
        bar = selection.threshold - _TRUST * candidate.phrase.counted
        counted = ruled_pronoun or selection.sum(candidate.indicators) >= bar
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
