"""Write ``docs/figures.md`` from the tables of names in the code: ``python docs/figures.py``."""

from __future__ import annotations

from pathlib import Path

from quellenlage.features.cues import load_cues
from quellenlage.features.statements import FORM_FIGURES
from quellenlage.features.table import ARTICLE_FIGURES, COVERAGE_FIGURES, PARAGRAPH_FIGURES
from quellenlage.sourcing import SOURCING_FIGURES

MODEL_ARTICLE_FIGURES = {
    "mean_score": "mean score of the paragraphs, weighed by length and the probability of being news",
    "news_share": "share of the paragraphs that are news",
}
TARGET = Path(__file__).with_suffix(".md")
HEAD = """# Named figures

Everything that can move a role or a score, by name. Shares lie between 0 and 1; counts are capped where more of the
same must not count more. `<type>` is one of person, organisation, document, media, unnamed, vague; `<marker kind>`
one of hearsay, hedge, unverified; `<role>` one of news, background, opinion, service. The paragraphs of a report carry
their figures in `paragraphs[].features`, the article in `features`. This page is written by `python docs/figures.py`.
"""


def table(title: str, text: str, figures: dict[str, str]) -> str:
    """One section: a heading, a sentence, a table of names and meanings."""
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in figures.items())
    return f"## {title}\n\n{text}\n\n| figure | meaning |\n|---|---|\n{rows}\n"


def page() -> str:
    """The whole page."""
    statements = {name: group.why for name, group in load_cues("statements").items()}
    parts = [
        HEAD,
        table("A paragraph", "Counted from the evidence, or the reader's (`features/table.py`).", PARAGRAPH_FIGURES),
        table("Sentences without a source", "From the statement model (`scorer/sourcing.py`).", SOURCING_FIGURES),
        table("The article", "Counted from the evidence (`features/table.py`).", ARTICLE_FIGURES),
        table("The article's paragraphs", "Summed up by the model (`scorer/model.py`).", MODEL_ARTICLE_FIGURES),
        table("Sentences: form", "What the statement model weighs (`features/statements.py`).", FORM_FIGURES),
        table("Sentences: sources", "How far a sentence is ascribed (`features/table.py`).", COVERAGE_FIGURES),
        table("Sentences: words", "1 when a word occurs (`features/cues/de/statements.toml`).", statements),
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
