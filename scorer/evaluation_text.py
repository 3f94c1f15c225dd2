"""The evaluation as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def evaluation_text(measures: Mapping[str, Any], worst: Sequence[Mapping[str, Any]]) -> str:
    """Write all measures, one block per subject."""
    lines = [
        f"{measures['articles']} articles, {measures['paragraphs']} paragraphs, "
        f"{measures['folds']}-fold cross-validation over articles, labels {measures['labels'][:12]}",
        "",
        *_findings(measures),
        "",
        *_roles(measures["role"]),
        "",
        *_scores(measures["paragraph"], measures["article"]),
        "",
        *_outlets(measures["outlets"]),
        "",
        "worst paragraphs (gold level, score, role; greatest contributions)",
        *(_worst(one) for one in worst),
    ]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[object], width: int = 11) -> str:
    first, *rest = (f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells)
    return f"{first:<24}" + "".join(f"{cell:>{width}}" for cell in rest)


def _findings(measures: Mapping[str, Any]) -> list[str]:
    lines = [_row(["", "F1", "precision", "recall", "predicted", "gold"])]
    quotations = measures["quotations"]
    if quotations is None:
        lines.append("quotations               not measured: needs --corpora")
    else:
        for part in ("message", "roles", "joint", "speaker", "cue", "frame", "addressee"):
            lines.append(_row([f"quotation {part}", *_five(quotations[part])]))
        kinds = ", ".join(f"{kind} {value:.3f}" for kind, value in quotations["recall_by_type"].items())
        lines.append(f"  recall by type: {kinds}; type right in {quotations['type_accuracy']:.3f} of the pairs")
    return lines + [_row([name, *_five(measures[name])]) for name in ("sources", "markers", "unsourced")]


def _five(counts: Mapping[str, Any]) -> list[Any]:
    return [counts[key] for key in ("f1", "precision", "recall", "predicted", "gold")]


def _roles(role: Mapping[str, Any]) -> list[str]:
    lines = [f"role: macro F1 {role['macro_f1']:.3f}, news F1 {role['news_f1']:.3f}"]
    lines += [_row([f"  {name}", *_five(counts)]) for name, counts in role["by_role"].items()]
    lines.append(_row(["  gold \\ predicted", *role["confusion"]]))
    return lines + [_row([f"  {name}", *row.values()]) for name, row in role["confusion"].items()]


def _scores(paragraph: Mapping[str, Any], article: Mapping[str, Any]) -> list[str]:
    lines = [
        f"paragraph score ({paragraph['paragraphs']} news in gold): kappa {paragraph['kappa']:.3f}, "
        f"mean error {paragraph['mean_error']:.3f} levels, r {paragraph['correlation']:.3f}",
        f"  80 % interval: coverage {paragraph['coverage']:.3f}, width {paragraph['width']:.2f} levels",
        f"article score ({article['articles']}): r {article['correlation']:.3f}, "
        f"mean error {article['mean_error']:.1f} points",
        f"  80 % interval: coverage {article['coverage']:.3f}, width {article['width']:.1f} points",
        _row(["  gold level", "paragraphs", "mean error", "mean score", "coverage", *"01234"]),
    ]
    for name, one in paragraph["by_level"].items():
        lines.append(_row([f"  {name}", *one.values(), *paragraph["confusion"][name].values()]))
    return lines


def _outlets(outlets: Mapping[str, Mapping[str, Any]]) -> list[str]:
    lines = [_row(["outlet", "articles", "paragraphs", "news F1", "kappa", "mean error", "art. error"])]
    return lines + [_row([name, *one.values()]) for name, one in outlets.items()]


def _worst(one: Mapping[str, Any]) -> str:
    effects = ", ".join(f"{name} {effect:+.0f}" for name, effect in one["contributions"].items())
    head = f"  {one['id']:<14}{one['gold']}  {one['score']:5.1f}  {one['role']:<11}"
    return f"{head}{one['intercept']:.0f}; {effects}"
