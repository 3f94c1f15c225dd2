"""What a figure may do: which stage is fitted on it, and which way it may move a score.

The directions are the codebook's: more text ascribed to an identifiable source never lowers a score; vague sources,
hearsay and statements without a source never raise one.
"""

from __future__ import annotations

from quellenlage.features.evidence import ROLES, SOURCE_TYPES

SET_WEIGHTS = {
    "service": {"furniture": 8.0, "brief": -2.0},
    "background": {"brief": -1.0},
    "opinion": {"brief": -1.5},
}
"""Weights of roles that are set, not fitted, because the labels hold too few cases. Date lines, bylines, repeated
headlines and notices are service by the codebook's own words. Whole sentences in an article of one or two paragraphs
are seldom anything but news: nobody writes an article of background alone."""


def directions(name: str) -> int:
    """Tell which way a figure may move a score: 1 never down, -1 never up, 0 free."""
    return _DIRECTIONS.get(name, 0)


_DIRECTIONS: dict[str, int] = {
    "sourced": 1,
    "read_level": 1,
    "answered": 1,
    "answered_named": 1,
    "support": 1,
    "named": 1,
    "before_named": 1,
    "unverified": 1,
    "unsourced_risk": -1,
    "unsourced_share": -1,
    "only_vague": -1,
    "only_unnamed": -1,
    "hearsay": -1,
    "hedge": -1,
    "mean_score": 1,
    "read_score": 1,
    "first_source": -1,
    "unnamed_share": -1,
    "main_source_share": -1,
    "independent_sources": 1,
}
STATEMENT_FIGURES = (
    *("read_risk", "read_owed", "covered", "cover_nobody", "carried", "reported", "act", "mentioned"),
    *(f"cover_{kind}" for kind in SOURCE_TYPES),
    *("before_covered", "after_covered", "paragraph_sourced", "hearsay", "hedge", "question", "number", "quoted"),
    *("short", "length"),
)
"""What tells that a sentence lacks a source."""
ROLE_FIGURES = tuple(f"read_{role}" for role in ROLES)
"""What tells the role of a paragraph, beside SET_WEIGHTS. None of it moves a score: that would judge the tone."""
SCORE_FIGURES = (
    *("sourced", "read_level", "unsourced_risk", "unsourced_share", "answered", "answered_named", "support", "named"),
    *("before_named", "only_vague", "only_unnamed", "hearsay", "hedge", "unverified"),
)
"""What a paragraph is scored by. Counts of sources are no part of it: one that says nothing cannot raise a score."""
ARTICLE_FIGURES = (
    *("mean_score", "read_score", "first_source", "unnamed_share", "independent_sources", "main_source_share"),
)
"""What an article is scored by: its paragraphs first; 250 articles allow no more than a few plain figures."""
ARTICLE_BENDS = (0.5, 1.0)
"""Quantiles of an article figure at which its curve may bend."""
