"""Reports made by hand, so that formats are proved without a model."""

from __future__ import annotations

from quellenlage.features.article import Article
from quellenlage.features.evidence import Attribution, Marker, Mention, Note, Source, Statement
from quellenlage.reasons import Advice, Contribution
from quellenlage.report import ModelInfo, ParagraphReport, Report

MODEL = ModelInfo("probe", "0", "ab" * 32)
TEXT = (
    "18. Oktober 2024\n\n"
    "Stadtrat streitet über die Brücke\n\n"
    "Die Brücke soll angeblich 40 Millionen Euro kosten. Das sei zu viel, sagte Baudezernentin Eva Muster. "
    "„Wir prüfen <alles> & jedes“, so Muster. Experten warnen.\n\n"
    "Gestern stürzte ein Pfeiler ein. Möglicherweise war Rost die Ursache, unbestätigten Angaben zufolge.\n\n"
    "Man darf gespannt sein!"
)


def span(piece: str, text: str = TEXT) -> tuple[int, int]:
    """Offsets of the first place of ``piece``."""
    start = text.index(piece)
    return start, start + len(piece)


def _sources() -> tuple[Source, ...]:
    muster = (
        Mention(*span("Baudezernentin Eva Muster"), 2, "person", "sources.person"),
        Mention(span("so Muster")[0] + 3, span("so Muster")[1], 2, "person", "sources.person"),
    )
    return (
        Source(0, "Eva Muster", "Baudezernentin", "person", muster),
        Source(1, "Experten", None, "vague", (Mention(*span("Experten"), 2, "vague", "sources.vague"),)),
    )


def _attributions() -> tuple[Attribution, ...]:
    speaker = span("Baudezernentin Eva Muster")
    said = (span("sagte"),)
    frame = (span("sagte Baudezernentin Eva Muster"),)
    quoted = (span("Wir prüfen <alles> & jedes"),)
    return (
        Attribution("indirect", 2, (span("Das sei zu viel"),), said, frame, speaker, None, 0, "speech.say"),
        Attribution("direct", 2, quoted, (), (), None, None, None, "speech.so"),
    )


def _advice() -> tuple[Advice, ...]:
    return (
        Advice("unsourced", *span("Gestern stürzte ein Pfeiler ein."), 3, 30.0),
        Advice("unsourced_number", *span("Die Brücke soll angeblich 40 Millionen Euro kosten."), 2, 25.5),
        Advice("vague", *span("Experten"), 2, 8.0),
    )


def sample() -> Report:
    """Every kind of finding once, some of them overlapping, every role but background."""
    article = Article.read(TEXT)
    shapes = [
        ("service", None, None, ()),
        ("service", None, None, ()),
        ("news", 62.25, 50.0, (("mentions_person", 2 / 3, 20.5), ("hearsay", 0.25, -8.25))),
        ("news", 0.0, 50.0, (("unsourced", 3.0, -62.5),)),
        ("opinion", None, None, ()),
    ]
    paragraphs = tuple(
        ParagraphReport(
            paragraph.index,
            paragraph.start,
            paragraph.end,
            role,
            score,
            None if score is None else (max(0.0, score - 15), score + 15),
            role if role in ("opinion", "service") else None,
            intercept,
            tuple(Contribution(*one) for one in contributions),
            {"named": 0.4, "words": 20.0},
            advice=tuple(one for one in _advice() if one.paragraph == paragraph.index),
        )
        for paragraph, (role, score, intercept, contributions) in zip(article.paragraphs, shapes, strict=True)
    )
    return Report(
        article=article,
        version="0.1.0",
        model=MODEL,
        words=60,
        score=41.5,
        interval=(30.0, 55.0),
        reason=None,
        intercept=50.0,
        contributions=(Contribution("named_sources", 1.0, 4.0), Contribution("unnamed_share", 0.5, -12.5)),
        paragraphs=paragraphs,
        attributions=_attributions(),
        sources=_sources(),
        markers=(
            Marker(*span("soll"), 2, "hearsay", "markers.soll"),
            Marker(*span("angeblich"), 2, "hearsay", "markers.adverb"),
            Marker(*span("Möglicherweise"), 3, "hedge", "markers.hedge"),
            Marker(*span("unbestätigten"), 3, "unverified", "markers.unverified"),
        ),
        unsourced=(
            Statement(*span("Die Brücke soll angeblich 40 Millionen Euro kosten."), 2, ("number",), {}),
            Statement(*span("Gestern stürzte ein Pfeiler ein."), 3, ("event",), {}),
        ),
        features={"named_sources": 1.0, "unnamed_share": 0.5},
        notes=(
            Note(*span("Experten warnen."), 2, "second_hand", (1, 0), "origins.second_hand"),
            Note(paragraphs[2].start, paragraphs[2].end, 2, "single_unnamed", (1,), "origins.single_unnamed"),
            Note(*span("gespannt"), 4, "anonymity_reason", (), "origins.anonymity_reason"),
        ),
    )


def empty(text: str = "", reason: str = "empty", title: str | None = None) -> Report:
    """A report that has nothing to score."""
    article = Article.read(text, title)
    paragraphs = tuple(
        ParagraphReport(one.index, one.start, one.end, "news", reason=reason) for one in article.paragraphs
    )
    nothing = ((), paragraphs, (), (), (), ())
    return Report(article, "0.1.0", MODEL, 0, None, None, reason, None, *nothing, {})
