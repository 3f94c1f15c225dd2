"""Anatomy of a source phrase: its determiner, its head noun, the name of a person in it.

*Why it matters.* *Der Chef der Musterbehörde, Uwe Mustermann* is a person, *ein Sprecher von Uwe Mustermann* is not.
*What it does.* The head is the first noun of the phrase; nouns are known by the word lists of
``cues/de/sources.toml`` in every case and number, also at the end of a compound (*Umwelt|ministerium*). A person's
name opens with a known first name, or follows a role (*Minister Mustermann*), or is all there is.
*Limits.* Without a dictionary of German nouns an unlisted noun after a role reads as a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .cues import CueGroup, load_cues
from .nouns import first_name, group_key, known_nouns, small_media, source_noun

_DETERMINERS = {
    **dict.fromkeys("der die das dem den des vom beim zum zur im am".split(), "definite"),
    **dict.fromkeys("ein eine einen einem einer eines kein keine".split(), "indefinite"),
    **dict.fromkeys(
        (stem + ending for stem in ("sein", "ihr", "unser", "mein") for ending in ("", "e", "en", "em", "er", "es")),
        "possessive",
    ),
    **dict.fromkeys(
        (stem + ending for stem in ("dies", "jen", "dess", "der") for ending in ("e", "en", "em", "er", "es")),
        "demonstrative",
    ),
    **dict.fromkeys("beide beiden zwei drei vier fünf sechs sieben acht neun zehn hunderte tausende".split(), "number"),
}
_PARTICLES = frozenset("von van der den de la le del della di da dos du al el bin ibn zu zur ter ten und".split()) - {"und"}
_PREPOSITIONS = frozenset(
    "an auf aus bei durch für gegen in mit nach laut seit über um unter von vor zu zwischen und oder sowie wie als ins".split()
)
_SURNAME_GROUPS = frozenset({"office", "professional", "witness", "expert"})
"""Nouns that are surnames as well, right after a first name: *Petra Richter*."""
PERSON_GROUPS = _SURNAME_GROUPS | {"spokesperson"}
QUOTE_MARKS = frozenset("„“”\"»«‚‘’'›‹")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a source phrase is made of.

    ``determiner`` is definite, indefinite, possessive, demonstrative, number, many or none; ``head`` the token of the head noun and
    ``group`` its group in the cue file (None for an unknown word; ``head`` is -1 when nothing has a capital).
    ``name`` is the token range of a person's name, or None.
    """

    determiner: str
    head: int
    group: CueGroup | None
    plural: bool
    name: tuple[int, int] | None


