"""The quality floor: figures that must not be undercut, pinned to the fingerprint of the labels.

    python tests/quality_floor.py                        # show the floor and where we stand
    python tests/quality_floor.py --raise                # raise every figure that got better; lowers none
    python tests/quality_floor.py --lower "the reason"   # take the figures as they are; the reason is kept

Everything is measured from ``labels/tables`` by cross-validation; no corpora are needed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from quellenlage.evaluate import evaluate

ROOT = Path(__file__).parent.parent
FLOOR = Path(__file__).with_suffix(".json")
LABELS = ROOT / "labels"
MARGIN = 0.005
"""Allowance for other versions of the numerical libraries."""
FIGURES = {
    "role_news_f1": ("role", "news_f1"),
    "role_macro_f1": ("role", "macro_f1"),
    "paragraph_kappa": ("paragraph", "kappa"),
    "article_correlation": ("article", "correlation"),
    "sources_f1": ("sources", "f1"),
    "markers_f1": ("markers", "f1"),
    "unsourced_f1": ("unsourced", "f1"),
}


class LoweredError(ValueError):
    """The floor would sink without a reason."""


def measured() -> dict[str, float]:
    """The figures as they are now."""
    measures = evaluate(LABELS, None).measures
    return {name: measures[part][key] for name, (part, key) in FIGURES.items()}


def below(floor: dict[str, Any], now: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Figures under the floor: name → (floor, now)."""
    pinned = floor["figures"]
    return {name: (pinned[name], now[name]) for name in pinned if now[name] < pinned[name] - MARGIN}


def updated(floor: dict[str, Any], now: dict[str, float], labels: str, reason: str | None = None) -> dict[str, Any]:
    """A new floor. It only rises, unless a reason is given, which is then kept in the file.

    Other labels make other figures: a change of the fingerprint needs a reason too. Raises LoweredError.
    """
    sunk = below(floor, now)
    if reason is None:
        if floor["labels"] != labels:
            raise LoweredError("the labels have changed: give a reason (--lower)")
        if sunk:
            raise LoweredError(f"would lower {', '.join(sorted(sunk))}: give a reason (--lower)")
        figures = {name: max(value, floor["figures"].get(name, 0.0)) for name, value in now.items()}
        return {**floor, "figures": figures}
    if not reason.strip():
        raise LoweredError("the reason is empty")
    entry = {"reason": reason.strip(), "before": floor["figures"], "labels_before": floor["labels"]}
    return {"labels": labels, "figures": now, "lowered": [*floor["lowered"], entry]}


def main() -> None:
    """Show the floor, raise it, or lower it with a reason."""
    from quellenlage.labels import fingerprint

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--raise", dest="up", action="store_true")
    parser.add_argument("--lower", metavar="REASON")
    options = parser.parse_args()
    floor, now = json.loads(FLOOR.read_text("utf-8")), measured()
    if options.up or options.lower is not None:
        floor = updated(floor, now, fingerprint(LABELS), options.lower)
        FLOOR.write_text(json.dumps(floor, ensure_ascii=False, indent=2) + "\n", "utf-8")
    for name, value in now.items():
        print(f"{name:<22}floor {floor['figures'].get(name, 0.0):.4f}  now {value:.4f}")


if __name__ == "__main__":
    main()
