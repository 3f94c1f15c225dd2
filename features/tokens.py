"""Tokens as a reader of numbers sees them: what each looks like, and what the rules found there.

*Why it matters.* The learned reader (:mod:`.reader`) builds on the rules: it sees each token's word and shape, and
whether it stands in a quotation, in ascribed content, in a source phrase or in a marker.
*Example.* In *Laut Polizei sei …* the word *Polizei* has a capital, is part of a source phrase of type organisation,
and opens it.
*Limits.* A word outside the vocabulary is read by its longest known ending (*Kreisbrandmeisterin* as *meisterin*).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .drafts import Scene
from .evidence import ATTRIBUTION_TYPES, MARKER_KINDS, SOURCE_TYPES, Marker
from .language import Parse
from .ledger import SourcePhrase

Array = npt.NDArray[np.float32]

ENDINGS = 4096
"""Buckets for the last three letters of a word."""
_LEAST_ENDING = 4
_LONGEST = 60
_KNOWN_WORDS = 50_000
"""Words that are remembered; beyond that the memory is emptied."""
_MARKS = {
    **{",": 0, ".": 1, ":": 2, ";": 3, "?": 4, "!": 5, "„": 6, "“": 7, "”": 7, '"': 8, "»": 8, "«": 8},
    **{"(": 9, ")": 10, "–": 11, "-": 11, "…": 12},
}
SHAPES = (
    *("capital", "capitals", "digits", "opens with a digit", "unknown word", "unknown ending", "long", "short"),
    *("hyphen", "four digits", *(f"mark {number}" for number in range(13)), "opens the sentence"),
)
"""What a token looks like, one column each."""
FINDINGS = (
    *("quoted", *ATTRIBUTION_TYPES, "act", "carried", "speakerless", *(f"content of {kind}" for kind in SOURCE_TYPES)),
    *("cue", "frame", "own source", *(f"source {kind}" for kind in SOURCE_TYPES), "counted", "opens a source"),
    *(*MARKER_KINDS, "Konjunktiv", "Konjunktiv I"),
)
"""What the rules found at a token, one column each."""
_COLUMN = {name: place for place, name in enumerate(FINDINGS)}


@dataclass(frozen=True, slots=True)
class Word:
    """A word for the reader: its ``row`` in the vocabulary (0 for none), the bucket of its ``ending``, its ``shape``.

    The bits of ``shape``, lowest first, are SHAPES.
    """

    row: int
    ending: int
    shape: int


class Vocabulary(dict[str, Word]):
    """Words as they were read, worked out at their first sight; emptied before an archive fills it."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the known words, small, in the order of their rows from 1."""
        self._rows = {word: row for row, word in enumerate(words, 1)}

    def __missing__(self, word: str) -> Word:
        lower = word.lower()
        known = lower in self._rows
        row = self._rows[lower] if known else self._by_ending(lower)
        ending = zlib.crc32(lower[-3:].encode("utf-8", "surrogatepass")) % ENDINGS if lower[0].isalpha() else 0
        if len(self) > _KNOWN_WORDS:
            self.clear()
        self[word] = found = Word(row, ending, _shape(word, known, row > 0))
        return found

    @cached_property
    def swiss(self) -> Mapping[str, str]:
        """Words as Swiss papers spell them (*heisst*), and with their *ß*, where that is the more frequent one."""
        pairs = {word.replace("ß", "ss"): word for word in self._rows if "ß" in word}
        last = len(self._rows) + 1
        return {swiss: word for swiss, word in pairs.items() if self._rows[word] < self._rows.get(swiss, last)}

    def _by_ending(self, lower: str) -> int:
        """The row of the longest known ending, 0 without one."""
        if not lower[0].isalnum():
            return 0
        endings = (lower[cut:] for cut in range(1, min(len(lower), _LONGEST) - _LEAST_ENDING + 1))
        return next((self._rows[ending] for ending in endings if ending in self._rows), 0)


def _shape(word: str, known: bool, ending_known: bool) -> int:
    flags = [
        word[0].isupper(),
        len(word) > 1 and word.isupper(),
        any(map(str.isdigit, word)),
        word[0].isdigit(),
        not known,
        not ending_known,
        len(word) > 10,
        len(word) <= 3,
        "-" in word and len(word) > 1,
        word[0].isdigit() and len(word) == 4,
    ]
    shape = sum(flag << place for place, flag in enumerate(flags))
    return shape | 1 << len(flags) + _MARKS[word] if word in _MARKS else shape


def shape_table(shapes: Sequence[int]) -> Array:
    """The shapes of tokens as zeros and ones, one column per name in SHAPES (the last one, not of the word, is 0)."""
    codes = np.array(shapes, np.uint32)
    table: Array = ((codes[:, None] >> np.arange(len(SHAPES), dtype=np.uint32)) & 1).astype(np.float32)
    return table


def token_findings(parse: Parse, scene: Scene, phrases: Sequence[SourcePhrase], markers: Sequence[Marker]) -> Array:
    """What the rules found, as zeros and ones: one row per token, one column per name in FINDINGS."""
    table = np.zeros((len(parse.words), len(FINDINGS)), np.float32)

    def note(name: str, first: int, last: int) -> None:
        table[first:last, _COLUMN[name]] = 1.0

    types = {(phrase.first, phrase.last): phrase.type for phrase in phrases}
    for quotation in parse.quotations:
        if quotation.depth == 0:
            note("quoted", quotation.open, quotation.close + 1)
    for draft in scene.drafts:
        names = [draft.type]
        if draft.carried:
            names.append("carried")
        if draft.source is None:
            names.append("speakerless")
        elif draft.source in types:
            names.append(f"content of {types[draft.source]}")
        for first, last in draft.content:
            for name in names:
                note(name, first, last)
        for first, last in draft.cue:
            note("cue", first, last)
        for first, last in draft.frame:
            note("frame", first, last)
        if draft.source is not None and draft.own:
            note("own source", *draft.source)
    for phrase in phrases:
        note(f"source {phrase.type}", phrase.first, phrase.last)
        note("opens a source", phrase.first, phrase.first + 1)
        if phrase.counted:
            note("counted", phrase.first, phrase.last)
    for marker in markers:
        note(marker.kind, parse.token_at(marker.start), parse.token_at(marker.end - 1) + 1)
    for view in scene.sentences:
        table[list(view.konjunktiv), _COLUMN["Konjunktiv"]] = 1.0
        table[list(view.strict), _COLUMN["Konjunktiv I"]] = 1.0
    return table
