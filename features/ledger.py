"""The source ledger: every distinct source of an article once, with all its mentions.

*Why it matters.* Five mentions of one spokesman are one source, not five.
*Example.* *Ministerin Petra Mustermann (XYZ)*, *Mustermann*, *die Ministerin* and *sie* are one entry; *das
Ministerium* is the last ministry that was named, *die Studie* the last study.
*Limits.* People of one surname stay apart only where a first name tells them apart; a short form goes to the
last source that fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .cues import load_cues
from .describe import describe_phrase
from .evidence import Mention, Source
from .grammar import NAME_PARTICLES
from .language import Parse
from .names import PERSON_GROUPS, QUOTE_MARKS, Phrase, read_phrase
from .nouns import first_name, known_noun, noun_stem, source_noun
from .plurals import is_plural

_PRONOUNS = {
    **dict.fromkeys(("sie", "diese", "ihr", "die", "letztere", "jene"), "female"),
    **dict.fromkeys(("er", "dieser", "ihm", "ihn", "jener", "letzterer", "der", "dem", "den", "welcher"), "male"),
    **dict.fromkeys(("es", "das", "welches"), "neuter"),
}
_BODIES = frozenset({"organisation", "media", "document"})
_NEAR = 3
"""Mentions within which *der Mediziner* may take up anybody of that gender."""
_MEMORY = 60
"""Mentions that a short form looks back to; keeps the work linear in the number of mentions."""


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """Tokens ``first:last`` of the parse are a source phrase of ``type``, decided by ``rule``.

    ``counted`` is False for a phrase that only needs its source (a pronoun, a speaker already listed in the
    paragraph) and is no mention of its own.
    """

    first: int
    last: int
    paragraph: int
    type: str
    rule: str
    counted: bool = True


@dataclass(slots=True)
class _Entry:
    """A ledger entry in the making; ``role`` holds the words of its function, small."""

    id: int
    name: str
    function: str | None
    type: str
    rule: str
    role: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)

    @property
    def gender(self) -> str | None:
        """``female``, ``male`` or None: by the role, else by the first name."""
        for word in self.role:
            group = source_noun(word.capitalize())
            if group is not None and group.more["type"] == "person":
                return "female" if word.endswith("in") else "male"
        gender = first_name(self.name.partition(" ")[0])
        return gender if gender != "either" else None


def build_ledger(parse: Parse, mentions: Sequence[SourcePhrase]) -> tuple[list[Source], list[int | None]]:
    """The sources in the order of their first phrase, and the source id of every phrase.

    ``mentions`` stand in text order; a pronoun that is not counted and finds nobody has no id. A
    mention that takes up an earlier source gets the type of that source.
    """
    ledger = _Ledger(parse)
    ids = [ledger.add(phrase) for phrase in mentions]
    return [Source(e.id, e.name, e.function, e.type, tuple(e.mentions)) for e in ledger.entries], ids


class _Ledger:
    """The entries so far, the names by which each is found again, and the last entries mentioned."""

    def __init__(self, parse: Parse) -> None:
        self.entries: list[_Entry] = []
        self._parse = parse
        self._named: dict[str, _Entry] = {}
        self._people: dict[str, _Entry] = {}
        self._recent: list[_Entry] = []
        self._full_names: dict[str, str] | None = None
        self._bodies: set[str] = set()

    def add(self, mention: SourcePhrase) -> int | None:
        """Find or make the entry of a phrase, note the mention, and return the id of the entry."""
        phrase = read_phrase(self._parse.words, self._parse.lower, mention.first, mention.last)
        entry: _Entry | None
        if mention.rule == "sources.pronoun":
            entry = self._by_pronoun(phrase.lower[phrase.first])
            if entry is None and not mention.counted:
                return None
            entry = entry or self._new(mention, phrase.words[phrase.first])
        else:
            entry = self._find(mention, phrase)
        self._recent.append(entry)
        if mention.counted:
            start, end = self._parse.span(mention.first, mention.last)
            entry.mentions.append(Mention(start, end, mention.paragraph, entry.type, mention.rule))
        return entry.id

    def _find(self, mention: SourcePhrase, phrase: Phrase) -> _Entry:
        name, function = describe_phrase(phrase, mention.type)
        if phrase.group is None and phrase.name is None and _is_short_form(phrase) and phrase.determiner == "definite":
            holder = self._by_function(phrase)
            if holder is not None:
                return holder
        if mention.type == "person" and (phrase.name is not None or phrase.group is None):
            return self._person(mention, name, function)
        found = None
        if _is_short_form(phrase):
            found = self._by_role(phrase) if phrase.key in PERSON_GROUPS | {"witness"} else self._by_noun(phrase)
        return found or self._body(mention, phrase, name, function)

    def _new(self, mention: SourcePhrase, name: str, function: str | None = None, type: str | None = None) -> _Entry:
        entry = _Entry(len(self.entries), name, function, type or mention.type, mention.rule, _words(function))
        self.entries.append(entry)
        return entry

    def _last(self) -> Iterator[_Entry]:
        """The entries of the last mentions, the latest first."""
        return reversed(self._recent[-_MEMORY:])

    def _person(self, mention: SourcePhrase, name: str, function: str | None) -> _Entry:
        """The entry of a named person: by the surname where the first name does not differ, or a new one."""
        given, surname = _surname(name)
        found = self._people.get(surname) or (None if given else self._people.get(surname.rstrip("s’'")))
        if found is not None and given and not _same_given(given, found.name):
            found = self._named.get(name.lower())
        if found is None and not given:
            full = self._full_name(name)
            found = self._named.get(_key(name)) if full is None else None
            if found is None and full is None and name in self._bodies:
                return self._body_named(mention, name)
            name = full or name
        if found is None:
            found = self._new(mention, name, function)
        elif found.type == "person":
            found.name = name if given and " " not in found.name else found.name
            found.function = found.function or function
            found.role += tuple(word for word in _words(function) if word not in found.role)
        self._people[_surname(name)[1]] = found
        self._named[name.lower()] = found
        return found

    def _full_name(self, surname: str) -> str | None:
        """The full name of a bare surname from anywhere in the article, unless two people bear it."""
        if self._full_names is None:
            words = self._parse.words
            beside = frozenset(load_cues("sources")["body_name"].more["beside"])
            halves = [word.partition("-") for word in words if "-" in word]
            self._bodies = {name for name, _, noun in halves if noun.lower() in beside}
            self._full_names = {}
            for place, word in enumerate(words[:-1]):
                if word[0].isupper() and words[place + 1][0].isupper() and first_name(word) is not None:
                    full = f"{word} {words[place + 1]}"
                    if self._full_names.setdefault(words[place + 1], full) != full:
                        self._full_names[words[place + 1]] = ""
        return self._full_names.get(surname) or self._full_names.get(surname.rstrip("s’'"))

    def _by_pronoun(self, pronoun: str) -> _Entry | None:
        """The last person of the pronoun's gender, else the last source that is more than vague."""
        gender = _PRONOUNS.get(pronoun)
        for entry in self._last():
            person = entry.type in {"person", "unnamed"} and gender != "neuter"
            if person and (gender is None or entry.gender in {gender, None}):
                return entry
        return next((entry for entry in self._last() if entry.type in _BODIES), None)

    def _by_role(self, phrase: Phrase) -> _Entry | None:
        """Whom *die Ministerin*, *der Forscher* takes up: the last with that role, or of that gender."""
        word = phrase.lower[phrase.head]
        owner, _, noun = word.rpartition("-")
        noun = noun.removesuffix(phrase.ending) if phrase.ending else noun
        gender = "female" if noun.endswith("in") else "male"
        if not noun:
            return None
        for entry in self._last():
            if any(part.endswith(noun) for part in entry.role) or entry.name.lower().endswith(noun):
                return entry
            if owner and owner in " ".join(entry.role) and entry.gender in {gender, None}:
                return entry
        if phrase.key not in {"expert", "professional"}:
            return None
        near = (entry for entry in self._recent[: -_NEAR - 1 : -1] if entry.type == "person")
        return next((entry for entry in near if entry.gender in {gender, None}), None)

    def _by_function(self, phrase: Phrase) -> _Entry | None:
        """Whom *der Bäcker* takes up, a noun that no list knows: the last with this very function."""
        noun = phrase.lower[phrase.head]
        return next((entry for entry in self._last() if noun in entry.role), None)

    def _by_noun(self, phrase: Phrase) -> _Entry | None:
        """What *das Ministerium*, *die Studie*, *das Blatt* takes up: the last of that noun or kind."""
        noun = phrase.lower[phrase.head].removesuffix(phrase.ending)
        group = phrase.group
        if group is None or not noun or group.more["type"] not in _BODIES:
            return None
        for entry in self._last():
            if entry.type == group.more["type"] and any(part.endswith(noun) for part in entry.name.lower().split()):
                return entry
        if noun in group.more.get("generic", ()):
            return next((entry for entry in self._last() if entry.type == group.more["type"]), None)
        return None

    def _body(self, mention: SourcePhrase, phrase: Phrase, name: str, function: str | None) -> _Entry:
        """The entry of anything but a named person: by its name or short name, or a new one."""
        one_of_many = phrase.determiner == "indefinite" and phrase.key != "spokesperson"
        found = None if one_of_many else self._named.get(_key(name))
        if found is None:
            found = self._new(mention, name, function, _resolved_type(mention, phrase))
        for alias in (name, *_short_names(phrase)):
            self._named[_key(alias)] = found
        return found

    def _body_named(self, mention: SourcePhrase, name: str) -> _Entry:
        """A bare name that the article uses like that of a body (*Mustera-Gruppe*)."""
        self._named[_key(name)] = found = self._new(mention, name, type="organisation")
        return found


