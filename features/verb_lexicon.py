"""Which verb forms a lower-case German word can be, looked up in stems and taken apart only once per word.

*Why it matters.* Five thousand verbs have fifty thousand forms; writing them all out would cost every start
more time than scoring an article does.
*What it does.* ``cues/de/verbs.toml`` gives stems and principal parts; a new word is taken apart
(*mit-teil-te*, *an-er-kannt*) and remembered.
*Limits.* Verbs the file lacks are known by the ending *-ieren* alone; *du* and *ihr* only of auxiliaries.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .conjugation import irregular_verbs, verb_specs
from .cues import load_cues

PRESENT, PAST, KONJUNKTIV1, KONJUNKTIV2, INFINITIVE, PARTICIPLE, ZU_INFINITIVE, HELPER, _CUT, _WEAK = (
    1 << bit for bit in range(10)
)
"""Readings as bits. HELPER: an auxiliary or modal verb. The last two serve to take words apart: a strong
participle without its ge- (*sprochen*), a weak third person (*teilt*; after a prefix also a participle)."""
MOODS = KONJUNKTIV1 | KONJUNKTIV2
FINITE = PRESENT | PAST | MOODS
NONFINITE = INFINITIVE | PARTICIPLE

_KNOWN_WORDS = 60_000
"""Words remembered with their readings; beyond that the memory starts anew (an archive never fills it)."""
_LONGEST_VERB = 30
_OPEN_PARTICLE = 5
"""Particles at least so long (*hinein, zurück, vorbei*) go with every verb; shorter ones must be listed."""
_WEAK_ENDINGS = (
    ("e", KONJUNKTIV1), ("t", PRESENT | _WEAK), ("et", PRESENT | _WEAK), ("n", PRESENT | INFINITIVE),
    ("en", PRESENT | INFINITIVE), ("te", PAST), ("ete", PAST), ("ten", PAST), ("eten", PAST),
)  # fmt: skip
_FOREIGN_ENDINGS = (
    ("iere", KONJUNKTIV1), ("iert", PRESENT | PARTICIPLE), ("ieren", PRESENT | INFINITIVE), ("ierte", PAST),
    ("ierten", PAST),
)  # fmt: skip

_Reading = tuple[str, int]


class VerbLexicon(dict[str, int]):
    """Lower-case word → its readings as bits, 0 for no verb form. Learns every word it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        groups = load_cues("verbs")
        self._stems: dict[str, str] = {}
        self._families: dict[str, set[str]] = {}
        for name in ("strong_families", "weak_families"):
            for family in verb_specs(groups[name]):
                base, _, prefixes = family.partition(": ")
                self._add_family(base, prefixes.split())
                if name == "weak_families":
                    self._stems[_stem(base)] = base
        self._stems |= {_stem(verb): verb for verb in verb_specs(groups["weak"])}
        self._fused = {_stem(verb): verb for verb in verb_specs(groups["weak_prefixed"])}
        self._prefixes = {prefix.rstrip("-") for family in self._families.values() for prefix in family}
        self._irregular = _irregular_forms()

    def _add_family(self, base: str, prefixes: list[str]) -> None:
        for prefix in prefixes:
            particle, _, fused = prefix.rpartition("|")
            if particle:
                self._families.setdefault(fused[:-1] + base, set()).add(particle)
            else:
                self._families.setdefault(base, set()).add(prefix)

    def __missing__(self, word: str) -> int:
        bits = self._analyse(word) if len(word) <= _LONGEST_VERB else 0
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[word] = bits
        return bits

    def _analyse(self, word: str) -> int:
        bits = 0
        for spelling in dict.fromkeys((word, word.replace("ß", "ss"), word.replace("ss", "ß"))):
            for _, more in self._readings(spelling):
                bits |= more
            if bits:
                break
        if len(word) > 6 and "ier" in word:
            bits |= next((found for ending, found in _FOREIGN_ENDINGS if word.endswith(ending)), 0)
        # What is spelt like the indicative tells nothing about the mood.
        bits &= ~(_CUT | _WEAK)
        return bits & ~MOODS if bits & (PAST | NONFINITE) else bits

    def _readings(self, word: str) -> Iterator[_Reading]:
        yield from self._irregular.get(word, ())
        yield from self._weak_readings(word)
        for cut in range(2, len(word) - 1):
            if word[:cut] in self._prefixes or word[cut - 2 : cut] == "zu":
                yield from self._prefixed_readings(word[:cut], word[cut:])

    def _weak_readings(self, word: str) -> Iterator[_Reading]:
        for ending, bits in _WEAK_ENDINGS:
            if word.endswith(ending):
                stem = word[: -len(ending)]
                if stem in self._stems:
                    yield self._stems[stem], bits
                if stem in self._fused:
                    yield self._fused[stem], bits | PARTICIPLE if bits & _WEAK else bits
                if bits & _WEAK and stem.startswith("ge") and stem[2:] in self._stems:
                    yield self._stems[stem[2:]], PARTICIPLE
        full = f"{word[:-2]}el"
        if word.endswith("le") and (full in self._stems or full in self._fused):
            yield f"{full}n", KONJUNKTIV1

    def _prefixed_readings(self, prefix: str, rest: str) -> Iterator[_Reading]:
        """The readings of *prefix + rest* from those of *rest*, where the verb takes the prefix."""
        for lemma, bits in self._readings(rest):
            family = self._families.get(lemma, ())
            if f"{prefix}-" in family and bits != PARTICIPLE:
                yield prefix + lemma, bits | PARTICIPLE if bits & (_CUT | _WEAK) else bits
            if bits & ~_CUT and (prefix in family or (self._is_open(prefix) and not rest.startswith("zu"))):
                yield prefix + lemma, bits & ~_CUT
            particle = prefix.removesuffix("zu")
            if bits & INFINITIVE and particle != prefix and (particle in family or self._is_open(particle)):
                yield particle + lemma, ZU_INFINITIVE

    def _is_open(self, particle: str) -> bool:
        return len(particle) >= _OPEN_PARTICLE and particle in self._prefixes

    def particles(self, form: str) -> frozenset[str]:
        """The particles that a separated finite form may wait for: *teilte* → {mit, ein, auf …}."""
        families = [self._families.get(lemma, set()) for lemma, bits in self._readings(form) if bits & FINITE]
        return frozenset(prefix for family in families for prefix in family if prefix[-1] != "-")


