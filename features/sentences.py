"""Sentence ends: where the sentences of a tokenised paragraph begin and end.

*Why it matters.* A sentence cut at *3. Oktober* or at *„Das ist gut!“, sagte sie* loses its speaker; spaCy's
sentencizer cuts after ordinals, initials, *Ludwig XIV.* and inside quotations that go on.
*Example.* *Die Zahl stieg auf 61. Helfer suchen weiter.* are two sentences, *Der 61. Helfer kam.* is one.
*Limits.* An abbreviation before a capital noun (*Nr. Sieben*) is decided by small word lists.
"""

from __future__ import annotations

import re

from .grammar import ADVERBS, PREPOSITIONS, SUBORDINATORS, TIME_NOUNS

_TERMINATORS = frozenset({".", "!", "?", "…", "...", "?!", "!?", "!!", "!!!", "??", "???", ".."})
_CLOSERS = frozenset("“”\"»«’'‘)]›‹")
_ROMAN = re.compile(r"[IVX]+\Z")
_ORDINAL = re.compile(r"\d{1,2}\.\Z")
_NUMBER_DOT = re.compile(r"\d+\.\Z")
_END_ABBREVIATIONS = frozenset({"usw.", "etc.", "mio.", "mrd.", "co.", "jr.", "sen.", "bzw.", "uvm.", "u.a.", "str."})
_MAX_SENTENCE = 400
"""Tokens after which a sentence is cut: text without full stops stays linear."""
SENTENCE_OPENERS = frozenset(
    """der die das ein eine einen einem einer eines er sie es wir ich ihr man dies diese dieser dieses in im am an auf
    aus bei beim mit nach von vom zu zum zur für vor über unter bis seit während wegen trotz laut auch aber doch
    denn und oder als wenn weil da dabei daher damit dann dort so nun jetzt heute gestern nur noch schon bereits
    zwar allerdings jedoch dagegen außerdem zudem insgesamt wie was wer wo warum ob nicht kein keine viele alle
    einige mehr seine seinen ihre ihren danach demnach derzeit dazu darauf darum deshalb bislang bisher zuvor
    später hier sein hat ist war wird""".split()
)
"""Capitalised, these open a sentence: a full stop before one of them is an end even after a number."""
_SMALL_OPENERS = (
    ADVERBS | PREPOSITIONS | SUBORDINATORS | frozenset("anscheinend angeblich mutmaßlich offenbar vielleicht".split())
)
"""Further words that open a sentence behind a number; behind an initial they may be names (*S. Kurz*)."""
_BEFORE_AMOUNTS = frozenset("als auf bei etwa fast gegen knapp mit nur rund um unter über".split())
_FEW_ORDINALS = 3
"""Up to here a number may be an ordinal without an article too: *mit 1. Vorsitzender Petra Muster*."""


def cut_sentences(
    text: str, words: list[str], lower: list[str], starts: list[int], first: int, last: int
) -> list[tuple[int, int]]:
    """Token ranges of the sentences in tokens ``first:last``."""
    if first == last:
        return []
    places = [place for place in range(first, last) if words[place][-1] in ".!?…"]
    if "\n" in text[starts[first] : starts[last - 1]]:
        breaks = [place for place in range(first, last - 1) if "\n" in text[starts[place] : starts[place + 1]]]
        places = sorted({*places, *breaks})
    found: list[tuple[int, int]] = []
    begin = first
    for place in [*places, last - 1]:
        while place - begin > _MAX_SENTENCE:
            found.append((begin, begin + _MAX_SENTENCE))
            begin += _MAX_SENTENCE
        end = _sentence_end(text, words, lower, starts, place, last) if place >= begin else None
        if end is not None:
            found.append((begin, end))
            begin = end
    if begin < last:
        found.append((begin, last))
    return found


def _sentence_end(
    text: str, words: list[str], lower: list[str], starts: list[int], place: int, last: int
) -> int | None:
    """The token after the sentence when token ``place`` ends one, else None."""
    word = words[place]
    following = place + 1
    if following < last and "\n" in text[starts[place] + len(word) : starts[following]]:
        return following
    if word not in _TERMINATORS and not (word[-1] == "." and len(word) > 1):
        return None
    while following < last and words[following] in _TERMINATORS:
        following += 1
    closed = False
    # A closing mark belongs to the sentence it ends; one after a space opens the next.
    while (
        following < last
        and words[following] in _CLOSERS
        and starts[following] == starts[following - 1] + len(words[following - 1])
    ):
        following += 1
        closed = True
    if following >= last:
        return following
    if not _opens_sentence(words[following], lower[following]):
        return None
    if word in _TERMINATORS and word != ".":
        return following
    if closed:
        return following
    return following if _stop_is_end(words, lower, place, following) else None


def _opens_sentence(word: str, lower: str) -> bool:
    """Whether a token may begin a sentence: anything but a small letter or a mark that goes on."""
    head = word[0]
    if head.islower() or head in ",;:)]–—-/%&+=":
        return False
    return not (lower in {"“", "”"} and len(word) > 1)


def _stop_is_end(words: list[str], lower: list[str], place: int, following: int) -> bool:
    """Decide a full stop before a capital, a number or an opening mark."""
    word = words[place]
    opener = lower[following] in SENTENCE_OPENERS
    if word == ".":
        before = words[place - 1] if place else ""
        if len(before) == 1 and before.isalpha() and before.isupper():
            return opener
        if _ROMAN.match(before):
            return opener
        return lower[place - 1] not in {"nr", "art", "bd"} if place else True
    if _ORDINAL.match(word):
        next_word = lower[following]
        if opener or next_word in _SMALL_OPENERS or next_word.endswith(("lich", "weise")):
            return not words[following].isdigit()
        # "auf 61. Helfer": an ordinal would have an article.
        amount = place and lower[place - 1] in _BEFORE_AMOUNTS and int(word[:-1]) > _FEW_ORDINALS
        return bool(amount) and next_word not in TIME_NOUNS
    if _NUMBER_DOT.match(word):
        return True
    return opener and lower[place] in _END_ABBREVIATIONS
