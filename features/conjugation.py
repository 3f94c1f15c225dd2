"""The forms of a German verb, written out from a short spec such as *mit|teilen*.

*Why it matters.* *Er teilte gestern mit*, *wie er mitteilte*, *er habe mitgeteilt*, *ohne es mitzuteilen* are
one verb; a cue file should name it once.
*Example.* ``conjugate("mit|teilen")["mitzuteilen"][0].kind == "zu_infinitive"``.
*Limits.* Third persons, infinitives and participles only: news does not speak to *du* and *ihr*. A prefixed
verb that bends unlike its base (*begleiten*, not from *gleiten*) has to stand among the regular ones in
``verbs.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from .cues import CueGroup, load_cues

INSEPARABLE = tuple("be ent emp er ge hinter miss ver voll wider wieder zer über unter durch um".split())
"""Prefixes that may stay on the verb; a spec without a bar is read so."""

_SYLLABLE = re.compile(r"[^aeiouäöüy]*[aeiouäöüy].*(?:en|eln|ern)\Z|tun\Z")
_DIPHTHONG = re.compile(r"(?:be|ge)(?:i(?!nh|rr)|u(?!r|n))")
_NEEDS_E = re.compile(r"(?:[td]|[^aeiouäöülrmnhy][mn]|ch[mn])\Z")
_UMLAUT = str.maketrans("aou", "äöü")
_LAST_VOWEL = re.compile(r"[aou](?=[^aeiouäöü]*\Z)")
_FOREIGN = re.compile(r".*[aeiouäöü].*ieren\Z")
_OF_SEIN = (("sind", "present", "pl"), ("sei", "konjunktiv1", "sg"), ("seien", "konjunktiv1", "pl"))


class Parts(NamedTuple):
    """What a paradigm is built from; several variants of one part are parted by a slash."""

    infinitive: str
    present: str
    past: str
    participle: str
    konjunktiv1: str
    konjunktiv2: str


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a form.

    ``kind`` is present, past, konjunktiv1, konjunktiv2, participle, infinitive or zu_infinitive; ``number``
    is "sg", "pl" or "" (none). ``joined`` is False only for the finite part of a separable verb that still
    waits for its ``particle`` (*teilte … mit*).
    """

    lemma: str
    particle: str
    kind: str
    number: str
    joined: bool


def conjugate(spec: str) -> dict[str, tuple[VerbForm, ...]]:
    """All third-person forms, infinitives and participles of a verb, lower-case, each with its readings.

    ``spec`` is "sagen", "mit|teilen", "sprechen spricht sprach gesprochen" or any of them with a fifth part
    for an irregular Konjunktiv II. A prefixed verb inherits the parts of its base. Raises ValueError when the
    spec names no infinitive or an incomplete list of parts.
    """
    particle, _, verb = spec.strip().rpartition("|")
    particle = particle.replace("|", "")
    parts = principal_parts(verb)
    lemma = particle + parts.infinitive
    found: dict[str, list[VerbForm]] = {}
    for form, kind, number in paradigm(parts):
        nonfinite = number == ""
        if particle and not nonfinite:
            found.setdefault(form, []).append(VerbForm(lemma, particle, kind, number, joined=False))
        found.setdefault(particle + form, []).append(VerbForm(lemma, particle, kind, number, joined=True))
    if particle:
        zu = VerbForm(lemma, particle, "zu_infinitive", "", joined=True)
        found.setdefault(f"{particle}zu{parts.infinitive}", []).append(zu)
    return {form: tuple(readings) for form, readings in found.items()}


