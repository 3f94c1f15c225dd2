"""What a source phrase says about its source: the name, as one would list it, and the function.

*Example.* *der Chef des Musterdienstes Uwe Mustermann* is ("Uwe Mustermann", "Chef des Musterdienstes"); *des
Auswärtigen Amtes* is ("Auswärtiges Amt", None); *eine Sprecherin der Stadtwerke* is ("Stadtwerke", "Sprecherin").
*Limits.* Titles (*Dr.*) are left out. Masculine and neuter nouns are told apart by their endings.
"""

from __future__ import annotations

from collections.abc import Sequence

from .names import QUOTE_MARKS, Phrase, read_phrase
from .nouns import noun_stem

_ARTICLES = frozenset("der die das dem den des ein eine einen einem einer eines vom beim zum zur im am".split())
_SKIPPED = _ARTICLES | frozenset("auch wie so sowohl von nach laut bei in aus".split())
_GLUED_AFTER = frozenset("([{„‚«/") | {"-"}
_GLUED_BEFORE = frozenset(".,;:!?)]}”’»/%")
_NEUTER = (
    "amt", "um", "institut", "gericht", "unternehmen", "werk", "büro", "haus", "kreuz", "bündnis", "team", "kabinett",
    "parlament", "militär", "blatt", "magazin", "portal", "komitee", "forum", "chen", "journal", "tribunal", "gesetz",
    "urteil", "papier", "gutachten", "video", "schreiben", "buch", "netz", "fernsehen", "konsortium", "ressort",
)  # fmt: skip
_TITLES = frozenset({",", "Herr", "Frau", "Herrn", "Dr.", "Prof.", "Prof", "Dr", "h.c.", "med.", "Mag."})
_RELATIVES = frozenset("der die das den dem dessen deren denen welche welcher welches die".split())


def describe(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, type: str
) -> tuple[str, str | None]:
    """Name and function (or None) of the source phrase ``first:last`` of the given type; the name is never empty."""
    return describe_phrase(words, lower, first, last, type, read_phrase(words, lower, first, last))


def describe_phrase(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, type: str, phrase: Phrase
) -> tuple[str, str | None]:
    """As ``describe``, for a phrase that was already taken apart."""
    if phrase.name is not None and type == "person":
        start, end = phrase.name
        return join_words(words[start:end]), _function(words, lower, first, last, start, end)
    group = phrase.group.id if phrase.group is not None else ""
    if type == "organisation" and group == "sources.spokesperson":
        return _spoken_for(words, lower, first, last, phrase)
    stop = _core_end(words, lower, first, last)
    if type == "media":
        quoted = _quoted(words, first, stop)
        if quoted is not None and quoted[0] > first + 2:
            return join_words(words[slice(*quoted)]), None
    return nominative(words, lower, first, stop, phrase) or join_words(words[first:last]), None


def _function(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, start: int, end: int
) -> str | None:
    """What is said before and after the name ``start:end``, in nominative; a relative clause is left out."""
    parts = []
    before = start
    while before > first and (words[before - 1] in QUOTE_MARKS or words[before - 1] in _TITLES):
        before -= 1
    if before > first:
        role = read_phrase(words, lower, first, before)
        text = nominative(words, lower, first, before, role)
        if text:
            parts.append(text)
    after = end
    if after < last and words[after] == "(":
        close = next((k for k in range(after, last) if words[k] == ")"), last - 1)
        parts.append(join_words(words[after : close + 1]) if parts else join_words(words[after + 1 : close]))
        after = close + 1
    if after < last and not parts and not _relative(words, lower, after, last):
        stop = last
        while stop > after and words[stop - 1] in {",", ":"}:
            stop -= 1
        begin = after + (words[after] == ",")
        if begin < stop:
            parts.append(nominative(words, lower, begin, stop, read_phrase(words, lower, begin, stop), keep=True))
    return " ".join(part for part in parts if part) or None


def _relative(words: Sequence[str], lower: Sequence[str], comma: int, last: int) -> bool:
    """Whether a relative clause follows the comma: a relative pronoun, and a small word (its verb) at the end."""
    if words[comma] != "," or comma + 1 >= last or lower[comma + 1] not in _RELATIVES:
        return False
    tail = last - 1
    while tail > comma and words[tail] in {",", ":", "“", '"'}:
        tail -= 1
    return words[tail][0].islower()


