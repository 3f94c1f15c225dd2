"""The speaker of a cue: the subject of a verb of saying, before it or behind it.

*Why it matters.* *Am Montag sagte der Zeitung zufolge die Ministerin …*: only one of three phrases speaks.
*Limits.* Case is read from the article alone; *die* and names may be an object put first.
"""

from __future__ import annotations

from functools import cache

from .appositions import apposition
from .clauses import Clause, SentenceClauses
from .core_phrases import Range, core_phrase, is_capital, is_noun
from .cues import load_cues
from .drafts import Scene
from .grammar import ADVERBS, DATIVE, DETERMINERS, PERSONAL, PREPOSITIONS, RELATIVES, TIME_NOUNS
from .language import Parse
from .names import is_role
from .nouns import first_name
from .phrases import noun_phrase
from .sentences import SENTENCE_OPENERS
from .source_types import source_type

_LEADING = frozenset(
    "und aber doch denn oder auch selbst sogar nur so sondern zumindest vor allem allerdings sowohl weder".split()
)
_OBJECT_ARTICLES = frozenset("den einen dem einem diesen diesem ihren ihrem seinen seinem keinen".split())
_SKIPPED = frozenset("sich es dies das ihm ihr ihnen ihn uns mir dir mich dich man".split())
_FIRST_PERSON = frozenset("ich wir du".split())
_PUTS_IT = frozenset(
    """sieht sehen sah sahen formuliert formulieren formulierte sagt sagte drückt drückte nennt nannte beschreibt
    beschrieb bringt brachte fasst fasste will wollte schildert schilderte""".split()
)
"""Verbs whose *es* is what somebody says: *Ähnlich sieht es der Verband*."""
_DEMONSTRATIVE = frozenset(
    """dieser diese jener jene letzterer letztere beide einer eine viele manche einige andere wer keiner niemand
    man""".split()
)
_ADVERB_ENDINGS = tuple("also dem falls gens halb ich ig isch mal mals nach seits sonsten weise".split())
"""Endings of adverbs that open a sentence."""
_OPENERS = frozenset({"wie", "dass", "weil", "nachdem", "während", "als", "wenn", "obwohl"})
_REACH = 14


_WEAK = frozenset({"sources.body_name", "sources.undescribed", "sources.pronoun"})


def subject_of(scene: Scene, view: SentenceClauses, clause: Clause, verb: int) -> Range | None:
    """The noun phrase that is the subject of the verb at ``verb`` in ``clause``, or None."""
    parse = scene.parse
    if clause.opener == "als" and verb < clause.last - 1:
        return subject_behind(parse, verb + 1, _limit(view, clause))
    if clause.subordinate and verb > clause.first:
        return _first_phrase(parse, clause.first + 1, verb)
    opened = _opened_before(view, clause, verb)
    if opened is not None:
        return _first_phrase(parse, opened + 1, verb)
    if verb + 1 < clause.last and parse.lower[verb + 1] in {"er", "man"}:
        return verb + 1, verb + 2
    before = _before(scene, view, clause, verb)
    if before is not None and before[1] - before[0] == 1 and parse.words[before[0]] in reactions():
        return subject_behind(parse, verb + 1, _limit(view, clause)) or before
    if before is not None and (can_speak(scene, before) or parse.lower[before[0]] in PERSONAL):
        return before
    behind = subject_behind(parse, verb + 1, _limit(view, clause))
    if before is not None and _no_noun(scene, before) and not (behind is None and _may_be_surname(scene, before)):
        before = None
    if before is None or (behind is not None and behind[0] == verb + 1 and can_speak(scene, behind)):
        return behind
    return before


@cache
def reactions() -> frozenset[str]:
    """Nouns for what is said, that stand in front as objects: *Kritik äußerte der Verband*."""
    return frozenset(load_cues("frames")["reaction"].cues)


def _opened_before(view: SentenceClauses, clause: Clause, verb: int) -> int | None:
    """The conjunction that an apposition parts from its verb: *wie Karl Roth, Sprecher der Bahn, gestern mitteilte*."""
    if clause.subordinate or verb < clause.last - 2 or (verb == clause.first and clause.before != ","):
        return None
    index = view.clauses.index(clause)
    for back in range(index - 1, max(-1, index - 4), -1):
        earlier = view.clauses[back]
        if earlier.finite or earlier.quoted is not None or view.clauses[back + 1].before != ",":
            return None
        if earlier.opener in _OPENERS:
            return earlier.first
    return None


