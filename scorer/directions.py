"""What a figure may do: which way it may move a score, and whether roles are fitted on it.

The directions are the codebook's: more text ascribed to an identifiable source never lowers a score; vague sources,
hearsay and statements without a source never raise one.
"""

from __future__ import annotations

SET_WEIGHTS = {"service": {"style_furniture": 8.0}, "background": {"style_brief": -3.0}}
"""Weights of roles that are set, not fitted, because the labels hold too few cases. Date lines, bylines, repeated
headlines and notices are service by the codebook's own words. An article of one or two paragraphs is seldom
mere background: its only paragraph has no others to lean on."""


def directions(name: str) -> int:
    """Tell which way a figure may move a score: 1 never down, -1 never up, 0 free."""
    return _DIRECTIONS.get(name, 0)


_DIRECTIONS: dict[str, int] = {
    "named": 1,
    "before_named": 1,
    "carried": 1,
    "cover_none": -1,
    "cover_vague": -1,
    "cover_nobody": -1,
    "bare_sentences": -1,
    "mentions_vague": -1,
    "only_vague": -1,
    "only_unnamed": -1,
    "unverified": 1,
    "hearsay": -1,
    "hedge": -1,
    "support": 1,
    "answered": 1,
    "answered_named": 1,
    "answered_strong": 1,
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
NO_SCORE = frozenset(
    """cover_person cover_document cover_media cover_organisation mentions_person mentions_document mentions_media
    mentions_organisation sources direct""".split()
)
"""Figures that only count or place sources: without them the score agrees as well with the labels (``answered``
and ``support`` say what the sources carry), and a source that says nothing cannot raise it."""
_SET = frozenset(name for weights in SET_WEIGHTS.values() for name in weights)
_ROLE_FIGURES = frozenset("words sentences hearsay hedge unverified direct named cover_none".split())


def tells_role(name: str) -> bool:
    """Whether roles are fitted on a figure: style, length, markers, and how far the text is ascribed at all.

    What kind of sources a paragraph has tells how well it is sourced, not whether it needs a source.
    """
    own = name.removeprefix("article_")
    return own not in _SET and (own.startswith(ROLE_ONLY) or own in _ROLE_FIGURES)
