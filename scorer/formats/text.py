"""Text: what a terminal shows – the score of an article, then a line per paragraph, then its sources.

Control characters and writing-direction marks of the article are replaced: no text can steer a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from quellenlage.advice import advise
from quellenlage.report import ParagraphReport, Report

from .findings import SYMBOLS, find_all, named
from .ledger import ledger
from .prose import by_paragraph
from .rows import Row, best_first
from .view import balance, excerpt, summary
from .wording import Wording, wording

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WIDTH = 100
_TITLE = 56


def render(reports: Iterable[tuple[str, Report]], lang: str) -> Iterator[str]:
    """One block per report."""
    words = wording(lang)
    for number, (name, report) in enumerate(reports):
        lines = [*_head(name, report, words), "", *_paragraphs(report, words), *_sources(report, words)]
        yield ("\n" if number else "") + "\n".join([*lines, *_hints(report, words)]) + "\n"


def explain(name: str, report: Report, lang: str, whys: Mapping[str, str]) -> str:
    """Why each paragraph has its score: contributions, then findings; ``whys`` gives the reason of a rule."""
    words = wording(lang)
    findings = find_all(report, words)
    touching = by_paragraph(report.paragraphs, findings)
    lines = _head(name, report, words)
    lines += _balance(balance(report, words, exact=True), words, "  ")
    for paragraph, found in zip(report.paragraphs, touching, strict=True):
        lines += ["", _line(report, paragraph, words)]
        rows = balance(paragraph, words, exact=True)
        lines += _balance(rows, words, "      ")
        lines += [f"    {words.reason(paragraph.reason)}"] if paragraph.reason else []
        for index in found:
            finding = findings[index]
            quote = excerpt(report.text, finding.spans[0][0], finding.spans[-1][1])
            lines.append(f"    {SYMBOLS[finding.kind]} {plain(quote)}: {plain(finding.note)}")
            if finding.rule:
                why = f": {whys[finding.rule]}" if finding.rule in whys else ""
                lines.append(f"        {words['text']['rule']} {finding.rule}{why}")
    return "\n".join(lines) + "\n"


def table(rows: Iterable[Row], lang: str) -> str:
    """Several articles side by side, best score first, one line each."""
    words = wording(lang)
    names = words["index"]
    keys = ("score", "interval_short", "level", "sources", "unsourced", "hearsay", "articles_one")
    cells = [[str(names[key]) for key in keys], *(_cells(row, words) for row in best_first(rows))]
    widths = [max(_width(row[column]) for row in cells) for column in range(6)]
    lines = []
    for row in cells:
        gaps = [" " * (width - _width(cell)) for cell, width in zip(row[:6], widths, strict=True)]
        padded = [row[at] + gap if at == 2 else gap + row[at] for at, gap in enumerate(gaps)]
        lines.append("  ".join([*padded, row[6]]))
    return "\n".join([lines[0], "─" * min(_WIDTH, max(map(_width, lines))), *lines[1:]]) + "\n"


def _cells(row: Row, words: Wording) -> list[str]:
    span = "–".join(words.score(bound) for bound in row.interval or ())
    level = words["levels"][row.level] if row.level else words["ui"]["no_score"]
    counts = [str(count) for count in (row.sources, row.unsourced, row.hearsay)]
    return [words.score(row.score), span, level, *counts, fit(row.headline, _TITLE)]


def plain(text: str) -> str:
    """Text without characters that steer a terminal, in one line."""
    text = text.replace("\u2068", "").replace("\u2069", "")
    return _STEERING.sub("\ufffd", " ".join(text.split()))


def _head(name: str, report: Report, words: Wording) -> list[str]:
    ui = words["ui"]
    title = plain(report.headline) or ui["untitled"]
    lines = [f"{plain(name)}: {title}" if name else title]
    if report.score is None or report.level is None:
        return [*lines, f"  {ui['no_score']}: {words.reason(report.reason)}"]
    level = words["levels"][report.level]
    line = f"  {ui['score_text'].format(score=words.score(report.score), level=level)}"
    if report.interval is not None:
        low, high = (words.score(bound) for bound in report.interval)
        line += f" ({ui['interval'].format(low=low, high=high)})"
    return [*lines, line, f"  {summary(report, words)} · {report.words} {ui['words']}"]


def _paragraphs(report: Report, words: Wording) -> list[str]:
    return [_line(report, paragraph, words) for paragraph in report.paragraphs]


def _line(report: Report, paragraph: ParagraphReport, words: Wording) -> str:
    level = words["levels"][paragraph.level] if paragraph.level else words["roles"][paragraph.role]
    start = f"{paragraph.index + 1:>3}  {words.score(paragraph.score):>3}  {level:<23}  "
    return start + fit(excerpt(report.text, paragraph.start, paragraph.end), _WIDTH - len(start))


def _sources(report: Report, words: Wording) -> list[str]:
    ui = words["ui"]
    if not report.sources:
        return ["", f"{ui['ledger']}: {ui['no_sources']}"]
    by_id = {source.id: source for source in report.sources}
    lines = ["", ui["ledger"]]
    for row in ledger(report, words, {}):
        places = ", ".join(dict.fromkeys(str(mention["paragraph"]) for mention in row["mentions"]))
        place = f"{ui['paragraph_short']} {places}"
        lines.append(f"  {row['kind']:<17}  {fit(plain(named(by_id[row['id']])), 60)} ({place})")
    return lines


def _hints(report: Report, words: Wording) -> list[str]:
    hints = advise(report, 3)
    lines = ["", words["ui"]["advice"]] if hints else []
    for hint in hints:
        quote = fit(excerpt(report.text, hint.start, hint.end), 60)
        lines.append(f"  {words['advice'][hint.kind]} {words['ui']['paragraph']} {hint.paragraph + 1}: {quote}")
    return lines


def _balance(rows: Mapping[str, Any] | None, words: Wording, indent: str) -> list[str]:
    if rows is None:
        return []
    lines = [f"{indent}{rows['start']:>7}  {words['ui']['start_value']}"]
    lines += [f"{indent}{bar.effect:>7}  {bar.text}" for bar in rows["bars"]]
    return [*lines, f"{indent}{rows['sum']:>7}  {rows['clipped'] or words['ui']['sum']}"]


def fit(text: str, width: int) -> str:
    """Plain text in at most ``width`` characters."""
    text = plain(text)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _width(text: str) -> int:
    """Columns a terminal needs: wide characters take two, combining ones none."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
