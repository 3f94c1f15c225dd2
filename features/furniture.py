"""Furniture: date lines, bylines, repeated headlines and notices of the page, which are no content.

*Why it matters.* *Artikel anhören* needs no source; the codebook calls it service, and labels hold few such cases.
*Example.* *Von Erika Beispiel* is short, has no full stop and begins with *Von* and a name: a byline.
*Limits.* A notice inside a longer paragraph is read as content.
"""

from __future__ import annotations

import re

from .cues import CueMatcher, load_cues
from .language import Parse

_NOTICES = CueMatcher(load_cues("furniture").values())
_NOTICE_TOKENS = 15
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DATE = re.compile(rf"\b\d{{1,2}}\.? ?(?:\d{{1,2}}\.|(?:{_MONTHS}),?) ?\d{{2,4}}\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_BYLINE = re.compile(r"(?:Von|von|Via|via|By|Text:?|Ein Gastbeitrag von) [A-ZÄÖÜ]")
_AGENCY = re.compile(r"\(\s*(?:[a-zA-Z]{2,6}\s?[/,]\s?)*[a-zA-Z]{2,6}\s*\)\Z")
_HEADLINE = 400
_DATE_LINE = 60
_STOPS = ".!?…"
_CLOSING = "\"“”«»’‘')]"


def is_furniture(parse: Parse, index: int) -> bool:
    """Whether a paragraph is furniture of the page; time is linear in its length."""
    paragraph = parse.article.paragraphs[index]
    text = parse.article.text[paragraph.start : paragraph.end]
    first, last = parse.paragraph_tokens[index]
    count = last - first
    if (text[:1] in "[(" and text[-1:] in "])") or (count <= 8 and _AGENCY.search(text)):
        return True
    if _repeats(parse, index, text):
        return True
    if not _ends_open(text):
        return False
    if _is_date_line(text, count) or (count <= 10 and _BYLINE.match(text)):
        return True
    if count <= _NOTICE_TOKENS and next(_NOTICES.find(parse.words, parse.lower, first, last), None):
        return True
    return _is_heading(parse, index, text) and (_dated(parse, index) or _is_headline(parse, index))


def is_sentence(parse: Parse, index: int) -> bool:
    """Whether a paragraph ends as a sentence does."""
    paragraph = parse.article.paragraphs[index]
    return not _ends_open(parse.article.text[max(paragraph.start, paragraph.end - 20) : paragraph.end])


def _ends_open(text: str) -> bool:
    """Whether a text ends without a full stop, a question mark or the like."""
    return text.rstrip(_CLOSING)[-1:] not in _STOPS


def _is_date_line(text: str, count: int) -> bool:
    return count <= 12 and bool(_DATE.search(text) or (_CLOCK.search(text) and "Uhr" in text))


def _is_heading(parse: Parse, index: int, text: str) -> bool:
    """Whether a text that ends without a full stop is a heading and no broken line."""
    article = parse.article
    first, last = parse.paragraph_tokens[index]
    after = article.paragraphs[index + 1] if index + 1 < len(article.paragraphs) else None
    small_after = after is not None and article.text[after.start : after.start + 1].islower()
    return last - first <= 16 and not small_after and not text[:1].islower()


def _is_headline(parse: Parse, index: int) -> bool:
    """Whether whole sentences follow the first paragraph: then a heading there is the headline."""
    return index == 0 and len(parse.article.paragraphs) > 1 and is_sentence(parse, 1)


def _dated(parse: Parse, index: int) -> bool:
    """Whether a date line follows one of the first paragraphs: then a heading there is the headline."""
    if index > 2 or index + 1 >= len(parse.article.paragraphs):
        return False
    after = parse.article.paragraphs[index + 1]
    line = parse.article.text[after.start : after.end]
    return len(line) <= _DATE_LINE and bool(_DATE.search(line)) and _ends_open(line)


def _repeats(parse: Parse, index: int, text: str) -> bool:
    """Whether a short paragraph says the same as the title or a neighbour: a headline given twice."""
    if not text or len(text) > _HEADLINE:
        return False
    article = parse.article
    paragraphs = article.paragraphs[max(0, index - 1) : index + 2]
    others = [article.text[one.start : one.end] for one in paragraphs if one.index != index]
    others.append(article.title or "")
    # Lengths first: comparing letters is dear, and the same headline differs by a full stop at most.
    near = [other for other in others if abs(len(other.strip()) - len(text)) <= 3]
    return bool(near) and _plain(text) in {_plain(other) for other in near}


def _plain(text: str) -> str:
    """Reduce a text to its letters and digits, to compare headlines."""
    return "".join([character for character in text.casefold() if character.isalnum()])
