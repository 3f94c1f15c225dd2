"""Style: what kind of paragraph this is, seen from its form and from a few general words.

*Why it matters.* A date line, a repeated headline or *Artikel anhören* needs no source; neither does the
author's own judgement. The score is only meant for paragraphs that state checkable facts.
*What it does.* Counts form (length, full stop, date, link, repetition, quotation, numbers) and the words of
``cues/de/style.toml``. Shares are per word of the paragraph; flags are 0 or 1.
*Example.* *Von Erika Beispiel* is short, has no full stop and begins with *Von* and a name: a byline.
*Limits.* Words of opinion inside a quotation are counted too; ``style_quoted`` tells how much is quoted.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left

from .cues import CueGroup, CueMatcher, load_cues
from .language import Parse

_GROUPS = load_cues("style")
_SERVICE = CueMatcher(group for group in _GROUPS.values() if group.more["part"] == "service")
_WORD_GROUPS = {name: group for name, group in _GROUPS.items() if group.more["part"] != "service"}
_SERVICE_WORDS = 60
"""Service notices are short; in a longer paragraph the same words are content."""

_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_DATE = re.compile(rf"\b\d{{1,2}}\.? ?(?:\d{{1,2}}\.|(?:{_MONTHS}),?) ?\d{{2,4}}\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_LINK = re.compile(r"https?://|www\.|\b[\w-]{1,60}\.(?:de|com|net|org)/")
_BYLINE = re.compile(r"(?:Von|von|Via|via|By|Text:?|Ein Gastbeitrag von) [A-ZÄÖÜ]")
_AGENCY = re.compile(r"\(\s*(?:[a-zA-Z]{2,6}\s?[/,]\s?)*[a-zA-Z]{2,6}\s*\)\Z")
_LABEL = re.compile(r"[A-ZÄÖÜ][\w.-]*(?: [A-ZÄÖÜ][\w.-]*){0,3}:\s")
_RESULT = re.compile(r"\b\d{1,3}:\d{1,3}\b")
_CODE = re.compile(r"[{}<>|=]|/\*|\*/|_\w+_|➡|•|→|►")
_FURNITURE = ("style_repeats", "style_date_line", "style_byline", "style_agency", "style_bracketed")
"""Any of these makes a paragraph furniture of the page: the codebook calls it service by name."""
_HEADLINE = 400
_DATE_LINE = 60
_STOPS = ".!?…"
STYLE_FIGURES = {
    "style_length": "log10 of 1 + tokens",
    "style_words_<n>": "1 when the paragraph has at most n tokens (4, 8, 15, 30)",
    "style_open_end": "1 when it ends without full stop, question or exclamation mark",
    "style_ends_colon": "1 when it ends with a colon",
    "style_ends_question": "1 when it ends with a question mark",
    "style_ends_shout": "1 when it ends with an exclamation mark",
    "style_bracketed": "1 when it stands in brackets",
    "style_small_start": "1 when it begins with a small letter",
    "style_capitals": "share of tokens in capitals",
    "style_label": "1 when it opens with a name and a colon",
    "style_dash": "dashes, up to four, as a share of four",
    "style_ellipsis": "1 when it has an ellipsis",
    "style_repeats": "1 when it repeats the title or a neighbour",
    "style_heading": "1 when it looks like a heading: short, without a full stop",
    "style_lone_heading": "1 for a heading behind a paragraph that ended with a full stop",
    "style_cut_off": "1 when a sentence seems to be cut into lines",
    "style_open_around": "share of the neighbours that end without a full stop",
    "style_first": "1 for the first paragraph",
    "style_second": "1 for the second paragraph",
    "style_brief": "1 in an article of one or two paragraphs",
    "style_depth": "place in the article, up to the twelfth paragraph, as a share of twelve",
    "style_notice": "1 when a short paragraph holds a notice of the page (*Artikel anhören*)",
    "style_notices": "notices, up to four, as a share of four or of a quarter of the tokens",
    "style_date_line": "1 for a date line",
    "style_link": "1 when it holds a web address",
    "style_byline": "1 for a byline",
    "style_agency": "1 for the sign of an agency alone",
    "style_code": "1 when it holds signs of code or lists",
    "style_digits": "share of tokens that begin with a digit",
    "style_results": "results like 2:1, up to four, as a share of four",
    "style_years": "years, up to four, as a share of four",
    "style_names": "share of tokens with a capital",
    "style_commas": "commas per token",
    "style_long_words": "share of tokens of more than twelve letters",
    "style_quoted": "share of tokens in quotation marks",
    "style_own_questions": "question marks outside quotations per token",
    "style_own_shouts": "exclamation marks outside quotations per token",
    "style_furniture": "1 when any of the above makes it furniture of the page",
}
"""Figures of form; each group of ``style.toml`` that is no notice adds ``style_<group>``, its share of the tokens."""
_BRIEF = 2
_CLOSING = "\"“”«»’‘')]"


_HEAD = 3
"""Cues that take any ending are looked up by their first letters; none is shorter."""


class _Lexicon(dict[str, tuple[str, ...]]):
    """Figures a word counts for, worked out at its first sight; emptied before an archive fills it."""

    def __init__(self, groups: dict[str, CueGroup]) -> None:
        self._exact: dict[str, list[tuple[str, str]]] = {}
        self._prefixes: dict[str, list[tuple[str, str]]] = {}
        for name, group in groups.items():
            for cue in group.cues:
                if cue.endswith("*"):
                    self._prefixes.setdefault(cue[:_HEAD].lower(), []).append((cue[:-1], name))
                elif " " not in cue:
                    self._exact.setdefault(cue.lower(), []).append((cue, name))

    def __missing__(self, word: str) -> tuple[str, ...]:
        lower = word.lower()
        found = [name for cue, name in self._exact.get(lower, ()) if cue.islower() or cue == word]
        for prefix, name in self._prefixes.get(lower[:_HEAD], ()):
            if (lower if prefix.islower() else word).startswith(prefix):
                found.append(name)
        if len(self) > 50_000:
            self.clear()
        self[word] = groups = tuple(dict.fromkeys([f"style_{name}" for name in found]))
        return groups


_LEXICON = _Lexicon(_WORD_GROUPS)
_FIGURE_NAMES = tuple(f"style_{name}" for name in _WORD_GROUPS)


def style_figures(parse: Parse, paragraph_index: int) -> dict[str, float]:
    """Count the form and the general words of one paragraph; every figure is between 0 and about 5."""
    paragraph = parse.article.paragraphs[paragraph_index]
    text = parse.article.text[paragraph.start : paragraph.end]
    first, last = parse.paragraph_tokens[paragraph_index]
    words = parse.words[first:last]
    figures = {
        **_form(text, words),
        **_place(parse, paragraph_index, text),
        **_notices(parse, first, last, text),
        **_numbers(text, words),
        **_words(parse, first, last),
    }
    notice = figures["style_notice"] and figures["style_words_15"] and figures["style_open_end"]
    figures["style_furniture"] = max(
        _flag(notice),
        _flag(figures["style_heading"] and _dated(parse, paragraph_index)),
        *(figures[name] for name in _FURNITURE),
    )
    return figures


def _flag(condition: object) -> float:
    return 1.0 if condition else 0.0


def _ends_open(text: str) -> bool:
    """Whether a text ends without a full stop, a question mark or the like."""
    return text.rstrip(_CLOSING)[-1:] not in _STOPS


def _form(text: str, words: list[str]) -> dict[str, float]:
    count = len(words)
    opened = _ends_open(text)
    capitals = len([word for word in words if word.isupper() and len(word) > 2])
    return {
        "style_length": math.log10(1 + count),
        "style_words_4": _flag(count <= 4),
        "style_words_8": _flag(count <= 8),
        "style_words_15": _flag(count <= 15),
        "style_words_30": _flag(count <= 30),
        "style_open_end": _flag(opened),
        "style_ends_colon": _flag(text[-1:] == ":"),
        "style_ends_question": _flag(text.rstrip(_CLOSING)[-1:] == "?"),
        "style_ends_shout": _flag(text.rstrip(_CLOSING)[-1:] == "!"),
        "style_bracketed": _flag(text[:1] in "[(" and text[-1:] in "])"),
        "style_small_start": _flag(text[:1].islower()),
        "style_capitals": capitals / count if count else 0.0,
        "style_label": _flag(_LABEL.match(text)),
        "style_dash": min(words.count("–") + words.count("—"), 4) / 4,
        "style_ellipsis": _flag("…" in text or "..." in text),
    }


def _place(parse: Parse, index: int, text: str) -> dict[str, float]:
    article = parse.article
    first, last = parse.paragraph_tokens[index]
    open_before = index > 0 and _ends_open(_last_letters(parse, index - 1))
    after = article.paragraphs[index + 1] if index + 1 < len(article.paragraphs) else None
    small_after = after is not None and article.text[after.start : after.start + 1].islower()
    broken = small_after or text[:1].islower()
    heading = last - first <= 16 and _ends_open(text) and not broken
    return {
        "style_repeats": _flag(_repeats(parse, index, text)),
        "style_heading": _flag(heading),
        "style_lone_heading": _flag(heading and not open_before),
        "style_cut_off": _flag(broken or (open_before and not heading)),
        "style_open_around": _open_share(parse, index),
        "style_first": _flag(index == 0),
        "style_second": _flag(index == 1),
        "style_brief": _flag(len(article.paragraphs) <= _BRIEF),
        "style_depth": min(index, 12) / 12,
    }


def _dated(parse: Parse, index: int) -> bool:
    """Whether a date line follows one of the first paragraphs: then a heading there is the headline."""
    if index > 2 or index + 1 >= len(parse.article.paragraphs):
        return False
    after = parse.article.paragraphs[index + 1]
    line = parse.article.text[after.start : after.end]
    return len(line) <= _DATE_LINE and bool(_DATE.search(line)) and _ends_open(line)


def _last_letters(parse: Parse, index: int) -> str:
    """The end of a paragraph, enough to see how it ends."""
    paragraph = parse.article.paragraphs[index]
    return parse.article.text[max(paragraph.start, paragraph.end - 20) : paragraph.end]


def _open_share(parse: Parse, index: int) -> float:
    """Share of the neighbours that end without a full stop: a text whose lines were broken has many."""
    low, high = max(0, index - 3), min(len(parse.article.paragraphs), index + 4)
    ends = [_ends_open(_last_letters(parse, near)) for near in range(low, high) if near != index]
    return sum(ends) / len(ends) if ends else 0.0


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


def _notices(parse: Parse, first: int, last: int, text: str) -> dict[str, float]:
    count = last - first
    short = count <= _SERVICE_WORDS
    found = len(list(_SERVICE.find(parse.words, parse.lower, first, last))) if short else 0
    dates = count <= 12 and (_DATE.search(text) or (_CLOCK.search(text) and "Uhr" in text))
    return {
        "style_notice": _flag(found),
        "style_notices": min(found, 4) / max(4, count / 4),
        "style_date_line": _flag(dates and _ends_open(text)),
        "style_link": _flag(("/" in text or "www." in text) and _LINK.search(text)),
        "style_byline": _flag(count <= 10 and _BYLINE.match(text) and _ends_open(text)),
        "style_agency": _flag(count <= 8 and _AGENCY.search(text)),
        "style_code": _flag(_CODE.search(text)),
    }


def _numbers(text: str, words: list[str]) -> dict[str, float]:
    count = len(words) or 1
    digits = [word for word in words if word[0].isdigit()]
    years = [word for word in digits if len(word) == 4 and word.isdecimal() and "1500" <= word < "2050"]
    results = _RESULT.findall(text) if digits and ":" in text else []
    return {
        "style_digits": len(digits) / count,
        "style_results": min(len(results), 4) / 4,
        "style_years": min(len(years), 4) / 4,
        "style_names": len([word for word in words if word[0].isupper()]) / count,
        "style_commas": words.count(",") / count,
        "style_long_words": len([word for word in words if len(word) > 12]) / count,
    }


def _words(parse: Parse, first: int, last: int) -> dict[str, float]:
    """Count the words of each group; words inside quotation marks are the speaker's, not the author's."""
    count = (last - first) or 1
    words = parse.words[first:last]
    quotations = _quotations(parse, first, last)
    for low, high in reversed(quotations):
        del words[low - first : high - first]
    hits = dict.fromkeys(_FIGURE_NAMES, 0)
    for groups in [found for word in words if (found := _LEXICON[word])]:
        for name in groups:
            hits[name] += 1
    figures = {name: min(1.0, 4 * number / count) for name, number in hits.items()}
    figures["style_quoted"] = 1 - len(words) / count if last > first else 0.0
    figures["style_own_questions"] = min(words.count("?"), 4) / 4
    figures["style_own_shouts"] = min(words.count("!"), 4) / 4
    return figures


def _quotations(parse: Parse, first: int, last: int) -> list[tuple[int, int]]:
    """Token ranges of the outermost quotations that open in tokens ``first:last``, cut at ``last``."""
    place = bisect_left(parse.quotations, first, key=lambda quotation: quotation.open)
    found: list[tuple[int, int]] = []
    while place < len(parse.quotations) and parse.quotations[place].open < last:
        quotation = parse.quotations[place]
        if quotation.depth == 0 and (not found or quotation.first >= found[-1][1]):
            found.append((quotation.first, min(quotation.last, last)))
        place += 1
    return found
