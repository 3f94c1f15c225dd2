"""The tables training starts from: figures and labels of every labelled paragraph, numbers only, no text.

``labels/tables/`` holds three CSV files, so that weights can be fitted again from the repository alone:
``paragraphs.csv`` (role, score, figures), ``statements.csv`` (one row per sentence: unsourced in gold or not,
figures) and ``articles.csv`` (outlet, score, figures, and how many source mentions and markers were found).
``extract_tables`` makes them anew from the corpora.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quellenlage.features import extract
from quellenlage.features.evidence import Evidence
from quellenlage.features.language import German

from .labels import LabelledArticle, LabelledParagraph, Labels
from .measures import Counts, count_markers, count_sources, unsourced_sentences

_DECIMALS = 4
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One sentence of a labelled paragraph: whether gold lists it as unsourced, and its figures."""

    unsourced: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class ParagraphRow:
    """One labelled paragraph: level 0–4 or None; ``lost`` counts unsourced entries that hit no sentence."""

    id: str
    role: str
    score: int | None
    lost: int
    figures: Figures
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One labelled article; ``sources`` and ``markers`` count the extractor's findings against gold."""

    id: str
    outlet: str
    score: float | None
    sources: Counts
    markers: Counts
    figures: Figures
    paragraphs: tuple[ParagraphRow, ...]


def extract_tables(labels: Labels) -> list[ArticleRow]:
    """Extract the figures of every labelled article whose text was found."""
    parser = German()
    return [_article(article, extract(article.text, parser)) for article in labels.articles if article.text is not None]


def _article(article: LabelledArticle, evidence: Evidence) -> ArticleRow:
    sources, markers = Counts(), Counts()
    rows = []
    for paragraph in article.paragraphs:
        rows.append(_paragraph(paragraph, evidence))
        start = evidence.article.paragraphs[paragraph.index].start
        mentions = [
            (mention.start - start, mention.end - start, mention.type)
            for source in evidence.sources
            for mention in source.mentions
            if mention.paragraph == paragraph.index
        ]
        found = [
            (marker.start - start, marker.end - start, marker.kind)
            for marker in evidence.markers
            if marker.paragraph == paragraph.index
        ]
        sources += count_sources(mentions, paragraph.sources)
        markers += count_markers(found, paragraph.markers)
    return ArticleRow(
        id=article.id,
        outlet=article.outlet,
        score=article.score,
        sources=sources,
        markers=markers,
        figures=_rounded(evidence.figures),
        paragraphs=tuple(rows),
    )


def _paragraph(paragraph: LabelledParagraph, evidence: Evidence) -> ParagraphRow:
    start = evidence.article.paragraphs[paragraph.index].start
    statements = [one for one in evidence.statements if one.paragraph == paragraph.index]
    spans = [(statement.start - start, statement.end - start) for statement in statements]
    marked, lost = unsourced_sentences(spans, paragraph.unsourced)
    return ParagraphRow(
        id=paragraph.id,
        role=paragraph.role,
        score=paragraph.score,
        lost=lost,
        figures=_rounded(evidence.paragraph_figures[paragraph.index]),
        statements=tuple(
            StatementRow(flag, _rounded(statement.figures)) for flag, statement in zip(marked, statements, strict=True)
        ),
    )


def _rounded(figures: Mapping[str, float]) -> Figures:
    # As in the CSV, order and all: weights must not depend on whether tables were read or just made.
    return {name: round(float(value), _DECIMALS) for name, value in sorted(figures.items())}


def write_tables(folder: Path, articles: Sequence[ArticleRow]) -> None:
    """Write the three CSV files; rows in label order, columns sorted, so that a diff shows what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = [(article.id, row) for article in articles for row in article.paragraphs]
    _write(
        folder / "articles.csv",
        ["id", "outlet", "score", *_COUNTS],
        (
            (
                [
                    one.id,
                    one.outlet,
                    _cell(one.score),
                    *_counts(one.sources),
                    *_counts(one.markers),
                ],
                one.figures,
            )
            for one in articles
        ),
        [one.figures for one in articles],
    )
    _write(
        folder / "paragraphs.csv",
        ["article", "id", "role", "score", "lost"],
        (([a, row.id, row.role, _cell(row.score), str(row.lost)], row.figures) for a, row in paragraphs),
        [row.figures for _, row in paragraphs],
    )
    _write(
        folder / "statements.csv",
        ["paragraph", "unsourced"],
        (
            ([row.id, str(int(statement.unsourced))], statement.figures)
            for _, row in paragraphs
            for statement in row.statements
        ),
        [statement.figures for _, row in paragraphs for statement in row.statements],
    )


_COUNTS = [f"{what}_{part}" for what in ("sources", "markers") for part in ("matched", "predicted", "gold")]


def _counts(counts: Counts) -> list[str]:
    return [str(counts.matched), str(counts.predicted), str(counts.gold)]


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _write(path: Path, head: list[str], rows: Iterable[tuple[list[str], Figures]], figures: Iterable[Figures]) -> None:
    names = sorted({name for one in figures for name in one})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*head, *names])
        for cells, one in rows:
            writer.writerow([*cells, *(_cell(one.get(name) or None) for name in names)])


def read_tables(folder: Path) -> list[ArticleRow]:
    """Read the three CSV files; raises FileNotFoundError when the tables were never extracted."""
    statements: dict[str, list[StatementRow]] = {}
    for row in _rows(folder / "statements.csv"):
        place, unsourced = row.pop("paragraph"), row.pop("unsourced")
        statements.setdefault(place, []).append(StatementRow(unsourced == "1", _figures(row)))
    paragraphs: dict[str, list[ParagraphRow]] = {}
    for row in _rows(folder / "paragraphs.csv"):
        article, name, role, score, lost = (row.pop(k) for k in ("article", "id", "role", "score", "lost"))
        level = int(score) if score else None
        found = tuple(statements.get(name, ()))
        paragraphs.setdefault(article, []).append(ParagraphRow(name, role, level, int(lost), _figures(row), found))
    articles = []
    for row in _rows(folder / "articles.csv"):
        name, outlet, score = (row.pop(column) for column in ("id", "outlet", "score"))
        counts = [int(row.pop(column)) for column in _COUNTS]
        articles.append(
            ArticleRow(
                name,
                outlet,
                float(score) if score else None,
                Counts(*counts[:3]),
                Counts(*counts[3:]),
                _figures(row),
                tuple(paragraphs.get(name, ())),
            )
        )
    return articles


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _figures(row: Mapping[str, str]) -> Figures:
    return {name: float(cell) for name, cell in row.items() if cell}
