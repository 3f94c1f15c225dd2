"""Verbs and turns of speech: which token can ascribe content to somebody, and how.

The words are in ``cues/de/speech.toml``; their forms come from :mod:`.morphology`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .conjugation import VerbForm, conjugate
from .cues import CueGroup, load_cues
from .verb_lexicon import verb_lexicon

_PARTICLE_REACH = 30
_CLAUSE_ENDS = frozenset({",", ".", ":", ";", "!", "?", "“", "”", '"', "«", "»", ")", "–", "und", "oder", "aber"})


@dataclass(frozen=True, slots=True)
class SpeechForm:
    """A form of a speech verb and the groups of the cue file that hold the verb."""

    form: VerbForm
    groups: tuple[CueGroup, ...]


@cache
def speech_forms() -> dict[str, tuple[SpeechForm, ...]]:
    """All forms of the speech verbs, lower-case."""
    groups_of: dict[str, list[CueGroup]] = {}
    for group in load_cues("speech").values():
        for spec in group.more.get("verbs", ()):
            groups_of.setdefault(spec, []).append(group)
    table: dict[str, list[SpeechForm]] = {}
    for spec, groups in groups_of.items():
        for word, forms in conjugate(spec).items():
            table.setdefault(word, []).extend(SpeechForm(form, tuple(groups)) for form in forms)
    return {word: tuple(forms) for word, forms in table.items()}


def particle_place(lower: list[str], place: int, last: int, particle: str) -> int | None:
    """Where the separated particle of the verb at ``place`` stands (*teilte … mit*): before the clause ends."""
    for at in range(place + 1, min(last, place + _PARTICLE_REACH)):
        if lower[at] == particle and (at + 1 >= last or lower[at + 1] in _CLAUSE_ENDS):
            return at
    return None


def is_separable(lower: list[str], place: int, last: int) -> bool:
    """Whether the finite verb at ``place`` is part of a separable one: *rechnete die Kosten ab* is not *rechnen*."""
    particles: frozenset[str] | None = None
    for at in range(place + 1, min(last, place + _PARTICLE_REACH)):
        if (at + 1 >= last or lower[at + 1] in _CLAUSE_ENDS) and len(lower[at]) > 1:
            particles = verb_lexicon().particles(lower[place]) if particles is None else particles
            if lower[at] in particles:
                return True
    return False
