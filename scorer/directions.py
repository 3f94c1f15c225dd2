"""What a figure may do: which way it may move a score, and whether roles are fitted on it.

The directions are the codebook's: more text ascribed to an identifiable source never lowers a score; vague sources,
hearsay and statements without a source never raise one.
"""

from __future__ import annotations

FURNITURE, FURNITURE_WEIGHT = "style_furniture", 8.0
"""Date lines, bylines, repeated headlines and notices are service by the codebook's own words, and too rare in
the labels to be learned: this weight is set, not fitted."""


def directions(name: str) -> int:
    """Tell which way a figure may move a score: 1 never down, -1 never up, 0 free."""
    return _DIRECTIONS.get(name, 0)


_DIRECTIONS: dict[str, int] = {
    "named": 1,
    "named_sentences": 1,
    "first_named": 1,
    "last_named": 1,
    "before_named": 1,
    "cover_person": 1,
    "cover_document": 1,
    "cover_media": 1,
    "cover_organisation": 1,
    "mentions_person": 1,
    "mentions_document": 1,
    "mentions_media": 1,
    "mentions_organisation": 1,
    "direct": 1,
    "carried": 1,
    "sources": 1,
    "cover_none": -1,
    "cover_vague": -1,
    "cover_nobody": -1,
    "bare_sentences": -1,
    "mentions_vague": -1,
    "only_vague": -1,
    "only_unnamed": -1,
    "hearsay": -1,
    "hedge": -1,
    "support": 1,
    "debt": -1,
    "debt_worst": -1,
    "unsourced": -1,
    "unsourced_share": -1,
    "unsourced_risk": -1,
    "unsourced_worst": -1,
    "mean_score": 1,
    "first_source": -1,
    "unnamed_share": -1,
    "main_source_share": -1,
    "independent_sources": 1,
}
ARTICLE_FIGURES = ("mean_score", "first_source", "unnamed_share", "independent_sources", "main_source_share")
"""What an article is scored by: its paragraphs first; 250 articles allow no more than a few plain figures."""
ARTICLE_BENDS = (0.5, 1.0)
"""Quantiles of an article figure at which its curve may bend."""
ROLE_ONLY = ("style_",)
"""Figures with these beginnings tell roles apart; they are no evidence of sourcing and move no score."""
_ROLE_FIGURES = frozenset("words sentences hearsay hedge unverified direct named cover_none".split())


def tells_role(name: str) -> bool:
    """Whether roles are fitted on a figure: style, length, markers, and how far the text is ascribed at all.

    What kind of sources a paragraph has tells how well it is sourced, not whether it needs a source.
    """
    own = name.removeprefix("around_")
    return own != FURNITURE and (own.startswith(ROLE_ONLY) or own in _ROLE_FIGURES)
