"""Content clauses: the part of a sentence that a cue governs, and the frame around the cue.

*Why it matters.* In *Die Lage, sagte die Chefin, sei ernst* content stands on both sides of the frame.
*Example.* Behind a verb of saying, *dass …*, *ob …*, a clause in the Konjunktiv or *zu* + infinitive is content; a
relative clause is not.
*Limits.* Content is taken to the end of the sentence, or to a semicolon before the plain indicative.
"""

from __future__ import annotations

from .clauses import Clause, SentenceClauses
from .core_phrases import Range
from .drafts import Scene
from .grammar import RELATIVES, SUBORDINATORS

_CONTENT_OPENERS = frozenset("dass daß ob".split()) | (
    SUBORDINATORS - frozenset("da weil nachdem während indem obwohl als bevor sodass wobei damit wenn".split())
)
_CUT = frozenset({".", "!", "?", "…", "..."})
_FRAME_MARKS = frozenset({",", ":"})


def frame_of(scene: Scene, view: SentenceClauses, clause: Clause, cue: list[int], speaker: Range | None) -> Range:
    """The clause of the cue with its speaker, its particle and the mark that leads over to the content."""
    first = min([clause.first, *cue] + ([speaker[0]] if speaker else []))
    last = max([clause.last, *(token + 1 for token in cue)] + ([speaker[1]] if speaker else []))
    if last > view.sentence.first and scene.parse.words[last - 1] in _CUT:
        last -= 1
    if last < view.sentence.last and scene.parse.words[last] in _FRAME_MARKS:
        last += 1
    return max(first, view.sentence.first), last


def content_end(scene: Scene, view: SentenceClauses) -> int:
    """The token behind the last one of a sentence that is no closing mark of it."""
    last = view.sentence.last
    while last > view.sentence.first and scene.parse.words[last - 1] in _CUT:
        last -= 1
    return last


def content_of(
    scene: Scene, view: SentenceClauses, clause: Clause, frame: Range, *, inverted: bool, plain: bool
) -> list[Range]:
    """The clauses that a cue governs: behind it, before it when ``inverted``, or on both sides.

    ``plain`` admits a main clause in the indicative behind the frame (*sagte, er kommt*).
    """
    behind = [other for other in view.clauses if other.first >= frame[1] - 1 and other.first >= clause.last]
    before = [other for other in view.clauses if other.last <= frame[0]]
    found: list[Range] = []
    if inverted and before and before[-1].quoted is None and _states(view, before):
        found.append((before[0].first, before[-1].last))
        if behind and _is_content(scene, view, behind[0]):
            found.append((behind[0].first, content_end(scene, view)))
        return found
    start = next((other for other in behind if _is_content(scene, view, other)), None)
    if start is None and behind and not inverted and plain and _plain_statement(behind[0]):
        start = behind[0]
    if start is not None and start.quoted is None:
        found.append((start.first, _end_of_speech(scene, view, start)))
    return found


def _end_of_speech(scene: Scene, view: SentenceClauses, start: Clause) -> int:
    """The end of the sentence, or the semicolon behind which the author speaks in the indicative again."""
    for clause in view.clauses[view.clauses.index(start) + 1 :]:
        if (
            clause.before == ";"
            and clause.finite
            and not any(clause.first <= at < clause.last for at in view.konjunktiv)
        ):
            return clause.first - 1
    return content_end(scene, view)


def _states(view: SentenceClauses, before: list[Clause]) -> bool:
    """Clauses in front of an inverted verb are content unless they only say when, why or under which condition."""
    at = view.clauses.index(before[-1]) + 2
    if at < len(view.clauses) and view.clauses[at].first in view.strict and not view.clauses[at - 1].subordinate:
        return True
    if any(before[0].first <= token < before[-1].last for token in view.strict):
        return True
    return any(clause.finite and (not clause.subordinate or clause.opener in _CONTENT_OPENERS) for clause in before)


def _is_content(scene: Scene, view: SentenceClauses, clause: Clause) -> bool:
    """A clause that only speech explains: *dass*, *ob*, a question word, the Konjunktiv, *zu* + infinitive."""
    if clause.quoted is not None:
        return False
    if clause.opener in _CONTENT_OPENERS:
        return True
    if any(clause.first <= token < clause.last for token in view.konjunktiv):
        return clause.opener not in RELATIVES or not clause.subordinate
    return not clause.finite and "zu" in scene.parse.lower[clause.first : clause.last] and not _in_order_to(clause)


def _in_order_to(clause: Clause) -> bool:
    return clause.opener in {"um", "ohne", "statt", "anstatt"}


def _plain_statement(clause: Clause) -> bool:
    """A main clause in the indicative with the verb in second place, behind a comma or colon."""
    return (
        clause.quoted is None
        and bool(clause.finite)
        and not clause.subordinate
        and clause.opener not in {"und", "aber", ""}
        and 0 < clause.finite[0] - clause.first <= 6
        and clause.last - clause.first >= 4
    )


def taken_up_content(scene: Scene, view: SentenceClauses, clause: Clause) -> list[Range]:
    """What *das* or *dies* takes up (*Das teilte die Stadt mit*): the sentence before, unless it has a source."""
    index = view.sentence.index
    if clause is not view.clauses[0] or scene.parse.lower[clause.first] not in {"das", "dies"} or not index:
        return []
    if len(clause.finite) == 0 or clause.finite[0] != clause.first + 1 or index - 1 in scene.spoken:
        return []
    before = scene.sentences[index - 1]
    if before.sentence.paragraph != view.sentence.paragraph:
        return []
    return [(before.sentence.first, content_end(scene, before)), (clause.first, clause.first + 1)]
