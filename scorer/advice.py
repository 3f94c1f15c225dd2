"""Advice: what would help an article most, from the advice on its paragraphs.

Each piece tells how many points its paragraph would gain (:mod:`.what_if`); the article gains more where the paragraph
is longer.
"""

from __future__ import annotations

import math

from .reasons import Advice
from .report import Report


def advise(report: Report, limit: int = 5) -> list[Advice]:
    """What promises the article most, best first; paragraphs weigh as in the article score."""
    found = [
        (advice.gain * math.log2(2 + paragraph.features.get("words", 0.0)), advice)
        for paragraph in report.paragraphs
        for advice in paragraph.advice
    ]
    found.sort(key=lambda one: (-one[0], one[1].start))
    return [advice for _, advice in found[:limit]]
