"""Credits: sources named beside the text without a verb of saying.

*Why it matters.* *Quelle: Mustera*, *(die „Rundschau“ berichtete)*, the name before an answer in an interview and the
paper that somebody told something are where a reader can look it up.
*Limits.* A name before a colon counts at the beginning of a paragraph, and alone only where the article gives it in
full elsewhere.
"""

from __future__ import annotations

from itertools import pairwise

from .clauses import SentenceClauses
from .core_phrases import core_phrase, is_capital
from .cues import load_cues
from .drafts import Scene
from .grammar import PREPOSITIONS
from .language import Parse
from .phrases import noun_phrase
from .source_types import source_type
from .speech import speech_forms

_CREDIT = frozenset({"quelle", "quellen"})
_REPORTED = frozenset("berichtete berichteten berichtet meldete".split())
_MATERIAL = frozenset({"material", "agenturmaterial"})
_QUOTES = frozenset("zitiert zitierte zitieren zitierten".split())
_TOLD = frozenset({"gegenüber", "der", "dem"})
_COMMON = frozenset("welt zeit bild presse redaktion nachrichten".split())
"""Names of media that mostly are common words."""
_MAX_LINE = 6
_HEADLINE = frozenset(
    """sources.office sources.organisation sources.known_body sources.document sources.report sources.medium
    sources.medium_name sources.expert sources.researchers sources.authorities sources.circles states.state
    states.capital sources.spokesperson""".split()
)
_TOPICS = frozenset("wie warum weshalb was wer wo wann ein eine wieso so screenshot".split())
"""Words behind the colon of a headline that names its topic and no source: *Rathaus: Wie es weitergeht*."""
_STOPS = frozenset({".", "!", "?", "“", ":"})


def introduced(parse: Parse) -> frozenset[str]:
    """Words that stand behind a capital somewhere: surnames that the article introduces."""
    words = parse.words
    return frozenset([word for before, word in pairwise(words) if before[0].isupper()])


def find_credits(scene: Scene, view: SentenceClauses, known: frozenset[str]) -> None:
    """Add the source phrases that one sentence credits; ``known`` are words that follow a capital somewhere."""
    first, last = view.sentence.first, view.sentence.last
    lower = scene.parse.lower
    _speaker_line(scene, first, last, known)
    for place in range(first, last - 1):
        word = lower[place]
        if word in _CREDIT and scene.parse.words[place + 1] == ":":
            _add(scene, place + 2, last, {"media", "organisation", "document"})
        elif word in _MATERIAL and lower[place + 1] in {"von", "der", "des"}:
            _add(scene, place + 1 + (lower[place + 1] == "von"), last, {"media"})
        elif word == "durch" and lower[place - 1] == "vertreten" and place > first:
            _add(scene, place + 1, last, {"person"})
        elif word in _QUOTES and word != lower[last - 1]:
            _add(scene, place + 1, last, {"person", "unnamed", "organisation", "document"})
        elif word in _REPORTED and scene.parse.words[place + 1] == ")":
            _bracket(scene, first, place)
    if view.sentence.index in scene.spoken:
        agencies = load_cues("sources")["medium_name"].cues
        quoted = [(clause.first, clause.last) for clause in view.clauses if clause.quoted is not None]
        for place in range(first, last - 1):
            if (
                lower[place] in _TOLD
                and _may_be_told(scene, place)
                and not any(low <= place < high for low, high in quoted)
            ):
                _add(scene, place + (lower[place] == "gegenüber"), last, {"media"})
            elif lower[place] in speech_forms() and scene.parse.words[place + 1] in agencies:
                _add(scene, place + 1, last, {"media"})


def _may_be_told(scene: Scene, place: int) -> bool:
    """*sagte der Welt* and *Mustermann der Zeit*, but not *die Wirtschaft der Welt*."""
    word = scene.parse.lower[place + 1]
    before = scene.parse.lower[place - 1] if place else ""
    if before in PREPOSITIONS and before != "gegenüber" and not _is_titled(scene, place + 1):
        return False
    return word not in _COMMON or before in speech_forms() or before in {"gegenüber", ")"}


def _is_titled(scene: Scene, place: int) -> bool:
    """Whether a phrase gives its medium a name: *in der Zeitschrift Mustera*, not *aus der Zeitung*, *in der Welt*."""
    words = scene.parse.words
    end = place
    while end < len(words) and (is_capital(words[end]) or words[end] in {"„", '"', "“", "»"}):
        end += 1
    return end - place > 1 or words[place] in load_cues("sources")["medium_name"].cues


def _add(scene: Scene, first: int, last: int, types: set[str]) -> None:
    words, lower = scene.parse.words, scene.parse.lower
    end = noun_phrase(words, lower, first, last, greedy=False) if first < last else None
    if end is not None:
        kind, rule = source_type(words, lower, first, end)
        if kind in types and rule != "sources.quoted_name":
            scene.further.append(((first, end), rule))


def _bracket(scene: Scene, first: int, verb: int) -> None:
    """Add the medium in brackets: *(die „Rundschau“ berichtete)*."""
    opening = next((at for at in range(verb - 1, max(first - 1, verb - 9), -1) if scene.parse.words[at] == "("), None)
    if opening is not None:
        skip = 1 + (scene.parse.lower[opening + 1] == "wie")
        _add(scene, opening + skip, verb, {"media"})


def _is_headline(parse: Parse, first: int) -> bool:
    """Whether the paragraph that begins at a token is one line without a full stop: *Polizei: Zwei Verletzte*."""
    low, high = parse.paragraph_tokens[parse.sentence_of(first).paragraph]
    return first == low and parse.words[high - 1] not in _STOPS and "." not in parse.words[low:high]


def _speaker_line(scene: Scene, first: int, last: int, known: frozenset[str]) -> None:
    """*Petra Mustermann: Wir bleiben.* at the beginning of a paragraph; in a headline any source."""
    words, lower = scene.parse.words, scene.parse.lower
    opens = first == 0 or scene.parse.sentence_of(first - 1).paragraph != scene.parse.sentence_of(first).paragraph
    if not opens or not is_capital(words[first]):
        return
    colon = next((at for at in range(first + 1, min(last - 1, first + _MAX_LINE)) if words[at] == ":"), None)
    if colon is None or core_phrase(words, lower, first, colon) != colon:
        return
    kind, rule = source_type(words, lower, first, colon)
    one = colon - first == 1 or not rule.startswith("states.")
    if (
        one
        and lower[first] not in _COMMON
        and rule in _HEADLINE
        and _is_headline(scene.parse, first)
        and lower[colon + 1] not in _TOPICS
    ):
        scene.further.append(((first, colon), rule))
        return
    full = rule.startswith("names.") or words[colon - 1] in known
    if kind == "person" and full and rule.startswith(("names.", "sources.name")):
        scene.further.append(((first, colon), rule))