def _no_noun(scene: Scene, phrase: Range) -> bool:
    """One word whose capital only comes from the beginning of the sentence (*Glücklicherweise*)."""
    first, last = phrase
    return (
        last - first == 1
        and first == scene.parse.sentence_of(first).first
        and scene.parse.words[first] not in scene.capitals
    )


def _may_be_surname(scene: Scene, phrase: Range) -> bool:
    """Whether a word that opens a sentence is no adverb or conjunction: *Muster sagte, …*, not *Plötzlich heißt es*."""
    word = scene.parse.lower[phrase[0]]
    return word in _DEMONSTRATIVE or (word not in SENTENCE_OPENERS and not word.endswith(_ADVERB_ENDINGS))


def can_speak(scene: Scene, phrase: Range) -> bool:
    """Whether the words of a phrase name a person, body, medium or document: somebody or something that states things.

    The word lists or its capitals show it; a capital at the beginning of a sentence shows nothing.
    """
    parse = scene.parse
    first, last = phrase
    _, rule = source_type(parse.words, parse.lower, first, last)
    if rule in _WEAK:
        return parse.lower[first] in {"er", "sie"} and last - first == 1
    if rule == "sources.name" and _no_noun(scene, phrase):
        return False
    return rule != "sources.name" or is_capital(parse.words[first]) or parse.lower[first] in DETERMINERS


def is_named(scene: Scene, phrase: Range) -> bool:
    """Whether a phrase names a person in more than one word, or a spokesperson."""
    first, last = phrase
    kind, rule = source_type(scene.parse.words, scene.parse.lower, first, last)
    return rule == "sources.spokesperson" or (
        kind == "person" and last - first > 1 and rule.startswith(("names.", "sources.name"))
    )


def _limit(view: SentenceClauses, clause: Clause) -> int:
    """Where a phrase that starts in the clause must end: appositions may cross commas, quotations may not."""
    for other in view.clauses:
        if other.first >= clause.last and (other.quoted is not None or other.before in {":", ";"}):
            return other.first
    return view.sentence.last


def _before(scene: Scene, view: SentenceClauses, clause: Clause, verb: int) -> Range | None:
    """The subject in front of a verb in second place, its appositions and relative clauses included or skipped."""
    first = _front(view, clause, verb)
    if first is None:
        return None
    words, lower = scene.parse.words, scene.parse.lower
    while first < verb and (lower[first] in _LEADING or (lower[first] == "wie" and verb == clause.first)):
        first += 1
    if first >= verb:
        return None
    word = lower[first]
    if word in PERSONAL or (word in _DEMONSTRATIVE and first + 1 == verb):
        return first, first + 1
    if word in PREPOSITIONS or word in ADVERBS or word in _OBJECT_ARTICLES:
        return None
    end = noun_phrase(words, lower, first, verb, greedy=True)
    if end is None or (word == "der" and _is_told(words, first, end)):
        return None
    if not is_noun(words, lower, first, view.sentence.first) and end - first == 1:
        return None
    end = apposition(words, lower, end, verb)
    first = _with_role_before(scene, view, clause, first)
    if end < verb and words[end] == "," and lower[end + 1] in RELATIVES:
        return first, end
    return first, end


def _with_role_before(scene: Scene, view: SentenceClauses, clause: Clause, first: int) -> int:
    """*Der frühere Chef, Karl Roth sagte*: the role in front of a comma that nothing closes belongs to the name."""
    index = view.clauses.index(clause)
    if first != clause.first or clause.before != "," or index != 1 or first_name(scene.parse.words[first]) is None:
        return first
    role = view.clauses[0]
    whole = not role.finite and role.quoted is None
    words, lower = scene.parse.words, scene.parse.lower
    return role.first if whole and noun_phrase(words, lower, role.first, role.last, greedy=True) == role.last else first


