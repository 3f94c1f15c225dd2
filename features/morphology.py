"""Finite verbs and the Konjunktiv of reported speech, found by verb forms and their neighbours, without a tagger.

*Why it matters.* *Die Lage sei ernst, es gebe keine Verletzten*: German marks reported speech in the verb itself, over
whole paragraphs and without a word of saying.
*Example.* ``konjunktive`` finds *sei* and *gebe* above, but nothing in *es sei denn*, *die lange Reise*, *ich gebe*.
*Limits.* Forms spelt like the indicative (*sie sagten*, *sie gingen*, *er sollte*) never count as Konjunktiv. A clause
is what stands between two marks; *wie er sagt kommen sie* without its comma is read as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from .cues import CueMatcher, load_cues
from .verb_lexicon import (
    FINITE,
    HELPER,
    INFINITIVE,
    KONJUNKTIV1,
    KONJUNKTIV2,
    MOODS,
    NONFINITE,
    PARTICIPLE,
    PAST,
    verb_lexicon,
)

_BREAKS = frozenset(", ; : . ! ? … ... – — -- ( ) [ ] „ “ ” » « \" ‚ ‘ `` '' / | * •".split())
_COORDINATORS = frozenset("und oder aber sondern sowie denn doch beziehungsweise bzw. &".split())
_SEGMENT_BREAKS = _BREAKS | _COORDINATORS
_OPENERS = frozenset(["", ":", "„", "“", "»", "«", '"', "``", "–", "—", "--", "!", "?", "."])
_CONJUNCTIONS = frozenset(
    """dass daß weil wenn falls ob obwohl obgleich während nachdem bevor ehe bis seit seitdem sobald solange sodass damit
    indem da wie wo woher wann warum weshalb wieso wer was wen wem wessen wonach woran worauf womit wobei wodurch worin
    worüber wofür wogegen wovon wozu sofern soweit insofern zumal""".split()
)
_RELATIVES = frozenset("der die das den dem deren dessen denen welche welcher welches welchen welchem als".split())
_DETERMINERS = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser diese dieses
    diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem mein meine meinen meinem meiner sein seine
    seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer euer eure alle allen
    aller beide beiden viele vielen vieler mehrere mehreren einige einigen einiger wenige wenigen manche manchen solche
    solchen welche welchen am im zum zur vom beim ans ins in an auf aus bei mit nach von zu für durch gegen ohne um über
    unter vor hinter zwischen neben trotz wegen laut per pro zwei drei vier fünf sechs sieben acht neun zehn""".split()
)
_PRONOUNS = frozenset("er sie es man dies niemand jemand wer ich wir".split())
_AFTER_VERB = frozenset(
    """nicht nur auch noch sich es ihm ihr ihnen ihn sie aus bis dazu dafür darauf daran weit kaum weiterhin dem den der
    die das ein eine einen keinen keine auf zur zum über nun jedoch aber allerdings zudem wieder weder mehr""".split()
)
_CONDITIONALS = frozenset("wenn falls sofern sonst andernfalls ansonsten fast beinahe beinah".split())
_NEAR = 30
_LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class KonjunktivForm:
    """Token ``token`` is a finite verb in the Konjunktiv; ``mood`` is "I" or "II". ``conditional`` tells that the
    sentence also has *wenn, falls, als ob, beinahe …*: such a Konjunktiv need not report anybody."""

    token: int
    mood: str
    conditional: bool


def is_finite(lower: str) -> bool:
    """Whether a lower-case word can be a finite verb (third person; *machen* can, being a plural)."""
    return bool(verb_lexicon()[lower] & FINITE)


def is_participle(lower: str) -> bool:
    """Whether a lower-case word can be a past participle (*gesagt*, *erklärt*, *mitgeteilt*)."""
    return bool(verb_lexicon()[lower] & PARTICIPLE)


