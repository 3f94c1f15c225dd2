"""Reasons: what a score is made of, and what would raise it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quellenlage.features.evidence import Statement


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one named figure adds to or takes from a score: its value and its effect in points."""

    feature: str
    value: float
    effect: float


@dataclass(frozen=True, slots=True)
class Advice:
    """What would help a paragraph: the ``kind`` of the lack, its place in the text, and the ``gain`` in points.

    ``kind`` is ``unsourced``, ``unsourced_number``, ``hearsay``, ``vague`` or ``unnamed``; the gain is what the model
    adds to the score of the paragraph with a named person behind the sentence.
    """

    kind: str
    start: int
    end: int
    paragraph: int
    gain: float


def unsourced_kind(statement: Statement) -> str:
    """The kind of lack of a statement without a source: ``unsourced_number`` where it is about figures."""
    return "unsourced_number" if "number" in statement.why else "unsourced"
