"""Annotated text: what LanguageTool's clients send for documents with markup – its text, and where it stood.

``{"annotation": [{"text": "Ein "}, {"markup": "<b>"}, {"text": "Wort"}, {"markup": "<p>", "interpretAs": "…"}]}``:
the text is checked, and offsets count the whole document, markup included.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from pydantic import BaseModel, ConfigDict, model_validator
from quellenlage.formats.languagetool import utf16_offsets


class Part(BaseModel):
    """A stretch of text, or of markup with what it stands for."""

    model_config = ConfigDict(strict=True)

    text: str | None = None
    markup: str | None = None
    interpretAs: str | None = None  # noqa: N815 - LanguageTool's name

    @model_validator(mode="after")
    def _one_kind(self) -> Part:
        if (self.text is None) == (self.markup is None):
            raise ValueError("give either text or markup")
        return self

    @property
    def read(self) -> str:
        """The text that is read at this place."""
        return self.text if self.text is not None else self.interpretAs or ""

    @property
    def written(self) -> str:
        """What stands in the document at this place."""
        return self.text if self.text is not None else self.markup or ""


class AnnotatedText(BaseModel):
    """A document as LanguageTool's ``data`` parameter has it."""

    annotation: list[Part]

    @property
    def text(self) -> str:
        """What is read: texts, and what markup stands for."""
        return "".join(part.read for part in self.annotation)


class Places:
    """Where stretches of what is read stand in the document, in UTF-16 code units."""

    def __init__(self, annotated: AnnotatedText) -> None:
        self._parts = annotated.annotation
        self._read = list(accumulate((len(part.read) for part in self._parts), initial=0))
        self._offsets = [utf16_offsets(part.written) for part in self._parts]
        self._written = list(accumulate((offsets[-1] for offsets in self._offsets), initial=0))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offset and length of ``read[start:end]`` in the document; what markup stands for is at its beginning."""
        first, last = self._of(start, False), self._of(end - 1, True)
        return first, max(0, last - first)

    def _of(self, place: int, behind: bool) -> int:
        part = min(bisect_right(self._read, place) - 1, len(self._parts) - 1)
        if self._parts[part].text is None:
            return self._written[part]
        return self._written[part] + self._offsets[part][place - self._read[part] + behind]
