"""Indirect speech by nouns: *ist der Ansicht, dass …*, *es besteht der Vorwurf, …*, *mit dem Argument, …*.

*Why it matters.* Officials rarely *say* things; they *are of the opinion* and *give to consider*.
*Example.* In *Das Gericht kam zu dem Schluss, dass die Klausel nichtig sei* the court is the source.
*Limits.* The noun must stand in the clause right before its content.
"""

from __future__ import annotations

from functools import cache

from .clauses import Clause, SentenceClauses
from .content import content_end, content_of, frame_of
from .core_phrases import Range
from .cues import load_cues
from .drafts import Draft, Scene
from .phrases import noun_phrase
from .subjects import can_speak, reactions, subject_of

_TURNS = frozenset(
    {"klar", "deutlich", "sicher", "überzeugt", "bewusst", "bekannt", "bedenken", "durchblicken", "wissen"}
)
"""Adverbs and verbs that make a turn of speech with their verb: *machte klar, dass*, *ist überzeugt, dass*."""


_TAKING_UP = frozenset({"darin", "davon", "da", "dessen", "darüber"})
_COMES = frozenset({"kommt", "kam", "kommen", "kamen", "erntet", "erntete", "gibt", "gab"})


_SHOWS = frozenset({"zeigt", "zeigte", "zeigen", "zeigten", "gibt", "gab", "gaben", "geben"})


@cache
def moods() -> frozenset[str]:
    """Adjectives of a stance that somebody shows (*besorgt*)."""
    return frozenset(load_cues("frames")["mood"].cues)


@cache
def content_nouns() -> frozenset[str]:
    """Nouns that take a content clause (*Ansicht*, *Vorwurf*)."""
    return frozenset(load_cues("frames")["content_noun"].cues)


def find_nominal(scene: Scene, view: SentenceClauses) -> None:
    """Add the attributions that nouns with a content clause make in one sentence."""
    if view.sentence.index in scene.spoken or not view.clauses:
        return
    if _is_sure(scene, view) or _reaction(scene, view) or _mood(scene, view) or _headed(scene, view):
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


def _is_sure(scene: Scene, view: SentenceClauses) -> bool:
    """*Darin ist sich der Ingenieur sicher*, *davon ist sie überzeugt*: of what was said before or behind a colon."""
    lower = scene.parse.lower
    clause = view.clauses[0]
    if (
        not clause.finite
        or clause.quoted is not None
        or not {"sicher", "überzeugt", "einig"} & {*lower[clause.first : clause.last]}
    ):
        return False
    opener = lower[clause.first]
    behind = len(view.clauses) > 1 and view.clauses[1].before == ":" and view.clauses[1].quoted is None
    if not behind and opener not in _TAKING_UP:
        return False
    speaker = subject_of(scene, view, clause, clause.finite[0])
    if speaker is None or not (can_speak(scene, speaker) or scene.parse.lower[speaker[0]] in {"er", "sie"}):
        return False
    index = view.sentence.index
    if behind:
        content = [(view.clauses[1].first, content_end(scene, view))]
    elif index and index - 1 not in scene.spoken:
        before = scene.sentences[index - 1]
        content = [(before.sentence.first, content_end(scene, before))]
    else:
        content = [(view.sentence.first, view.sentence.last)]
    frame = (clause.first, clause.last)
    cue = [(clause.finite[0], clause.finite[0] + 1)]
    scene.add(Draft("indirect", index, content, "frames.content_noun", cue, [frame], speaker, speaker))
    return True


def _reaction(scene: Scene, view: SentenceClauses) -> bool:
    """*Kritik kam von der Opposition*, *aus der Partei kommt Widerspruch*: who reacts is a source."""
    words, lower = scene.parse.words, scene.parse.lower
    clause = view.clauses[0]
    if not clause.finite or lower[clause.finite[0]] not in _COMES:
        return False
    if not any(words[at] in reactions() for at in range(clause.first, clause.last)):
        return False
    for at in range(clause.first, clause.last - 1):
        if lower[at] in {"von", "vom", "aus"} and at != clause.finite[0]:
            first = at + 1
            end = noun_phrase(words, lower, first, clause.last, greedy=False)
            if end is not None and can_speak(scene, (first, end)):
                whole = [(view.sentence.first, view.sentence.last)]
                phrase = (first, end)
                scene.add(Draft("act", view.sentence.index, whole, "frames.reaction", speaker=phrase, source=phrase))
                return True
    return False


def _mood(scene: Scene, view: SentenceClauses) -> bool:
    """*Der Verband zeigte sich besorgt*: a stance taken in public."""
    lower = scene.parse.lower
    for clause in view.clauses:
        verb = next((verb for verb in clause.finite if lower[verb] in _SHOWS), None)
        here = lower[clause.first : clause.last]
        if verb is None or clause.quoted is not None or "sich" not in here or moods().isdisjoint(here):
            continue
        speaker = subject_of(scene, view, clause, verb)
        if speaker is not None and can_speak(scene, speaker):
            whole = [(view.sentence.first, view.sentence.last)]
            scene.add(Draft("act", view.sentence.index, whole, "frames.mood", speaker=speaker, source=speaker))
            return True
    return False


def _headed(scene: Scene, view: SentenceClauses) -> bool:
    """*Der Vorwurf der Anwältin: Die Stadt habe …*: the owner of a noun before a colon."""
    words, nouns = scene.parse.words, content_nouns()
    if len(view.clauses) < 2 or view.clauses[1].before != ":" or view.clauses[1].quoted is not None:
        return False
    head = view.clauses[0]
    noun = next((at for at in range(head.first, min(head.first + 3, head.last)) if words[at] in nouns), None)
    owner = _owner(scene, noun, head.last) if noun is not None and not head.finite and head.quoted is None else None
    if noun is None or owner is None or owner[1] != head.last:
        return False
    content = [(view.clauses[1].first, content_end(scene, view))]
    frame = (head.first, view.clauses[1].first)
    cue = [(noun, noun + 1)]
    scene.add(Draft("indirect", view.sentence.index, content, "frames.content_noun", cue, [frame], owner, owner))
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
