"""Documents as sources without a verb of saying: *Demnach …*, *…, wonach …*, *auf dem Video ist zu sehen*.

*Why it matters.* A study, a letter or a picture is what a reader can look up; the sentence seldom says that it *says*.
*Example.* *Das Amt legte seinen Jahresbericht vor. Demnach fehlen zwölf Stellen.*: the report is the source.
*Limits.* *Demnach* looks for a document in the sentence before alone.
"""

from __future__ import annotations

from .accounts import account_source, add_frame, is_account
from .clauses import Clause, SentenceClauses
from .core_phrases import Range, is_capital
from .drafts import Draft, Scene
from .grammar import DETERMINERS
from .phrases import noun_phrase
from .source_types import source_type

_RELATIVES = frozenset("der die das dem denen deren welcher welche welches".split())
_KINDS = frozenset({"document", "media"})
_REACH = 14
_SEEN = frozenset(
    """sehen lesen erkennen hören entnehmen rede vorgesehen festgelegt geregelt festgehalten aufgeführt vermerkt
    dokumentiert ersichtlich nachzulesen""".split()
)
"""What is done with a document that somebody looks into: *ist darauf zu sehen*, *ist darin die Rede*."""
DOCUMENT_FLAGS = _SEEN | frozenset(
    """demnach danach demzufolge wonach zufolge vorliegt vorliegen vorlag vorlagen vor ergibt ergab ergebnis resultat
    fazit""".split()
)
_BE = frozenset("ist sind war waren sei seien wird werden wurde wurden lässt lassen ließ".split())


