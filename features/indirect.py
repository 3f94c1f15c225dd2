"""Indirect and reported speech by verbs: *X sagte, dass …*, *… sei gut, sagte X*, *X fordert …*.

*Why it matters.* More than half of the quotations in German news are indirect.
*Example.* In *Die Lage, sagte die Chefin, sei ernst* content stands on both sides of the frame.
*Limits.* A content clause in the plain indicative without *dass* is taken only behind a verb of saying.
"""

from __future__ import annotations

from itertools import takewhile

from .accounts import account_source
from .clauses import Clause, SentenceClauses
from .content import content_end, content_of, frame_of, taken_up_content
from .core_phrases import Range
from .cues import CueGroup
from .drafts import Draft, Scene, without
from .phrases import noun_phrase
from .source_types import source_type
from .speech import SpeechForm, is_separable, particle_place, speech_forms
from .subjects import can_speak, is_named, subject_of

_HAVE = frozenset("hat haben hatte hatten habe hätte hätten".split())
_MANAGED = frozenset({"konnte", "konnten"})
"""Modal verbs that tell a fact (*konnten nachweisen*)."""
_ACTS = ("reported", "act")
"""Attributions whose content is the sentence that tells of them."""
_PASSIVE = frozenset("wird werden wurde wurden worden werde würde".split())


def find_indirect(scene: Scene, view: SentenceClauses) -> None:
    """Add the attributions that the verbs of one sentence make."""
    lower = scene.parse.lower
    table = speech_forms()
    for clause in view.clauses:
        if clause.quoted is not None:
            continue
        for place in range(clause.first, clause.last):
            forms = table.get(lower[place])
            if forms is None:
                continue
            cue = _cue(scene, clause, place, forms)
            if cue is not None and _attribute(scene, view, clause, cue):
                break


class _Cue:
    """A verb of saying found in a clause: its finite token (for the subject), all its tokens, its groups."""

    __slots__ = ("finite", "groups", "lemma", "passive", "place", "tokens")

    def __init__(self, place: int, finite: int, tokens: list[int], entry: SpeechForm, *, passive: bool = False) -> None:
        self.place, self.finite, self.tokens, self.passive = place, finite, tokens, passive
        self.groups, self.lemma = entry.groups, entry.form.lemma

    def may(self, key: str) -> bool:
        return any(group.more.get(key, False) for group in self.groups)

    @property
    def ranges(self) -> list[Range]:
        return [(token, token + 1) for token in sorted(self.tokens)]


def _cue(scene: Scene, clause: Clause, place: int, forms: tuple[SpeechForm, ...]) -> _Cue | None:
    """The best reading of a form of speech in its clause, a separable verb before a simple one."""
    words, lower = scene.parse.words, scene.parse.lower
    if words[place][0].isupper() and place != scene.parse.sentence_of(place).first:
        return None
    best: _Cue | None = None
    for entry in sorted(forms, key=lambda entry: not entry.form.particle):
        form = entry.form
        if form.kind in {"participle"}:
            helper = next((verb for verb in clause.finite if lower[verb] in _HAVE), None)
            if helper is not None:
                return _Cue(place, helper, [helper, place], entry)
            helper = next((verb for verb in clause.finite if lower[verb] in _PASSIVE), None)
            if helper is not None:
                return _Cue(place, helper, [helper, place], entry, passive=True)
            continue
        if form.kind == "infinitive" and place not in clause.finite:
            helper = next((verb for verb in clause.finite if lower[verb] in _MANAGED), None)
            if helper is not None:
                return _Cue(place, helper, [helper, place], entry)
        if form.kind in {"infinitive", "zu_infinitive"} or place not in clause.finite:
            continue
        if form.particle and not form.joined:
            end = particle_place(lower, place, clause.last, form.particle)
            if end is None and place > clause.first and lower[place - 1] == form.particle:
                end = place - 1
            if end is None:
                end = _particle_across(scene, place, form.particle)
            if end is not None:
                return _Cue(place, place, [place, end], entry)
            continue
        if best is None:
            best = _Cue(place, place, [place], entry)
    return None if best is not None and is_separable(lower, place, clause.last) else best


