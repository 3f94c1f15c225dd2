"""The frame of a quotation: *“, sagte X*, *X sagte: „*, *X: „*, *“, so X*, *“, heißt es in X*.

*Why it matters.* The frame names the speaker; without it a quotation is nobody's.
*Example.* In *Der Wirt, 45, wurde deutlich: „Wir bleiben.“* the clause before the colon is the frame.
*Limits.* A frame behind the quotation begins with its verb.
"""

from __future__ import annotations

from .appositions import apposition
from .clauses import Clause, SentenceClauses
from .core_phrases import Range
from .drafts import Scene
from .nominal import content_nouns
from .phrases import noun_phrase
from .quotations import Quotation
from .source_types import source_type
from .speech import particle_place, speech_forms
from .subjects import can_speak, subject_behind, subject_of

_ENDS = frozenset({".", "!", "?", "…", "..."})
_IMPERSONAL = frozenset("heißt hieß heiße".split())
_PERFECT = frozenset("hat haben hatte hatten habe".split())

QuotationFrame = tuple[list[Range], list[Range], Range | None]
"""Cue, frame and speaker, in tokens."""


def frame_behind(scene: Scene, view: SentenceClauses, quotation: Quotation) -> QuotationFrame | None:
    """A frame behind the quotation: *“, sagte X*, *“, so X*, *“, heißt es in X*."""
    words, lower = scene.parse.words, scene.parse.lower
    at, last = quotation.close + 1, view.sentence.last
    if at < last and words[at] in {",", "–", "-"}:
        at += 1
    if at >= last:
        return None
    if lower[at] in {"so", "wie"} and at + 1 < last and lower[at + 1] not in {"dass"}:
        end = _frame_end(scene, view, at)
        speaker = subject_behind(scene.parse, at + 1, last)
        if speaker is not None:
            return [(at, at + 1)], [(at - 1 if words[at - 1] == "," else at, max(end, speaker[1]))], speaker
        return None
    forms = speech_forms().get(lower[at])
    helper = lower[at] in _PERFECT
    if forms is None and not helper and lower[at] not in _IMPERSONAL:
        return _named_behind(scene, view, at)
    end = _frame_end(scene, view, at)
    cue = [(at, at + 1)]
    if forms is not None:
        particles = [entry.form.particle for entry in forms if entry.form.particle and not entry.form.joined]
        for particle in particles:
            place = particle_place(lower, at, last, particle)
            if place is not None:
                cue.append((place, place + 1))
                end = max(end, place + 1)
                break
        if len(cue) == 1 and not any(not entry.form.particle for entry in forms):
            return _named_behind(scene, view, at)
    if helper:
        place = next(
            (
                k
                for k in range(end - 1, at, -1)
                if any(e.form.kind == "participle" for e in speech_forms().get(lower[k], ()))
            ),
            None,
        )
        if place is None:
            return None
        cue.append((place, place + 1))
    speaker = (
        _place_speaker(scene, view, at, end) if lower[at] in _IMPERSONAL else subject_behind(scene.parse, at + 1, last)
    )
    if speaker is not None:
        end = max(end, speaker[1])
    return cue, [(at, end)], speaker


def _named_behind(scene: Scene, view: SentenceClauses, place: int) -> QuotationFrame | None:
    """Any other verb with a named person right behind it: *“, blickt Petra Mustermann zurück*."""
    words, lower = scene.parse.words, scene.parse.lower
    if place + 1 >= view.sentence.last or not any(place in clause.finite for clause in view.clauses):
        return None
    speaker = subject_behind(scene.parse, place + 1, view.sentence.last)
    if speaker is None or speaker[0] > place + 2 or source_type(words, lower, *speaker)[0] != "person":
        return None
    return [(place, place + 1)], [(place, max(_frame_end(scene, view, place), speaker[1]))], speaker


def _place_speaker(scene: Scene, view: SentenceClauses, place: int, last: int) -> Range | None:
    """*heißt es in der Mitteilung*: the place is the source."""
    for at in range(place + 1, last):
        if scene.parse.lower[at] in {"in", "im", "aus", "bei", "beim", "von", "vom", "auf", "seitens"}:
            end = noun_phrase(scene.parse.words, scene.parse.lower, at + 1, view.sentence.last, greedy=False)
            if end is not None:
                return at + 1, end
    return None


def _frame_end(scene: Scene, view: SentenceClauses, place: int) -> int:
    """End of the clause of the frame: the next comma or quotation, or the end of the sentence."""
    words = scene.parse.words
    for clause in view.clauses:
        if clause.first <= place < clause.last:
            end = clause.last
            while end > place + 1 and words[end - 1] in _ENDS:
                end -= 1
            return end
    return view.sentence.last


def frame_before(scene: Scene, view: SentenceClauses, quotation: Quotation) -> QuotationFrame | None:
    """A frame in front: *X sagte: „*, *X: „*, *X, Sprecherin der Y, sagte, „*."""
    words = scene.parse.words
    at = quotation.open - 1
    if at < 0 or (at < view.sentence.first and words[at] != ":"):
        return None
    mark = words[at]
    if mark not in {":", ","}:
        return None
    if at < view.sentence.first:
        view = scene.sentences[scene.parse.sentence_of(at).index]
    clause = next(
        (clause for clause in view.clauses if clause.first < at <= clause.last and clause.quoted is None),
        None,
    )
    if clause is None:
        return None
    frame = [(view.sentence.first if mark == ":" else clause.first, at + 1)]
    cue = _verb(scene, clause)
    if cue is not None:
        speaker = subject_of(scene, view, clause, cue[0][0])
        if speaker is not None:
            frame = [(min(frame[0][0], speaker[0]), at + 1)]
        return cue, frame, speaker
    if mark != ":" and not (clause.finite and words[at - 1] in content_nouns()):
        return None
    return [], frame, _colon_speaker(scene, view, clause)


def _verb(scene: Scene, clause: Clause) -> list[Range] | None:
    """The verb of saying of the clause, its particle or auxiliary included."""
    lower = scene.parse.lower
    for place in range(clause.last - 1, clause.first - 1, -1):
        for entry in speech_forms().get(lower[place], ()):
            form = entry.form
            if form.kind == "participle":
                helper = next((verb for verb in clause.finite if lower[verb] in _PERFECT), None)
                if helper is not None:
                    return [(helper, helper + 1), (place, place + 1)]
            elif form.particle and not form.joined:
                end = particle_place(lower, place, clause.last, form.particle)
                if end is not None and place in clause.finite:
                    return [(place, place + 1), (end, end + 1)]
            elif place in clause.finite:
                return [(place, place + 1)]
    return None


def _colon_speaker(scene: Scene, view: SentenceClauses, clause: Clause) -> Range | None:
    """Who speaks behind a colon without a verb of saying: the subject, or the phrase that stands alone."""
    parse = scene.parse
    if clause.finite:
        subject = subject_of(scene, view, clause, clause.finite[0])
        return subject if subject is not None and can_speak(scene, subject) else None
    first = view.sentence.first
    end = noun_phrase(parse.words, parse.lower, first, clause.last, greedy=True)
    if end is None:
        return None
    return first, apposition(parse.words, parse.lower, end, clause.last)
