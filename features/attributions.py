"""Attribution: which words of the text are ascribed to whom.

*Why it matters.* A statement is as good as the source that a reader can check; this finds where each comes from.
*What it does.* Quotations (:mod:`.direct`), verbs of saying (:mod:`.indirect`), prepositions and *so*
(:mod:`.frames`), and what goes on in the Konjunktiv (:mod:`.carry`). Speakers become source phrases for the ledger.
"""

from __future__ import annotations

from functools import cache

from .addressees import find_addressees
from .carry import carry_over
from .clauses import split_clauses
from .core_phrases import Range, is_capital
from .credits import find_credits, introduced
from .cues import load_cues
from .direct import find_direct, find_partial
from .drafts import Draft, Scene, spans_of
from .evidence import Attribution
from .frames import find_frames
from .grammar import PERSONAL
from .indirect import find_indirect
from .interviews import find_interview
from .language import Parse
from .nominal import find_nominal
from .pairs import part_pairs
from .quotations import Quotation
from .source_types import source_type
from .speech import speech_forms

_MAX_MEDIUM = 4


def find_attributions(parse: Parse) -> Scene:
    """Everything ascribed to somebody in an article, as drafts in the order of the text."""
    quotations = _by_sentence(parse)
    views = [split_clauses(parse, sentence, quotations.get(sentence.index, [])) for sentence in parse.sentences]
    scene = Scene(parse, views, _capitals(parse))
    for view in views:
        inside = quotations.get(view.sentence.index, [])
        if not _wholly_quoted(view.sentence.first, view.sentence.last, inside):
            find_frames(scene, view)
            find_indirect(scene, view)
            find_nominal(scene, view)
        find_direct(scene, view, inside)
        _agency(scene, view.sentence.first, view.sentence.last)
    find_addressees(scene)
    known = introduced(parse)
    for view in views:
        find_credits(scene, view, known)
    carry_over(scene)
    find_partial(scene, quotations)
    find_interview(scene)
    part_pairs(scene)
    scene.drafts.sort(key=lambda draft: (draft.sentence, draft.content[0][0]))
    return scene


def _capitals(parse: Parse) -> frozenset[str]:
    opening = {sentence.first for sentence in parse.sentences}
    return frozenset(word for place, word in enumerate(parse.words) if word[0].isupper() and place not in opening)


def _by_sentence(parse: Parse) -> dict[int, list[Quotation]]:
    """The outermost quotations that touch each sentence."""
    found: dict[int, list[Quotation]] = {}
    for quotation in parse.quotations:
        if quotation.depth or _is_medium(parse, quotation):
            continue
        first = parse.sentence_of(quotation.open).index
        last = parse.sentence_of(quotation.close).index
        for index in range(first, last + 1):
            found.setdefault(index, []).append(quotation)
    return found


def _is_medium(parse: Parse, quotation: Quotation) -> bool:
    """*„Musterstadt Aktuell“ berichtet, …*: a listed medium in quotation marks with its verb right behind."""
    first, last = quotation.first, quotation.last
    if not 0 < last - first <= _MAX_MEDIUM or quotation.close + 1 >= len(parse.words):
        return False
    if parse.lower[quotation.close + 1] not in speech_forms() and parse.lower[quotation.close + 1] != "zufolge":
        return False
    named = all(is_capital(parse.words[at]) for at in range(first, last))
    return named and source_type(parse.words, parse.lower, first, last)[0] == "media"


def _wholly_quoted(first: int, last: int, quotations: list[Quotation]) -> bool:
    return any(quotation.open <= first and last - 1 <= quotation.close for quotation in quotations)


def _agency(scene: Scene, first: int, last: int) -> None:
    """*(dpa)* or *(dpa/AFP)*: the agency is a source."""
    words, lower = scene.parse.words, scene.parse.lower
    if words[last - 1] not in {")", "."} or (last - first > 60 and ")" not in words[last - 2 : last]):
        return
    known = _agencies()
    for place in range(max(first, last - 6), last):
        if lower[place] in known and place > first and words[place - 1] in {"(", "/", ","}:
            scene.further.append(((place, place + 1), "frames.agency"))


@cache
def _agencies() -> frozenset[str]:
    return frozenset(load_cues("frames")["agency"].cues)


def source_phrases(scene: Scene) -> list[tuple[Range, str]]:
    """The phrases that serve as a source where they stand, with their rule, in the order of the text.

    A pronoun serves only where its paragraph names nobody else by a noun.
    """
    found: dict[Range, str] = {}
    for draft in scene.drafts:
        if draft.own and draft.source is not None:
            found.setdefault(draft.source, draft.rule)
    for phrase, rule in scene.further:
        found.setdefault(phrase, rule)
    kept: list[tuple[Range, str]] = []
    for phrase in sorted(found):
        if kept and phrase[0] < kept[-1][0][1]:
            continue
        kept.append((phrase, found[phrase]))
    return kept


def is_pronoun(parse: Parse, phrase: Range) -> bool:
    """Whether a source phrase is *er*, *sie* or *es*."""
    return phrase[1] - phrase[0] == 1 and parse.lower[phrase[0]] in PERSONAL


def to_attribution(parse: Parse, draft: Draft, source: int | None) -> Attribution:
    """The evidence value of a draft: tokens become code-point offsets."""
    return Attribution(
        type=draft.type,
        paragraph=parse.sentences[draft.sentence].paragraph,
        content=spans_of(parse, draft.content),
        cue=spans_of(parse, draft.cue),
        frame=spans_of(parse, draft.frame),
        speaker=parse.span(*draft.speaker) if draft.speaker is not None else None,
        addressee=parse.span(*draft.addressee) if draft.addressee is not None else None,
        source=source,
        rule=draft.rule,
    )