def konjunktive(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> list[KonjunktivForm]:
    """The verbs in tokens ``first:last`` (one sentence) whose form is a Konjunktiv I or an unmistakable
    Konjunktiv II, in order. Set phrases (*es sei denn*) and the first person are left out."""
    kinds = verb_lexicon()
    found = []
    for place in [place for place in range(first, last) if kinds[lower[place]] & MOODS]:
        mood = "I" if kinds[lower[place]] & KONJUNKTIV1 else "II"
        if _is_phrase(words, lower, first, last, place) or not _stands_as_verb(words, lower, first, last, place):
            continue
        if mood == "II":
            found.append(KonjunktivForm(place, mood, _is_conditional(words, lower, first, last, place)))
        elif words[place] == lower[place] and not _of_first_person(lower, first, last, place):
            found.append(KonjunktivForm(place, mood, _is_conditional(words, lower, first, last, place)))
    return found


def finite_verbs(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> list[int]:
    """The tokens among ``first:last`` (one sentence) that are finite verbs, in order."""
    kinds = verb_lexicon()
    accepted: set[int] = set()
    doubtful: dict[tuple[int, int], list[int]] = {}
    for place in [place for place in range(first, last) if kinds[lower[place]] & FINITE]:
        if not _stands_as_verb(words, lower, first, last, place):
            continue
        if kinds[lower[place]] & NONFINITE or _may_be_adjective(words, lower, place, last):
            doubtful.setdefault(_stretch(lower, first, last, place, _SEGMENT_BREAKS), []).append(place)
        else:
            accepted.add(place)
    for (low, high), places in doubtful.items():
        if accepted.isdisjoint(range(low, high)):
            chosen = _choose(words, lower, (first, low, high, last), places, accepted)
            if chosen is not None:
                accepted.add(chosen)
    return sorted(accepted)


def _stands_as_verb(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    """Reject nouns, adjectives and infinitives with *zu* by their spelling and their neighbours."""
    word, bits = lower[place], verb_lexicon()[lower[place]]
    before = lower[place - 1] if place > first else ""
    following = words[place + 1] if place + 1 < last else "."
    if words[place] != word:
        return before in _OPENERS and _opens_sentence(bits, following)
    if before == "zu":
        return False
    if bits & HELPER:
        return True
    if word in _small_words():
        return before in _PRONOUNS and not following[0].isupper()
    if before in _DETERMINERS and following not in _SEGMENT_BREAKS and word[-1] in "en":
        # "die erklärte Gegnerin", "das gleiche Muster"; but "…, die erklärte, dass"
        if following[0].isupper() or (following[-1] in "enrs" and not verb_lexicon()[following] and len(following) > 3):
            return False
    if word in _adjectives():
        return _is_verb_not_adjective(words, lower, first, last, place)
    return True


def _opens_sentence(bits: int, following: str) -> bool:
    """Whether a capitalised verb form at the start of a sentence is one: *Ist das …*, *Liegt er …*."""
    if bits & HELPER:
        return bits & NONFINITE != INFINITIVE
    return following.lower() in _PRONOUNS and not bits & KONJUNKTIV1


def _is_verb_not_adjective(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int
) -> bool:
    low, high = _stretch(lower, first, last, place, _SEGMENT_BREAKS)
    before = lower[place - 1] if place > low else ""
    if place + 1 == high:
        return before in _PRONOUNS or _is_subordinate(lower, first, low, high)
    following = lower[place + 1]
    if before in _PRONOUNS or following == "sich":
        return words[place + 1] == following
    if place > low and words[place - 1] != before:
        return following in _AFTER_VERB or before_particle(lower, place, high)
    return False


def before_particle(lower: Sequence[str], place: int, high: int) -> bool:
    """Whether the stretch ends with a particle that the form at ``place`` may wait for."""
    return lower[high - 1] in verb_lexicon().particles(lower[place])


def _of_first_person(lower: Sequence[str], first: int, last: int, place: int) -> bool:
    low, high = _stretch(lower, first, last, place, _BREAKS)
    return "ich" in lower[low:high]


def _may_be_adjective(words: Sequence[str], lower: Sequence[str], place: int, last: int) -> bool:
    """*veröffentlichten*: a past, or a participle before its noun."""
    kinds = verb_lexicon()
    word = lower[place]
    if not kinds[word] & PAST or not word.endswith(("te", "ten")) or place + 1 >= last:
        return False
    following = words[place + 1]
    adjectival = following[0].isupper() or (following[-1] in "enr" and not kinds[following])
    return adjectival and bool(kinds[word[:-1].removesuffix("e")] & PARTICIPLE)


def _choose(
    words: Sequence[str],
    lower: Sequence[str],
    limits: tuple[int, int, int, int],
    places: list[int],
    accepted: set[int],
) -> int | None:
    """The finite verb among forms that may also be infinitives or participles: a clause has one."""
    kinds = verb_lexicon()
    first, low, high, last = limits
    subordinate = _is_subordinate(lower, first, low, high)
    clustered = len(places) > 1 and places[-1] == high - 1 and places[-2] == high - 2
    if subordinate or clustered:
        place = places[-1]
    else:
        place = next((other for other in places if kinds[lower[other]] & NONFINITE), places[0])
    if place + 1 < high:
        led = place == low and low > first and kinds[lower[place]] & PARTICIPLE
        return None if lower[place + 1] == "zu" or (led and lower[place + 1] in {"von", "vom", "durch"}) else place
    if subordinate:
        following = _stretch(lower, first, last, high + 1, _SEGMENT_BREAKS) if high + 1 < last else (0, 0)
        closing = following[1] - 1
        return None if closing in accepted and kinds[lower[closing]] & HELPER else place
    earlier = max((other for other in accepted if other < place), default=None)
    return place if earlier is None or not kinds[lower[earlier]] & HELPER else None


def _is_subordinate(lower: Sequence[str], first: int, low: int, high: int) -> bool:
    """Whether a stretch begins like a clause with its verb at the end: *dass …*, *, der …*, *, mit dem …*."""
    opener = lower[low]
    if opener in _CONJUNCTIONS or (low > first and lower[low - 1] == "," and opener in _RELATIVES):
        return True
    second = lower[low + 1] if low + 1 < high else ""
    return second in _CONJUNCTIONS or (low > first and lower[low - 1] == "," and second in _RELATIVES)


def _is_phrase(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    """Whether the token belongs to a set phrase (*es sei denn*; *sei es … sei es*, *sei es … oder*)."""
    matcher = _phrases()
    for start in range(max(first, place - _LONGEST_PHRASE), place + 1):
        match = matcher.at(words, lower, start, last)
        if match is not None and match.last > place:
            return True
    if lower[place] == "sei" and place + 1 < last and lower[place + 1] == "es":
        rest = lower[place + 2 : last]
        return "oder" in rest or any(pair == ("sei", "es") for pair in zip(rest, rest[1:], strict=False))
    return lower[place] == "sei" and place > first and place + 1 < last and lower[place - 1] == "es" and (
        lower[place + 1] == "denn"
    )


def _is_conditional(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    near = lower[max(first, place - _NEAR) : min(last, place + _NEAR)]
    if words[place] != lower[place] or not _CONDITIONALS.isdisjoint(near):
        return True
    if place > first and lower[place - 1] == "als":
        return True
    return "als" in near and any(pair == ("als", "ob") for pair in zip(near, near[1:], strict=False))


def _stretch(
    lower: Sequence[str], first: int, last: int, place: int, breaks: frozenset[str]
) -> tuple[int, int]:
    """The tokens around ``place`` without a break in them."""
    low, high = place, place + 1
    while low > first and lower[low - 1] not in breaks:
        low -= 1
    while high < last and lower[high] not in breaks:
        high += 1
    return low, high


@cache
def _phrases() -> CueMatcher:
    return CueMatcher([load_cues("moods")["phrase"]])


@cache
def _adjectives() -> frozenset[str]:
    cues = load_cues("moods")["adjective"].cues
    return frozenset(cues) | {cue + "n" for cue in cues}


@cache
def _small_words() -> frozenset[str]:
    cues = load_cues("moods")["small_word"].cues
    return frozenset(cues) | {cue + "n" for cue in cues}
