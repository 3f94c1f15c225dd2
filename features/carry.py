"""Carry-over: sentences that go on with an account without naming its source again.

*Why it matters.* The Konjunktiv carries an attribution across sentences and paragraphs.
*Example.* *Die Bahn wies das zurück. Die Züge seien sicher. Sie würden täglich geprüft.* – two carried sentences.
*Limits.* An account that goes on in the plain indicative is not carried; only the model knows it stands close by.
"""

from __future__ import annotations

from .clauses import SentenceClauses
from .core_phrases import Range
from .drafts import Draft, Scene
from .grammar import RELATIVES
from .subjects import can_speak, subject_of

_SOLL = frozenset("soll sollen solle sollten sollte".split())
_HIS = frozenset("ihm ihr ihnen seiner ihrer".split())
_SOLL_REACH = 2
"""How far back in its paragraph a sentence with *soll* looks for an account that it goes on with."""
_REACH = 3
"""Sentences that may stand between a source and a sentence in the Konjunktiv that goes on with it."""


def carry_over(scene: Scene) -> None:
    """Add free indirect attributions in reading order, each run of sentences as one attribution."""
    running: Draft | None = None
    for view in scene.sentences:
        index = view.sentence.index
        lead = scene.spoken.get(index)
        if lead is not None:
            running = lead if lead.type.endswith("free_indirect") else None
            if lead.carried:
                _inherit(scene, lead)
            continue
        kind = _free_kind(scene, view)
        if kind is None:
            running = None
            continue
        span = (view.sentence.first, view.sentence.last)
        earlier = _earlier(scene, index)
        if running is not None and running.type == kind and running.sentence + len(running.content) >= index:
            running.content.append(span)
            scene.spoken[index] = running
            continue
        if earlier is None and kind == "free_indirect":
            running = None
            continue
        running = Draft(kind, index, [span], f"konjunktiv.{kind}", own=False, carried=True)
        if earlier is not None:
            running.speaker, running.source = earlier.speaker, earlier.source
        elif kind == "indirect_free_indirect":
            running.speaker = running.source = _subject_before(scene, index)
            running.own = running.source is not None
        scene.add(running)


def _inherit(scene: Scene, draft: Draft) -> None:
    """Give a carried frame (*demnach*) the speaker named before."""
    if draft.speaker is not None:
        return
    earlier = _earlier(scene, draft.sentence)
    if earlier is not None:
        draft.speaker, draft.source = earlier.speaker, earlier.source
    elif any(scene.parse.lower[at] in _HIS for first, last in draft.frame for at in range(first, last)):
        draft.speaker = draft.source = _subject_before(scene, draft.sentence)
        draft.own = draft.source is not None


def _subject_before(scene: Scene, index: int) -> Range | None:
    """The subject of the sentence before: *Petra Horn schlägt Alarm. Ihr zufolge …* (or: *Die Kassen seien leer*)."""
    if not index or not scene.sentences[index - 1].clauses:
        return None
    view = scene.sentences[index - 1]
    clause = view.clauses[0]
    if clause.quoted is not None or not clause.finite or view.strict:
        return None
    subject = subject_of(scene, view, clause, clause.finite[0])
    return subject if subject is not None and can_speak(scene, subject) else None


def _earlier(scene: Scene, index: int) -> Draft | None:
    """The last attribution before a sentence, if close enough."""
    for back in range(index - 1, max(-1, index - 1 - _REACH), -1):
        draft = scene.spoken.get(back)
        if draft is not None and draft.speaker is not None:
            return draft
    return None


def _free_kind(scene: Scene, view: SentenceClauses) -> str | None:
    """How a sentence without a frame shows that somebody else speaks: Konjunktiv I, or *soll*."""
    lower = scene.parse.lower
    main = [clause for clause in view.clauses if clause.quoted is None and not clause.subordinate]
    for clause in main:
        if any(clause.first <= token < clause.last for token in view.strict) and clause.opener not in RELATIVES:
            return "indirect_free_indirect"
    index = view.sentence.index
    close = index - 1 in scene.spoken
    near = any(
        back in scene.spoken and scene.sentences[back].sentence.paragraph == view.sentence.paragraph
        for back in range(max(0, index - _SOLL_REACH), index)
    )
    for clause in main:
        if close and any(clause.first <= token < clause.last for token in view.konjunktiv):
            return "indirect_free_indirect"
    for clause in main:
        if (close or near) and any(lower[token] in _SOLL for token in clause.finite):
            return "free_indirect"
    return None
