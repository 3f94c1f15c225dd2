"""The evaluation as plots: PNG files drawn from its measures, which are all of held-out articles (extra: train)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

_BLUE, _ORANGE, _GREY = "#1f5fa8", "#b8540a", "#6b6b6b"
_LABEL = {"facecolor": "white", "edgecolor": "none", "pad": 1}
"""A label hides the lines behind it."""
_PROMISED = 0.8
_BAR = 1.5
"""No outlet should have more than this times the mean error."""
_Table = Mapping[str, Mapping[str, int]]


def write_plots(measures: Mapping[str, Any], folder: Path) -> list[Path]:
    """Draw the measures of an evaluation into a folder that is there; return the files. Raises OSError."""
    drawn = {
        "reliability_scores": _scores(measures["reliability"]),
        "reliability_news": _news(measures["reliability"]),
        "coverage": _coverage(measures["paragraph"], measures["reliability"]["scores"]),
        "confusion": _confusion(measures["role"]["confusion"], measures["paragraph"]["confusion"]),
        "outlets": _outlets(measures),
    }
    origin = f"{measures['articles']} held-out articles, {measures['folds']} folds, labels {measures['labels'][:12]}"
    written = []
    for name, figure in drawn.items():
        figure.supxlabel(origin, fontsize="small", color=_GREY)
        written.append(folder / f"{name}.png")
        # Without the version of matplotlib in the file, a plot changes only when it looks different.
        figure.savefig(written[-1], dpi=150, metadata={"Software": None})
    return written


def _figure(panels: int, height: float = 5.5) -> tuple[Figure, list[Axes]]:
    """Make a figure with panels side by side; without pyplot nothing looks for a screen or stays in memory."""
    figure = Figure(figsize=(6.5 * panels, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, list(figure.subplots(1, panels, squeeze=False)[0])


def _scores(reliability: Mapping[str, Any]) -> Figure:
    figure, (axes,) = _figure(1)
    bins = reliability["scores"]
    said, gold = [one["mean_score"] for one in bins], [one["mean_gold"] for one in bins]
    axes.plot([0, 100], [0, 100], "--", color=_GREY, label="reliable")
    down = [min(one["spread"], one["mean_gold"]) for one in bins]
    up = [min(one["spread"], 100 - one["mean_gold"]) for one in bins]
    axes.errorbar(said, gold, (down, up), fmt="o", color=_BLUE, capsize=3, label="mean gold ± standard deviation")
    _count(axes, said, gold, bins)
    axes.set(title=f"Paragraph scores: mean gap {reliability['score_gap']:.1f} points", xlim=(-3, 107), ylim=(-3, 103))
    axes.set(xlabel="predicted score (mean of the bin)", ylabel="gold score (25 × level)")
    axes.set(xticks=range(0, 101, 25), yticks=range(0, 101, 25))
    axes.legend(loc="upper left")
    return figure


def _news(reliability: Mapping[str, Any]) -> Figure:
    figure, (axes,) = _figure(1)
    bins = reliability["news"]
    said, gold = [one["mean_probability"] for one in bins], [one["news_share"] for one in bins]
    axes.plot([0, 1], [0, 1], "--", color=_GREY, label="reliable")
    axes.plot(said, gold, "o", color=_BLUE, label="share of news in gold")
    _count(axes, said, gold, bins)
    axes.set(title=f"Role news: mean gap {reliability['news_gap']:.3f}", xlim=(-0.03, 1.07), ylim=(-0.03, 1.03))
    axes.set(xlabel="predicted probability of news (mean of the bin)", ylabel="share of news in gold")
    axes.legend(loc="upper left")
    return figure


def _count(axes: Axes, said: Sequence[float], gold: Sequence[float], bins: Sequence[Mapping[str, float]]) -> None:
    """Write beside every point how many paragraphs it stands for."""
    for x, y, one in zip(said, gold, bins, strict=True):
        axes.annotate(str(one["paragraphs"]), (x, y), (7, -11), textcoords="offset points", fontsize="small")


def _coverage(paragraph: Mapping[str, Any], bins: Sequence[Mapping[str, float]]) -> Figure:
    figure, (by_level, by_score) = _figure(2)
    levels = {name: one for name, one in paragraph["by_level"].items() if one["paragraphs"]}
    _shares(by_level, list(levels), list(levels.values()))
    by_level.set(title="By gold level", xlabel="gold level", ylabel="share of gold inside the 80 % interval")
    _shares(by_score, [f"{one['from']:.0f}–{one['to']:.0f}" for one in bins], bins)
    by_score.set(title="By predicted score", xlabel="predicted score")
    overall = f"coverage {paragraph['coverage']:.3f}, mean width {paragraph['width']:.2f} levels"
    figure.suptitle(f"80 % intervals of paragraph scores: {overall}")
    return figure


def _shares(axes: Axes, names: Sequence[str], groups: Sequence[Mapping[str, float]]) -> None:
    labels = [f"{name}\nn = {one['paragraphs']}" for name, one in zip(names, groups, strict=True)]
    bars = axes.bar(labels, [one["coverage"] for one in groups], color=_BLUE)
    axes.bar_label(bars, fmt="{:.2f}", padding=3, bbox=_LABEL)
    axes.tick_params(axis="x", labelsize="small")
    axes.axhline(_PROMISED, linestyle="--", color=_ORANGE, label="promised")
    axes.set(ylim=(0, 1.2), yticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.legend(loc="upper left")


def _confusion(roles: _Table, levels: _Table) -> Figure:
    figure, (left, right) = _figure(2)
    _cells(left, roles)
    left.set(title="Roles", xlabel="predicted", ylabel="gold")
    _cells(right, levels)
    right.set(title="Levels of paragraphs that are news in gold", xlabel="predicted", ylabel="gold")
    return figure


def _cells(axes: Axes, table: _Table) -> None:
    """Draw a table of counts, coloured by the share of the row."""
    counts = [list(row.values()) for row in table.values()]
    shares = [[count / max(1, sum(row)) for count in row] for row in counts]
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for y, row in enumerate(counts):
        for x, count in enumerate(row):
            share = shares[y][x]
            axes.text(
                x, y, f"{count}\n{share:.0%}", ha="center", va="center", color="white" if share > 0.65 else "black"
            )
    axes.set_xticks(range(len(table)), list(table))
    axes.set_yticks(range(len(table)), list(table))


def _outlets(measures: Mapping[str, Any]) -> Figure:
    outlets = measures["outlets"]
    figure, (paragraphs, articles) = _figure(2, 2.0 + 0.35 * len(outlets))
    _errors(paragraphs, outlets, "mean_error", measures["paragraph"]["mean_error"], "{:.2f}")
    paragraphs.set(title="Paragraph scores", xlabel="mean error in levels")
    _errors(articles, outlets, "article_error", measures["article"]["mean_error"], "{:.1f}")
    articles.set(title="Article scores", xlabel="mean error in points")
    return figure


def _errors(axes: Axes, outlets: Mapping[str, Mapping[str, float]], key: str, mean: float, shape: str) -> None:
    names = sorted(outlets, key=lambda name: (outlets[name][key], name))
    values = [outlets[name][key] for name in names]
    over = [_ORANGE if value > _BAR * mean else _BLUE for value in values]
    bars = axes.barh([f"{name} ({outlets[name]['articles']})" for name in names], values, color=over)
    axes.bar_label(bars, fmt=shape, padding=4, bbox=_LABEL)
    axes.axvline(mean, color=_GREY, label="all")
    axes.axvline(_BAR * mean, linestyle="--", color=_ORANGE, label=f"{_BAR} × all")
    axes.margins(x=0.15)
    axes.legend(loc="lower right")
