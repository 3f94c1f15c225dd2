"""Clauses: a sentence cut at its commas, colons and quotations, with its finite verbs and Konjunktiv forms.

*Why it matters.* *sagte* governs what stands behind the next comma; a relative clause in between must not.
*Example.* *Der Wirt, der selbst kocht, sagte, er sei müde.* has four clauses, two of them main.
*Limits.* Clauses joined by a bare *und* stay one.
"""

from __future__ import annotations

from dataclasses import dataclass

from .grammar import COORDINATORS, RELATIVES, SUBORDINATORS
from .language import Parse, Sentence
from .morphology import finite_verbs, konjunktive
from .quotations import Quotation
from .speech import speech_forms

_SEPARATORS = frozenset({",", ";", ":", "–", "—", "-", "..."})
_TWOFOLD = frozenset("als wie da bis seit während".split())
"""Conjunctions that are prepositions or particles too: they open a subordinate clause only with the verb at its end."""
_LEADING = frozenset("und oder aber doch denn sondern sowie".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first:last`` without the mark before them; ``finite`` are its finite verbs.

    ``quoted`` is the quotation that the clause is, marks included; a quoted word or name inside a clause does
    not make one. ``before`` is the mark that separates it from the previous clause ("" for the first).
    """

    first: int
    last: int
    finite: tuple[int, ...]
    quoted: Quotation | None
    before: str
    opener: str

    @property
    def subordinate(self) -> bool:
        """Opened by a conjunction, or by a relative pronoun with the verb at the end."""
        if self.opener in SUBORDINATORS and self.opener not in _TWOFOLD:
            return True
        if self.opener not in _TWOFOLD and (self.opener not in RELATIVES or self.before != ","):
            return False
        return bool(self.finite) and self.finite[-1] >= self.last - 2


@dataclass(frozen=True, slots=True)
class SentenceClauses:
    """A sentence with its clauses, the finite verbs and the Konjunktiv tokens outside its quotations."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    konjunktiv: tuple[int, ...]
    """Konjunktiv I, and Konjunktiv II where it can stand for it."""
    strict: tuple[int, ...]
    """Konjunktiv I alone."""


def split_clauses(parse: Parse, sentence: Sentence, quotations: list[Quotation]) -> SentenceClauses:
    """Cut one sentence; ``quotations`` are the outermost ones that touch it."""
    words, lower = parse.words, parse.lower
    finite = finite_verbs(words, lower, sentence.first, sentence.last)
    if _takes_up(lower, sentence, finite):
        finite = [sentence.first + 1, *finite]
    forms = konjunktive(words, lower, sentence.first, sentence.last)
    inside = _inside(quotations, sentence)
    pieces: list[tuple[int, int, Quotation | None, str]] = []
    begin, before, place = sentence.first, "", sentence.first
    openings = {max(quotation.open, sentence.first): quotation for quotation in quotations}
    while place < sentence.last:
        quotation = openings.get(place)
        if quotation is not None and (place == begin or words[place - 1] in _SEPARATORS or _is_statement(quotation)):
            end = min(quotation.close + 1, sentence.last)
            if place > begin:
                pieces.append((begin, place, None, before))
                before = ""
            pieces.append((place, end, quotation, before))
            begin = place = end
            before = ""
        elif quotation is not None:
            place = max(place + 1, min(quotation.close + 1, sentence.last))
        elif words[place] in _SEPARATORS:
            if place > begin:
                pieces.append((begin, place, None, before))
            before = words[place]
            begin = place = place + 1
        else:
            place += 1
    if begin < sentence.last:
        pieces.append((begin, sentence.last, None, before))
    clauses = tuple(_clause(lower, finite, *piece) for piece in pieces)
    free = [form for form in forms if form.token not in inside]
    strict = tuple(form.token for form in free if form.mood == "I")
    loose = tuple(form.token for form in free if form.mood == "I" or not form.conditional)
    return SentenceClauses(sentence, clauses, loose, strict)


def _takes_up(lower: list[str], sentence: Sentence, finite: list[int]) -> bool:
    """*Das sagte die Chefin*: behind an article the verb looks like an adjective, and is none if it can say."""
    verb = sentence.first + 1
    if verb >= sentence.last or lower[sentence.first] not in {"das", "dies"} or verb in finite:
        return False
    return any(entry.form.kind in {"present", "past"} for entry in speech_forms().get(lower[verb], ()))


def _clause(
    lower: list[str], finite: list[int], first: int, last: int, quoted: Quotation | None, before: str
) -> Clause:
    at = first
    while at + 1 < last and lower[at] in _LEADING and quoted is None:
        at += 1
    opener = lower[at]
    verbs = tuple(verb for verb in finite if first <= verb < last)
    if not verbs and before == "," and quoted is None and _tells(opener):
        verbs = (at,)
    return Clause(first, last, verbs, quoted, before, "" if opener in COORDINATORS else opener)


def _tells(word: str) -> bool:
    """A present like *berichtet* that looks like a participle: alone behind a comma it is the verb of its clause."""
    return any(entry.form.kind == "present" and entry.form.joined for entry in speech_forms().get(word, ()))


def _inside(quotations: list[Quotation], sentence: Sentence) -> set[int]:
    found: set[int] = set()
    for quotation in quotations:
        found.update(range(max(quotation.first, sentence.first), min(quotation.last, sentence.last)))
    return found


def _is_statement(quotation: Quotation) -> bool:
    """Long enough to be more than a quoted word or name."""
    return quotation.last - quotation.first >= 12
