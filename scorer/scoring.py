"""The scorer: article in, report out. Every face of the package goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from quellenlage.features import Article, Evidence, German, Mention, Paragraph, Statement, extract
from quellenlage.features.grammar import is_german

from .model import Model, Weighed, WeighedParagraph
from .report import ParagraphReport, Report
from .what_if import find_advice

_UNKNOWN_LANGUAGE = "und"
"""The BCP 47 code of an undetermined language."""
_MIN_WORDS = 6
_MIN_CHARACTERS = 100
"""Below both an article has nothing that could be scored; its language could not be told either."""


class Scorer:
    """Scores articles; loads the model once and may be shared between threads.

    ``model`` is a weights file made by ``quellenlage train``; the default is the model of the package.
    Raises OSError when it cannot be read and WeightsError when it is no model.
    """

    def __init__(self, model: Path | str | None = None) -> None:
        self._german = German()
        self._model = Model.load(Path(model) if model is not None else None)
        self._version = version("quellenlage")

    def score(self, article: str | Article) -> Report:
        """The report on one article; a str is read as plain text whose lines are paragraphs.

        Any string gives a report: without anything to score its ``score`` is None and ``reason`` one of
        ``empty``, ``too_short``, ``not_german``, ``no_news``. Raises TypeError for anything but str and Article.
        """
        if isinstance(article, str):
            article = Article.read(article)
        elif not isinstance(article, Article):
            raise TypeError(f"expected str or Article, got {type(article).__name__}")
        evidence = extract(article, self._german)
        return self._report(evidence, self._model.weigh(evidence))

    def score_many(self, articles: Iterable[str | Article]) -> Iterator[Report]:
        """The reports on many articles, lazily and in order."""
        for article in articles:
            yield self.score(article)

    def _report(self, evidence: Evidence, weighed: Weighed) -> Report:
        reason = _reason(evidence, weighed)
        scored = weighed.article if reason is None else None
        mentions: list[list[Mention]] = [[] for _ in weighed.paragraphs]
        for source in evidence.sources:
            for mention in source.mentions:
                mentions[mention.paragraph].append(mention)
        return Report(
            article=evidence.article,
            version=self._version,
            model=self._model.info,
            words=evidence.words,
            score=scored.score if scored else None,
            interval=scored.interval if scored else None,
            reason=reason,
            intercept=scored.intercept if scored else None,
            contributions=scored.contributions if scored else (),
            paragraphs=tuple(
                self._paragraph(place, paragraph, weighed.statements[place.index], mentions[place.index], reason)
                for place, paragraph in zip(evidence.article.paragraphs, weighed.paragraphs, strict=True)
            ),
            attributions=evidence.attributions,
            sources=evidence.sources,
            markers=evidence.markers,
            unsourced=weighed.unsourced if reason is None else (),
            features=weighed.figures,
            notes=evidence.notes,
            language=_UNKNOWN_LANGUAGE if reason == "not_german" else "de",
        )

    def _paragraph(
        self,
        place: Paragraph,
        weighed: WeighedParagraph,
        statements: Sequence[Statement],
        mentions: Sequence[Mention],
        reason: str | None,
    ) -> ParagraphReport:
        if weighed.role != "news" or (reason is not None and reason != "no_news"):
            return ParagraphReport(
                place.index,
                place.start,
                place.end,
                weighed.role,
                reason=reason or weighed.role,
                features=weighed.figures,
            )
        scored, model = weighed.weighed, self._model
        return ParagraphReport(
            index=place.index,
            start=place.start,
            end=place.end,
            role=weighed.role,
            score=scored.score,
            interval=scored.interval,
            intercept=scored.intercept,
            contributions=scored.contributions,
            features=weighed.figures,
            advice=find_advice(statements, mentions, weighed, model.paragraph, model.threshold),
        )


def _reason(evidence: Evidence, weighed: Weighed) -> str | None:
    """Why the article has no score, or None when it has one."""
    if not evidence.words:
        return "empty"
    if evidence.words < _MIN_WORDS and len(evidence.article.text) < _MIN_CHARACTERS:
        return "too_short"
    if not evidence.sources and not is_german(evidence.figures["german_share"]):
        return "not_german"
    return "no_news" if weighed.article is None else None
