"""Difference of two versions of one article: as text for the terminal, as JSON, as one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from quellenlage.features.evidence import Source
from quellenlage.passages import Passage
from quellenlage.report import ParagraphReport, Report
from quellenlage.revision import Diff, ParagraphChange, StatementChange

from .findings import named
from .html import clean, environment, extended_style
from .text import fit, plain
from .view import ScoreView, excerpt, score_view
from .wording import Wording, wording

_WIDTH = 100
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LONG = 5000
"""Words and spaces of a paragraph beyond which it is shown as struck out and new, not word by word."""


def render(diff: Diff, format: str, lang: str = "de", nonce: str | None = None) -> str:
    """The difference as ``text``, ``json`` or ``html``; raises ValueError for any other format or language."""
    if format == "json":
        return diff.to_json(indent=2) + "\n"
    words = wording(lang)
    if format == "text":
        return _text(diff, words)
    if format != "html":
        raise ValueError(f"unknown format {format!r}; known: text, json, html")
    template = environment().get_template("diff.html.j2")
    return clean(template.render(_view(diff, words), w=words, style=extended_style(), nonce=nonce))


def _view(diff: Diff, words: Wording) -> dict[str, Any]:
    versions = [
        {"key": key, "label": words["diff"][key], "name": name, "headline": one.headline}
        | {"score": score_view(one.score, one.level, one.interval, words)}
        for key, name, one in zip(("old", "new"), diff.names, (diff.old, diff.new), strict=True)
    ]
    form = ("none", "one")[diff.losses] if diff.losses < 2 else "many"
    return {
        "versions": versions,
        "change": _change(diff.old, diff.new, words),
        "losses": words["diff"][f"losses_{form}"].format(n=words.count(diff.losses).capitalize()),
        "gained": [_source(one, words) for one in diff.gained],
        "lost": [_source(one, words) for one in diff.lost],
        "paragraphs": [_paragraph(one, diff, words) for one in diff.paragraphs],
    }


def _paragraph(one: ParagraphChange, diff: Diff, words: Wording) -> dict[str, Any]:
    old = None if one.old is None else diff.old.paragraphs[one.old]
    new = None if one.new is None else diff.new.paragraphs[one.new]
    scores = [score_view(at.score, at.level, None, words) if at else ScoreView("", "") for at in (old, new)]
    before = diff.old.text[old.start : old.end] if old else ""
    after = diff.new.text[new.start : new.end] if new else ""
    last = new or old
    return {
        "status": one.status,
        "told": words["diff"][one.status],
        "number": last.index + 1 if last else 0,
        "role": words["roles"][last.role] if last else "",
        "scores": scores,
        "change": _change(old, new, words),
        "pieces": word_changes(before, after),
        "gained": [_source(source, words) for source in one.gained],
        "lost": [_source(source, words) for source in one.lost],
        "statements": [_statement(change, diff, words) for change in one.statements],
    }


def _change(old: Report | ParagraphReport | None, new: Report | ParagraphReport | None, words: Wording) -> str | None:
    """The difference of the scores as they are shown, so that a reader can check it; None without one."""
    if old is None or new is None or old.score is None or new.score is None:
        return None
    return words.points(round(new.score) - round(old.score), 0)


def word_changes(old: str, new: str) -> list[tuple[str, str]]:
    """Both texts as pieces ``same``, ``removed`` and ``added``, word by word.

    All but the removed ones, joined, are the new text.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if old == new or max(len(before), len(after)) > _LONG:
        pairs = [("same", new)] if old == new else [("removed", old), ("added", new)]
        return [pair for pair in pairs if pair[1]]
    pieces: list[tuple[str, str]] = []
    gone = come = ""
    for tag, low, high, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = "".join(before[low:high]), "".join(after[begin:end])
        if tag == "equal" and right.strip():
            pieces += [("removed", gone), ("added", come), ("same", right)]
            gone = come = ""
        else:
            # A space between two changed words belongs to both.
            gone, come = gone + left, come + right
    pieces += [("removed", gone), ("added", come)]
    return [pair for pair in pieces if pair[1]]


def _statement(change: StatementChange, diff: Diff, words: Wording) -> dict[str, Any]:
    shown = change.new or change.old
    report = diff.old if change.new is None else diff.new
    if change.old is None or change.new is None:
        bare = shown is not None and shown.standing == "none"
        told = words["diff"][f"{'added' if change.old is None else 'removed'}_{'bare' if bare else 'sourced'}"]
        behind = "" if bare else f": {_standing(shown, report, words)}"
    else:
        told = words["diff"]["better" if change.better else "worse"]
        old, new = _standing(change.old, diff.old, words), _standing(change.new, diff.new, words)
        behind = f": {old} → {new}"
    return {
        "better": change.better,
        "told": told + behind,
        "quote": excerpt(report.text, shown.start, shown.end) if shown else "",
    }


def _standing(passage: Passage | None, report: Report, words: Wording) -> str:
    """What stands behind one side of a change: its sources by name, or the standing in words."""
    if passage is None:
        return ""
    behind = [named(source) for source in report.sources if source.id in passage.sources]
    return "; ".join(behind) or str(words["standings"][passage.standing])


def _source(source: Source, words: Wording) -> str:
    return f"{named(source)} ({words['types'][source.type]})"


def _text(diff: Diff, words: Wording) -> str:
    shown, ui = _view(diff, words), words["diff"]
    lines = [ui["heading"]]
    for one in shown["versions"]:
        lines.append(f"  {one['label']:<14} {one['score'].text:<32} {plain(one['name'])}")
    lines += [f"  {ui['change']}: {shown['change']}"] if shown["change"] else []
    lines += [f"  {shown['losses']}", *_both(shown, ui, "  "), "", ui["paragraphs"]]
    for one in shown["paragraphs"]:
        lines += _told(one, ui)
    return "\n".join(lines) + "\n"


def _told(one: dict[str, Any], ui: dict[str, Any]) -> list[str]:
    old, new = (score.shown for score in one["scores"])
    scores = f"{old or '':>3} → {new or '':<3}"
    text = "".join(piece for kind, piece in one["pieces"] if kind != "removed" or one["status"] == "removed")
    head = f"{one['number']:>3}  {scores}  {one['told']:<11}  "
    lines = [head + fit(text, _WIDTH - len(head))]
    lines += _both(one, ui, "       ", quiet=True)
    for statement in one["statements"]:
        lines.append(f"       {'+' if statement['better'] else '−'} {plain(statement['told'])}")
        lines.append(f"         {fit(statement['quote'], _WIDTH - 9)}")
    return lines


def _both(shown: dict[str, Any], ui: dict[str, Any], indent: str, quiet: bool = False) -> list[str]:
    """The lines of sources gained and lost; ``quiet`` leaves out the empty ones."""
    lines = []
    for key, sign in (("gained", "+"), ("lost", "−")):
        sources: Sequence[str] = shown[key]
        if sources or not quiet:
            told = plain("; ".join(sources)) if sources else ui["nothing"]
            lines.append(f"{indent}{sign} {ui[key]}: {told}")
    return lines
