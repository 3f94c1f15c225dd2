"""Quellenlage: how transparently a German news article is sourced. Text in, report out.

    from quellenlage import score
    print(score("Laut Polizei blieb die Brücke gesperrt.").score)

The flow: :class:`Article` (paragraphs as offsets) → ``features.extract`` (evidence and named figures) →
:class:`~quellenlage.model.Model` (role, score, interval, contributions) → :class:`Report` → ``formats``.
"""

from __future__ import annotations

from functools import cache

from quellenlage.features.article import Article

from .report import Report
from .scoring import Scorer

__all__ = ["Article", "Report", "Scorer", "score"]


def score(article: str | Article) -> Report:
    """The report on one article, by a scorer that is made at the first call and kept (see `Scorer.score`)."""
    return _scorer().score(article)


@cache
def _scorer() -> Scorer:
    return Scorer()
