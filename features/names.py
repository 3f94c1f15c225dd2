"""Anatomy of a source phrase: its determiner, its head noun, the name of a person in it.

*Why it matters.* *Der Chef des Amtes, Uwe Mustermann* is a person, *ein Brief Uwe Mustermanns* is not.
*What it does.* The head is the first noun of the phrase that the word lists know (see ``nouns.py``). The name
of a person opens with a known first name, or follows a role (*Minister Mustermann*), or is all there is.
*Limits.* Without a dictionary of German nouns an unlisted noun after a role reads as a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .core_phrases import has_name_article, skip_participle
from .cues import CueGroup, load_cues
from .grammar import ARTICLES, CONTRACTED, DETERMINERS, NAME_PARTICLES, PREPOSITIONS
from .nouns import first_name, group_key, is_listed, known_noun, small_media, source_noun

SURNAME_GROUPS = frozenset({"office", "professional", "witness", "expert", "researchers"})
"""Groups of nouns for people; right after a first name such a noun is a surname: *Petra Richter*."""
PERSON_GROUPS = SURNAME_GROUPS | {"spokesperson"}
_BODY_GROUPS = frozenset({"organisation", "known_body", "document", "medium"})
QUOTE_MARKS = frozenset("„“”\"»«‚‘’'›‹")
_LINKING = PREPOSITIONS | DETERMINERS | {"und", "oder", "sowie", "wie", "als"}
_ROLE_ENDINGS = (
    "er",
    "erin",
    "ist",
    "istin",
    "eur",
    "eurin",
    "ent",
    "entin",
    "ologe",
    "ologin",
    "ator",
    "atorin",
    "mann",
    "frau",
)
"""Endings of German nouns for what people do."""
_PLACE_OPENERS = frozenset("Alt Bad Groß Klein Neu Sankt".split())
_MAX_PHRASE = 80
"""Tokens of a phrase that are looked at: no source phrase is longer, and broken text stays cheap."""

_Noun = tuple[CueGroup, str]
"""The group of a noun and its case or number ending."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source phrase taken apart; all numbers are tokens of the parse.

    ``begin`` is the first token after determiner and opening marks, ``article`` the last determiner
    (small, or empty), ``determiner`` its kind: definite, indefinite, other, number, many or none.
    ``head`` is the head noun (-1 when nothing has a capital), ``group`` its group in the cue files
    (None for an unknown word) and ``ending`` its case or number ending. ``name`` is the token range of
    a person's name, or None.
    """

    words: Sequence[str]
    lower: Sequence[str]
    first: int
    last: int
    begin: int
    article: str
    determiner: str
    head: int
    group: CueGroup | None
    ending: str
    name: tuple[int, int] | None

    @property
    def key(self) -> str:
        """Short name of the group of the head, empty for an unknown word."""
        return group_key(self.group) if self.group is not None else ""

    @property
    def core_end(self) -> int:
        """The end of the phrase before an apposition, a relative clause or a bracket."""
        stops = (k for k in range(self.first + 1, self.last) if self.words[k] in {",", "(", ":"})
        return next(stops, self.last)


def read_phrase(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> Phrase:
    """Take apart the source phrase ``first:last`` (not empty)."""
    limit = min(last, first + _MAX_PHRASE)
    if _is_noble(words, lower, first, limit):
        return Phrase(words, lower, first, last, first, "", "none", limit - 1, None, "", (first, last))
    begin, article, kind = _determiner(words, lower, first, limit)
    head, noun = _head(words, begin, limit, kind)
    group, ending = noun if noun is not None else (None, "")
    name = None
    if head >= 0 and (
        group is None or group_key(group) in PERSON_GROUPS or _is_holder(words, lower, head, limit, group)
    ):
        name = _first_and_last(words, lower, begin, limit)
        if name is None and (group is not None or looks_like_role(words, head, limit)):
            name = _after_role(words, lower, head + 1, limit)
    return Phrase(words, lower, first, last, begin, article, kind, head, group, ending, name)


def _is_holder(words: Sequence[str], lower: Sequence[str], head: int, last: int, group: CueGroup) -> bool:
    """Whether a noun for a body stands before a person's name: *Betreiber Uwe Mustermann*, *Stadtrat Uwe van Muster*.

    A noun that a member bears as a title needs two names, any other a first name that is known: *Betreiber Muster Bau*.
    """
    if not lower[head].endswith(tuple(group.more.get("roles", ()))):
        return False
    surname = head + 2
    while surname < last and lower[surname] in NAME_PARTICLES:
        surname += 1
    if surname >= last or not _may_be_name(words[surname]):
        return False
    if first_name(words[head + 1]) is not None:
        return True
    titled = lower[head].endswith(tuple(group.more["titles"]))
    return titled and _may_be_name(words[head + 1]) and words[head + 1] not in _PLACE_OPENERS


def _is_noble(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> bool:
    """Whether the phrase is a surname like *von der Mustern*."""
    if lower[first] not in {"von", "van"} or last - first not in {2, 3}:
        return False
    return words[last - 1][0].isupper() and known_noun(words[last - 1]) is None


def _determiner(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> tuple[int, str, str]:
    """The first token after determiners and opening marks, the determiner and its kind."""
    article = lower[first - 1] if first and lower[first - 1] in DETERMINERS | CONTRACTED else ""
    kind = _kind(article) if article else "none"
    place = first
    while place < last - 1:
        word = lower[place]
        found = _kind(word)
        if found is not None:
            # "einer der Redner" stays one of them.
            if kind != "indefinite" or place == first:
                article, kind = word, found
        elif words[place] not in QUOTE_MARKS and word not in PREPOSITIONS and word != "auch":
            break
        elif word in PREPOSITIONS and kind is not None:
            noun = skip_participle(words, lower, place, last)
            if noun > place:
                return noun, article, kind
        place += 1
    return place, article, kind or "none"


def _kind(word: str) -> str | None:
    """The kind of a determiner, None for any other word."""
    groups = load_cues("sources")
    if word in ARTICLES or word in CONTRACTED:
        return "indefinite" if word.startswith("ein") else "definite"
    if word in groups["anybody"].cues:
        return "many"
    if word.isdigit() or word in groups["anybody"].more["numbers"]:
        return "number"
    return "other" if word in DETERMINERS and not word.startswith("eigen") else None


def _head(words: Sequence[str], begin: int, last: int, kind: str) -> tuple[int, _Noun | None]:
    """The head noun: the first listed noun of the first run of capitals, else the run's first word."""
    head, place = -1, begin
    found: tuple[int, _Noun] | None = None
    quoted = False
    while place < last:
        word = words[place]
        if is_name_like(word):
            head = place if head < 0 else head
            found = _better(found, place, words, kind, begin)
            if found is not None and group_key(found[1][0]) in PERSON_GROUPS:
                break
        elif word in QUOTE_MARKS:
            quoted = True
        elif head >= 0 and not (words[place - 1][-1] == "-" or word.isdigit()):
            participle = kind != "none" and word.endswith(("e", "en", "er", "em", "es")) and word not in _LINKING
            if quoted or not participle or not any(map(is_name_like, words[place + 1 : last])):
                break
            head, found = -1, None  # "die am Montag vorgelegte Studie": that run belonged to a participle.
        place += 1
    return found if found is not None else (head, None)