def _irregular_forms() -> dict[str, list[_Reading]]:
    """Every form of the strong, mixed, modal and auxiliary verbs, and their participles without ge-."""
    groups = load_cues("verbs")
    forms: dict[str, list[_Reading]] = {}

    def add(variants: str, lemma: str, bits: int, plural: str = "") -> None:
        for form in variants.split("/") if variants else ():
            forms.setdefault(form, []).append((lemma, bits))
            if plural:
                more_than_one = form + (plural[-1] if form.endswith("e") else plural)
                forms.setdefault(more_than_one, []).append((lemma, bits))

    helpers = {spec.split()[0] for name in ("auxiliary", "modal") for spec in verb_specs(groups[name])}
    for lemma, parts in irregular_verbs().items():
        more = HELPER if lemma in helpers else 0
        add(lemma, lemma, INFINITIVE | (0 if lemma == "sein" else PRESENT) | more)
        add(parts.present, lemma, PRESENT | more)
        add(parts.past, lemma, PAST | more, plural="en")
        add(parts.konjunktiv1, lemma, KONJUNKTIV1 | more)
        add(parts.konjunktiv2, lemma, KONJUNKTIV2 | more, plural="en")
        add(parts.participle, lemma, PARTICIPLE)
        add("/".join(form[2:] for form in parts.participle.split("/") if form.startswith("ge")), lemma, _CUT)
    add(groups["auxiliary"].more["further_present"], "sein", PRESENT | HELPER)
    add(groups["auxiliary"].more["further_konjunktiv1"], "sein", KONJUNKTIV1 | HELPER)
    return forms


def _stem(infinitive: str) -> str:
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]


@cache
def verb_lexicon() -> VerbLexicon:
    """The one lexicon, loaded at first use; what it remembers never changes what it answers."""
    return VerbLexicon()
