"""Feature extraction: an article in, evidence out. This function is the whole flow.

Each step is one module with a docstring that says why it matters; cue words are data in ``cues/de``.
"""

from __future__ import annotations

from .article import Article, Paragraph
from .attributions import find_attributions, source_phrases, to_attribution
from .candidates import find_candidates
from .coverage import sentence_coverage
from .drafts import Scene
from .evidence import Attribution, Evidence, Marker, Mention, Note, Source, Statement
from .language import German, Parse, respelled
from .ledger import SourcePhrase, build_ledger
from .markers import find_markers, passed_on_spans, spoken_spans
from .mentions import listed_first, once_per_paragraph, phrase_places, type_phrases
from .origins import find_notes
from .reader import shipped_reader
from .selection import select_sources
from .statements import find_statements
from .table import article_figures, paragraph_figures, sentence_figures
from .tokens import token_findings

__all__ = [
    "Article",
    "Attribution",
    "Evidence",
    "German",
    "Marker",
    "Mention",
    "Note",
    "Paragraph",
    "Parse",
    "Source",
    "Statement",
    "extract",
    "rule_findings",
]


def rule_findings(parse: Parse) -> tuple[Scene, list[SourcePhrase], list[Marker]]:
    """What the rules alone find: attributions being put together, source phrases, markers of the author."""
    scene = find_attributions(parse)
    phrases = type_phrases(parse, scene, source_phrases(scene))
    return scene, phrases, find_markers(parse, spoken_spans(scene), passed_on_spans(scene))


def extract(article: Article, german: German) -> Evidence:
    """Everything the extractors find in one article; the text is parsed once. Never raises on any string."""
    reader = shipped_reader()
    parse = respelled(german.parse(article), reader.vocabulary.swiss)
    scene, ruled, markers = rule_findings(parse)
    candidates = find_candidates(parse, ruled)
    reading = reader.read(parse, token_findings(parse, scene, ruled, markers), candidates)
    phrases = select_sources(candidates, reading, len(parse.words))
    places = phrase_places(scene, phrases)
    entries, phrase_ids = build_ledger(parse, phrases)
    sources, phrase_ids = listed_first(once_per_paragraph(parse, entries), phrase_ids)
    listed = [source for source in sources if source.mentions]
    ids = [None if place is None else phrase_ids[place] for place in places]
    attributions = tuple(
        to_attribution(parse, draft, source if source is not None and source < len(listed) else None)
        for draft, source in zip(scene.drafts, ids, strict=True)
        if draft.type != "act"
    )
    coverage = sentence_coverage(parse, scene.drafts, ids, sources)
    notes = find_notes(parse, scene, coverage, sources)
    mentions = [0] * len(article.paragraphs)
    for source in sources:
        for mention in source.mentions:
            mentions[mention.paragraph] += 1
    statements = find_statements(parse, markers)
    return Evidence(
        article=article,
        words=len(parse.words),
        attributions=attributions,
        sources=tuple(listed),
        markers=tuple(markers),
        statements=tuple(sentence_figures(parse, statements, coverage, mentions, reading)),
        notes=tuple(notes),
        paragraph_figures=tuple(paragraph_figures(parse, statements, coverage, sources, markers, notes, reading)),
        figures=article_figures(parse, attributions, sources, markers, notes, reading),
    )
