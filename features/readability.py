"""Readability: how hard a text is to read, by measures made for German.

*Why it matters.* An attribution buried in a sentence of fifty words is missed by readers.
*Example.* A reading ease (Amstad) of 60 to 70 is plain prose; agency reports lie around 40.
*Limits.* The measures count syllables and words; they know nothing of meaning. English measures (Gunning Fog,
Dale-Chall) are left out: textstat runs them with English word lists, whatever the language.

textstat takes seconds to import and is slower than everything else together, so it is an extra
(``pip install 'quellenlage[readability]'``), imported at the first call, and never part of a score.
"""

from __future__ import annotations

import importlib
import math
from functools import cache
from typing import Any

MEASURES = {
    "reading_ease": "Flesch reading ease in Amstad's German form; about 0 (hard) to 100 (easy)",
    "wiener_sachtextformel": "first Viennese formula: years of school, 4 (easy) to 15 (hard)",
    "lix": "Björnsson's LIX; below 40 easy, above 60 hard",
    "words_per_sentence": "mean sentence length in words",
    "syllables_per_word": "mean word length in syllables",
}
"""What each measure of :func:`readability` says, with its range."""

_FEWEST_WORDS = 30
"""Below this a mean over sentences and syllables says nothing."""


def readability(text: str) -> dict[str, float | None]:
    """Measure a German text; the names are the keys of MEASURES, each None for fewer than 30 words.

    Raises ImportError, naming the extra to install, when textstat is missing.
    """
    if sum(any(letter.isalpha() for letter in word) for word in text.split()) < _FEWEST_WORDS:
        return dict.fromkeys(MEASURES)
    german = _textstat()
    found = {
        "reading_ease": german.flesch_reading_ease(text),
        "wiener_sachtextformel": german.wiener_sachtextformel(text, 1),
        "lix": german.lix(text),
        "words_per_sentence": german.words_per_sentence(text),
        "syllables_per_word": german.avg_syllables_per_word(text),
    }
    return {name: round(value, 2) if math.isfinite(value) else None for name, value in found.items()}


@cache
def _textstat() -> Any:
    """Make a textstat of our own: the package's shared instance keeps its language for the whole process."""
    try:
        textstat = importlib.import_module("textstat.textstat")
    except ImportError as error:
        raise ImportError(
            "readability needs textstat: pip install 'quellenlage[readability]'", name="textstat"
        ) from error
    german = textstat.textstatistics()
    german.set_lang("de")
    return german
