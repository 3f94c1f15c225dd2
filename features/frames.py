"""Attribution without a verb of saying: *so X*, *heißt es in X*, *demnach*, *unter Berufung auf X*.

*Why it matters.* 29 % of the cues in German news are no verbs.
*Example.* In *Der Deich halte, so die Behörde* the comma and *so* make the authority the source.
*Limits.* *so* is a cue only before a name that ends its clause.
"""

from __future__ import annotations

from functools import cache

from .accounts import account_source, add_frame
from .appositions import apposition
from .clauses import Clause, SentenceClauses
from .core_phrases import Range
from .cues import CueGroup, load_cues
from .documents import DOCUMENT_FLAGS, documents, tells_what_stood_before
from .drafts import Scene
from .phrases import noun_phrase
from .prepositions import account, circles, postposition, preposition, sight
from .source_types import source_type

_CUT = frozenset({".", "!", "?", "…", "..."})
_WITH_PLACE = frozenset("in im aus bei beim auf von vom seitens vonseiten an am".split())
_FLAGS = DOCUMENT_FLAGS | frozenset(
    """laut gemäß zufolge nach so heißt hieß heiße aus steht stand stehe unter mit gestützt basierend
    beruft berief stützt""".split()
)


@cache
def _groups() -> dict[str, CueGroup]:
    return load_cues("frames")


def find_frames(scene: Scene, view: SentenceClauses) -> None:
    """Add the attributions that prepositions, *so* and impersonal turns make in one sentence."""
    lower = scene.parse.lower
    for clause in view.clauses:
        if clause.quoted is not None:
            continue
        for place in range(clause.first, clause.last):
            if lower[place] in _FLAGS:
                _at(scene, view, clause, place)


def _at(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    word, lower = scene.parse.lower[place], scene.parse.lower
    following = lower[place + 1] if place + 1 < clause.last else ""
    if word in DOCUMENT_FLAGS and documents(scene, view, clause, place):
        return
    if word in {"laut", "gemäß"}:
        preposition(scene, view, place)
    elif word == "zufolge":
        postposition(scene, view, clause, place)
    elif word == "nach":
        account(scene, view, clause, place)
    elif word == "so" and place == clause.first:
        _so(scene, view, clause, place)
    elif word in {"heißt", "hieß", "heiße"} and (following == "es" or "es" in lower[clause.first : place]):
        _impersonal(scene, view, clause, place)
    elif word == "aus" and following == "sicht":
        sight(scene, view, clause, place)
    elif word == "aus":
        circles(scene, view, clause, place)
    elif word in {"steht", "stand", "stehe"} and place > clause.first:
        _written(scene, view, clause, place)
    elif word in {"demnach", "demzufolge", "wonach"}:
        _carried(scene, view, place)
    elif word in {"unter", "mit", "gestützt", "basierend", "beruft", "berief", "stützt"}:
        _relying(scene, clause, place)


def _so(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    if clause.finite or clause.before not in {",", "–", ""} or (clause is view.clauses[0]):
        return
    at = place + 1
    while at < clause.last and lower[at] in {"etwa", "auch", "zumindest", "jedenfalls", "weiter"}:
        at += 1
    end = noun_phrase(words, lower, at, view.sentence.last, greedy=False) if at < clause.last else None
    if end is None:
        return
    end = apposition(words, lower, end, view.sentence.last)
    frame = (place, max(end, clause.last) if words[clause.last - 1] not in _CUT else max(end, clause.last - 1))
    add_frame(scene, view, "so", frame, (place, place + 1), (at, end), account_source(scene, (at, end)))


def _impersonal(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    es = place + 1 if place + 1 < clause.last and lower[place + 1] == "es" else lower.index("es", clause.first)
    speaker: Range | None = None
    for at in range(clause.first, clause.last):
        if lower[at] in _WITH_PLACE and at + 1 < clause.last:
            first = at + 1 + (lower[at + 1] == "seiten")
            end = noun_phrase(words, lower, first, view.sentence.last, greedy=False) if first < clause.last else None
            if end is not None and end > first:
                speaker = (first, end)
                break
    frame_last = max(clause.last, speaker[1] if speaker else 0)
    while frame_last > clause.first and words[frame_last - 1] in _CUT:
        frame_last -= 1
    cue = (min(place, es), max(place, es) + 1) if abs(place - es) == 1 else (place, place + 1)
    if speaker is None and "weiter" in lower[clause.first : clause.last]:
        add_frame(scene, view, "impersonal", (clause.first, frame_last), cue, None, None, carried=True)
        return
    add_frame(scene, view, "impersonal", (clause.first, frame_last), cue, speaker, speaker)


def _written(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """*In dem Schreiben steht, …*: the content behind the comma; *So steht es in dem Schreiben*: that before."""
    words, lower = scene.parse.words, scene.parse.lower
    if lower[clause.first] in {"so", "das", "dies"} and place == clause.first + 1:
        at = place + 1 + (lower[place + 1 : place + 2] == ["es"])
        if at + 1 < clause.last and lower[at] in {"in", "im", "auf"}:
            end = noun_phrase(words, lower, at + 1, view.sentence.last, greedy=False)
            if end is not None and source_type(words, lower, at + 1, end)[0] in {"document", "media"}:
                tells_what_stood_before(scene, view, clause, (at + 1, end))
        return
    if lower[clause.first] not in {"in", "im", "auf"} or place != clause.last - 1:
        return
    end = noun_phrase(words, lower, clause.first + 1, place, greedy=True)
    if end is None or source_type(words, lower, clause.first + 1, end)[0] != "document":
        return
    speaker = (clause.first + 1, end)
    add_frame(scene, view, "impersonal", (clause.first, clause.last), (place, place + 1), speaker, speaker)


def _carried(scene: Scene, view: SentenceClauses, place: int) -> None:
    if view.sentence.index - 1 in scene.spoken:
        add_frame(scene, view, "carried", (place, place + 1), (place, place + 1), None, None, carried=True)


def _relying(scene: Scene, clause: Clause, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    for cue in _groups()["relying"].cues:
        parts = [part.lower() for part in cue.split()]
        if lower[place : place + len(parts)] == parts:
            first = place + len(parts)
            end = noun_phrase(words, lower, first, clause.last, greedy=True) if first < clause.last else None
            if end is not None:
                source = account_source(scene, (first, end))
                scene.further.append((source or (first, end), "frames.relying"))
            return
