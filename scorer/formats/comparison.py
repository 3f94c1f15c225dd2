"""Comparison of several articles: as text for the terminal, as JSON, as one page.

Articles are called A, B, C … in the order given.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from quellenlage.comparison import Comparison, Gap, SharedSource
from quellenlage.passages import Passage
from quellenlage.topics import Topic

from .findings import named
from .html import clean, environment, extended_style
from .rows import row
from .text import fit, plain
from .view import score_view, summary
from .wording import Wording, wording

STANDING_SYMBOLS = {"named": "◆", "unnamed": "◇", "vague": "≈", "none": "!"}
_QUOTE = 420
_WIDTH = 100


def render(comparison: Comparison, format: str, lang: str = "de", nonce: str | None = None) -> str:
    """The comparison as ``text``, ``json`` or ``html``; raises ValueError for any other format or language."""
    if format == "json":
        return comparison.to_json(indent=2) + "\n"
    words = wording(lang)
    if format == "text":
        return _text(comparison, words)
    if format != "html":
        raise ValueError(f"unknown format {format!r}; known: text, json, html")
    shown = _view(comparison, words)
    template = environment().get_template("compare.html.j2")
    return clean(template.render(shown, w=words, style=extended_style(), nonce=nonce))


def letter(number: int) -> str:
    """The letter of an article: A to Z, then AA, AB and so on."""
    before, last = divmod(number, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def topic_name(topic: Topic, words: Wording) -> str:
    """A topic in a few words: *10.000 bis 12.000 Soldaten*, *Haubitzen, Raketenwerfer*."""
    to = words["compare"]["to"]
    counted = []
    for low, high, noun in topic.figures:
        least, most = words.amount(low), words.amount(high)
        if least.partition("\u00a0")[2] == most.partition("\u00a0")[2]:
            least = least.partition("\u00a0")[0]
        counted.append(f"{most if low == high else f'{least} {to} {most}'} {noun}".strip())
    return f" {words['compare']['and']} ".join(counted) if counted else ", ".join(topic.names)


def standing(passage: Passage, comparison: Comparison, words: Wording) -> str:
    """What stands behind a passage, in words: its sources with their types, or that there is none."""
    report = comparison.reports[passage.article]
    behind = [source for source in report.sources if source.id in passage.sources]
    if not behind:
        told = words["standings"][passage.standing]
        return f"{told} ({words['compare']['hearsay']})" if passage.hearsay else str(told)
    return "; ".join(f"{named(source)} ({words['types'][source.type]})" for source in behind)


def _view(comparison: Comparison, words: Wording) -> dict[str, Any]:
    articles = []
    for number, (name, report) in enumerate(zip(comparison.names, comparison.reports, strict=True)):
        line = row(name, report)
        score = score_view(report.score, report.level, report.interval, words)
        articles.append(
            {"letter": letter(number), "headline": line.headline, "name": name, "score": score}
            | {"summary": summary(report, words)}
        )
    return {
        "articles": articles,
        "heading": words["compare"]["heading"].format(n=len(articles)),
        "gaps": [_gap(gap, comparison, words) for gap in comparison.gaps],
        "agreed": [_topic(topic, comparison, words) for topic in comparison.agreed],
        "sources": [_source(one, words) for one in comparison.sources],
    }


def _gap(gap: Gap, comparison: Comparison, words: Wording) -> dict[str, Any]:
    return {"told": words["compare"][f"{gap.best}_{gap.kind}"]} | _topic(gap.topic, comparison, words)


def _topic(topic: Topic, comparison: Comparison, words: Wording) -> dict[str, Any]:
    passages = [
        {
            "letter": letter(one.article),
            "standing": one.standing,
            "symbol": STANDING_SYMBOLS[one.standing],
            "told": standing(one, comparison, words),
            "place": words.place(one.paragraph),
            "quote": _quote(comparison, one),
        }
        for one in topic.passages
    ]
    return {"name": topic_name(topic, words), "passages": passages}


def _quote(comparison: Comparison, passage: Passage) -> str:
    line = " ".join(comparison.reports[passage.article].text[passage.start : passage.end].split())
    return line if len(line) <= _QUOTE else line[:_QUOTE].rsplit(" ", 1)[0] + " …"


def _source(one: SharedSource, words: Wording) -> dict[str, Any]:
    cells = [
        {"letter": letter(number), "count": 0 if entry is None else len(entry.mentions)}
        for number, entry in enumerate(one.entries)
    ]
    return {"name": one.name, "function": one.function, "kind": words["types"][one.type], "cells": cells}


def _text(comparison: Comparison, words: Wording) -> str:
    shown, ui = _view(comparison, words), words["compare"]
    lines = [shown["heading"], ui["lead"], ""]
    for one in shown["articles"]:
        lines.append(f"  {one['letter']}  {one['score'].shown:>3}  {fit(one['headline'], 62)}  {plain(one['name'])}")
    lines += ["", ui["gaps"]] if shown["gaps"] else ["", ui["no_gaps"]]
    for gap in shown["gaps"]:
        lines += ["", f"  {plain(gap['name'])} – {gap['told']}", *_passages(gap["passages"])]
    if shown["agreed"]:
        lines += ["", ui["agreed"]]
    for topic in shown["agreed"]:
        lines += ["", f"  {plain(topic['name'])}", *_passages(topic["passages"])]
    lines += ["", ui["sources"], *_table(shown, words)]
    return "\n".join(lines) + "\n"


def _passages(passages: Sequence[dict[str, Any]]) -> list[str]:
    lines = []
    for one in passages:
        lines.append(f"    {one['letter']} {one['symbol']} {plain(one['told'])}, {one['place']}")
        lines += [f"        {line}" for line in wrap(fit(one["quote"], 2 * _WIDTH), _WIDTH - 8)]
    return lines


def _table(shown: dict[str, Any], words: Wording) -> list[str]:
    letters = [one["letter"] for one in shown["articles"]]
    lines = ["  " + "  ".join([*(f"{one:>2}" for one in letters), words["compare"]["source"]])]
    for one in shown["sources"]:
        cells = [f"{cell['count'] or '·':>2}" for cell in one["cells"]]
        name = f"{one['name']}, {one['function']}" if one["function"] else one["name"]
        lines.append("  " + "  ".join([*cells, f"{fit(name, 60)} ({one['kind']})"]))
    return lines