def _particle_across(scene: Scene, place: int, particle: str) -> int | None:
    """The particle behind an apposition: *teilte der Sprecher, Karl Roth, mit*."""
    last = scene.parse.sentence_of(place).last
    return particle_place(scene.parse.lower, place, last, particle)


def _attribute(scene: Scene, view: SentenceClauses, clause: Clause, cue: _Cue) -> bool:
    """Add the attribution of one cue; False when the clause is no speech after all."""
    speaker = _agent(scene, clause, cue) if cue.passive else subject_of(scene, view, clause, cue.finite)
    frame = frame_of(scene, view, clause, cue.tokens, speaker)
    impersonal = cue.passive and speaker is None
    told = speaker is not None and speaker[0] > view.sentence.first and scene.parse.lower[speaker[0] - 1] == "wie"
    if (told or (clause.opener == "wie" and clause.subordinate)) and not impersonal:
        if frame[0] > view.sentence.first and scene.parse.words[frame[0] - 1] == ",":
            frame = (frame[0] - 1, frame[1])
        content = without(view.sentence.first, content_end(scene, view), [frame])
        speaker = _meant(scene, view, speaker)
        return _add(scene, view, "indirect", content, cue, frame, speaker, cue.groups[0])
    inverted = not impersonal and (cue.finite == clause.first or clause.opener == "so")
    if not inverted and _unsaid(scene, cue, speaker):
        return False
    if cue.may("clause"):
        plain = cue.may("quote") and not _two_acts(scene, view, clause, cue)
        content = content_of(scene, view, clause, frame, inverted=inverted, plain=plain)
        if content:
            return _add(scene, view, "indirect", content, cue, frame, speaker, cue.groups[0])
        if _speaker_of_quotation(scene, view, clause, cue, frame, speaker):
            return True
        taken_up = taken_up_content(scene, view, clause)
        if taken_up:
            return _add(scene, view, "indirect", taken_up, cue, frame, speaker, cue.groups[0])
    if impersonal and any(group.more.get("reported") for group in cue.groups):
        return _carried(scene, view, cue)
    if speaker is None or _introduces_quotation(view, clause):
        return False
    over = _rendered(scene, view, cue.place)
    if over is not None and (over.type not in _ACTS or over.speaker == speaker):
        return False
    for key in _ACTS:
        group = next((group for group in cue.groups if group.more.get(key)), None)
        if group is not None and _fits(scene, speaker, group):
            if over is not None:
                # "X begrüßte den Plan, Y kritisierte ihn": what Y said is part of the one sentence.
                scene.further.append((speaker, group.id))
                return True
            part = clause if clause.subordinate else view.sentence
            whole = [(part.first, part.last)]
            scene.add(Draft(key, view.sentence.index, whole, group.id, speaker=speaker, source=speaker))
            return True
    if cue.may("quote") and is_named(scene, speaker):
        scene.further.append((speaker, cue.groups[0].id))
    return False


def _two_acts(scene: Scene, view: SentenceClauses, clause: Clause, cue: _Cue) -> bool:
    """Whether two speech acts are told one after the other: *X begrüßte den Plan, Y kritisierte ihn*."""
    if not any(map(cue.may, _ACTS)) or clause is view.clauses[-1]:
        return False
    following = view.clauses[view.clauses.index(clause) + 1]
    return any(scene.parse.lower[place] in speech_forms() for place in following.finite)


def _meant(scene: Scene, view: SentenceClauses, speaker: Range | None) -> Range | None:
    """Whom *wie sie mitteilte* means: the subject of the sentence that it stands in."""
    if speaker is None or scene.parse.lower[speaker[0]] not in {"er", "sie", "es"}:
        return speaker
    main = view.clauses[0]
    if main.subordinate or not main.finite or main.quoted is not None or main.first <= speaker[0] < main.last:
        return speaker
    subject = subject_of(scene, view, main, main.finite[0])
    return subject if subject is not None and can_speak(scene, subject) else speaker


