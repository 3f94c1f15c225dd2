"""Pairs: two people or media that speak together are two sources.

*Why it matters.* *Ministerin Roth und Landrat Kern* can both be asked, and each has an entry of its own in the ledger.
*Limits.* Bodies that speak with one voice (*Polizei und Staatsanwaltschaft*) stay one.
"""

from __future__ import annotations

from .core_phrases import Range, is_capital
from .drafts import Draft, Scene
from .phrases import noun_phrase
from .source_types import source_type


def part_pairs(scene: Scene) -> None:
    """Give every draft with two sources the first one, and count the other beside it."""
    words, lower = scene.parse.words, scene.parse.lower
    for draft in scene.drafts:
        if draft.source is None or not draft.own:
            continue
        first, end = draft.source
        last: int | None = end
        joint = next((at for at in range(first + 1, end) if lower[at] in {"und", "sowie"}), None)
        if first and lower[first - 1] in {"sowohl", "weder"}:
            _both(scene, draft, end)
            continue
        if joint is None:
            joint = end
            limit = scene.parse.sentence_of(first).last
            last = noun_phrase(words, lower, end + 1, limit, greedy=False) if _goes_on(scene, end, limit) else None
        if last is None or not _are_two(scene, (first, joint), (joint + 1, last)):
            continue
        draft.source = (first, joint)
        scene.further.append(((joint + 1, last), draft.rule))


def _both(scene: Scene, draft: Draft, place: int) -> None:
    """*Sowohl die Stadt als auch der Kreis*: the second one is a source too."""
    words, lower = scene.parse.words, scene.parse.lower
    limit = scene.parse.sentence_of(place - 1).last
    first = place + 2 if lower[place : place + 2] == ["als", "auch"] else place + 1
    if lower[place : place + 1] in (["als"], ["noch"], ["wie"]) and first < limit:
        end = noun_phrase(words, lower, first, limit, greedy=False)
        if end is not None:
            scene.further.append(((first, end), draft.rule))


def _are_two(scene: Scene, one: Range, other: Range) -> bool:
    """Whether both phrases name a person in more than one word, or both a medium."""
    types = [source_type(scene.parse.words, scene.parse.lower, *phrase) for phrase in (one, other)]
    if {kind for kind, _ in types} == {"person"}:
        named = all(rule.startswith(("names.", "sources.name")) for _, rule in types)
        return named and one[1] - one[0] > 1 < other[1] - other[0]
    return {kind for kind, _ in types} == {"media"}


def _goes_on(scene: Scene, place: int, limit: int) -> bool:
    return (
        place + 2 < limit and scene.parse.lower[place] in {"und", "sowie"} and is_capital(scene.parse.words[place + 1])
    )
