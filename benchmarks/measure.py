"""The measurements, on one core: processor time within this process, wall clock for fresh processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import spacy
from quellenlage import Scorer
from quellenlage.comparison import compare
from quellenlage.features import extract
from quellenlage.features.article import Article
from quellenlage.features.language import German
from quellenlage.formats import comparison, index
from quellenlage.formats.rows import row
from quellenlage.report import Report

from .texts import Texts

FAST_ENOUGH = 0.15
"""Scoring is to reach this share of the bare tokeniser's speed."""

_FIRST_SCORE = "import sys, quellenlage; quellenlage.score(open(sys.argv[1], encoding='utf-8').read())"
_BARE_SPACY = "import spacy; spacy.blank('de')('Ein Satz.')"
_MEMORY = Path(__file__).parent / "memory.py"


def pin() -> None:
    """Keep this process and its children on one core, where the system allows it."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def throughput(texts: Texts, repeats: int) -> dict[str, float]:
    """Words per second of scoring and of ``spacy.blank("de")`` + sentencizer, taken in turn."""
    loaded = list(texts)
    words = sum(len(text.split()) for text in loaded)
    scorer, bare = Scorer(), spacy.blank("de")
    bare.add_pipe("sentencizer")
    bare.max_length = 1 << 30
    scorer.score(loaded[0])
    bare(loaded[0])
    pairs = [_in_turn(loaded, bare, scorer.score) for _ in range(repeats)]
    return {
        "words": words,
        "bare_words_per_second": words / median(pair[0] for pair in pairs),
        "words_per_second": words / median(pair[1] for pair in pairs),
        "ratio": median(base / own for base, own in pairs),
    }


def stages(texts: Texts, repeats: int) -> dict[str, float]:
    """Shares of the time of an article: tokens and sentences, evidence and figures, weights and report."""
    articles = [Article.read(text) for text in texts]
    scorer, parser = Scorer(), German()
    works = (parser.parse, lambda article: extract(article, parser), scorer.score)
    _in_turn(articles[:1], *works)
    runs = [_in_turn(articles, *works) for _ in range(repeats)]
    parse, evidence, whole = (median(run[k] for run in runs) for k in range(3))
    return {"parse": parse / whole, "find": (evidence - parse) / whole, "score": (whole - evidence) / whole}


def first_score(seed: Path, repeats: int) -> dict[str, float]:
    """Seconds of a fresh process that imports and scores one article, beside one that only loads spaCy."""
    pairs = [(_process(_BARE_SPACY), _process(_FIRST_SCORE, str(seed))) for _ in range(repeats)]
    bare, own = (median(pair[k] for pair in pairs) for k in range(2))
    return {"bare_spacy_seconds": bare, "seconds": own, "ratio": own / bare}


def warm_article(texts: Texts, words: int = 700, repeats: int = 10) -> dict[str, float]:
    """Seconds for an article of about 700 words once everything is loaded: the median over ten articles."""
    nearest = sorted(texts, key=lambda text: abs(len(text.split()) - words))[:10]
    articles = [_trimmed(text, words) for text in nearest]
    scorer, bare = Scorer(), spacy.blank("de")
    bare.add_pipe("sentencizer")
    _in_turn(articles, bare, scorer.score)
    runs = [_in_turn([text], bare, scorer.score) for _ in range(repeats) for text in articles]
    base, own = (median(run[k] for run in runs) for k in range(2))
    return {"words": median(len(text.split()) for text in articles), "seconds": own, "ratio": own / base}


def pages(texts: Texts, words: int = 700, repeats: int = 10, rows: int = 5000) -> dict[str, float]:
    """Bytes and seconds of the page of an article of about 700 words (the largest of ten), an index, a comparison."""
    nearest = sorted(texts, key=lambda text: abs(len(text.split()) - words))[:10]
    reports = list(Scorer().score_many(_trimmed(text, words) for text in nearest))
    rendered = [report.to_html() for report in reports]
    spent = [_in_turn([report], Report.to_html)[0] for _ in range(repeats) for report in reports]
    lines = [replace(row(f"{place}.txt", reports[0]), href="a.html") for place in range(rows)]
    listed, compared = _in_turn([lines], index.page)[0], _in_turn([reports], _comparison)[0]
    return {
        "bytes": max(len(page.encode("utf-8")) for page in rendered),
        "seconds": median(spent),
        "index_rows": rows,
        "index_seconds": listed,
        "compared": len(reports),
        "comparison_seconds": compared,
    }


def _comparison(reports: Sequence[Report]) -> str:
    return comparison.render(compare([(str(place), one) for place, one in enumerate(reports)]), "html")


def memory(texts: Texts) -> dict[str, float | None]:
    """Megabytes: peak of a fresh process that scores all texts; its growth over the last three quarters."""
    run = subprocess.run(
        [sys.executable, str(_MEMORY)],
        input=json.dumps([str(path) for path in texts.paths]),
        capture_output=True,
        text=True,
        check=True,
        cwd=_MEMORY.parent.parent,
        env={**os.environ, "PYTHONPATH": str(_MEMORY.parent.parent)},
    )
    measured: dict[str, float | None] = json.loads(run.stdout)
    return measured


def _trimmed(text: str, words: int) -> str:
    """The paragraphs of a text until they hold ``words`` words; the text twice when it is far too short."""
    while 0 < len(text.split()) < words * 0.8:
        text = f"{text}\n\n{text}"
    kept: list[str] = []
    for paragraph in text.splitlines():
        kept.append(paragraph)
        if sum(len(part.split()) for part in kept) >= words:
            break
    return "\n".join(kept)


def _in_turn(inputs: Sequence[Any], *works: Callable[[Any], object]) -> list[float]:
    """Seconds of each work over all inputs, taken in turn so that a slow moment of the machine meets all.

    Processor time: other processes count as little as possible.
    """
    spent = [0.0] * len(works)
    for each in inputs:
        for place, work in enumerate(works):
            begin = time.process_time()
            work(each)
            spent[place] += time.process_time() - begin
    return spent


def _process(code: str, *arguments: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin
