"""Finite verbs and the Konjunktiv of reported speech, found by form and neighbours, without a tagger.

*Why it matters.* *Die Lage sei ernst, es gebe keine Verletzten*: German marks reported speech in the verb
itself, over whole paragraphs and without a word of saying.
*Example.* ``konjunktive`` finds *sei* and *gebe* above, nothing in *es sei denn*, *die lange Reise*.
*Limits.* Forms spelt like the indicative (*sie sagten*, *sie gingen*, *er sollte*) never count as Konjunktiv.
A clause is what stands between two marks; *wie er sagt kommen sie* without its comma is read as one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .cues import CueMatcher, load_cues
from .grammar import COORDINATORS, DETERMINERS, PREPOSITIONS, RELATIVES, SUBORDINATORS
from .verb_lexicon import (
    FINITE,
    HELPER,
    INFINITIVE,
    KONJUNKTIV1,
    MOODS,
    NONFINITE,
    PARTICIPLE,
    PAST,
    verb_lexicon,
)

_BREAKS = frozenset(", ; : . ! ? … ... – — -- ( ) [ ] „ “ ” » « \" ‚ ‘ `` '' / | * •".split())
_SPLITTERS = COORDINATORS - {"jedoch"}
_SEGMENT_BREAKS = _BREAKS | _SPLITTERS
_OPENERS = frozenset(["", ":", "„", "“", "»", "«", '"', "``", "–", "—", "--", "!", "?", "."])
_CONJUNCTIONS = SUBORDINATORS.union("wieso zumal soweit insofern woran worin".split()) - RELATIVES - {"als"}
_VERB_FINAL = RELATIVES | {"als"}
"""Words that put the verb at the end only behind a comma."""
_LEADING = (DETERMINERS | PREPOSITIONS) - {"zufolge", "gegenüber", "entlang"}
"""Words after which a form with an ending is an adjective when a noun follows."""
_PRONOUNS = frozenset("er sie es man dies niemand jemand wer ich wir".split())
_AFTER_VERB = frozenset(
    """nicht nur auch noch sich es ihm ihr ihnen ihn sie aus bis dazu dafür darauf daran weit kaum weiterhin
    dem den der die das ein eine einen keinen keine auf zur zum über nun jedoch aber allerdings zudem wieder
    weder mehr""".split()
)
_CONDITIONALS = frozenset("wenn falls sofern sonst andernfalls ansonsten fast beinahe beinah".split())
_NEAR = 30
_LONGEST_PHRASE = 4
_LONGEST_CLAUSE = 60
"""Tokens looked at to either side, and verbs looked back to: text without marks stays linear."""
_VERBS_BACK = 5


@dataclass(frozen=True, slots=True)
class KonjunktivForm:
    """Token ``token`` is a finite verb in the Konjunktiv; ``mood`` is "I" or "II".

    ``conditional`` tells that *wenn, falls, als ob, beinahe …* stand near it: it need not report anybody.
    """

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
    """The Konjunktiv forms in tokens ``first:last`` (one sentence), in order.

    Konjunktiv II counts where its spelling is unmistakable (*wäre*, not *sagte*). Set phrases (*es sei denn*)
    and the first person (*ich habe*) are left out.
    """
    kinds = verb_lexicon()
    found = []
    for place in [place for place in range(first, last) if kinds[lower[place]] & MOODS]:
        if _is_phrase(words, lower, first, last, place) or not _stands_as_verb(words, lower, first, last, place):
            continue
        mood = "I" if kinds[lower[place]] & KONJUNKTIV1 else "II"
        if mood == "II" or (words[place] == lower[place] and not _of_first_person(lower, first, last, place)):
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
            chosen = _choose(lower, (first, low, high, last), places, accepted)
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
    if before == "zu" or word in _SPLITTERS:
        return False
    if word == "bin" and before != "ich" and place > first and words[place - 1] != before and following[0].isupper():
        return False  # "Omar bin Muster"
    if bits & HELPER:
        return True
    if word in _words("small_word"):
        return False
    if word in _words("courtesy"):
        spoken_to = words[place - 1] == "Sie" and place - 1 > first
        return before in {"er", "sie", "man"} and not spoken_to and not following[0].isupper()
    if before in _LEADING and word[-1] in "en" and _may_be_noun_phrase(following):
        return False  # "die erklärte Gegnerin", "das gleiche Muster"; but "…, die erklärte, dass"
    if word in _words("adjective"):
        return _is_verb_not_adjective(words, lower, first, last, place)
    return True


def _may_be_noun_phrase(word: str) -> bool:
    """Whether a word can follow an adjective in a noun phrase: a noun, or another adjective."""
    if word[0].isupper():
        return True
    return len(word) > 3 and word[-1] in "enrs" and word not in _SEGMENT_BREAKS and not verb_lexicon()[word]


def _opens_sentence(bits: int, following: str) -> bool:
    """Whether a capitalised verb form at the start of a sentence is one: *Ist das …*, *Liegt er …*."""
    if bits & HELPER:
        return True
    return following.lower() in _PRONOUNS and not bits & KONJUNKTIV1


def _is_verb_not_adjective(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    low, high = _stretch(lower, first, last, place, _SEGMENT_BREAKS)
    before = lower[place - 1] if place > low else ""
    if place + 1 == high:
        return before in _PRONOUNS or _is_subordinate(lower, first, last, place, ())
    following = lower[place + 1]
    if before in _PRONOUNS or following == "sich":
        return words[place + 1] == following
    if place > low and words[place - 1] != before:
        return following in _AFTER_VERB or _awaits_last(lower, place, high)
    return False


def _awaits_last(lower: Sequence[str], place: int, high: int) -> bool:
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
    lower: Sequence[str], limits: tuple[int, int, int, int], places: list[int], accepted: set[int]
) -> int | None:
    """The finite verb among forms that may also be infinitives or participles: a clause has one.

    ``limits``: first token of the sentence, of the stretch; last of the stretch, of the sentence.
    """
    kinds = verb_lexicon()
    first, low, high, last = limits
    subordinate = _is_subordinate(lower, first, last, low, accepted)
    clustered = places == list(range(high - len(places), high)) and kinds[lower[high - 1]] & HELPER
    if subordinate or clustered:
        place = places[-1]
    else:
        place = next((other for other in places if kinds[lower[other]] & NONFINITE), places[0])
    if place + 1 < high:
        return None if _is_led_on(lower, place, low > first and place == low, high) else place
    if subordinate:
        return None if _helped_next(lower, first, last, high, accepted) else place
    # "er will, wie er sagt, bleiben": the last verb of a main clause decides.
    for verb in sorted(verb for verb in accepted if verb < place)[: -_VERBS_BACK - 1 : -1]:
        if not _is_subordinate(lower, first, last, verb, accepted):
            return None if kinds[lower[verb]] & HELPER else place
    return place


def _is_led_on(lower: Sequence[str], place: int, opens: bool, high: int) -> bool:
    """Whether what follows shows an infinitive (*lösen zu können*) or a participle (*, getragen von …*)."""
    kinds = verb_lexicon()
    if lower[place + 1] == "zu":
        return place + 2 < high and bool(kinds[lower[place + 2]] & INFINITIVE)
    return opens and bool(kinds[lower[place]] & PARTICIPLE) and lower[place + 1] in {"von", "vom", "durch"}


def _helped_next(lower: Sequence[str], first: int, last: int, high: int, accepted: set[int]) -> bool:
    """Whether the next stretch brings the auxiliary: *dass Häuser zerstört und Autos verbrannt wurden*."""
    if high + 1 >= last or (lower[high] not in _SPLITTERS and _is_subordinate(lower, first, last, high + 1, accepted)):
        return False
    closing = _stretch(lower, first, last, high + 1, _SEGMENT_BREAKS)[1] - 1
    return closing in accepted and bool(verb_lexicon()[lower[closing]] & HELPER)


def _is_subordinate(lower: Sequence[str], first: int, last: int, place: int, accepted: Collection[int]) -> bool:
    """Whether the clause around ``place`` has its verb at the end: *dass …*, *, der …*, *, mit dem …*."""
    low, high = _stretch(lower, first, last, place, _BREAKS)
    if low + 1 in accepted:
        return False  # "wie lässt sich …", "als würde …": the verb comes second
    openers = lower[low : min(low + 2, high)]
    if not _CONJUNCTIONS.isdisjoint(openers):
        return True
    if low == first or lower[low - 1] != "," or low in accepted or _VERB_FINAL.isdisjoint(openers):
        return False
    # ", die Räume sind hell" opens with an article: its verb does not stand at the end.
    return all(verb + 1 == high or lower[verb + 1] in _SPLITTERS for verb in accepted if low < verb < high)


def _is_phrase(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    """Whether the token belongs to a set phrase (*es sei denn*; *sei es … sei es*, *sei es … oder*)."""
    matcher = _phrases()
    for start in range(max(first, place - _LONGEST_PHRASE), place + 1):
        match = matcher.at(words, lower, start, last)
        if match is not None and match.last > place:
            return True
    if lower[place] != "sei" or place + 1 >= last or lower[place + 1] != "es":
        return False
    rest = lower[place + 2 : last]
    return "oder" in rest or ("sei", "es") in pairwise(rest)


def _is_conditional(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    near = lower[max(first, place - _NEAR) : min(last, place + _NEAR)]
    if words[place] != lower[place] or not _CONDITIONALS.isdisjoint(near):
        return True
    if place > first and lower[place - 1] == "als":
        return True
    return "als" in near and ("als", "ob") in pairwise(near)


def _stretch(lower: Sequence[str], first: int, last: int, place: int, breaks: frozenset[str]) -> tuple[int, int]:
    """The tokens around ``place`` without a break in them."""
    first, last = max(first, place - _LONGEST_CLAUSE), min(last, place + _LONGEST_CLAUSE)
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
def _words(group: str) -> frozenset[str]:
    return frozenset(load_cues("moods")[group].cues)
