"""Attribution without a verb of saying: *laut X*, *nach Angaben von X*, *X zufolge*, *so X*, *heißt es in X*.

*Why it matters.* 29 % of the cues in German news are no verbs.
*Example.* *Nach Angaben der Bahn fielen 300 Züge aus*: speaker is *Angaben der Bahn*, the source *der Bahn*.
*Limits.* *nach* is read as a source only before an account noun (Angaben, Ansicht, Bericht …).
"""

from __future__ import annotations

from functools import cache

from .clauses import Clause, SentenceClauses
from .content import taken_up_content
from .cues import CueGroup, load_cues
from .drafts import Draft, Scene, without
from .grammar import DETERMINERS, PREPOSITIONS
from .phrases import Range, apposition, core_phrase, is_capital, noun_phrase
from .source_types import source_type
from .subjects import can_speak, subject_of

_CUT = frozenset({".", "!", "?", "…", "..."})
_MARKS = frozenset({",", "–", "(", ")"})
_GENITIVE = frozenset("des der eines einer dieses dieser seines ihres von vom aus".split())
_WITH_PLACE = frozenset("in im aus bei beim auf von vom seitens vonseiten an am".split())
_NEEDS_OWNER = frozenset("Worten Meinung Ansicht Auffassung Urteil Wissen Kenntnis Überzeugung Eindruck Sicht".split())
"""Account nouns that are no source without somebody they belong to (*er suchte nach Worten*)."""
_FLAGS = frozenset(
    """laut gemäß zufolge nach so heißt hieß heiße aus steht stand stehe unter mit gestützt basierend
    beruft berief stützt demnach demzufolge wonach""".split()
)


@cache
def _groups() -> dict[str, CueGroup]:
    return load_cues("frames")


@cache
def _account_nouns() -> tuple[frozenset[str], tuple[str, ...]]:
    group = _groups()["account"]
    return frozenset(group.cues), tuple(group.more["endings"])


def is_account(word: str) -> bool:
    """Whether a noun stands for what somebody has stated (*Angaben*, *Medienberichten*)."""
    nouns, endings = _account_nouns()
    return word in nouns or (word[:1].isupper() and word.lower().endswith(endings))


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
    if word in {"laut", "gemäß"}:
        _preposition(scene, view, place)
    elif word == "zufolge":
        _postposition(scene, view, clause, place)
    elif word == "nach":
        _account(scene, view, clause, place)
    elif word == "so" and place == clause.first:
        _so(scene, view, clause, place)
    elif word in {"heißt", "hieß", "heiße"} and (
        following == "es" or (place > clause.first and lower[place - 1] == "es")
    ):
        _impersonal(scene, view, clause, place)
    elif word == "aus" and following == "sicht":
        _sight(scene, view, clause, place)
    elif word == "aus":
        _circles(scene, view, clause, place)
    elif word in {"steht", "stand", "stehe"} and place > clause.first:
        _written(scene, view, clause, place)
    elif word in {"demnach", "demzufolge", "wonach"}:
        _carried(scene, view, place)
    elif word in {"unter", "mit", "gestützt", "basierend", "beruft", "berief", "stützt"}:
        _relying(scene, clause, place)


def _content(scene: Scene, view: SentenceClauses, frame: Range) -> list[Range]:
    """The sentence less the frame and the marks around it."""
    words = scene.parse.words
    last = view.sentence.last
    while last > view.sentence.first and words[last - 1] in _CUT:
        last -= 1
    low, high = frame
    if low > view.sentence.first and words[low - 1] in _MARKS:
        low -= 1
    if high < last and words[high] in _MARKS:
        high += 1
    return [part for part in without(view.sentence.first, last, [(low, high)]) if part[1] - part[0] > 1]


def _add(
    scene: Scene,
    view: SentenceClauses,
    group: str,
    frame: Range,
    cue: Range,
    speaker: Range | None,
    source: Range | None,
    *,
    carried: bool = False,
) -> None:
    if speaker is not None and group in {"preposition", "account"} and _is_taken_up(scene, speaker):
        speaker, source, carried, group = None, None, True, "carried"
    content = _content(scene, view, frame) or taken_up_content(scene, view, view.clauses[0])
    if content and not _quoted(view, content):
        scene.add(
            Draft(
                "indirect",
                view.sentence.index,
                content,
                f"frames.{group}",
                [cue],
                [frame],
                speaker,
                source,
                own=not carried,
                carried=carried,
            )
        )


def _is_taken_up(scene: Scene, speaker: Range) -> bool:
    """*den Angaben zufolge*, *den Informationen nach*: statements of somebody named before."""
    words, lower = scene.parse.words, scene.parse.lower
    first, last = speaker
    return last - first == 2 and lower[first] in {"den", "diesen"} and is_account(words[first + 1])