def is_name_like(word: str) -> bool:
    """A noun or a name: it holds a capital (*39-Jährige*, *dpa-Meldung*), or is a medium written small."""
    return word != word.lower() or word in small_media() or ("." in word[1:-1] and known_noun(word) is not None)


def _better(
    found: tuple[int, _Noun] | None, place: int, words: Sequence[str], kind: str, begin: int
) -> tuple[int, _Noun] | None:
    """The head so far, or the noun at ``place``: a place or an owner in front gives way to it.

    *Post* behind the name of a place is a paper.
    """
    noun = known_noun(words[place])
    if noun is None or first_name(words[place]) is not None:
        return found
    if found is None:
        if words[place] == "Post" and place > begin:
            return place, (load_cues("sources")["medium"], "")
        return place, noun
    region = found[1][0].id.startswith("states.")
    if words[place] == "Post" and place == found[0] + 1:
        return place, (load_cues("sources")["medium"], "")
    if words[found[0]] == "Agentur" and place == found[0] + 1 and group_key(noun[0]) == "medium_name":
        return place, noun
    owner = kind == "none" and found[1][1] == "s" and group_key(noun[0]) in PERSON_GROUPS
    return (place, noun) if region or owner else found


def _first_and_last(words: Sequence[str], lower: Sequence[str], begin: int, last: int) -> tuple[int, int] | None:
    """The range of a name that opens with a known first name."""
    for place in range(begin, last):
        if first_name(words[place]) is not None and not _is_owner(words, lower, begin, place):
            end = _name_end(words, lower, place, last)
            if end - place > 1:
                unlisted = all(map(_may_be_name, words[begin:place])) and not looks_like_role(words, begin, last)
                return begin if unlisted else place, end
    return None


