"""What a source phrase says about its source: the name, as one would list it, and the function.

*Example.* *der Chef des Musterdienstes Uwe Mustermann* is ("Uwe Mustermann", "Chef des Musterdienstes"); *des
Auswärtigen Amtes* is ("Auswärtiges Amt", None); *eine Sprecherin der Stadtwerke* is ("Stadtwerke",
"Sprecherin").
*Limits.* Titles (*Dr.*) are left out. Masculine and neuter nouns are told apart by their endings.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cues import load_cues
from .grammar import ARTICLES, CONTRACTED, DETERMINERS, NAME_PARTICLES, RELATIVES, TITLES
from .names import QUOTE_MARKS, Phrase, read_phrase
from .nouns import noun_stem
from .plurals import is_plural

_ARTICLES = ARTICLES | CONTRACTED
_SKIPPED = (DETERMINERS | CONTRACTED | {"auch", "wie", "so", "sowohl", "von", "nach", "laut", "bei", "in", "aus"}) - {
    *(
        "viele",
        "vieler",
        "vielen",
        "einige",
        "einigen",
        "einiger",
        "manche",
        "mehrere",
        "mehreren",
        "mehrerer",
    ),
    *("zahlreiche", "zahlreichen", "alle", "allen", "wenige", "wenigen", "eigenen"),
}
_GLUED_AFTER = frozenset("([{„‚«/-")
_GLUED_BEFORE = frozenset(".,;:!?)]}”’»/%")
_MARKS = "".join(sorted(QUOTE_MARKS)) + " ,:;"


def describe(words: Sequence[str], lower: Sequence[str], first: int, last: int, type: str) -> tuple[str, str | None]:
    """Name and function (or None) of the source phrase ``first:last`` of the given type; no name is empty."""
    return describe_phrase(read_phrase(words, lower, first, last), type)


def describe_phrase(phrase: Phrase, type: str) -> tuple[str, str | None]:
    """As ``describe``, for a phrase that was taken apart."""
    words = phrase.words
    if phrase.name is not None and type == "person":
        return join_words(words[slice(*phrase.name)]), _function(phrase, *phrase.name)
    if phrase.group is None and type == "person" and phrase.head >= 0:
        return _bare_name(phrase), None
    if phrase.key == "spokesperson" and type == "organisation":
        name, function = _spoken_for(phrase)
    else:
        quoted = _quoted(phrase) if type == "media" else None
        name, function = quoted or nominative(phrase, phrase.core_end), None
    return name or join_words(words[phrase.first : phrase.last]) or words[phrase.first], function


def _bare_name(phrase: Phrase) -> str:
    """The run of capitals from the head on: *die in Musterstadt geborene Mustermann selbst*."""
    end = phrase.head + 1
    while end < phrase.last and (phrase.words[end][0].isupper() or phrase.lower[end] in NAME_PARTICLES):
        end += 1
    return join_words(phrase.words[phrase.head : end])


def _function(phrase: Phrase, start: int, end: int) -> str | None:
    """What stands before or after the name ``start:end``, in the nominative; no relative clauses."""
    words, lower, last = phrase.words, phrase.lower, phrase.last
    before = start
    while before > phrase.first and (lower[before - 1] in TITLES or words[before - 1] in _MARKS):
        before -= 1
    function = ""
    if before > phrase.first:
        function = nominative(read_phrase(words, lower, phrase.first, before), before)
    after = end
    if after < last and words[after] == "(":
        close = next((k for k in range(after, last) if words[k] == ")"), last)
        bracket = join_words(words[after + 1 : close])
        function = f"{function} ({bracket})" if function else bracket
        after = close + 1
    if after < last and not function and not _is_relative(words, lower, after, last):
        after += words[after] == ","
        if after < last:
            function = nominative(read_phrase(words, lower, after, last), last, keep=True)
    return function or None


def _is_relative(words: Sequence[str], lower: Sequence[str], comma: int, last: int) -> bool:
    """A comma, a relative pronoun, and a small word (its verb) at the end."""
    if words[comma] != "," or comma + 1 >= last or lower[comma + 1] not in RELATIVES:
        return False
    letters = [word for word in words[comma + 1 : last] if word[0].isalpha()]
    return letters[-1][0].islower()


def _spoken_for(phrase: Phrase) -> tuple[str, str | None]:
    """The body behind a spokesperson: the genitive that follows, or the first part of the compound."""
    words, lower, head = phrase.words, phrase.lower, phrase.head
    begin, stop = head + 1, phrase.core_end
    while begin < stop and lower[begin] in {"von", "für", "bei"}:
        begin += 1
    if begin < stop:
        body = nominative(read_phrase(words, lower, begin, stop), stop)
        if body:
            return body, nominative(phrase, head + 1)
    for role in ("Pressesprecherin", "Pressesprecher", "Sprecherin", "Sprecher"):
        body, found, _ = words[head].lower().partition(role.lower())
        if found and len(body) > 2:
            return noun_stem(words[head][: len(body)].rstrip("-")), role
    return nominative(phrase, stop), None


def _quoted(phrase: Phrase) -> str:
    """A name in quotation marks behind a noun: *der Wochenzeitung „Musterbote“*; empty when there is none."""
    words, stop = phrase.words, phrase.core_end
    marks = [place for place in range(phrase.first, stop) if words[place] in QUOTE_MARKS]
    if not marks or marks[0] < phrase.begin:
        return ""
    return join_words(words[marks[0] + 1 : marks[1] if len(marks) > 1 else stop])


def nominative(phrase: Phrase, stop: int, keep: bool = False) -> str:
    """The phrase up to ``stop`` without its determiner, its adjectives and its head in the nominative.

    ``keep`` leaves a preposition in front standing (*von der Musterstiftung*).
    """
    words, lower = phrase.words, phrase.lower
    begin = phrase.first
    while begin < stop and (lower[begin] in _SKIPPED or words[begin] in QUOTE_MARKS):
        if keep and lower[begin] not in _ARTICLES:
            return join_words(words[begin:stop])
        begin += 1
    spoken = list(words[begin:stop])
    head = phrase.head - begin
    if phrase.determiner in {"definite", "indefinite", "other"} and 0 <= head < len(spoken):
        spoken[head] = _nominative_noun(phrase, spoken[head])
        ending = _adjective_ending(phrase, spoken[:head])
        for place in range(head):
            if spoken[place].endswith(("e", "en")) and len(spoken[place]) > 3:
                spoken[place] = spoken[place].removesuffix("n").removesuffix("e") + ending
    return join_words(spoken)


def _nominative_noun(phrase: Phrase, noun: str) -> str:
    """*Ministeriums* to *Ministerium*; *dem Vorsitzenden* and *der Vorsitzende* to *Vorsitzender*."""
    base = noun.removesuffix("n")
    if base.endswith(("ende", "nete", "ragte", "amte", "wandte")) and not is_plural(phrase):
        nominative_der = phrase.article == "der" and base == noun
        masculine = nominative_der or phrase.article[-2:] in {"em", "es", "en"}
        return base + "r" if masculine else base
    return noun_stem(noun) if phrase.article.endswith("es") else noun


def _adjective_ending(phrase: Phrase, adjectives: Sequence[str]) -> str:
    """The ending of an adjective in the nominative without an article: masculine -er, neuter -es, else -e."""
    article, noun = phrase.article, noun_stem(phrase.words[phrase.head]).lower()
    weak = any(word.endswith("en") for word in adjectives)
    feminine = article[-1] == "e" or article == "zur" or (article.endswith("er") and weak)
    if feminine or is_plural(phrase) or (article == "den" and noun.endswith("n")):
        return "e"
    neuter = article == "das" or noun.endswith(tuple(load_cues("sources")["organisation"].more["neuter"]))
    return "es" if neuter else "er"


def join_words(tokens: Sequence[str]) -> str:
    """Tokens as text, no space inside brackets and before marks; marks around the whole are dropped."""
    text, glue, inside = "", True, False
    for token in tokens:
        mark = token in QUOTE_MARKS
        inside ^= mark
        if text and not glue and (inside if mark else token[0] not in _GLUED_BEFORE):
            text += " "
        text += token
        glue = (mark and inside) or token in _GLUED_AFTER
    bare = text.strip(_MARKS)
    return text.strip(" ,:;") if any(mark in QUOTE_MARKS for mark in bare) else bare
