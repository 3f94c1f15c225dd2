"""Finite verbs and the Konjunktiv of reported speech, found by verb forms and their neighbours, without a tagger.

*Why it matters.* *Die Lage sei ernst, es gebe keine Verletzten*: German marks reported speech in the verb itself, over
whole paragraphs and without a word of saying.
*Example.* ``konjunktive`` finds *sei* and *gebe* above, but nothing in *es sei denn*, *die lange Reise*, *ich gebe*.
*Limits.* Forms spelt like the indicative (*sie sagten*, *sie gingen*, *er sollte*) never count as Konjunktiv; verbs
that ``verbs.toml`` lacks are known by safe endings alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .conjugation import paradigm, principal_parts
from .cues import CueGroup, CueMatcher, load_cues

_PRESENT, _PAST, _KONJUNKTIV1, _KONJUNKTIV2, _INFINITIVE, _PARTICIPLE, _ZU, _HELPER = (1 << bit for bit in range(8))
_BIT = {
    "present": _PRESENT, "past": _PAST, "konjunktiv1": _KONJUNKTIV1, "konjunktiv2": _KONJUNKTIV2,
    "infinitive": _INFINITIVE, "participle": _PARTICIPLE,
}  # fmt: skip
_FINITE = _PRESENT | _PAST | _KONJUNKTIV1 | _KONJUNKTIV2
_MOODS = _KONJUNKTIV1 | _KONJUNKTIV2
_KNOWN_WORDS = 60_000
"""Words remembered with their readings; beyond that the memory goes back to the lexicon."""
_LONGEST_VERB = 30

_ENDINGS = (
    ("ieren", _PRESENT | _INFINITIVE), ("iert", _PRESENT | _PARTICIPLE), ("ierte", _PAST), ("ierten", _PAST),
    ("iere", _KONJUNKTIV1),
)  # fmt: skip
"""Open classes: what the ending alone tells about a word that the lexicon lacks."""

_BREAKS = frozenset(", ; : . ! ? … ... – — - ( ) [ ] „ “ ” » « \" ‚ ‘ / | * •".split())
_COORDINATORS = frozenset("und oder aber sondern sowie denn doch beziehungsweise bzw. &".split())
_SUBORDINATORS = frozenset(
    """dass daß weil wenn falls ob obwohl obgleich während nachdem bevor ehe bis seit seitdem sobald solange sodass damit
    indem da als wie wo wohin woher wann warum weshalb wieso wer was wen wem wessen welche welcher welches welchen welchem
    der die das den dem deren dessen denen wonach woran worauf womit wobei wodurch worin worüber wofür wogegen wovon wozu
    sofern soweit insofern zumal je""".split()
)
_DETERMINERS = frozenset(
    """der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser diese dieses
    diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem mein meine meinen meinem meiner sein seine
    seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer euer eure alle allen
    aller beide beiden viele vielen vieler mehrere mehreren einige einigen einiger wenige wenigen manche manchen solche
    solchen welche welchen am im zum zur vom beim ans ins in an auf aus bei mit nach von zu für durch gegen ohne um über
    unter vor hinter zwischen neben trotz wegen laut per pro zwei drei vier fünf""".split()
)
_SUBJECTS = frozenset("er sie es man dies das niemand jemand wer was alles nichts keiner jeder".split())
_CONDITIONALS = frozenset("wenn falls sofern sonst andernfalls ansonsten fast beinahe beinah".split())


@dataclass(frozen=True, slots=True)
class KonjunktivForm:
    """Token ``token`` is a finite verb in the Konjunktiv; ``mood`` is "I" or "II". ``conditional`` tells that the
    sentence also has *wenn, falls, als ob, beinahe …*: such a Konjunktiv need not report anybody."""

    token: int
    mood: str
    conditional: bool


class _Lexicon(dict[str, int]):
    """Lower-case word → its readings as a verb form, as bits (0: none). Learns every word it is asked for."""

    def __init__(self) -> None:
        groups = load_cues("verbs")
        super().__init__()
        self._joined: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for name in ("auxiliary", "modal"):
            self._add((cue.split()[0] for cue in groups[name].cues), _HELPER)
        for name in ("strong", "weak", "weak_prefixed"):
            self._add((cue.split()[0] for cue in groups[name].cues), 0)
        for name in ("strong_families", "weak_families"):
            self._add_families(groups[name])
        for form, bits in self.items():
            # What is spelt like the indicative tells nothing about the mood.
            if bits & _MOODS and bits & (_PAST | _INFINITIVE | _PARTICIPLE):
                self[form] = bits & ~_MOODS
        self._lexicon = dict(self)

    def _add(self, infinitives: Iterator[str], more: int) -> None:
        for infinitive in infinitives:
            for form, kind, _ in paradigm(principal_parts(infinitive)):
                self[form] = self.get(form, 0) | _BIT[kind] | more

    def _add_families(self, group: CueGroup) -> None:
        for cue in group.cues:
            base, _, rest = cue.partition(":")
            prefixes = rest.split()
            self._add((prefix[:-1] + base for prefix in prefixes if prefix[-1] == "-" and "|" not in prefix), 0)
            separable = frozenset(prefix.replace("|", "").rstrip("-") for prefix in prefixes
                                  if prefix[-1] != "-" or "|" in prefix)  # fmt: skip
            if separable:
                for form, kind, _ in paradigm(principal_parts(base)):
                    self._joined.setdefault(form, []).append((_BIT[kind], separable))

    def __missing__(self, word: str) -> int:
        if len(self) > _KNOWN_WORDS:
            self.clear()
            self.update(self._lexicon)
        bits = self._lexicon.get(word)
        if bits is None:
            bits = self._analyse(word) if len(word) <= _LONGEST_VERB else 0
        self[word] = bits
        return bits

    def _analyse(self, word: str) -> int:
        """The readings of a word that is not in the lexicon itself."""
        bits = 0
        for cut in range(2, len(word) - 2):
            for base_bits, particles in self._joined.get(word[cut:], ()):
                if word[:cut] in particles:
                    bits |= base_bits
                elif base_bits == _INFINITIVE and word[cut - 2 : cut] == "zu" and word[: cut - 2] in particles:
                    bits |= _ZU
        if not bits:
            bits = next((found for ending, found in _ENDINGS if len(word) > 6 and word.endswith(ending)), 0)
        if not bits and "ß" in word:
            bits = self[word.replace("ß", "ss")]
        return bits

    def particles(self, form: str) -> frozenset[str]:
        """The particles that a separated form may wait for: *teilte* → {mit, ein, auf …}."""
        return frozenset().union(*(particles for _, particles in self._joined.get(form, ())))


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


@cache
def _fixed_phrases() -> CueMatcher:
    return CueMatcher([load_cues("verbs")["konjunktiv_fixed"]])


@cache
def _homographs() -> frozenset[str]:
    return frozenset(load_cues("verbs")["konjunktiv_homographs"].cues)


def is_finite(lower: str) -> bool:
    """Whether a lower-case word can be a finite verb (third person; *machen* can, being a plural)."""
    return bool(_lexicon()[lower] & _FINITE)


def is_participle(lower: str) -> bool:
    """Whether a lower-case word can be a past participle (*gesagt*, *erklärt*, *mitgeteilt*)."""
    return bool(_lexicon()[lower] & _PARTICIPLE)


def konjunktive(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> list[KonjunktivForm]:
    """The verbs in tokens ``first:last`` (one sentence) whose form is a Konjunktiv I or an unmistakable
    Konjunktiv II, in order. Set phrases (*es sei denn*) and the first person are left out."""
    kinds = _lexicon()
    places = [place for place in range(first, last) if kinds[lower[place]] & _MOODS]
    if not places:
        return []
    found = []
    for place in places:
        mood = "I" if kinds[lower[place]] & _KONJUNKTIV1 else "II"
        if words[place] == lower[place] and not _is_fixed(words, lower, first, last, place):
            if mood == "I" and not _is_konjunktiv1(words, lower, first, last, place):
                continue
            found.append(KonjunktivForm(place, mood, _conditional(lower, first, last, place)))
    return found


def _is_konjunktiv1(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    """Tell a Konjunktiv I from the first person, an adjective and other words of the same spelling."""
    low, high = _clause(lower, first, last, place, _BREAKS)
    if "ich" in lower[low:high]:
        return False
    kinds = _lexicon()
    before = lower[place - 1] if place > low else ""
    final = place + 1 == high or lower[place + 1] in _COORDINATORS
    if kinds[lower[place]] & _HELPER:
        return True
    if not final and before in _DETERMINERS and before not in _SUBJECTS and not lower[place + 1] in _DETERMINERS:
        return False
    if lower[place] in _homographs():
        return (final or lower[high - 1] in kinds.particles(lower[place]) or before in _SUBJECTS) and place > low
    return True


def _is_fixed(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    matcher = _fixed_phrases()
    for start in range(max(first, place - 4), place + 1):
        match = matcher.at(words, lower, start, last)
        if match is not None and match.last > place:
            return True
    if lower[place] == "sei" and lower[place + 1 : place + 2] == ["es"]:
        rest = lower[place + 2 : last]
        return "oder" in rest or ("sei" in rest and "es" in rest[rest.index("sei") :])
    return False


def _conditional(lower: Sequence[str], first: int, last: int, place: int) -> bool:
    near = lower[max(first, place - 30) : min(last, place + 30)]
    if not _CONDITIONALS.isdisjoint(near):
        return True
    if place > first and lower[place - 1] == "als":
        return True
    return "als" in near and "ob" in near and near.index("ob") - near.index("als") == 1


def _clause(
    lower: Sequence[str], first: int, last: int, place: int, breaks: frozenset[str]
) -> tuple[int, int]:
    """The stretch of tokens around ``place`` without a break in it."""
    low = place
    while low > first and lower[low - 1] not in breaks:
        low -= 1
    high = place + 1
    while high < last and lower[high] not in breaks:
        high += 1
    return low, high


_SEGMENT_BREAKS = _BREAKS | _COORDINATORS


def finite_verbs(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> list[int]:
    """The tokens among ``first:last`` (one sentence) that are finite verbs, in order."""
    kinds = _lexicon()
    sure: list[int] = []
    doubtful: list[int] = []
    for place in [place for place in range(first, last) if kinds[lower[place]] & _FINITE]:
        if _may_be_finite(words, lower, first, last, place):
            (doubtful if kinds[lower[place]] & (_INFINITIVE | _PARTICIPLE) else sure).append(place)
    accepted = set(sure)
    for place in doubtful:
        if _is_finite_here(lower, first, last, place, accepted):
            accepted.add(place)
    return sorted(accepted)


def _may_be_finite(words: Sequence[str], lower: Sequence[str], first: int, last: int, place: int) -> bool:
    """Reject nouns, adjectives, infinitives with *zu* by their spelling and their neighbours."""
    kinds = _lexicon()
    bits = kinds[lower[place]]
    before = lower[place - 1] if place > first else ""
    if words[place] != lower[place]:
        return before in _OPENERS and bool(bits & _HELPER) and not bits & _INFINITIVE
    if bits & _HELPER:
        return before != "zu"
    if before == "zu":
        return False
    following = words[place + 1] if place + 1 < last else ""
    if lower[place][-1] in "en" and following and before in _DETERMINERS:
        # "die erklärte Gegnerin": an adjective; but "… , die erklärte, dass" and "sie erklärte" are verbs
        return not (following[0].isupper() or kinds[following] == 0 and following[-1] in "en" and following not in _BREAKS)
    return lower[place] not in _homographs()


_OPENERS = frozenset(["", ":", "„", "“", "»", "«", '"', "–", "-"])


def _is_finite_here(lower: Sequence[str], first: int, last: int, place: int, accepted: set[int]) -> bool:
    """Decide a form that may also be an infinitive or a participle: a clause has one finite verb."""
    low, high = _clause(lower, first, last, place, _SEGMENT_BREAKS)
    if not accepted.isdisjoint(range(low, high)):
        return False
    if place + 1 < high:
        return True
    kinds = _lexicon()
    if lower[low] in _SUBORDINATORS or low + 1 < high and lower[low + 1] in _SUBORDINATORS:
        following = _clause(lower, first, last, high + 1, _SEGMENT_BREAKS) if high + 1 < last else (0, 0)
        return not (following[1] > following[0] and following[1] - 1 in accepted and kinds[lower[following[1] - 1]] & _HELPER)
    earlier = [other for other in accepted if other < place]
    return not earlier or not kinds[lower[max(earlier)]] & _HELPER
