"""What if: how many points a paragraph would gain if one of its statements had a named source.

The model itself answers: the figures of the sentence and of its paragraph are set to what they would be with a person
who can be identified behind the sentence, and the paragraph is weighed again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quellenlage.features.evidence import Mention, Statement
from quellenlage.features.table import IDENTIFIABLE, SUPPORT

from .curves import Additive
from .model import WeighedParagraph
from .reasons import Advice, unsourced_kind
from .sourcing import Sourcing, sourcing_figures

_MOSTLY = 0.5
_LEAST_GAIN = 1.0
_MOST = 20
"""Sentences of a paragraph that are weighed again."""
_WEAK = frozenset(SUPPORT) - frozenset(IDENTIFIABLE)
_TURNS = ("mentioned", "reported", "act", "carried")
"""Figures of a sentence that speak of the source it has now."""


def find_advice(
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    weighed: WeighedParagraph,
    model: Additive,
    threshold: float,
) -> tuple[Advice, ...]:
    """The changes that would raise the score of a paragraph with these statements and mentions, best first.

    A gain is counted before clipping: where the score is 0, one source may not be enough to lift it.
    """
    found = []
    now = model.sum(weighed.figures)
    sizes = [10 ** statement.figures.get("length", 0.0) - 1 for statement in statements]
    words = sum(sizes)
    # The neediest sentences alone, so that a paragraph of thousands costs no more than its length.
    neediest = sorted(range(len(statements)), key=lambda place: -weighed.sourcing[place].need)[:_MOST]
    for place in sorted(neediest):
        statement = statements[place]
        kind = _lack(statement, weighed.unsourced[place])
        at = None if kind is None else _place(mentions, statement, kind)
        if kind is None or at is None:
            continue
        figures = _with_source(weighed, statements, place, sizes[place] / words, threshold)
        gain = round(min(100.0 - weighed.weighed.score, model.sum(figures) - now), 2)
        if gain >= _LEAST_GAIN:
            found.append(Advice(kind, *at, statement.paragraph, gain))
    found.sort(key=lambda advice: (-advice.gain, advice.start))
    return tuple(found)


def _lack(statement: Statement, unsourced: bool) -> str | None:
    """What a sentence lacks, or None when an identifiable source stands behind most of it or it needs none."""
    figures = statement.figures
    if sum([figures.get(f"cover_{kind}", 0.0) for kind in IDENTIFIABLE]) > _MOSTLY:
        return None
    weak = max(_WEAK, key=lambda kind: figures.get(f"cover_{kind}", 0.0))
    if figures.get(f"cover_{weak}", 0.0) > _MOSTLY:
        return weak
    if figures.get("hearsay"):
        return "hearsay"
    if not unsourced:
        return None
    return unsourced_kind(statement)


def _with_source(
    weighed: WeighedParagraph, statements: Sequence[Statement], place: int, share: float, threshold: float
) -> dict[str, float]:
    """The figures of the paragraph if a named person stood behind the sentence that is this ``share`` of it."""
    figures, now = dict(weighed.figures), statements[place].figures
    covers = [name for name in now if name.startswith("cover_")]
    for name in (*covers, *_TURNS):
        figures[name] = max(0.0, figures.get(name, 0.0) - share * now.get(name, 0.0))
    figures["cover_person"] = min(1.0, figures.get("cover_person", 0.0) + share)
    figures["support"] = sum(figures.get(f"cover_{kind}", 0.0) * weight for kind, weight in SUPPORT.items())
    figures["named"] = sum(figures.get(f"cover_{kind}", 0.0) for kind in IDENTIFIABLE)
    figures["cover_none"] = max(0.0, 1.0 - sum(figures.get(f"cover_{kind}", 0.0) for kind in SUPPORT))
    if now.get("covered", 0.0) < _MOSTLY:
        figures["bare_sentences"] = max(0.0, figures.get("bare_sentences", 0.0) - 1 / len(statements))
    figures["hearsay"] = max(0.0, figures.get("hearsay", 0.0) - now.get("hearsay", 0.0) / len(statements))
    for name in ("only_vague", "only_unnamed", "single_unnamed"):
        figures[name] = 0.0
    sentences: list[Mapping[str, float]] = [statement.figures for statement in statements]
    sentences[place] = {"cover_person": 1.0}
    sourcing = list(weighed.sourcing)
    sourcing[place] = Sourcing(0.0, sourcing[place].need, 1.0)
    figures |= sourcing_figures(sentences, sourcing, threshold)
    # The level as a whole goes along with its sentences.
    figures["read_level"] = min(1.0, figures["read_level"] + max(0.0, figures["sourced"] - weighed.figures["sourced"]))
    return figures


def _place(mentions: Sequence[Mention], statement: Statement, kind: str) -> tuple[int, int] | None:
    """Where advice points: at the weak source in the sentence, else at the sentence.

    None where a sentence goes on with a weak source named before: the advice stands there.
    """
    if kind not in _WEAK:
        return statement.start, statement.end
    inside = (one for one in mentions if one.type == kind and statement.start <= one.start < statement.end)
    return next(((one.start, one.end) for one in inside), None)
