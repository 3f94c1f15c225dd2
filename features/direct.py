"""Direct speech: quotations and who says them.

*Why it matters.* A quotation with a named speaker is the strongest attribution; one without is none.
*Example.* *„Das Wasser steigt“, sagte die Wirtin.* – *Der Wirt: „Wir bleiben.“* – quoted names (*die „Rundschau“*)
and single ironic words are no quotations unless somebody is said to have used them.
*Limits.* A speaker named only in the sentence behind the quotation is found when that sentence ends in a colon.
"""

from __future__ import annotations

from functools import cache

from .accounts import account_source
from .clauses import SentenceClauses
from .core_phrases import is_capital
from .cues import load_cues
from .drafts import Draft, Scene
from .language import Parse, Sentence
from .quotation_frames import frame_before, frame_behind
from .quotations import Quotation
from .source_types import source_type
from .subjects import subject_of

_MIN_STATEMENT = 5
_ENDS = frozenset({".", "!", "?", "…", "..."})


def find_direct(scene: Scene, view: SentenceClauses, quotations: list[Quotation]) -> None:
    """Add the direct quotations that begin in one sentence; ``quotations`` are the outermost ones."""
    for quotation in quotations:
        if quotation.open >= view.sentence.first and not is_name(scene.parse, quotation):
            _one(scene, view, quotation)


def find_partial(scene: Scene, quotations: dict[int, list[Quotation]]) -> None:
    """Add the quoted parts of sentences whose speaker only the sentence tells; called when all else is found."""
    found = {draft.content[0] for draft in scene.drafts if draft.type == "direct"}
    for index, inside in quotations.items():
        lead = scene.spoken.get(index)
        if lead is None or lead.type == "direct":
            continue
        sentence = scene.parse.sentences[index]
        for quotation in inside:
            content = (quotation.open, quotation.close + 1)
            if quotation.open < sentence.first or content in found:
                continue
            if not is_name(scene.parse, quotation) and not _noun_alone(scene.parse, quotation):
                scene.drafts.append(
                    Draft("direct", index, [content], "quotations.marks", lead.cue, lead.frame, lead.speaker,
                          lead.source, own=False, carried=lead.carried)
                )  # fmt: skip


@cache
def _name_heads() -> tuple[str, ...]:
    return tuple(load_cues("quotations")["name_head"].more["endings"])


def is_name(parse: Parse, quotation: Quotation) -> bool:
    """A title or name in quotation marks: short, without a verb, behind a noun or article that calls for one."""
    words, lower = parse.words, parse.lower
    size = quotation.last - quotation.first
    if size > 7 or not (is_capital(words[quotation.first]) or words[quotation.first][0].isdigit()):
        return False
    if words[quotation.last - 1] in _ENDS and size > 1:
        return False
    before = quotation.open - 1
    if before < 0:
        return False
    if lower[before].endswith(_name_heads()) or (is_capital(words[before]) and size <= 4):
        return True
    capitals = sum(is_capital(words[at]) for at in range(quotation.first, quotation.last))
    return (
        capitals == size
        and lower[before]
        in {
            "die",
            "der",
            "das",
            "dem",
            "des",
            "den",
            "im",
            "von",
            "vom",
            "zum",
            "zur",
            "beim",
            "laut",
            "in",
            "bei",
            "am",
        }
    ) or (lower[before] in {"die", "der", "dem"} and capitals * 2 > size and size <= 4)


def _noun_alone(parse: Parse, quotation: Quotation) -> bool:
    """One or two nouns in quotation marks: a term or a title rather than somebody's words."""
    size = quotation.last - quotation.first
    return size <= 2 and all(is_capital(parse.words[at]) for at in range(quotation.first, quotation.last))


def _statement(parse: Parse, quotation: Quotation) -> bool:
    return quotation.last - quotation.first >= _MIN_STATEMENT or parse.words[quotation.last - 1] in _ENDS


def _one(scene: Scene, view: SentenceClauses, quotation: Quotation) -> None:
    parse = scene.parse
    content = (quotation.open, quotation.close + 1)
    last_sentence = parse.sentence_of(quotation.close)
    end_view = scene.sentences[last_sentence.index]
    draft = Draft("direct", view.sentence.index, [content], "quotations.marks", own=False)
    lead = scene.spoken.get(view.sentence.index)
    found = frame_behind(scene, end_view, quotation) or frame_before(scene, view, quotation)
    if found is not None:
        draft.cue, draft.frame, draft.speaker = found
        draft.own = draft.speaker is not None
        if draft.speaker is None:
            _follow(scene, draft, view.sentence, quotation)
        else:
            draft.source = account_source(scene, draft.speaker)
    elif (lead is not None and lead.type != "direct") or not _statement(parse, quotation) or _within(view, quotation):
        return
    else:
        _follow(scene, draft, view.sentence, quotation)
    scene.add(draft)
    if draft.own:
        for index in range(view.sentence.index + 1, last_sentence.index + 1):
            scene.spoken.setdefault(index, draft)


def _lead_in(scene: Scene, draft: Draft, sentence: Sentence) -> None:
    """*Kapitän Nils Ott machte seinem Ärger Luft. „…“*: the person of the sentence before speaks."""
    if sentence.index == 0 or scene.parse.sentences[sentence.index - 1].paragraph != sentence.paragraph:
        return
    view = scene.sentences[sentence.index - 1]
    clause = view.clauses[0]
    if clause.quoted is not None or not clause.finite:
        return
    subject = subject_of(scene, view, clause, clause.finite[0])
    if subject is not None and source_type(scene.parse.words, scene.parse.lower, *subject)[1].startswith("names."):
        draft.speaker = draft.source = subject
        draft.own = True


def _within(view: SentenceClauses, quotation: Quotation) -> bool:
    """Whether the author's own words stand before the quotation in its sentence: then it is only a part of it."""
    return quotation.open > view.sentence.first


def _follow(scene: Scene, draft: Draft, sentence: Sentence, quotation: Quotation) -> None:
    """A quotation without a frame: it goes on with the speaker of the sentence just before."""
    earlier = scene.spoken.get(sentence.index - 1)
    if earlier is None:
        _lead_in(scene, draft, sentence)
        return
    same = scene.parse.sentences[sentence.index - 1].paragraph == sentence.paragraph
    if same or (earlier.type == "direct" and quotation.open == sentence.first):
        draft.speaker, draft.source, draft.carried = earlier.speaker, earlier.source, True
