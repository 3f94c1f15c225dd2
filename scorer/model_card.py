"""The model card, written from the figures: ``python -m quellenlage.model_card > docs/model_card.md``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .evaluate import evaluate
from .model import Model

_HEAD = """\
# Model card

Generated from the figures (`python -m quellenlage.model_card`); do not edit.

**Model** `{name}` {version}, SHA-256 `{sha256}`, fitted on labels `{labels}`.

## What it is for

It helps editors and readers to see how transparently a German news article is sourced: which paragraphs can be traced
to whom, and which statements cannot. It judges the text, never the truth of a statement, an author or an outlet.

**Not for**: fact checking; decisions about people; rankings of authors or of outlets; other languages; fiction,
scripts, legal texts, chats. Very short or untypical text gets wide intervals or no score.

## Data

{articles} articles, {paragraphs} paragraphs (Wikinews 2004–2022, eight publishers 2020–2021, most of these about
one subject, the pandemic), labelled by a large language model with `labels/CODEBOOK.md`; see `labels/README.md` for the
agreement and why it is an upper bound. No human editor has checked the labels. The weights are fitted on these labels;
the reader beneath them on 19,708 further paragraphs labelled in the same way by the makers and 240 written by them
(never measured on), on what multilingual-e5-small (MIT), fine-tuned on these, makes of them, and on its word vectors.
The quotation corpus is only measured against.

## Figures

{folds}-fold cross-validation over articles.

| measure | figure |
|---|---|
"""
_LIMITS = """
## Limits

- `background` and `opinion` are told from `news` less surely than people do it: half of the `background` is found.
- The reader cannot say why it reads a sentence as it does; the findings beside it can be checked.
- The labels of the pandemic years make the extractors better known there than elsewhere.
- An error in the extraction (a speaker not recognised) becomes an error in the score: look at the highlighted evidence.
- Intervals hold on average over articles like the labelled ones; figures per outlet rest on few articles.

Licence of code and weights: Apache-2.0.
"""


def model_card(measures: Mapping[str, Any], model: Model) -> str:
    """Write the card from the measures of an evaluation and the model they speak of."""
    head = _HEAD.format(
        name=model.info.name,
        version=model.info.version,
        sha256=model.info.sha256,
        labels=measures["labels"][:16],
        **{key: measures[key] for key in ("articles", "paragraphs", "folds")},
    )
    rows = "\n".join(f"| {name} | {value} |" for name, value in _figures(measures).items())
    return f"{head}{rows}\n\n{_by_role(measures)}\n\n{_by_outlet(measures)}\n{_LIMITS}"


def _figures(measures: Mapping[str, Any]) -> dict[str, str]:
    role, paragraph, article = (measures[part] for part in ("role", "paragraph", "article"))
    found = {
        "role: F1 of `news` / macro F1": f"{role['news_f1']:.3f} / {role['macro_f1']:.3f}",
        "paragraph score: quadratic weighted kappa": f"{paragraph['kappa']:.3f}",
        "paragraph score: mean error in levels": f"{paragraph['mean_error']:.2f}",
        "paragraph interval (80 %): coverage / mean width in levels": (
            f"{paragraph['coverage']:.3f} / {paragraph['width']:.2f}"
        ),
        "article score: r / mean error in points": f"{article['correlation']:.3f} / {article['mean_error']:.1f}",
        "article interval (80 %): coverage / mean width in points": (
            f"{article['coverage']:.3f} / {article['width']:.1f}"
        ),
    }
    found |= {f"{name}: F1": f"{measures[name]['f1']:.3f}" for name in ("sources", "markers", "unsourced")}
    if measures["quotations"] is not None:
        found |= {
            f"quotations, {part}: F1": f"{measures['quotations'][part]['f1']:.3f}"
            for part in ("message", "roles", "joint")
        }
    return found


def _by_role(measures: Mapping[str, Any]) -> str:
    lines = ["| role | F1 | precision | recall | labelled |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {one['f1']:.3f} | {one['precision']:.3f} | {one['recall']:.3f} | {one['gold']} |"
        for name, one in measures["role"]["by_role"].items()
    ]
    return "\n".join(lines)


def _by_outlet(measures: Mapping[str, Any]) -> str:
    lines = ["| outlet | articles | F1 of `news` | kappa | error in levels | article error |", "|---" * 6 + "|"]
    lines += [
        f"| {name} | {one['articles']} | {one['news_f1']:.3f} | {one['kappa']:.3f} "
        f"| {one['mean_error']:.2f} | {one['article_error']:.1f} |"
        for name, one in measures["outlets"].items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, default=Path("labels"))
    parser.add_argument("--corpora", type=Path)
    options = parser.parse_args()
    print(model_card(evaluate(options.labels, options.corpora).measures, Model.load()), end="")