def paradigm(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """Every ``(form, kind, number)`` of a verb; variants one after the other."""
    irregular = parts.infinitive == "sein"
    yield parts.infinitive, "infinitive", ""
    for form in parts.participle.split("/"):
        yield form, "participle", ""
    for form in parts.present.split("/"):
        yield form, "present", "sg"
    if irregular:
        yield from _OF_SEIN
    else:
        yield parts.infinitive, "present", "pl"
    for form in parts.past.split("/"):
        yield form, "past", "sg"
        yield _plural(form), "past", "pl"
    for form in () if irregular else parts.konjunktiv1.split("/"):
        yield form, "konjunktiv1", "sg"
    for form in parts.konjunktiv2.split("/") if parts.konjunktiv2 else ():
        yield form, "konjunktiv2", "sg"
        yield form + "n", "konjunktiv2", "pl"


def principal_parts(verb: str) -> Parts:
    """The parts of a verb without its separable particle: as written, inherited from its base, or regular."""
    words = verb.split()
    if len(words) in {4, 5}:
        return _written(words)
    if len(words) != 1 or not words[0].endswith("n"):
        raise ValueError(f"not a verb spec: {verb!r} (infinitive, or infinitive, present, past, participle)")
    return _inherited(words[0]) or _weak(words[0])


def _inherited(infinitive: str) -> Parts | None:
    """The parts of a listed irregular verb or of a verb prefixed to one; None for a regular verb."""
    known = irregular_verbs()
    if infinitive in known:
        return known[infinitive]
    prefix = _prefix(infinitive)
    if not prefix or infinitive in _regular():
        return None
    base = _inherited(infinitive[len(prefix) :])
    return _prefixed(prefix, base) if base else None


def verb_specs(group: CueGroup) -> Iterator[str]:
    """The specs of one group of ``verbs.toml``; a cue is a line of them."""
    for line in group.cues:
        yield from line.split(", ")


@cache
def irregular_verbs() -> dict[str, Parts]:
    """The strong, mixed, modal and auxiliary verbs without a separable particle, by infinitive."""
    groups = load_cues("verbs")
    written = (spec.split() for name in ("auxiliary", "modal", "strong") for spec in verb_specs(groups[name]))
    return {parts.infinitive: parts for parts in map(_written, written)}


@cache
def _regular() -> frozenset[str]:
    """Prefixed verbs listed as regular: they do not inherit from a strong base."""
    return frozenset(verb_specs(load_cues("verbs")["weak_prefixed"]))


def _written(words: list[str]) -> Parts:
    infinitive, present, past, participle = words[:4]
    konjunktiv2 = words[4] if len(words) == 5 else "/".join(map(_konjunktiv2, past.split("/"))).strip("/")
    return Parts(infinitive, present, past, participle, _stem(infinitive) + "e", konjunktiv2)


def _prefixed(prefix: str, base: Parts) -> Parts:
    def join(variants: str) -> str:
        return "/".join(prefix + form for form in variants.split("/")) if variants else ""

    own_ge = _prefix(base.infinitive) != ""
    forms = base.participle.split("/")
    participle = "/".join(prefix + (form if own_ge else form.removeprefix("ge")) for form in forms)
    return Parts(prefix + base.infinitive, join(base.present), join(base.past), participle,
                 join(base.konjunktiv1), join(base.konjunktiv2))  # fmt: skip


def _weak(infinitive: str) -> Parts:
    stem = _stem(infinitive)
    ending = "et" if _NEEDS_E.search(stem) else "t"
    bare = _prefix(infinitive) or _FOREIGN.match(infinitive)
    participle = stem + ending if bare else f"ge{stem}{ending}"
    konjunktiv1 = stem + "e"
    if infinitive.endswith("eln"):
        konjunktiv1 += f"/{stem[:-2]}le"
    return Parts(infinitive, stem + ending, f"{stem}{ending}e", participle, konjunktiv1, "")


def _prefix(infinitive: str) -> str:
    """The inseparable prefix of a verb, or "" (*beten*, *bellen*, *beugen* have none)."""
    for prefix in INSEPARABLE:
        if infinitive.startswith(prefix):
            rest = infinitive[len(prefix) :]
            if _SYLLABLE.match(rest) and not _DIPHTHONG.match(infinitive):
                return prefix
    return ""


def _stem(infinitive: str) -> str:
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]


def _plural(past: str) -> str:
    return past + "n" if past.endswith(("e", "ie")) else past + "en"


def _konjunktiv2(past: str) -> str:
    """Past + umlaut + e (*kam, käme*); nothing for a weak past, which is its own Konjunktiv II."""
    if past.endswith("te") and past not in {"brachte", "dachte"}:
        return ""
    base = past.removesuffix("e") if past.endswith("te") else past
    umlauted = _LAST_VOWEL.sub(lambda vowel: vowel.group().translate(_UMLAUT), base)
    return umlauted + "e"
