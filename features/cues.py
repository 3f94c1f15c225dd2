"""Cue files: the words of every phenomenon as data, in groups that a journalist can read.

A group in ``cues/de/<file>.toml`` reads::

    [adverb]
    why = "Says that the author passes on what others claim."
    cues = ["angeblich*", "dem Vernehmen nach"]
    hits = ["Angeblich kam er nie an."]
    misses = ["Er las die Angabe."]

A cue is one or more tokens. A token written with a capital must stand with a capital (a noun); any other
matches in either case; a trailing ``*`` matches every ending. Further keys of a group (``kind`` …) are read by
the unit that owns the file. Its id, ``file.group``, is the ``rule`` of every finding it makes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_KNOWN_WORDS = 50_000
"""Words whose cues are remembered; beyond that the memory is emptied (an archive never fills it)."""


@dataclass(frozen=True, slots=True)
class CueGroup:
    """One group of a cue file: ``id``, its reason, its cues, its proof sentences and its further keys."""

    id: str
    why: str
    cues: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    more: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CueMatch:
    """Tokens ``first:last`` of a parse are a cue of ``group``."""

    first: int
    last: int
    group: CueGroup


@cache
def load_cues(name: str, language: str = "de") -> dict[str, CueGroup]:
    """The groups of one cue file by their short name; raises ValueError for a group that lacks a key."""
    path = resources.files(__package__) / "cues" / language / f"{name}.toml"
    groups = {}
    for key, entry in tomllib.loads(path.read_text("utf-8")).items():
        missing = {"why", "cues", "hits", "misses"} - entry.keys()
        if missing:
            raise ValueError(f"{name}.toml: group [{key}] lacks {', '.join(sorted(missing))}")
        lists = {part: tuple(entry.pop(part)) for part in ("cues", "hits", "misses")}
        groups[key] = CueGroup(id=f"{name}.{key}", why=entry.pop("why"), more=entry, **lists)
    return groups


def cue_files(language: str = "de") -> list[str]:
    """Names of all cue files, sorted."""
    folder = resources.files(__package__) / "cues" / language
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


class CueMatcher:
    """Finds the cues of some groups in tokens; the longest cue at a place wins."""

    def __init__(self, groups: Iterable[CueGroup]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], CueGroup]]] = {}
        self._prefixes: list[tuple[str, tuple[str, ...], CueGroup]] = []
        for group in groups:
            for cue in group.cues:
                words = tuple(cue.split())
                if words[0].endswith("*"):
                    self._prefixes.append((words[0][:-1].lower(), words, group))
                else:
                    self._exact.setdefault(words[0].lower(), []).append((words, group))
        self._known: dict[str, list[tuple[tuple[str, ...], CueGroup]]] = {}

    def _candidates(self, lower: str) -> list[tuple[tuple[str, ...], CueGroup]]:
        found = self._known.get(lower)
        if found is None:
            found = [*self._exact.get(lower, ())]
            found += [(words, group) for prefix, words, group in self._prefixes if lower.startswith(prefix)]
            found.sort(key=lambda entry: -len(entry[0]))
            if len(self._known) >= _KNOWN_WORDS:
                self._known.clear()
            self._known[lower] = found
        return found

    def at(self, words: Sequence[str], lower: Sequence[str], place: int, last: int) -> CueMatch | None:
        """The longest cue that starts at token ``place`` and ends before token ``last``."""
        for cue, group in self._candidates(lower[place]):
            end = place + len(cue)
            if end <= last and all(_matches(part, words[place + k], lower[place + k]) for k, part in enumerate(cue)):
                return CueMatch(place, end, group)
        return None

    def find(self, words: Sequence[str], lower: Sequence[str], first: int, last: int) -> Iterator[CueMatch]:
        """All cues in tokens ``first:last``, from left to right, without overlap."""
        place = first
        while place < last:
            match = self.at(words, lower, place, last)
            if match is not None:
                yield match
                place = match.last
            else:
                place += 1


def _matches(part: str, word: str, lower: str) -> bool:
    prefix = part.endswith("*")
    wanted = part[:-1] if prefix else part
    seen = lower if wanted.islower() or not wanted[:1].isupper() else word
    return seen.startswith(wanted) if prefix else seen == wanted