def _agent(scene: Scene, clause: Clause, cue: _Cue) -> Range | None:
    """Who acts in the passive: *wurde von der Opposition kritisiert*, *durch das Amt bestätigt*."""
    words, lower = scene.parse.words, scene.parse.lower
    for at in range(clause.first, min(cue.place, clause.last - 1)):
        if lower[at] in {"von", "vom", "durch", "seitens", "vonseiten"}:
            first = at + 1 + (lower[at + 1] == "seiten")
            end = noun_phrase(words, lower, first, cue.place, greedy=False) if first < cue.place else None
            if end is not None and can_speak(scene, (first, end)):
                return first, end
    return None


def _fits(scene: Scene, speaker: Range, group: CueGroup) -> bool:
    """Whether a subject can do what the verbs of the group say: speak, or be the document they ask for."""
    if not can_speak(scene, speaker):
        return False
    wanted = group.more.get("subject")
    return wanted is None or source_type(scene.parse.words, scene.parse.lower, *speaker)[0] == wanted


def _unsaid(scene: Scene, cue: _Cue, speaker: Range | None) -> bool:
    """Whether the verb tells what goes on in somebody (*der Verband fürchtet, dass …*), which is no word of his."""
    whose = next((group.more["inner"] for group in cue.groups if "inner" in group.more), None)
    if whose is None or speaker is None:
        return False
    return whose in {"anybody", source_type(scene.parse.words, scene.parse.lower, *speaker)[0]}


def _speaker_of_quotation(
    scene: Scene, view: SentenceClauses, clause: Clause, cue: _Cue, frame: Range, speaker: Range | None
) -> bool:
    """*„…“ Das sagte X*: gives the quotation just before its speaker."""
    before = scene.spoken.get(view.sentence.index - 1)
    if before is None or before.type != "direct" or before.speaker is not None or speaker is None:
        return False
    if clause is not view.clauses[0] or scene.parse.lower[clause.first] not in {"das", "dies", "so"}:
        return False
    before.cue, before.frame, before.speaker, before.source = cue.ranges, [frame], speaker, speaker
    before.own, before.carried = True, False
    scene.spoken[view.sentence.index] = before
    return True


def _carried(scene: Scene, view: SentenceClauses, cue: _Cue) -> bool:
    """*Bemängelt wird auch …* right behind an attributed sentence goes on with its source."""
    before = scene.spoken.get(view.sentence.index - 1)
    if before is None or before.speaker is None:
        return False
    scene.add(
        Draft(
            "reported", view.sentence.index, [(view.sentence.first, view.sentence.last)], cue.groups[0].id,
            speaker=before.speaker, source=before.source, own=False, carried=True,
        )
    )  # fmt: skip
    return True


def _rendered(scene: Scene, view: SentenceClauses, place: int) -> Draft | None:
    """The attribution in whose content a token stands: what is told there is another's."""
    # Drafts come in the order of the sentences: only the last ones can be of this one.
    here = takewhile(lambda draft: draft.sentence == view.sentence.index, reversed(scene.drafts))
    return next((draft for draft in here if any(first <= place < last for first, last in draft.content)), None)


def _introduces_quotation(view: SentenceClauses, clause: Clause) -> bool:
    """Whether a quotation stands right before or behind the clause: then the verb is its frame."""
    at = view.clauses.index(clause)
    return any(other.quoted is not None for other in view.clauses[max(0, at - 1) : at + 2])


def _add(
    scene: Scene,
    view: SentenceClauses,
    kind: str,
    content: list[Range],
    cue: _Cue,
    frame: Range,
    speaker: Range | None,
    group: CueGroup,
) -> bool:
    if sum(last - first for first, last in content) < 2:
        return False
    source = account_source(scene, speaker) if speaker is not None else None
    scene.add(Draft(kind, view.sentence.index, content, group.id, cue.ranges, [frame], speaker, source))
    return True
