"""Addressees and places of speech: *sagte sie der „Rundschau“*, *heißt es in dem Brief*, *im Gespräch mit dem Sender*.

*Why it matters.* The medium or document through which somebody speaks is what a reader can look up.
*Limits.* Only phrases that are media or documents by their words (a document with an article: *zur Begründung* is
none); *sagte er der Polizei* gives an addressee and no source.
"""

from __future__ import annotations

from .core_phrases import Range
from .drafts import Draft, Scene
from .phrases import noun_phrase
from .source_types import source_type

_LEADS = frozenset("gegenüber in im auf bei beim zum zur mit vor an via per".split())
_OWN = frozenset("seinem ihrem seiner ihrer".split())
_DATIVE = frozenset("dem der den einem einer diesem dieser ihrem seinem ihrer seiner".split())


def find_addressees(scene: Scene) -> None:
    """Fill the addressee of every framed draft, and add media and documents in its frame as further sources."""
    for draft in scene.drafts:
        for first, last in draft.frame:
            _in_frame(scene, draft, first, last)
        if draft.type in {"reported", "act"} and draft.speaker is not None:
            _beside(scene, scene.parse.sentences[draft.sentence].first, scene.parse.sentences[draft.sentence].last)


def _beside(scene: Scene, first: int, last: int) -> None:
    """*in ihrem Jahresbericht*, *im Gespräch mit dem Sender*: where the speaker states it."""
    words, lower = scene.parse.words, scene.parse.lower
    for at in range(first, last - 1):
        if lower[at] == "mit" and lower[at - 1] in {"interview", "gespräch"} and at > first:
            end = noun_phrase(words, lower, at + 1, last, greedy=False)
            if end is not None and source_type(words, lower, at + 1, end)[0] == "media":
                scene.further.append(((at + 1, end), "sources.medium"))
        if lower[at] in {"in", "auf"} and lower[at + 1] in _OWN:
            end = noun_phrase(words, lower, at + 1, last, greedy=False)
            kind, rule = source_type(words, lower, at + 1, end) if end is not None else ("", "")
            if end is not None and kind == "document":
                scene.further.append(((at + 1, end), rule))


def _in_frame(scene: Scene, draft: Draft, first: int, last: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    taken = set(range(*draft.speaker)) if draft.speaker else set()
    at = first
    while at < last:
        if at in taken or words[at] in {",", ":", ";"}:
            at += 1
            continue
        lead = lower[at] in _LEADS
        if not lead and lower[at] not in _DATIVE:
            at += 1
            continue
        start = at + 1 if lead else at
        end = noun_phrase(words, lower, start, last, greedy=False) if start < last and start not in taken else None
        if end is None or any(place in taken for place in range(start, end)):
            at += 1
            continue
        _keep(scene, draft, (start, end), lower[at])
        at = end


def _keep(scene: Scene, draft: Draft, phrase: Range, lead: str) -> None:
    kind, rule = source_type(scene.parse.words, scene.parse.lower, *phrase)
    if lead in _DATIVE or lead == "gegenüber":
        draft.addressee = draft.addressee or phrase
    own = kind == "document" and scene.parse.lower[phrase[0]] in _OWN and lead in {"in", "auf"}
    if kind == "document" and lead == "auf" and "Anfrage" in scene.parse.words[phrase[0] : phrase[1]]:
        return
    if kind == "media" or own or (kind == "document" and phrase[1] - phrase[0] > 1 and lead not in _DATIVE):
        scene.further.append((phrase, rule))
