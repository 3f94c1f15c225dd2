"""Ledger: the sources of an article as rows – who, in what function, where, and how much rests on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quellenlage.features.evidence import Source
from quellenlage.report import Report

from .wording import Wording


def ledger(report: Report, words: Wording, anchors: Mapping[tuple[int, int], str]) -> list[dict[str, Any]]:
    """One row per source, those that carry most of the text first; ``anchors`` are ids on the page."""
    shares = text_shares(report)
    rows = [
        {
            "id": source.id,
            "name": source.name,
            "function": source.function,
            "type": source.type,
            "kind": words["types"][source.type],
            "means": words["type_means"][source.type],
            "mentions": _mentions(source, words, anchors),
            "share": shares.get(source.id, 0.0),
            "percent": f"{words.number(100 * shares.get(source.id, 0.0), 0)} %",
            "first": words.place(source.mentions[0].paragraph) if source.mentions else "–",
            "start": source.mentions[0].start if source.mentions else 0,
        }
        for source in report.sources
    ]
    return sorted(rows, key=lambda row: (-row["share"], row["start"]))


def _mentions(source: Source, words: Wording, anchors: Mapping[tuple[int, int], str]) -> list[dict[str, Any]]:
    item = words["ui"]["mention_item"]
    found = []
    for number, mention in enumerate(source.mentions, 1):
        place = words.place(mention.paragraph)
        label = item.format(place=place, name=source.name, number=number)
        anchor = anchors.get((source.id, number))
        found.append({"place": place, "label": label, "anchor": anchor, "paragraph": mention.paragraph + 1})
    return found


def text_shares(report: Report) -> dict[int, float]:
    """Per source id the share (0–1) of the text outside ``service`` that is ascribed to it."""
    total = sum(p.end - p.start for p in report.paragraphs if p.role != "service")
    shares: dict[int, float] = {}
    for attribution in report.attributions:
        if attribution.source is not None and total:
            length = sum(end - start for start, end in attribution.content)
            shares[attribution.source] = shares.get(attribution.source, 0.0) + length / total
    return {source: min(1.0, share) for source, share in shares.items()}