def _spoken_for(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, phrase: Phrase
) -> tuple[str, str | None]:
    """The body behind a spokesperson: the genitive that follows, or the first part of the compound."""
    head = words[phrase.head]
    begin, stop = phrase.head + 1, _core_end(words, lower, first, last)
    while begin < stop and lower[begin] in {"von", "für", "bei"}:
        begin += 1
    if begin < stop:
        body = nominative(words, lower, begin, stop, read_phrase(words, lower, begin, stop))
        if body:
            return body, nominative(words, lower, first, phrase.head + 1, phrase)
    for tail, role in (("sprecherin", "Sprecherin"), ("sprechers", "Sprecher"), ("sprecher", "Sprecher")):
        if lower[phrase.head].endswith(tail) and len(head) > len(tail) + 2:
            body = head[: -len(tail)].rstrip("-")
            body = body.removesuffix("Presse").removesuffix("presse").rstrip("-")
            if len(body) > 2:
                return noun_stem(body), role
    return nominative(words, lower, first, stop, phrase), None


def _core_end(words: Sequence[str], lower: Sequence[str], first: int, last: int) -> int:
    """The end of the phrase before an apposition, a relative clause or a bracket."""
    for place in range(first + 1, last):
        if words[place] in {",", "(", ":"}:
            return place
    return last


def _quoted(words: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    """Token range of the first part in quotation marks."""
    marks = [place for place in range(first, last) if words[place] in QUOTE_MARKS]
    if not marks or marks[0] + 1 >= last:
        return None
    end = marks[1] if len(marks) > 1 else last
    return (marks[0] + 1, end) if end > marks[0] + 1 else None


def nominative(
    words: Sequence[str], lower: Sequence[str], first: int, last: int, phrase: Phrase, keep: bool = False
) -> str:
    """The phrase without its determiner, its adjectives and its head in the nominative.

    ``keep`` leaves a preposition in front standing (*von der Musterstiftung*).
    """
    begin, article = first, ""
    while begin < last and (lower[begin] in _SKIPPED or words[begin] in QUOTE_MARKS):
        if keep and lower[begin] not in _ARTICLES:
            return join_words(words[first:last])
        article = lower[begin] if lower[begin] in _ARTICLES else article
        begin += 1
    if not article and first and lower[first - 1] in _ARTICLES:
        article = lower[first - 1]
    spoken = list(words[begin:last])
    head = phrase.head - begin
    if article and 0 <= head < len(spoken):
        if article in {"des", "eines"}:
            spoken[head] = noun_stem(spoken[head])
        ending = _adjective_ending(article, spoken, head, phrase)
        for place in range(head):
            if spoken[place].endswith(("e", "en")) and len(spoken[place]) > 4:
                spoken[place] = spoken[place].removesuffix("n").removesuffix("e") + ending
    return join_words(spoken)


def _adjective_ending(article: str, spoken: Sequence[str], head: int, phrase: Phrase) -> str:
    """The ending of an adjective in the nominative without an article: masculine -er, neuter -es, else -e."""
    weak_n = any(word.endswith("en") for word in spoken[:head])
    feminine = article in {"zur", "eine", "einer"} or (article == "der" and weak_n) or article == "die"
    feminine = feminine or (article == "den" and spoken[head].endswith("en"))
    if phrase.plural or feminine:
        return "e"
    return "es" if article == "das" or spoken[head].lower().endswith(_NEUTER) else "er"


def join_words(tokens: Sequence[str]) -> str:
    """Tokens as text: no space inside brackets and before marks; quotation marks around the whole are dropped."""
    text, glue, inside = "", True, False
    for token in tokens:
        opening = token in QUOTE_MARKS and not inside
        if token in QUOTE_MARKS:
            inside = not inside
        if text and not glue and (opening or (token not in QUOTE_MARKS and token[0] not in _GLUED_BEFORE)):
            text += " "
        text += token
        glue = opening or token in _GLUED_AFTER
    marks = "".join(QUOTE_MARKS) + " ,:;"
    bare = text.strip(marks)
    return bare if not any(mark in bare for mark in QUOTE_MARKS) else text.strip(" ,:;")
