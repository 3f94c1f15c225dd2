"""Words: what editors read, in the language of their admin – German, or English for every other one."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language
from quellenlage.formats.wording import Wording, wording


def words() -> Wording:
    """The words in the language of the moment."""
    return wording("de" if (get_language() or "de").startswith("de") else "en")


class _Said:
    """Text whose language is chosen when it is shown, for places that are filled at start."""

    def __init__(self, group: str, key: str) -> None:
        self._place = group, key

    def __str__(self) -> str:
        group, key = self._place
        return str(words()[group][key])


def said(key: str, group: str = "wagtail") -> Any:
    """A lazy string of the wording."""
    return lazystr(_Said(group, key))