def looks_like_role(words: Sequence[str], place: int, last: int) -> bool:
    """Whether an unlisted word before two names says what somebody does: *Ruderin Petra Mustermann*."""
    word = words[place]
    return (
        place + 2 < last
        and word.endswith(_ROLE_ENDINGS)
        and first_name(word) is None
        and _may_be_name(word)
        and _may_be_name(words[place + 1])
        and _may_be_name(words[place + 2])
        and "-" not in word
    )


def _is_owner(words: Sequence[str], lower: Sequence[str], begin: int, place: int) -> bool:
    """Whether the name at ``place`` belongs to somebody whom the head serves: *der Sprecher von Minister Muster*."""
    back = place - 1
    while back > begin and is_role(words[back]):
        back -= 1
    if back <= begin or not words[back - 1][0].isupper():
        return False
    return lower[back] == "von" or (back < place - 1 and lower[back] in {"des", "der"})


def _after_role(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """The range of a name right after a role, or of at least two words after a comma."""
    for place in range(first, last):
        word = words[place]
        if not _may_be_name(word):
            continue
        after_comma = lower[place - 1] == ","
        coordinated = lower[place - 2] == "und" and is_role(words[place - 1])
        if place == first or after_comma or coordinated:
            end = _name_end(words, lower, place, last)
            if end > place and (not after_comma or end - place > 1):
                return place, end
    return None


def _may_be_name(word: str) -> bool:
    initial = len(word) == 2 and word[1] == "."
    return _opens_as_name(word) and (initial or word[-1] != ".") and len(word) > 1 and known_noun(word) is None


def _opens_as_name(word: str) -> bool:
    return word[0].isupper() or has_name_article(word)


def is_role(word: str) -> bool:
    """Whether a word is a listed noun for a person: an office, a profession, a witness."""
    group = source_noun(word)
    return group is not None and group_key(group) in PERSON_GROUPS


def _name_end(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> int:
    """The token after a name that begins at ``first``; ``first`` when a body is named after a person."""
    end = first + 1
    for place in range(first + 1, last):
        word = words[place]
        if _opens_as_name(word) and lower[place] not in ARTICLES:
            group = source_noun(word)
            by_ending = group is not None and place == first + 1 and "-" not in word and not is_listed(word)
            if group is not None and not by_ending and (place > first + 1 or group_key(group) not in SURNAME_GROUPS):
                return first if group_key(group) in _BODY_GROUPS and end == place else end
            end = place + 1
        elif lower[place] in NAME_PARTICLES:
            # "Ursula von der Mustern", but "Petra Mustern von der Stadt".
            if first_name(words[place - 1]) is None and lower[place - 1] not in NAME_PARTICLES:
                break
        elif word[0] not in "-–":
            break
    return end
