"""Index: one page that compares the articles of a folder – table, distribution, links to their pages.

The table is sorted by score as it stands; a script, where allowed, sorts it by any column, filters it, and shows a
hundred rows at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quellenlage.report import LEVELS

from .html import clean, environment, script, stylesheet
from .rows import Row, best_first
from .view import score_view
from .wording import Wording, wording

_CLASSES = 10


def page(rows: Iterable[Row], lang: str = "de", nonce: str | None = None) -> str:
    """The index as one self-contained page, best score first."""
    words = wording(lang)
    ordered = best_first(rows)
    template = environment().get_template("index.html.j2")
    entries = [(one, score_view(one.score, one.level, one.interval, words)) for one in ordered]
    shown = {"w": words, "levels": LEVELS, "entries": entries, "histogram": _histogram(ordered, words)}
    return clean(template.render(shown, style=stylesheet(0), script=script("index"), nonce=nonce))


def _histogram(rows: list[Row], words: Wording) -> dict[str, Any]:
    """Counts of articles per ten points, as bars and as words."""
    scores = [one.score for one in rows if one.score is not None]
    counts = [0] * _CLASSES
    for score in scores:
        counts[min(_CLASSES - 1, int(score * _CLASSES / 100))] += 1
    top = max([*counts, 1])
    item = words["index"]["distribution_item"]
    bars = [
        {"x": 10 * place + 0.5, "height": round(22 * count / top, 1), "count": count}
        | {"text": item.format(low=10 * place, high=10 * place + 10, count=count)}
        for place, count in enumerate(counts)
    ]
    told = [str(bar["text"]) for bar in bars if bar["count"]]
    unscored = len(rows) - len(scores)
    if unscored:
        told.append(words["index"]["unscored"].format(count=unscored))
    return {"bars": bars, "text": f"{words['index']['distribution']}: {'; '.join(told)}"}
