"""Superdesk: a macro that marks statements without a source, and a check before publishing (extra: html).

In the newsroom's own macros package, a file of a few lines makes it known (``docs/superdesk.md``). Nothing of Superdesk
is imported here: an item is a dictionary, and its registry and its signal call plain functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quellenlage import Report, score
from quellenlage.formats.view import score_view, summary
from quellenlage.formats.wording import wording
from quellenlage.html_body import read_html

name = "quellenlage"
label = "Quellenlage prüfen"
access_type = "frontend"
action_type = "interactive"
replace_type = "keep-style-replace"

_MARK = "[Quelle?]"


def callback(item: dict[str, Any], **_: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """Schlägt nach jeder prüfbaren Aussage ohne Quelle die Marke „[Quelle?]“ vor.

    Returns the item, whose ``extra["quellenlage"]`` says in one line how it is sourced, and what to replace by what:
    the editor takes or skips each. The body itself is not changed; items in other languages come back as they are.
    """
    report = _report(item)
    if report is None:
        return item, {}
    item["extra"] = {**(item.get("extra") or {}), "quellenlage": _line(report)}
    return item, _marks(report)


def gate(below: float) -> Callable[..., None]:
    """A receiver for the signal ``item_validate``: an item that scores less than ``below`` (0–100) is not published.

    Items without a score (too short, opinion, other languages) pass.
    """

    def check(_: object, item: dict[str, Any], response: list[str], error_fields: dict[str, Any], **__: Any) -> None:
        report = _report(item)
        if report is not None and report.score is not None and report.score < below:
            words = wording("de")
            message = words["superdesk"]["too_low"].format(line=_line(report), below=words.score(below))
            response.append(message)
            error_fields.setdefault("body_html", message)

    return check


def _report(item: dict[str, Any]) -> Report | None:
    """The report on an item; None for one in another language."""
    if not str(item.get("language") or "de").lower().startswith("de"):
        return None
    return score(read_html(str(item.get("body_html") or ""), str(item.get("headline") or "") or None))


def _line(report: Report) -> str:
    words = wording("de")
    if report.score is None:
        return words.reason(report.reason)
    shown = score_view(report.score, report.level, report.interval, words)
    between = f" ({shown.interval.text})" if shown.interval else ""
    return f"{shown.text}{between} · {summary(report, words)}"


def _marks(report: Report) -> dict[str, str]:
    """For each statement without a source the same with the mark; not where it stands already."""
    marks = {}
    for statement in report.unsourced:
        text = report.text[statement.start : statement.end]
        if (
            not report.text[statement.end : statement.end + len(_MARK) + 1].lstrip().startswith(_MARK)
            and _MARK not in text
        ):
            marks[text] = f"{text} {_MARK}"
    return marks