def _quoted(view: SentenceClauses, content: list[Range]) -> bool:
    """Whether the content is a quotation: then the frame is the quotation's."""
    quoted = [clause for clause in view.clauses if clause.quoted is not None]
    return all(any(clause.first <= low and high <= clause.last for clause in quoted) for low, high in content)


def _preposition(scene: Scene, view: SentenceClauses, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    if place + 1 >= view.sentence.last:
        return
    if lower[place + 1] in PREPOSITIONS or (
        lower[place] == "laut" and place > view.sentence.first and lower[place - 1] in DETERMINERS
    ):
        return
    end = noun_phrase(words, lower, place + 1, view.sentence.last, greedy=False)
    if end is None:
        return
    end = _closed_apposition(scene, end, view.sentence.last)
    speaker = (place + 1, end)
    if lower[place] == "gemäß" and not can_speak(scene, speaker):
        return
    _add(scene, view, "preposition", (place, end), (place, place + 1), speaker, account_source(scene, speaker))


def _closed_apposition(scene: Scene, end: int, last: int) -> int:
    """The phrase with an apposition only where a second comma closes it."""
    further = apposition(scene.parse.words, scene.parse.lower, end, last)
    return further if further > end and further < last and scene.parse.words[further] == "," else end


def _postposition(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    if place == clause.first:
        return
    for first in range(max(clause.first, place - 14), place):
        if lower[first] in PREPOSITIONS:
            continue
        if noun_phrase(words, lower, first, place, greedy=True) == place:
            speaker = (first, place)
            _add(
                scene,
                view,
                "preposition",
                (first, place + 1),
                (place, place + 1),
                speaker,
                account_source(scene, speaker),
            )
            return
    if lower[place - 1] in {"ihm", "ihr", "ihnen", "dem"}:
        _add(scene, view, "carried", (place - 1, place + 1), (place, place + 1), None, None, carried=True)


def account_source(scene: Scene, speaker: Range) -> Range | None:
    """The source within an account phrase: *Angaben der Bahn* → *der Bahn*; *Berichten* stays itself."""
    words, lower = scene.parse.words, scene.parse.lower
    first, last = speaker
    if source_type(words, lower, first, last)[0] == "document":
        return speaker
    at = first
    while at < last and not is_capital(words[at]):
        at += 1
    if (
        at < last
        and is_account(words[at])
        and at + 1 < last
        and words[at]
        not in {"Bericht", "Studie", "Umfrage", "Urteil", "Statistik", "Erklärung", "Mitteilung", "Meldung"}
    ):
        start = at + 2 if lower[at + 1] in {"von", "vom", "aus", "bei", "beim"} else at + 1
        if start == at + 1 and is_capital(words[start]) and not lower[start].endswith("s"):
            return first, start
        if start < last and (
            is_capital(words[start]) or lower[start] in DETERMINERS or core_phrase(words, lower, start, last)
        ):
            return start, last
    return speaker


def _account(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """*nach Angaben der Polizei*, *nach Ansicht von Fachleuten*, *seiner Meinung nach*, *nach eigenen Angaben*."""
    words, lower = scene.parse.words, scene.parse.lower
    if (
        place > clause.first
        and is_account(words[place - 1])
        and (place + 1 >= clause.last or not is_capital(words[place + 1]))
    ):
        first = place - 1
        while (
            first > clause.first
            and (lower[first - 1] in DETERMINERS or lower[first - 1].endswith(("er", "en")))
            and not is_capital(words[first - 1])
        ):
            first -= 1
        own = lower[first] in {"seiner", "ihrer", "deren", "dessen", "meiner", "unserer"}
        _add(
            scene,
            view,
            "account",
            (first, place + 1),
            (place, place + 1),
            (first, place),
            None if own else (first, place),
            carried=own,
        )
        return
    at = place + 1
    while at < clause.last and at - place < 6 and not is_capital(words[at]) and lower[at] not in PREPOSITIONS:
        at += 1
    if (
        at < clause.last
        and is_capital(words[at])
        and not is_account(words[at])
        and at + 1 < clause.last
        and is_account(words[at + 1])
    ):
        at += 1
    if at >= clause.last or not is_account(words[at]):
        return
    bare = at == place + 1 and (at + 1 >= clause.last or lower[at + 1] not in _GENITIVE)
    if bare and words[at] in _NEEDS_OWNER:
        return
    if "eigenen" in lower[place + 1 : at] or "eigener" in lower[place + 1 : at]:
        _own_account(scene, view, clause, place, at)
        return
    if (
        lower[place + 1] in {"dem", "der"}
        and not (at + 1 < clause.last and lower[at + 1] in _GENITIVE)
        and words[at] in {"Urteil", "Bericht", "Umfrage", "Erklärung", "Meldung", "Mitteilung"}
    ):
        return
    end = noun_phrase(words, lower, place + 1, view.sentence.last, greedy=False) or at + 1
    end = max(end, _bare_genitive(scene, at + 1, clause.last))
    end = _closed_apposition(scene, max(end, at + 1), view.sentence.last)
    speaker = (place + 1, end)
    _add(scene, view, "account", (place, end), (place, place + 1), speaker, account_source(scene, speaker))


def _bare_genitive(scene: Scene, place: int, last: int) -> int:
    """End of a genitive plural without article: *Angaben westlicher und ukrainischer Fachleute*, *aller Mitglieder*."""
    words, lower = scene.parse.words, scene.parse.lower
    at = place
    while (
        at < last and at - place < 5 and not is_capital(words[at]) and (lower[at].endswith("er") or lower[at] == "und")
    ):
        at += 1
    if at == place or at >= last or not is_capital(words[at]):
        return place
    return noun_phrase(words, lower, at, last, greedy=False) or at + 1


def _own_account(scene: Scene, view: SentenceClauses, clause: Clause, place: int, noun: int) -> None:
    """*nach eigenen Angaben*: the subject of the sentence is its own source."""
    verb = next((verb for verb in clause.finite if verb != place), None)
    subject = subject_of(scene, view, clause, verb) if verb is not None else None
    _add(scene, view, "account", (place, noun + 1), (place, place + 1), subject, subject)


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
    _add(scene, view, "so", frame, (place, place + 1), (at, end), account_source(scene, (at, end)))


def _impersonal(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    es = place + 1 if place + 1 < clause.last and lower[place + 1] == "es" else place - 1
    speaker: Range | None = None
    for at in range(clause.first, clause.last):
        if lower[at] in _WITH_PLACE and at + 1 < clause.last:
            first = at + 1
            end = noun_phrase(words, lower, first, view.sentence.last, greedy=False)
            if end is not None and end > first:
                speaker = (first, end)
                break
    frame_last = max(clause.last, speaker[1] if speaker else 0)
    while frame_last > clause.first and words[frame_last - 1] in _CUT:
        frame_last -= 1
    cue = (min(place, es), max(place, es) + 1)
    if speaker is None and "weiter" in lower[clause.first : clause.last]:
        _add(scene, view, "impersonal", (clause.first, frame_last), cue, None, None, carried=True)
        return
    _add(scene, view, "impersonal", (clause.first, frame_last), cue, speaker, speaker)


def _circles(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    end = noun_phrase(words, lower, place + 1, clause.last, greedy=False)
    if end is None:
        return
    if any(lower[at].endswith(("kreisen", "umfeld")) for at in range(place + 1, end)):
        _add(scene, view, "circles", (place, end), (place, place + 1), (place + 1, end), (place + 1, end))
    elif "hervor" in lower[end : clause.last]:
        verb = next(
            (
                at
                for at in range(clause.first, clause.last)
                if lower[at] in {"geht", "ging", "gehe", "gehen", "hervorgeht", "hervorging"}
            ),
            None,
        )
        if verb is not None:
            _add(
                scene,
                view,
                "preposition",
                (clause.first, clause.last),
                (verb, verb + 1),
                (place + 1, end),
                (place + 1, end),
            )
    elif any(lower[at] in {"hervorgeht", "hervorging", "hervorgehe", "hervorgehen"} for at in range(end, clause.last)):
        _add(
            scene,
            view,
            "preposition",
            (clause.first, clause.last),
            (clause.last - 1, clause.last),
            (place + 1, end),
            (place + 1, end),
        )


def _sight(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """*aus Sicht des Verbands*: his opinion."""
    end = noun_phrase(scene.parse.words, scene.parse.lower, place + 1, clause.last, greedy=False)
    if end is not None and end > place + 2:
        speaker = (place + 1, end)
        _add(scene, view, "account", (place, end), (place, place + 1), speaker, account_source(scene, speaker))


def _written(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """*In dem Schreiben steht, …*: a document in front, its content behind the comma."""
    words, lower = scene.parse.words, scene.parse.lower
    if lower[clause.first] not in {"in", "im", "auf"} or place != clause.last - 1:
        return
    end = noun_phrase(words, lower, clause.first + 1, place, greedy=True)
    if end is None or source_type(words, lower, clause.first + 1, end)[0] != "document":
        return
    speaker = (clause.first + 1, end)
    _add(scene, view, "impersonal", (clause.first, clause.last), (place, place + 1), speaker, speaker)


def _carried(scene: Scene, view: SentenceClauses, place: int) -> None:
    if view.sentence.index - 1 in scene.spoken:
        _add(scene, view, "carried", (place, place + 1), (place, place + 1), None, None, carried=True)


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
