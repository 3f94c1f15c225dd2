"""Indirect speech by nouns: *ist der Ansicht, dass …*, *es besteht der Vorwurf, …*, *mit dem Argument, …*.

*Why it matters.* Officials rarely *say* things; they *are of the opinion* and *give to consider*.
*Example.* In *Das Gericht kam zu dem Schluss, dass die Klausel nichtig sei* the court is the source.
*Limits.* The noun must stand in the clause right before its content.
"""

from __future__ import annotations

from functools import cache

from .clauses import Clause, SentenceClauses
from .content import content_of, frame_of
from .cues import load_cues
from .drafts import Draft, Scene
from .phrases import Range, noun_phrase
from .subjects import can_speak, subject_of

_TURNS = frozenset(
    {"klar", "deutlich", "sicher", "überzeugt", "bewusst", "bekannt", "bedenken", "durchblicken", "wissen"}
)
"""Adverbs and verbs that make a turn of speech with their verb: *machte klar, dass*, *ist überzeugt, dass*."""


@cache
def content_nouns() -> frozenset[str]:
    """Nouns that take a content clause (*Ansicht*, *Vorwurf*)."""
    return frozenset(load_cues("frames")["content_noun"].cues)


def find_nominal(scene: Scene, view: SentenceClauses) -> None:
    """Add the attributions that nouns with a content clause make in one sentence."""
    if view.sentence.index in scene.spoken:
        return
    words, nouns = scene.parse.words, content_nouns()
    for clause in view.clauses[:-1]:
        if clause.quoted is not None or not clause.finite:
            continue
        for place in range(clause.last - 1, clause.first, -1):
            if words[place] in nouns or (place >= clause.last - 2 and words[place] in _TURNS):
                if _attribute(scene, view, clause, place):
                    return
                break


def _attribute(scene: Scene, view: SentenceClauses, clause: Clause, noun: int) -> bool:
    verb = clause.finite[-1] if clause.subordinate else clause.finite[0]
    speaker = subject_of(scene, view, clause, verb)
    if speaker is not None and (speaker[0] <= noun < speaker[1] or not can_speak(scene, speaker)):
        speaker = _owner(scene, noun, clause.last)
    cue = sorted({verb, noun})
    frame = frame_of(scene, view, clause, cue, speaker)
    content = content_of(scene, view, clause, frame, inverted=False, plain=False)
    if not content:
        return False
    scene.add(
        Draft(
            "indirect", view.sentence.index, content, "frames.content_noun",
            [(token, token + 1) for token in cue], [frame], speaker, speaker,
        )
    )  # fmt: skip
    return True


def _owner(scene: Scene, noun: int, last: int) -> Range | None:
    """Whose opinion it is: the genitive or *von* phrase behind the noun."""
    words, lower = scene.parse.words, scene.parse.lower
    start = noun + 1
    if start < last and lower[start] in {"von", "vom"}:
        start += 1
    elif start >= last or lower[start] not in {"der", "des", "eines", "einer", "dieser", "dieses"}:
        return None
    end = noun_phrase(words, lower, start, last, greedy=False) if start < last else None
    return (start, end) if end is not None and can_speak(scene, (start, end)) else None
