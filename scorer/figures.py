"""Numbers in running German: what a sentence counts, as ranges, so that two texts can be compared.

*Example.* „10.000“, „10 000“ and „zehntausend“ are one number; „knapp 50“ is 45 to 50, „rund 11.000“ is 9,900 to
12,100, „mindestens 100“ is 100 to 120; „zwischen 10.000 und 12.000 Soldaten“ is one figure.
*Limits.* Years, dates, times and numbers below ten are no figures here: they tell no two statements apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quellenlage.features.grammar import TIME_NOUNS

_UNITS = {"ein": 1, "eins": 1, "eine": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7}
_UNITS |= {"acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "sechzehn": 16, "siebzehn": 17}
_UNITS |= {f"{unit}zehn": 10 + _UNITS[unit] for unit in ("drei", "vier", "fünf", "acht", "neun")}
_TENS = {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70}
_TENS |= {"achtzig": 80, "neunzig": 90}
_SCALES = {"tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "mrd": 1e9}
_SCALES |= {"milliarde": 1e9, "milliarden": 1e9}
_ROOM = {"knapp": (0.9, 1.0), "fast": (0.9, 1.0), "beinahe": (0.9, 1.0), "bis": (0.8, 1.0), "höchstens": (0.8, 1.0)}
_ROOM |= dict.fromkeys(("rund", "etwa", "circa", "ca", "ungefähr", "schätzungsweise", "gegen"), (0.9, 1.1))
_ROOM |= dict.fromkeys(("über", "mindestens", "mehr", "gut", "wenigstens"), (1.0, 1.2))
"""How far the true number may lie from the one given, as factors; by the words before it."""
MEASURES = frozenset(
    {
        "prozent",
        "%",
        "euro",
        "€",
        "dollar",
        "mm",
        "cm",
        "m",
        "km",
        "kg",
        "kilometer",
        "kilometern",
        "meter",
        "metern",
        "millimeter",
        "tonne",
        "tonnen",
        "liter",
        "grad",
        "jahre",
        "jahren",
        "jahr",
        "tage",
        "tagen",
        "tag",
        "stunden",
        "minuten",
        "sekunden",
        "wochen",
        "monate",
        "monaten",
        "quadratkilometer",
        "quadratmeter",
        "hektar",
        "kilogramm",
        "gramm",
        "megawatt",
        "kilowatt",
        "watt",
        "franken",
        "pfund",
        "punkte",
        "punkten",
        "mal",
    }
)
"""Units: that two texts both say *20 Prozent* does not yet make it the same statement."""
_DIGITS = r"(?<![\w.,:])\d{1,3}(?:[.\u00a0\u202f ’']\d{3})+(?:,\d+)?(?![\d:])|(?<![\w.,:])\d+(?:,\d+)?(?![\d:]|\.\d)"
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|(?P<word>[^\W\d_][\w-]*|[%€])|(?P<stop>[.;:!?()])")
_ORDINAL = re.compile(r"\.\s+([^\W\d_]+)")
_LEAST = 10
_NOUN_WITHIN = 4
"""Words after a number in which its noun is sought."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in ``text[start:end]`` that may be anything from ``low`` to ``high``, and what it counts.

    ``noun`` is the word that it counts (empty when none follows), ``words`` that word and those before it, small.
    """

    start: int
    end: int
    low: float
    high: float
    value: float
    noun: str
    words: tuple[str, ...]

    def meets(self, other: Figure) -> bool:
        """Whether both may be the same number."""
        return self.low <= other.high and other.low <= self.high


def spelled(word: str) -> float | None:
    """The value of a number word up to 999,999 (*zehntausend*, *zweihundertfünfzig*); None for any other word."""
    word = word.lower().removeprefix("ein" if word.lower() in {"einhundert", "eintausend"} else "\0")
    if "tausend" in word:
        left, _, right = word.partition("tausend")
        thousands, rest = _below_thousand(left or "ein"), _below_thousand(right.removeprefix("und"))
        return None if thousands is None or (right and rest is None) else 1000 * thousands + (rest or 0)
    return _below_thousand(word)


def _below_thousand(word: str) -> float | None:
    if "hundert" in word:
        left, _, right = word.partition("hundert")
        hundreds, rest = _UNITS.get(left or "ein"), _below_hundred(right.removeprefix("und"))
        return None if hundreds is None or (right and rest is None) else 100 * hundreds + (rest or 0)
    return _below_hundred(word)


def _below_hundred(word: str) -> float | None:
    if word in _UNITS or word in _TENS:
        return _UNITS.get(word) or _TENS[word]
    left, und, right = word.partition("und")
    return _UNITS[left] + _TENS[right] if und and left in _UNITS and right in _TENS else None


def find_figures(text: str, start: int, end: int) -> list[Figure]:
    """The figures of the sentence ``text[start:end]``, in order. Never raises; linear in its length."""
    tokens = [match for match in _TOKEN.finditer(text, start, end) if match.end() > match.start()]
    found: list[Figure] = []
    place = 0
    while place < len(tokens):
        read = _number(text, tokens, place)
        if read is None:
            place += 1
            continue
        value, after = read
        low, high = _room(tokens, place, value)
        second = _second(text, tokens, place, after)
        if second is not None and second[0] > value:
            high, value, after = second[0], second[0], second[1]
        noun, words = _counted(tokens, after)
        if value >= _LEAST:
            found.append(Figure(tokens[place].start(), tokens[after - 1].end(), low, high, value, noun, words))
        place = after
    return found


def _number(text: str, tokens: list[re.Match[str]], place: int) -> tuple[float, int] | None:
    """The number at a token with its scale (*acht Millionen*), and the token after it; None for a year or a date."""
    token = tokens[place]
    value: float | None
    if token["digits"] is not None:
        digits = re.sub(r"[^\d,]", "", token["digits"]).replace(",", ".")
        ordinal = _ORDINAL.match(text, token.end())
        if (len(token["digits"]) == 4 and "1500" <= digits < "2100") or len(digits) > 15:
            return None
        if ordinal is not None and len(digits) <= 2:
            return None
        value = float(digits)
    elif token["word"] is not None and not token["word"][0].isupper():
        value = spelled(token["word"])
    else:
        value = None
    if value is None:
        return None
    following = tokens[place + 1]["word"] if place + 1 < len(tokens) else None
    if following is not None and following.lower() == "uhr":
        return None
    scale = _SCALES.get(following.lower()) if following is not None else None
    return (value, place + 1) if scale is None else (value * scale, place + 2)


def _room(tokens: list[re.Match[str]], place: int, value: float) -> tuple[float, float]:
    """The range that the words before a number leave."""
    for before in tokens[max(0, place - 2) : place][::-1]:
        room = _ROOM.get((before["word"] or "").lower())
        if room is not None:
            return room[0] * value, room[1] * value
    return value, value


def _second(text: str, tokens: list[re.Match[str]], place: int, after: int) -> tuple[float, int] | None:
    """The upper bound in *10.000 bis 12.000* and *zwischen 10.000 und 12.000*."""
    if after + 1 >= len(tokens):
        return None
    link = (tokens[after]["word"] or "").lower()
    opened = place > 0 and (tokens[place - 1]["word"] or "").lower() == "zwischen"
    return _number(text, tokens, after + 1) if link == "bis" or (link == "und" and opened) else None


def _counted(tokens: list[re.Match[str]], after: int) -> tuple[str, tuple[str, ...]]:
    """The noun that follows a number, with the words before it; nothing when none does."""
    words: list[str] = []
    for token in tokens[after : after + _NOUN_WITHIN]:
        word = token["word"]
        if word is None:
            break
        lower = word.lower().strip("-")
        if lower.partition("-")[0] in MEASURES:  # "170-mm-Haubitzen" counts millimetres.
            return lower.partition("-")[0], (lower.partition("-")[0],)
        words.append(lower)
        if word[0].isupper() or lower in MEASURES:
            return (lower, tuple(words)) if lower not in TIME_NOUNS or lower in MEASURES else ("", ())
    return "", ()