def _is_told(words: list[str], first: int, end: int) -> bool:
    """Whether *der „Musterzeitung“*, *der Agentur Muster* is the one who was told: a feminine medium in the dative."""
    nouns = [word.lower() for word in words[first:end] if is_capital(word)]
    feminine = tuple(load_cues("sources")["medium"].more["feminine"])
    return bool(nouns) and (nouns[0].endswith(feminine) or nouns[-1].endswith(feminine))


def _front(view: SentenceClauses, clause: Clause, verb: int) -> int | None:
    """First token of the part of the sentence in front of the verb, or None when the verb comes first."""
    if verb > clause.first:
        return clause.first
    index = view.clauses.index(clause)
    for back in range(index - 1, -1, -1):
        earlier = view.clauses[back]
        if earlier.quoted is not None or view.clauses[back + 1].before != ",":
            return None
        if not earlier.finite:
            if back == 0 or view.clauses[back].before in {":", ";", "–"}:
                return earlier.first
            continue
        if not earlier.subordinate:
            return None
    return None


def subject_behind(parse: Parse, place: int, last: int) -> Range | None:
    """The first phrase behind a verb that can be its subject; adverbs, *sich* and phrases of time are skipped."""
    words, lower = parse.words, parse.lower
    at = place
    while at < min(last, place + _REACH):
        word = lower[at]
        if word in PERSONAL and not (word == "es" and lower[at - 1] in _PUTS_IT):
            return at, at + 1
        if word in _FIRST_PERSON:
            return None
        if words[at] in {",", ":", ";", ".", "“", "„", "»", "–"} and not _quoted_follows(words, lower, at, last):
            return None
        if word in ADVERBS or (word in _SKIPPED and not _article(words, lower, at, last)):
            at += 1
        elif word in PREPOSITIONS:
            at = _behind_preposition(words, lower, at + 1, last)
        elif word in {"dem", "einem", "den", "diesem", "seinem", "ihrem"}:
            at = noun_phrase(words, lower, at, last, greedy=False) or at + 1
        else:
            end = noun_phrase(words, lower, at, last, greedy=False)
            if end is not None and word == "der" and _is_told(words, at, end):
                at = end
                continue
            if end is not None:
                return at, apposition(words, lower, end, last)
            if word in _DEMONSTRATIVE:
                return at, at + 1
            at += 1
    return None


def _behind_preposition(words: list[str], lower: list[str], place: int, last: int) -> int:
    """The end of a phrase behind its preposition; a role or first name right behind its noun opens the next phrase."""
    end = core_phrase(words, lower, place, last)
    if end is None:
        counted = place + 1 < last and lower[place + 1] in TIME_NOUNS
        return place + 2 if counted else place  # "seit zwanzig Jahren"
    if end < last and lower[end] in {"der", "des"} and words[end - 1][0].isupper():
        owner = core_phrase(words, lower, end, last)
        if owner is not None and owner < last and (lower[owner] in DETERMINERS or is_capital(words[owner])):
            return owner  # "am Rande der Tagung der Züchter": a genitive before the subject.
    begin = next((at for at in range(place, end) if is_capital(words[at])), end)
    for at in range(begin + 1, end - 1):
        if first_name(words[at]) is not None or (is_role(words[at]) and is_capital(words[at + 1])):
            known = first_name(words[begin]) is not None or is_role(words[begin])
            return end if known else at
    return end


def _article(words: list[str], lower: list[str], place: int, last: int) -> bool:
    """Whether *das* opens a phrase (*das Amt*, *das zuständige Amt*)."""
    return lower[place] == "das" and core_phrase(words, lower, place, last) is not None


def _quoted_follows(words: list[str], lower: list[str], place: int, last: int) -> bool:
    return words[place] in {"„", "»", "“"} and noun_phrase(words, lower, place, last, greedy=False) is not None


def _first_phrase(parse: Parse, place: int, last: int) -> Range | None:
    """The first noun phrase of a subordinate clause (*wie der Sprecher am Montag mitteilte*)."""
    found = subject_behind(parse, place, last)
    if found is not None and parse.lower[found[0]] in DATIVE and parse.lower[found[0]] != "der":
        further = subject_behind(parse, found[1], last)
        return further or found
    return found