def read_phrase(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> Phrase:
    """Take apart the source phrase ``first:last``."""
    if lower[first] in {"von", "van"} and last - first in {2, 3} and words[last - 1][0].isupper():
        return Phrase("none", last - 1, None, False, (first, last))
    begin, determiner = _determiner(words, lower, first, last)
    head, found = _head(words, lower, begin, last, determiner)
    group, ending = found if found is not None else (None, "")
    name = _person(words, lower, begin, last, head, group)
    plural = head >= 0 and _is_plural(words[head], lower, begin, head, determiner, ending, group)
    return Phrase(determiner, head, group, plural, name)


def _determiner(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> tuple[int, str]:
    """The first token after determiner and marks, and the kind of determiner."""
    kind = "none"
    if first and lower[first - 1] in _DETERMINERS:
        kind = _DETERMINERS[lower[first - 1]]
    place = first
    many = load_cues("sources")["anybody"].cues
    while place < last - 1:
        word = lower[place]
        if word in _DETERMINERS:
            # "einer der Redner" stays one of them.
            kind = "indefinite" if kind == "indefinite" and place > first else _DETERMINERS[word]
        elif word in many:
            kind = "many"
        elif word.isdigit():
            kind = "number"
        elif words[place] not in QUOTE_MARKS and word not in _PREPOSITIONS:
            break
        place += 1
    return place, kind


def _head(
    words: Sequence[str], lower: Sequence[str], begin: int, last: int, determiner: str
) -> tuple[int, tuple[CueGroup, str] | None]:
    """The head noun: the first listed noun of the first run of capitals, else the run's first word."""
    head, place = -1, begin
    found: tuple[int, tuple[CueGroup, str]] | None = None
    while place < last:
        word = words[place]
        if word[0].isupper() or word in small_media():
            if head < 0:
                head = place
            found = _better(found, place, words, determiner)
            if found is not None and group_key(found[1][0]) in PERSON_GROUPS:
                break
        elif head >= 0 and not (word in QUOTE_MARKS or words[place - 1][-1] == "-" or word.isdigit()):
            if determiner == "none" or not word[0].islower() or word in _DETERMINERS or word in _PREPOSITIONS:
                break
            head, found = -1, None  # "die am Montag vorgelegte Studie": the run belonged to a participle.
        place += 1
    return found if found is not None else (head, None)


def _better(
    found: tuple[int, tuple[CueGroup, str]] | None, place: int, words: Sequence[str], determiner: str
) -> tuple[int, tuple[CueGroup, str]] | None:
    """The head so far or the noun at ``place``: owners and places in front give way to it."""
    word = words[place]
    noun = known_nouns().find(word)
    if noun is None or first_name(word) is not None:
        return found
    if found is None:
        return place, noun
    owner = determiner == "none" and words[found[0]][-1] in "s’'" and found[1][1] == "s"
    region = found[1][0].id.startswith("states.")
    person = group_key(noun[0]) in PERSON_GROUPS
    return (place, noun) if region or (owner and person) else found


def _person(
    words: Sequence[str], lower: Sequence[str], begin: int, last: int, head: int, group: CueGroup | None
) -> tuple[int, int] | None:
    """The token range of a person's name in the phrase, or None."""
    if head < 0:
        return None
    role = group is not None and group_key(group) in PERSON_GROUPS
    if group is not None and not role:
        return None
    for place in range(begin, last):
        if words[place][0].isupper() and first_name(words[place]) is not None:
            end = _name_end(words, lower, place, last)
            if end - place > 1:
                return place, end
    if not role:
        return None
    place = head + 1
    while place < last:
        after_comma = lower[place - 1] == ","
        after_role = place == head + 1 or (lower[place - 2] == "und" and _is_role(words[place - 1]))
        if (after_role or after_comma) and _may_be_name(words[place]):
            end = _name_end(words, lower, place, last)
            if end > place and (not after_comma or end - place > 1):
                return place, end
        place += 1
    return None


def _is_role(word: str) -> bool:
    group = source_noun(word)
    return group is not None and group_key(group) in PERSON_GROUPS


def _may_be_name(word: str) -> bool:
    return word[0].isupper() and len(word) > 1 and known_nouns().find(word) is None


def _name_end(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> int:
    """The token after a name that begins at ``first``; ``first`` itself when a body is named after a person."""
    place = end = first + 1
    while place < last:
        word = words[place]
        if word[0].isupper() and lower[place] not in _DETERMINERS:
            group = source_noun(word)
            if group is not None:
                key = group_key(group)
                if key not in _SURNAME_GROUPS or place > first + 1:
                    return first if key in {"organisation", "document", "medium"} else end
            end = place + 1
        elif lower[place] in _PARTICLES:
            # "Ursula von der Mustern", but "Petra Mustern von der Stadt".
            if first_name(words[place - 1]) is None and lower[place - 1] not in _PARTICLES:
                break
        elif word[0] not in "-–":
            break
        place += 1
    return end


def _is_plural(
    word: str, lower: Sequence[str], begin: int, head: int, determiner: str, ending: str, group: CueGroup | None
) -> bool:
    """Whether the head noun stands in the plural, by its determiner and its ending."""
    if determiner in {"many", "number"}:
        return True
    if determiner == "indefinite":
        return False
    article = lower[begin - 1] if begin else ""
    folded = word.lower()
    if folded.endswith("innen"):
        return True
    if folded.endswith("in"):
        return False
    person = group is not None and group_key(group) in PERSON_GROUPS
    if determiner == "none":
        if group is not None and group_key(group) == "office" and head == begin:
            return False
        return (person and folded.endswith("er")) or ending in {"n", "en", "e", "er", "nen"}
    if article in {"das", "dem", "des", "vom", "beim", "zum", "im", "am"}:
        return False
    if article == "die":
        return ending in {"n", "en", "nen"} or (person and folded.endswith("er"))
    if article == "der" and person and head > begin and folded.endswith("er"):
        return lower[head - 1].endswith("en")
    if article in {"den", "der"}:
        return ending in {"n", "en"} and (article == "den" or not person or ending == "n")
    return ending in {"n", "en", "e", "nen"}
