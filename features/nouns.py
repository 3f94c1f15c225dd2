"""Words of source phrases looked up in the word lists: nouns in every case and number, first names.

A noun is known by ``cues/de/sources.toml`` or ``states.toml``: as it stands, with a case or number ending, as
the last part of a word with a hyphen, or by the ending of a compound (*Umwelt|ministerium*).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .cues import CueGroup, load_cues

_ENDINGS = ("", "s", "n", "e", "en", "es", "er", "r", "ns", "nen", "m")
"""German case and number endings of nouns; *-nen* is the plural of *-in*."""
_NAME_ENDINGS = ("", "s", "’", "'")
_SHORT_ENDING = 4
_LONG_PART = 4
_KNOWN_WORDS = 50_000


class _Nouns:
    """Word forms and compound endings of all groups; looks up a word in time linear in its length."""

    def __init__(self) -> None:
        groups = load_cues("sources") | load_cues("states")
        self._forms: dict[str, tuple[CueGroup, str]] = {}
        self._ends: dict[str, tuple[CueGroup, str]] = {}
        self._known: dict[str, tuple[CueGroup, str] | None] = {}
        for ending in _ENDINGS:
            for group in groups.values():
                for cue in group.cues:
                    if ending in _NAME_ENDINGS or group.more.get("endings"):
                        self._forms.setdefault(cue + ending, (group, ending))
                for cue in group.more.get("endings", ()):
                    self._ends.setdefault(cue + ending, (group, ending))
        self._longest = max(map(len, self._ends))

    def find(self, word: str) -> tuple[CueGroup, str] | None:
        """The group of a noun and its case or number ending, or None."""
        if word in self._known:
            return self._known[word]
        found = self._find(word)
        if len(self._known) >= _KNOWN_WORDS:
            self._known.clear()
        self._known[word] = found
        return found

    def is_listed(self, word: str) -> bool:
        """Whether the word is known as it stands, and not by the end of a compound."""
        return word in self._forms

    def _find(self, word: str) -> tuple[CueGroup, str] | None:
        found = self._forms.get(word)
        if found is not None:
            return found
        lower = word.lower()
        if "-" in word:
            found = self._forms.get(word.rpartition("-")[2])
            if found is not None:
                return found
        elif "." in word and lower.endswith((".de", ".com", ".net", ".org", ".at", ".ch", ".tv")):
            return load_cues("sources")["medium_name"], ""
        for start in range(max(0, len(lower) - self._longest), len(lower) - 2):
            found = self._ends.get(lower[start:])
            # A short ending needs a long first part: "Spielplan", but not the surname "Kaplan".
            if found is not None and (start >= _LONG_PART or start == 0 or len(lower) - start > _SHORT_ENDING):
                return found
        return None


@cache
def _nouns() -> _Nouns:
    return _Nouns()


@cache
def _first_names() -> dict[str, str]:
    return {name: gender for gender, group in load_cues("names").items() for name in group.cues}


def known_noun(word: str) -> tuple[CueGroup, str] | None:
    """The group of a listed noun and its case or number ending, or None."""
    return _nouns().find(word)


def is_listed(word: str) -> bool:
    """Whether the lists hold this very word (with a case ending), not only the end of it."""
    return _nouns().is_listed(word)


def source_noun(word: str) -> CueGroup | None:
    """The group of ``cues/de/sources.toml`` or ``states.toml`` whose noun this word is, or None."""
    found = _nouns().find(word)
    return found[0] if found is not None else None


def noun_stem(word: str) -> str:
    """A noun without the *-s* of the genitive: *Ministeriums* gives *Ministerium*, *Amtes* gives *Amt*."""
    found = _nouns().find(word)
    if found is not None and found[1] in {"s", "es"}:
        return word[: -len(found[1])]
    if found is None and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    return word


def first_name(word: str) -> str | None:
    """``female``, ``male`` or ``either`` for a known first name (*Hans-Uwe* by its first part), else None."""
    names = _first_names()
    gender = names.get(word)
    if gender is None and "-" in word:
        gender = names.get(word.partition("-")[0]) if word.rpartition("-")[2] in names else None
    return gender


@cache
def _whole_names() -> dict[str, list[str]]:
    return {name.split()[0]: name.split() for name in load_cues("sources")["known_body"].more["whole"]}


def whole_name(words: Sequence[str], place: int, last: int) -> int | None:
    """The end of the name of a body that holds small words (*Ärzte ohne Grenzen*), if one stands at ``place``."""
    name = _whole_names().get(words[place], []) if place < last else []
    end = place + len(name)
    return end if name and end <= last and list(words[place:end]) == name else None


@cache
def small_media() -> frozenset[str]:
    """Names of media written small: *dpa*, *n-tv*."""
    return frozenset(cue for cue in load_cues("sources")["medium_name"].cues if cue[0].islower())


def group_key(group: CueGroup) -> str:
    """The short name of a group: ``office`` for ``sources.office``."""
    return group.id.partition(".")[2]
