"""Accounts: nouns for what somebody has stated (*Angaben*, *Berichten*), and attributions built on a frame.

*Why it matters.* *Nach Angaben der Bahn fielen Züge aus*: the speaker is *Angaben der Bahn*, the source *der Bahn*,
as in *so der Vorwurf der Bahn*; a document (*laut dem Jahresbericht der Bahn*) is the source itself.
*Limits.* Whose account it is must stand right behind the noun.
"""

from __future__ import annotations

from functools import cache

from .clauses import SentenceClauses
from .content import taken_up_content
from .core_phrases import Range, core_phrase, is_capital, skip_participle
from .cues import load_cues
from .drafts import Draft, Scene, without
from .grammar import DETERMINERS, PREPOSITIONS
from .nouns import source_noun
from .source_types import source_type

_CUT = frozenset({".", "!", "?", "…", "..."})
_WRITTEN = frozenset("Erklärung Mitteilung Nachricht Botschaft Urteil Entscheidung Ergebnis Tatsache".split())
_COUNTED = ("schätzung", "schätzungen", "berechnung", "berechnungen", "prognose", "prognosen")
"""Figures that belong to whoever made them where no article makes a document of them."""
_ADJECTIVE = ("en", "er", "em", "e")
_MARKS = frozenset({",", "–", "(", ")"})


@cache
def _account_nouns() -> tuple[frozenset[str], tuple[str, ...]]:
    group = load_cues("frames")["account"]
    return frozenset(group.cues), tuple(group.more["endings"])


def is_account(word: str) -> bool:
    """Whether a noun stands for what somebody has stated (*Angaben*, *Medienberichten*)."""
    nouns, endings = _account_nouns()
    return word in nouns or (is_capital(word) and word.lower().endswith(endings))


@cache
def _said_nouns() -> frozenset[str]:
    """Nouns for what somebody holds (*Vorwurf*, *Kritik*), less those that are written down."""
    groups = load_cues("frames")
    return frozenset({*groups["content_noun"].cues, *groups["reaction"].cues, "Appell", "Bitte"} - _WRITTEN)


def _plain(word: str) -> bool:
    """Whether an account noun is nothing that is written or broadcast (*Angaben*, not *Bericht*)."""
    group = source_noun(word)
    return group is not None and group.id == "sources.statement"


def account_source(scene: Scene, speaker: Range) -> Range | None:
    """The source within an account phrase: *Angaben der Bahn* → *der Bahn*; *Berichten* stays itself."""
    words, lower = scene.parse.words, scene.parse.lower
    first, last = speaker
    at = first
    if at + 1 < last and lower[at] in DETERMINERS and lower[at + 1] in PREPOSITIONS:
        at = skip_participle(words, lower, at + 1, last)
    while at < last and not is_capital(words[at]):
        at += 1
    if (
        at + 1 < last
        and is_capital(words[at + 1])
        and words[at] not in scene.capitals
        and lower[at].endswith(_ADJECTIVE)
    ):
        at += 1  # "Ersten Erkenntnissen der Feuerwehr zufolge": the capital comes from the beginning of the sentence.
    if at + 1 >= last or not (is_account(words[at]) or words[at] in _said_nouns()):
        return speaker
    start = at + 2 if lower[at + 1] in {"von", "vom", "aus", "bei", "beim"} else at + 1
    if start == at + 1 and is_capital(words[start]) and not lower[start].endswith("s"):
        # "laut den Daten Musterland weitere Waffen gab": the next noun is no owner, it only stands there.
        return first, start
    said = words[at] in _said_nouns() or (at == first and lower[at].endswith(_COUNTED))
    if source_type(words, lower, first, last)[0] in {"document", "media"} and not said and not _plain(words[at]):
        return speaker
    if start < last and (
        is_capital(words[start]) or lower[start] in DETERMINERS or core_phrase(words, lower, start, last)
    ):
        return start, last
    return speaker


def _is_taken_up(scene: Scene, speaker: Range) -> bool:
    """*den Angaben zufolge*, *den Informationen nach*: statements of somebody named before."""
    words, lower = scene.parse.words, scene.parse.lower
    first, last = speaker
    return last - first == 2 and lower[first] in {"den", "diesen"} and is_account(words[first + 1])


def _quoted(view: SentenceClauses, content: list[Range]) -> bool:
    """Whether the content is a quotation: then the frame is the quotation's."""
    quoted = [clause for clause in view.clauses if clause.quoted is not None]
    return all(any(clause.first <= low and high <= clause.last for clause in quoted) for low, high in content)


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


def add_frame(
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
    """Add an indirect attribution whose content is the sentence less its frame; ``group`` is the cue group.

    A quotation is left to its own finder, and *den Angaben zufolge* goes on with the source named before.
    """
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
