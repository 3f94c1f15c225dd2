"""Attribution by prepositions: *laut X*, *nach Angaben von X*, *X zufolge*, *aus Sicht von X*, *aus … Kreisen*.

*Why it matters.* A preposition is the most frequent cue after the verbs of saying.
*Example.* *Den Stadtwerken zufolge steigt der Preis*: everything but the frame is content.
*Limits.* *nach* is read as a source only before an account noun (Angaben, Ansicht, Bericht …).
"""

from __future__ import annotations

from .accounts import account_source, add_frame, is_account
from .appositions import apposition
from .clauses import Clause, SentenceClauses
from .core_phrases import is_capital
from .drafts import Scene
from .grammar import DATIVE, DETERMINERS, PREPOSITIONS
from .phrases import noun_phrase
from .source_types import source_type
from .subjects import can_speak, subject_of

_GENITIVE = frozenset("des der eines einer dieses dieser seines ihres von vom aus".split())
_DATIVES = DATIVE | frozenset(
    """vielen einigen mehreren manchen allen beiden zwei drei vier fünf eigenen diesen deren dessen meinen ihren seinen
    unseren zahlreichen wenigen""".split()
)
_CIRCULATES = frozenset({"hören", "verlautet", "verlautete", "verlautbarte"})
_NEEDS_OWNER = frozenset(
    "Worten Meinung Ansicht Auffassung Urteil Wissen Kenntnis Überzeugung Eindruck Sicht Zählung".split()
)
"""Account nouns that are no source without somebody they belong to (*er suchte nach Worten*)."""


def preposition(scene: Scene, view: SentenceClauses, place: int) -> None:
    """Add the attribution of *laut* or *gemäß*."""
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
    if lower[place + 1].startswith("eigen") and is_account(words[end - 1]):
        clause = next(one for one in view.clauses if one.first <= place < one.last)
        _own_account(scene, view, clause, place, end - 1)
        return
    end = _closed_apposition(scene, end, view.sentence.last)
    speaker = (place + 1, end)
    if lower[place] == "gemäß" and not can_speak(scene, speaker):
        return
    add_frame(scene, view, "preposition", (place, end), (place, place + 1), speaker, account_source(scene, speaker))


def postposition(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """Add the attribution of *zufolge* behind its phrase."""
    words, lower = scene.parse.words, scene.parse.lower
    if place == clause.first:
        return
    if lower[place - 1] in {"ihm", "ihr", "ihnen", "dem"}:
        add_frame(scene, view, "carried", (place - 1, place + 1), (place, place + 1), None, None, carried=True)
        return
    for first in range(max(clause.first, place - 14), place):
        if lower[first] in PREPOSITIONS or (lower[first] in DETERMINERS and lower[first] not in _DATIVES):
            continue
        if noun_phrase(words, lower, first, place, greedy=True) == place:
            speaker = (first, place)
            add_frame(
                scene,
                view,
                "preposition",
                (first, place + 1),
                (place, place + 1),
                speaker,
                account_source(scene, speaker),
            )
            return


def account(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
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
        add_frame(
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
    if _owned_account(scene, view, clause, place):
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
    owned = at + 1 < clause.last and (lower[at + 1] in _GENITIVE or _bare_genitive(scene, at + 1, clause.last) > at + 1)
    bare = at == place + 1 and not owned
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
    end = at + 1
    if "-" not in words[at] or (end < clause.last and lower[end] in _GENITIVE):
        end = noun_phrase(words, lower, place + 1, view.sentence.last, greedy=False) or at + 1
    end = max(end, _bare_genitive(scene, at + 1, clause.last))
    end = _closed_apposition(scene, max(end, at + 1), view.sentence.last)
    speaker = (place + 1, end)
    add_frame(scene, view, "account", (place, end), (place, place + 1), speaker, account_source(scene, speaker))


def _owned_account(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> bool:
    """*der Einschätzung des Amtes nach*, *der Zeitung nach*: an account with its owner, or a speaker, in front."""
    words, lower = scene.parse.words, scene.parse.lower
    if place + 1 < clause.last and is_capital(words[place + 1]):
        return False
    low = clause.first
    if lower[low] in {"der", "dem", "den"} and place + 1 in clause.finite and low + 1 < place < low + 6:
        said = source_type(words, lower, low, place)[0] in {"media", "organisation", "person"}
        if said and noun_phrase(words, lower, low, place, greedy=False) == place and can_speak(scene, (low, place)):
            add_frame(scene, view, "preposition", (low, place + 1), (place, place + 1), (low, place), (low, place))
            return True
    for first in range(max(clause.first, place - 10), place - 2):
        if lower[first] in DATIVE and noun_phrase(words, lower, first, place, greedy=False) == place:
            if not any(is_account(words[at]) for at in range(first + 1, min(first + 4, place))):
                return False
            speaker = (first, place)
            source = account_source(scene, speaker)
            add_frame(scene, view, "account", (first, place + 1), (place, place + 1), speaker, source)
            return True
    return False


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
    add_frame(scene, view, "account", (place, noun + 1), (place, place + 1), subject, subject)


def circles(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """Add the attribution of *aus … Kreisen* and *geht aus … hervor*."""
    words, lower = scene.parse.words, scene.parse.lower
    end = noun_phrase(words, lower, place + 1, clause.last, greedy=False)
    if end is None:
        return
    if any(lower[at].endswith(("kreisen", "umfeld")) for at in range(place + 1, end)):
        add_frame(scene, view, "circles", (place, end), (place, place + 1), (place + 1, end), (place + 1, end))
    elif not _CIRCULATES.isdisjoint(lower[end : clause.last]) and can_speak(scene, (place + 1, end)):
        speaker = (place + 1, end)
        add_frame(scene, view, "circles", (clause.first, clause.last), (place, place + 1), speaker, speaker)
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
            add_frame(
                scene,
                view,
                "preposition",
                (clause.first, clause.last),
                (verb, verb + 1),
                (place + 1, end),
                (place + 1, end),
            )
    elif any(lower[at] in {"hervorgeht", "hervorging", "hervorgehe", "hervorgehen"} for at in range(end, clause.last)):
        add_frame(
            scene,
            view,
            "preposition",
            (clause.first, clause.last),
            (clause.last - 1, clause.last),
            (place + 1, end),
            (place + 1, end),
        )


def sight(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> None:
    """*aus Sicht des Verbands*: his opinion."""
    end = noun_phrase(scene.parse.words, scene.parse.lower, place + 1, clause.last, greedy=False)
    if end is not None and end > place + 2:
        speaker = (place + 1, end)
        add_frame(scene, view, "account", (place, end), (place, place + 1), speaker, account_source(scene, speaker))


def _closed_apposition(scene: Scene, end: int, last: int) -> int:
    """The phrase with an apposition only where a second comma closes it."""
    further = apposition(scene.parse.words, scene.parse.lower, end, last)
    return further if further > end and further < last and scene.parse.words[further] == "," else end
