"""Wording: every word that pages and tables say, in German or English, from ``templates/words.*.toml``."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from quellenlage.reasons import Contribution

_FSI, _PDI = "\u2068", "\u2069"


class Wording:
    """The words of one language; ``words["ui"]["ledger"]`` is one, the methods build sentences from them."""

    def __init__(self, lang: str) -> None:
        path = resources.files(__package__) / "templates" / f"words.{lang}.toml"
        self._words: dict[str, dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))
        self._mark = self._words["numbers"]["decimal"]
        self.lang = lang

    def __getitem__(self, group: str) -> dict[str, Any]:
        return self._words[group]

    def number(self, value: float, decimals: int = 1) -> str:
        """A number as people write it here: no trailing zeros, the language's decimal mark, a true minus."""
        return _written(value, decimals, self._mark)

    def amount(self, value: float) -> str:
        """A figure of an article: thousands set apart, millions in words."""
        for least, name in ((1e9, "billion"), (1e6, "million")):
            if value >= least:
                return f"{self.number(value / least, 2)}\u00a0{self['numbers'][name]}"
        whole = f"{int(value):,}".replace(",", self["numbers"]["thousands"])
        return whole if value == int(value) else self.number(value, 2)

    def points(self, effect: float, decimals: int) -> str:
        """An effect with its sign."""
        shown = self.number(effect, decimals)
        return shown if shown.startswith("−") or shown == "0" else f"+{shown}"

    def count(self, value: float) -> str:
        """A count in words up to twelve, else in figures."""
        words: list[str] = self["numbers"]["words"]
        return words[int(value)] if value in range(len(words)) else self.number(value)

    def place(self, paragraph: int) -> str:
        """Where: a paragraph by its number, counted from 1 (``paragraph`` counts from 0)."""
        return f"{self['ui']['paragraph_short']}\u00a0{paragraph + 1}"

    def quantity(self, name: str, value: int) -> str:
        """A counted thing of the group ``text``: *keine Quelle*, *eine Quelle*, *drei Quellen*."""
        form = ("none", "one")[value] if value in (0, 1) else "many"
        return str(self["text"][f"{name}_{form}"]).format(n=self.count(value))

    def figure(self, name: str, group: str = "figures") -> str:
        """What a named figure is called; ``group`` is figures (of paragraphs) or article_figures."""
        return str(self[group].get(name, {}).get("label", name.replace("_", " ")))

    def figure_value(self, name: str, value: float, group: str = "figures") -> str:
        """The value of a figure: a percentage where it is a share, a count where it is a scaled one."""
        entry = self[group].get(name, {})
        return self._percent(value) if entry.get("percent") else self.number(value * entry.get("times", 1), 2)

    def contribution(self, one: Contribution, group: str = "figures") -> str:
        """Why a contribution is there: *drei prüfbare Aussagen ohne Quelle*."""
        entry = self[group].get(one.feature, {})
        value = round(one.value * entry.get("times", 1), 2)
        key = "none" if value == 0 else "one" if value == 1 else "many"
        pattern = entry.get(key, entry.get("many"))
        if pattern is None:
            return f"{self.figure(one.feature, group)}: {self.figure_value(one.feature, one.value, group)}"
        return str(pattern).format(n=self.count(value), percent=self._percent(value))

    def _percent(self, value: float) -> str:
        return f"{self.number(100 * value, 0)} %"

    def reason(self, reason: str | None) -> str:
        """Why there is no score, in words; a reason without wording as it is."""
        return str(self["reasons"].get(reason, reason)) if reason else ""

    def score(self, score: float | None) -> str:
        """A score without decimals, a dash when there is none."""
        return "–" if score is None else self.number(score, 0)


@lru_cache(maxsize=10_000)
def _written(value: float, decimals: int, mark: str) -> str:
    """A number as text; a page writes the same few over and over."""
    shown = f"{value:.{decimals}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if shown == "-0":
        shown = "0"
    return shown.replace(".", mark).replace("-", "−")


@cache
def wording(lang: str) -> Wording:
    """The words of a language, read once; raises ValueError for one that does not exist."""
    try:
        return Wording(lang)
    except FileNotFoundError:
        raise ValueError(f"unknown language {lang!r}") from None


def isolated(name: str) -> str:
    """A name from the article inside a sentence of ours: its writing direction cannot leak out."""
    return f"{_FSI}{name}{_PDI}"