def documents(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> bool:
    """Add the attribution of one flagged word if a document stands where its turn wants one."""
    word = scene.parse.lower[place]
    if word in {"demnach", "demzufolge"} or (word == "danach" and place == view.sentence.first):
        return _taken_up(scene, view, place)
    if word == "wonach" or (word == "zufolge" and scene.parse.lower[place - 1] in {"denen", "dem", "der"}):
        return place - clause.first < 2 and clause.before == "," and _relative(scene, view, clause)
    if word in {"vorliegt", "vorliegen", "vorlag", "vorlagen"}:
        return clause.before == "," and _at_hand(scene, view, clause)
    if word == "vor":
        return _lies_before(scene, clause, place)
    if word in {"ergebnis", "resultat", "fazit"}:
        return _result_of(scene, view, clause, place)
    if word in {"ergibt", "ergab"}:
        return _follows_from(scene, view, clause, place)
    return word in _SEEN and _looked_into(scene, view, clause)


def _kind(scene: Scene, phrase: Range) -> str:
    return source_type(scene.parse.words, scene.parse.lower, *phrase)[0]


def phrases_in(scene: Scene, first: int, last: int) -> list[Range]:
    """The noun phrases between two tokens, from left to right, genitives included in their head's."""
    words, lower = scene.parse.words, scene.parse.lower
    found: list[Range] = []
    at = first
    while at < last:
        end = None
        described = lower[at].endswith(("e", "en", "er", "es")) and at + 1 < last and is_capital(words[at + 1])
        if is_capital(words[at]) or lower[at] in DETERMINERS or described:
            end = noun_phrase(words, lower, at, last, greedy=False)
        if end is None:
            at += 1
            continue
        found.append((at, end))
        at = end
    return found


def _taken_up(scene: Scene, view: SentenceClauses, place: int) -> bool:
    """*Demnach* takes up the document of the sentence before, unless somebody's words stood there."""
    index = view.sentence.index
    if not index:
        return False
    lead = scene.spoken.get(index - 1)
    if lead is not None and lead.type != "act":
        return False
    before = scene.sentences[index - 1].sentence
    found = [one for one in phrases_in(scene, before.first, before.last) if _kind(scene, one) == "document"]
    if not found:
        return False
    add_frame(scene, view, "carried", (place, place + 1), (place, place + 1), found[-1], found[-1])
    return True


def _phrase_before(scene: Scene, view: SentenceClauses, comma: int) -> Range | None:
    """The longest phrase that ends right before a comma and is a document, a medium's report or an account."""
    words, lower = scene.parse.words, scene.parse.lower
    for first in range(max(view.sentence.first, comma - _REACH), comma):
        if not (is_capital(words[first]) or lower[first] in DETERMINERS) or words[comma - 1] == ",":
            continue
        if noun_phrase(words, lower, first, comma, greedy=False) == comma:
            named = _kind(scene, (first, comma)) in _KINDS or _is_vague(scene, (first, comma))
            if named or any(is_account(words[at]) for at in range(first, comma)):
                return first, comma
    return None


def _is_vague(scene: Scene, phrase: Range) -> bool:
    """*Medienberichte*, *Gerüchte*: accounts of nobody."""
    return source_type(scene.parse.words, scene.parse.lower, *phrase)[1] == "sources.circles"


def _relative(scene: Scene, view: SentenceClauses, clause: Clause) -> bool:
    """*einen Bericht des Senders, wonach …*: the report is the source of the clause."""
    phrase = _phrase_before(scene, view, clause.first - 1)
    if phrase is None:
        return False
    source = account_source(scene, phrase) or phrase
    content = [(clause.first + 1, clause.last)]
    scene.drafts.append(
        Draft("indirect", view.sentence.index, content, "frames.carried", [(clause.first, clause.first + 1)],
              [(clause.first, clause.first + 1)], phrase, source)
    )  # fmt: skip
    return True


def _at_hand(scene: Scene, view: SentenceClauses, clause: Clause) -> bool:
    """*der Vermerk, der dem „Boten“ vorliegt*: whoever tells of it has seen the document; the medium is one too."""
    lower = scene.parse.lower
    if _RELATIVES.isdisjoint(lower[clause.first : clause.first + 2]):
        return False
    phrase = _phrase_before(scene, view, clause.first - 1)
    if phrase is not None and _kind(scene, phrase) == "document":
        scene.further.append((phrase, "frames.at_hand"))
    begin = clause.first + 1 + (lower[clause.first] == "und")
    for one in phrases_in(scene, begin, clause.last):
        if _kind(scene, one) == "media":
            scene.further.append((one, "frames.at_hand"))
    return phrase is not None


def _lies_before(scene: Scene, clause: Clause, place: int) -> bool:
    """A document that the newsroom has: *Das Schreiben liegt der Redaktion vor*."""
    lower = scene.parse.lower
    if place < clause.last - 2 or not any(lower[verb] in {"liegt", "liegen", "lag", "lagen"} for verb in clause.finite):
        return False
    found = phrases_in(scene, clause.first, place)
    if len(found) != 2 or _kind(scene, found[0]) != "document" or _kind(scene, found[1]) != "media":
        return False
    scene.further.append((found[0], "frames.at_hand"))
    return True


def _follows_from(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> bool:
    """A document from which something follows: *Aus den Akten ergibt sich, dass …*."""
    if scene.parse.lower[clause.first] != "aus" or clause.first + 1 >= place:
        return False
    return _source(scene, view, clause.first + 1, place)


def _result_of(scene: Scene, view: SentenceClauses, clause: Clause, place: int) -> bool:
    """*Das ist das Ergebnis einer Studie*, *zu diesem Ergebnis kommt eine Untersuchung*: of the sentence before."""
    lower = scene.parse.lower
    if not clause.finite or lower[clause.finite[0]] not in _BE | {
        "kommt",
        "kam",
        "kommen",
        "kamen",
        "lautet",
        "lautete",
    }:
        return False
    first = place + 1 + (place + 1 in clause.finite)
    end = (
        noun_phrase(scene.parse.words, lower, first, view.sentence.last, greedy=False) if first < clause.last else None
    )
    if end is None or _kind(scene, (first, end)) != "document":
        return False
    tells_what_stood_before(scene, view, clause, (first, end))
    return True


def tells_what_stood_before(scene: Scene, view: SentenceClauses, clause: Clause, document: Range) -> None:
    """A document is the source of its sentence, and of the one before where *das* or *so* takes that up."""
    index = view.sentence.index
    content = [(view.sentence.first, view.sentence.last)]
    if index and index - 1 not in scene.spoken and scene.parse.lower[clause.first] in {"das", "dies", "zu", "so"}:
        before = scene.sentences[index - 1].sentence
        content = [(before.first, before.last), *content]
    scene.add(Draft("act", index, content, "frames.looked_into", speaker=document, source=document))


def _looked_into(scene: Scene, view: SentenceClauses, clause: Clause) -> bool:
    """*Auf dem Video ist zu sehen, wie …*, *dem Protokoll ist zu entnehmen, dass …*."""
    lower = scene.parse.lower
    verb = next((verb for verb in clause.finite if lower[verb] in _BE), None)
    if verb is None or verb == clause.first:
        return False
    first = clause.first
    if lower[first] in {"auf", "in", "im", "aus"}:
        first += 1
    elif lower[first] not in {"dem", "den", "der"} or "entnehmen" not in lower[verb : clause.last]:
        return False
    return _source(scene, view, first, verb)


def _source(scene: Scene, view: SentenceClauses, first: int, last: int) -> bool:
    """Count the document right between two tokens as the source of its sentence."""
    if first >= last or noun_phrase(scene.parse.words, scene.parse.lower, first, last, greedy=True) != last:
        return False
    phrase = (first, last)
    if _kind(scene, phrase) not in _KINDS:
        return False
    whole = [(view.sentence.first, view.sentence.last)]
    scene.add(Draft("act", view.sentence.index, whole, "frames.looked_into", speaker=phrase, source=phrase))
    return True
