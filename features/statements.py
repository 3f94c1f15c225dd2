"""Statements: what each sentence claims, in figures that tell whether it needs a source.

*Why it matters.* „Zwei Millionen Euro fehlen“ needs a source, „Was für ein Tag!“ does not. Editors want the
queue of contestable sentences that nobody vouches for.
*What it does.* Every sentence becomes a :class:`Statement` with named figures: its form, and whether words
of ``cues/de/statements.toml`` occur. Which figures matter, and how much, the trained model says; whether a
sentence has a source, the attributions say.
*Limits.* Words stand for facts here: *Der Brand der Liebe* counts as an event.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from .cues import CueMatcher, load_cues
from .evidence import Marker, Statement
from .language import Parse, Sentence

FORM_FIGURES = {
    "length": "log10 of 1 + tokens",
    "short": "1 when the sentence has fewer than six tokens",
    "number": "1 when it holds a number in figures that is no year",
    "year": "1 when it holds a year from 1500 to 2099",
    "open_end": "1 when it ends without full stop, question or exclamation mark",
    "colon_end": "1 when it ends with a colon",
    "question": "1 when it ends with a question mark",
    "quoted": "share of its tokens in quotation marks",
    "participle": "1 when a token looks like a past participle",
    "preterite": "1 when a token looks like a verb of the past (-te, -ten)",
    "lead": "1 in the first three paragraphs of the article",
    "hearsay": "1 when it holds a hearsay marker of the author",
    "hedge": "1 when it holds a hedge of the author",
    "unverified": "1 when it says that something is not confirmed",
    "repeated": "1 when the article has said it before, word for word",
}
"""Figures from form and place; the groups of ``statements.toml`` are further ones (1 when a word occurs).

A figure that is 0 is left out of ``Statement.figures``.
"""

_SHORT = 6
_LEAD = 3
_CLOSERS = frozenset("“”\"»«’‘')]›‹")
_PARTICIPLE = re.compile(r"(?:\w{0,8}ge\w{2,}|(?:be|er|ver|ent|zer|miss|über)\w{2,}|\w{3,}ier)(?:t|en)\Z").match
_WHY_FIGURES = (("number", "number"), ("year", "date"))
"""Form figures that are a reason of their own, and what it is called."""


def find_statements(parse: Parse, markers: Sequence[Marker]) -> list[Statement]:
    """Make one statement of every sentence, in order; ``markers`` are the author's, sorted. Never raises."""
    inside = _quoted(parse)
    found: list[Statement] = []
    next_marker = 0
    said: set[tuple[str, ...]] = set()
    for sentence in parse.sentences:
        figures = _form(parse, sentence)
        if quoted := sum(inside[sentence.first : sentence.last]):
            figures["quoted"] = quoted / (sentence.last - sentence.first)
        why = [label for name, label in _WHY_FIGURES if name in figures]
        for group, label in _groups(parse, sentence):
            figures[group] = 1.0
            if label:
                why.append(label)
        while next_marker < len(markers) and markers[next_marker].start < sentence.end:
            figures[markers[next_marker].kind] = 1.0
            next_marker += 1
        wording = tuple(parse.lower[sentence.first : sentence.last])
        if wording in said:
            figures["repeated"] = 1.0
        said.add(wording)
        found.append(Statement(sentence.start, sentence.end, sentence.paragraph, tuple(dict.fromkeys(why)), figures))
    return found


def _form(parse: Parse, sentence: Sentence) -> dict[str, float]:
    """Figures of length, numbers and the look of the tokens; those that are 0 are left out."""
    words = parse.words[sentence.first : sentence.last]
    count = len(words)
    numbers = [word.rstrip(".") for word in words if word[0].isdigit()]
    years = sum(len(word) == 4 and word.isdigit() and "1500" <= word < "2100" for word in numbers)
    others = len(numbers) - years
    body = words[:-1] if words[-1] in _CLOSERS and count > 1 else words
    end = body[-1]
    lower = [word for word in words if word[0].islower()]
    figures = {
        "length": math.log10(1 + count),
        "short": float(count < _SHORT),
        "number": float(others > 0),
        "year": float(years > 0),
        "open_end": float(end[-1] not in ".!?…:"),
        "colon_end": float(end == ":"),
        "question": float(end == "?"),
        "participle": float(any(_PARTICIPLE(word) for word in lower)),
        "preterite": float(any(word.endswith(("te", "ten")) and len(word) > 5 for word in lower)),
        "lead": float(sentence.paragraph < _LEAD),
    }
    return {name: value for name, value in figures.items() if value}


def _groups(parse: Parse, sentence: Sentence) -> list[tuple[str, str | None]]:
    """Names and labels of the word groups that occur in a sentence."""
    matcher, heads, prefixes = _cues()
    names: dict[str, str | None] = {}
    lower = parse.lower
    for place in range(sentence.first, sentence.last):
        word = lower[place]
        if word in heads or word.startswith(prefixes):
            match = matcher.at(parse.words, lower, place, sentence.last)
            if match is not None:
                names[match.group.id.partition(".")[2]] = match.group.more.get("label")
    return list(names.items())


@cache
def _cues() -> tuple[CueMatcher, frozenset[str], tuple[str, ...]]:
    """Build the matcher, the first words of all cues, and the beginnings of those that take any ending."""
    groups = load_cues("statements").values()
    firsts = {cue.split()[0].lower() for group in groups for cue in group.cues}
    heads = frozenset(word for word in firsts if not word.endswith("*"))
    return CueMatcher(groups), heads, tuple(sorted(word[:-1] for word in firsts - heads))


def _quoted(parse: Parse) -> bytearray:
    """1 for every token inside quotation marks, the marks included."""
    return parse.mask((quotation.open, quotation.close + 1) for quotation in parse.quotations)
