"""Feature extraction: an article in, evidence out. This function is the whole flow.

Each step is one module with a docstring that says why it matters; cue words are data in ``cues/de``.
"""

from __future__ import annotations

from .article import Article, Paragraph
from .attributions import find_attributions, source_phrases, to_attribution
from .coverage import sentence_coverage
from .evidence import Attribution, Evidence, Marker, Mention, Note, Source, Statement
from .language import German, Parse
from .ledger import build_ledger
from .markers import find_markers, passed_on_spans, spoken_spans
from .mentions import listed_first, once_per_paragraph, phrase_places, type_phrases
from .origins import find_notes
from .selection import Selection, select_sources, shipped_selection
from .statements import find_statements
from .table import article_figures, paragraph_figures, sentence_figures

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
]


def extract(article: Article, german: German, selection: Selection | None = None) -> Evidence:
    """Everything the extractors find in one article; the text is parsed once. Never raises on any string.

    ``selection`` replaces the shipped weights that tell sources from other phrases (for training).
    """
    parse = german.parse(article)
    scene = find_attributions(parse)
    ruled = type_phrases(parse, scene, source_phrases(scene))
    phrases = select_sources(parse, scene, ruled, selection or shipped_selection())
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
    markers = find_markers(parse, spoken_spans(attributions), passed_on_spans(attributions))
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
        statements=tuple(sentence_figures(parse, statements, coverage, mentions)),
        notes=tuple(notes),
        paragraph_figures=tuple(paragraph_figures(parse, statements, coverage, sources, markers, notes)),
        figures=article_figures(parse, attributions, sources, markers, notes),
    )
