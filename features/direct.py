"""Direct speech: quotations and who says them.

*Why it matters.* A quotation with a named speaker is the strongest attribution; one without is none.
*Example.* *„Das Wasser steigt“, sagte die Wirtin.* – *Der Wirt: „Wir bleiben.“* – quoted names (*die „Rundschau“*)
and single ironic words are no quotations unless somebody is said to have used them.
*Limits.* A speaker named only in the sentence behind the quotation is found when that sentence ends in a colon.
"""

from __future__ import annotations

from .clauses import Clause, SentenceClauses
from .drafts import Draft, Scene
from .frames import account_source
from .language import Parse, Sentence
from .nominal import content_nouns
from .phrases import Range, apposition, is_capital, noun_phrase
from .quotations import Quotation
from .speech import particle_place, speech_forms
from .subjects import can_speak, subject_behind, subject_of

_MIN_STATEMENT = 5
_NAME_HEADS = (
    "zeitung",
    "magazin",
    "blatt",
    "sender",
    "journal",
    "portal",
    "agentur",
    "illustrierte",
    "film",
    "buch",
    "roman",
    "serie",
    "lied",
    "album",
    "sendung",
    "schiff",
    "gruppe",
    "band",
    "projekt",
    "initiative",
    "verein",
    "bündnis",
    "programm",
    "titel",
    "motto",
    "namen",
    "name",
    "begriff",
    "marke",
    "hotel",
    "fähre",
    "frachter",
    "stück",
    "oper",
    "zeitschrift",
    "bewegung",
    "partei",
    "reihe",
)
_ENDS = frozenset({".", "!", "?", "…", "..."})
_PERFECT = frozenset("hat haben hatte hatten habe".split())


def find_direct(scene: Scene, view: SentenceClauses, quotations: list[Quotation]) -> None:
    """Add the direct quotations that begin in one sentence; ``quotations`` are the outermost ones."""
    for quotation in quotations:
        if quotation.open >= view.sentence.first and not is_name(scene.parse, quotation):
            _one(scene, view, quotation)


def find_partial(scene: Scene, quotations: dict[int, list[Quotation]]) -> None:
    """Add the quoted parts of sentences whose speaker only the sentence tells; called when all else is found."""
    for index, inside in quotations.items():
        lead = scene.spoken.get(index)
        if lead is None or lead.type == "direct":
            continue
        sentence = scene.parse.sentences[index]
        found = {draft.content[0] for draft in scene.drafts if draft.type == "direct"}
        for quotation in inside:
            content = (quotation.open, quotation.close + 1)
            if quotation.open < sentence.first or content in found:
                continue
            if not is_name(scene.parse, quotation) and not _noun_alone(scene.parse, quotation):
                scene.drafts.append(
                    Draft("direct", index, [content], "quotations.marks", lead.cue, lead.frame, lead.speaker,
                          lead.source, own=False, carried=lead.carried)
                )  # fmt: skip


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
    if lower[before].endswith(_NAME_HEADS) or (is_capital(words[before]) and size <= 4):
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
    found = _behind(scene, end_view, quotation) or _before(scene, view, quotation)
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


def _within(view: SentenceClauses, quotation: Quotation) -> bool:
    """Whether the author's own words stand before the quotation in its sentence: then it is only a part of it."""
    return quotation.open > view.sentence.first


def _follow(scene: Scene, draft: Draft, sentence: Sentence, quotation: Quotation) -> None:
    """A quotation without a frame: it goes on with the speaker of the sentence just before."""
    earlier = scene.spoken.get(sentence.index - 1)
    if earlier is None or sentence.index == 0:
        return
    same = scene.parse.sentences[sentence.index - 1].paragraph == sentence.paragraph
    if same or (earlier.type == "direct" and quotation.open == sentence.first):
        draft.speaker, draft.source, draft.carried = earlier.speaker, earlier.source, True


def _behind(
    scene: Scene, view: SentenceClauses, quotation: Quotation
) -> tuple[list[Range], list[Range], Range | None] | None:
    """A frame behind the quotation: *“, sagte X*, *“, so X*, *“, heißt es in X*."""
    words, lower = scene.parse.words, scene.parse.lower
    at, last = quotation.close + 1, view.sentence.last
    if at < last and words[at] in {",", "–", "-"}:
        at += 1
    if at >= last:
        return None
    if lower[at] in {"so", "wie"} and at + 1 < last and lower[at + 1] not in {"dass"}:
        end = _frame_end(scene, view, at)
        speaker = subject_behind(scene.parse, at + 1, end)
        if speaker is not None:
            return [(at, at + 1)], [(at - 1 if words[at - 1] == "," else at, max(end, speaker[1]))], speaker
        return None
    forms = speech_forms().get(lower[at])
    helper = lower[at] in _PERFECT
    if forms is None and not helper:
        return None
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
            return None
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
        _place_speaker(scene, view, at, end)
        if lower[at] in {"heißt", "hieß"}
        else subject_behind(scene.parse, at + 1, last)
    )
    if speaker is not None:
        end = max(end, speaker[1])
    return cue, [(at, end)], speaker


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


def _before(
    scene: Scene, view: SentenceClauses, quotation: Quotation
) -> tuple[list[Range], list[Range], Range | None] | None:
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