def _resolved_type(mention: SourcePhrase, phrase: Phrase) -> str:
    """A profession with the definite article that takes up nobody stays unnamed."""
    nobody = mention.type == "person" and phrase.key in {"expert", "professional"}
    return "unnamed" if nobody else mention.type


def _is_short_form(phrase: Phrase) -> bool:
    """One noun with a definite article or none, nothing else: *die Ministerin*, *das Institut*."""
    described = phrase.key in {"expert", "professional"}
    alone = (
        (described or phrase.head == phrase.begin)
        and phrase.core_end - phrase.head <= 1
        and phrase.last == phrase.core_end
    )
    return alone and phrase.determiner in {"definite", "other", "none"} and not is_plural(phrase)


def _short_names(phrase: Phrase) -> list[str]:
    """Further names of a body: an abbreviation in brackets, a name behind the noun (*Konzern Mustera*)."""
    words, stop = phrase.words, phrase.core_end
    names: list[str] = []
    if phrase.group is None or phrase.group.more["type"] not in {"organisation", "media"}:
        return names
    owner, _, noun = words[phrase.head].partition("-")
    if noun and noun.lower() in phrase.group.more.get("generic", ()):
        names.append(owner)
    if stop + 2 < phrase.last and words[stop] == "(":
        names.append(words[stop + 1])
    tail = [word for word in words[phrase.head + 1 : stop] if word not in QUOTE_MARKS]
    if phrase.head >= 0 and tail and all(word[0].isupper() for word in tail) and known_noun(tail[0]) is None:
        names.append(" ".join(tail))
    return names


def _key(name: str) -> str:
    """A name without case endings and marks, for looking it up."""
    parts = name.lower().split()
    return " ".join([noun_stem(part).removesuffix("r").removesuffix("s").removesuffix("e") for part in parts])


def _surname(name: str) -> tuple[str, str]:
    """Given names (without *von der*) and surname, small."""
    parts = name.lower().split()
    return " ".join(part for part in parts[:-1] if part not in NAME_PARTICLES), parts[-1]


def _same_given(given: str, name: str) -> bool:
    """Whether given names fit a name that is known so far: it has none, or the same first one."""
    known = _surname(name)[0]
    return not known or known.partition(" ")[0] == given.partition(" ")[0]


def _words(function: str | None) -> tuple[str, ...]:
    return tuple(function.lower().replace("(", " ").replace(")", " ").split()) if function else ()
