"""German tokens, sentences and quotations of an article, found once and then only read.

*Why it matters.* A sentence cut at *3. Oktober* or at *„Das ist gut!“, sagte sie* loses its speaker.
*What it does.* Tokens come from ``spacy.blank("de")``, quotations from :mod:`.quotations`, sentence ends from
:mod:`.sentences`.

No spaCy object leaves this module, and the tokeniser is replaced now and then, so that memory stays flat over
millions of texts (spaCy's ``memory_zone`` would switch off the tokeniser's cache: three times slower). One lock
makes it safe to share between threads.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from .article import Article
from .quotations import Quotation, pair_quotations
from .sentences import cut_sentences

if TYPE_CHECKING:
    from spacy.language import Language

_LONG_CHUNK = re.compile(r"[^\w\s]{20}|\S{200}")
"""Runs without white space are cut here: spaCy's tokeniser needs quadratic time within one."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NAME_APOSTROPHE = re.compile(r"(?<=\b[A-Z])’(?=[^\W\d_a-zß-ÿ])")
"""Inside *O’Brien* and *D’Angelo*, which spaCy leaves whole with a straight apostrophe only."""
_YEAR_END = re.compile(r"[\d.]{2,20}\d\.")
_FORGET_AFTER = 4_000_000
"""Characters after which the tokeniser is replaced, so that its vocabulary stays small over an archive."""
_LEAST_RESPELLED = 6
"""Letters of a word at the beginning of a sentence that is respelled: a shorter one may be a surname (*Weiss*)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first:last`` of the parse; ``start:end`` are its code-point offsets."""

    index: int
    paragraph: int
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of an article as parallel lists (white space left out), its sentences and quotations.

    ``paragraph_tokens[i]`` is the token range of paragraph *i*; ``paragraph_sentences[i]`` its sentence range.
    """

    article: Article
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    paragraph_tokens: list[tuple[int, int]]
    sentences: list[Sentence]
    paragraph_sentences: list[tuple[int, int]]
    quotations: list[Quotation]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Code-point offsets of the non-empty token range ``first:last``."""
        return self.starts[first], self.ends[last - 1]

    def text(self, first: int, last: int) -> str:
        """The text of the token range ``first:last``."""
        return self.article.text[self.starts[first] : self.ends[last - 1]]

    def mask(self, ranges: Iterable[tuple[int, int]]) -> bytearray:
        """1 for every token inside one of the token ranges, 0 for all others."""
        inside = bytearray(len(self.words))
        for first, last in ranges:
            inside[first:last] = b"\x01" * (last - first)
        return inside

    def token_at(self, offset: int) -> int:
        """Index of the last token that starts at or before ``offset`` (-1 when there is none)."""
        return bisect_right(self.starts, offset) - 1

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self.sentences, token, key=lambda sentence: sentence.first) - 1]


def respelled(parse: Parse, spelling: Mapping[str, str]) -> Parse:
    """A text without any *ß* with its words as ``spelling`` has them (*gemäss* as *gemäß*); offsets stay.

    Words with a capital are names and nouns, which stay, unless a capital begins the sentence.
    """
    if "ß" in parse.article.text:
        return parse
    words, lower = list(parse.words), list(parse.lower)
    first = {sentence.first for sentence in parse.sentences}
    for place, word in enumerate(parse.lower):
        known = spelling.get(word)
        if known is not None and (words[place] == word or (place in first and len(word) >= _LEAST_RESPELLED)):
            lower[place] = known
            words[place] = known if words[place] == word else known.capitalize()
    return replace(parse, words=words, lower=lower)


class German:
    """The German parser; one instance may be shared between threads."""

    def __init__(self) -> None:
        self._nlp = _blank_german()
        self._lock = threading.Lock()
        self._read = 0

    def parse(self, article: Article) -> Parse:
        """Tokens, sentences and quotations of an article, in time linear in its length."""
        words: list[str] = []
        starts: list[int] = []
        ranges: list[tuple[int, int]] = []
        with self._lock:
            self._renew(len(article.text))
            for paragraph in article.paragraphs:
                first = len(words)
                self._tokenise(article.text[paragraph.start : paragraph.end], paragraph.start, words, starts)
                ranges.append((first, len(words)))
        lower = [word.lower() for word in words]
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        quotations = pair_quotations(article.text, words, starts, ranges)
        sentences: list[Sentence] = []
        sentence_ranges: list[tuple[int, int]] = []
        for index, (first, last) in enumerate(ranges):
            before = len(sentences)
            for low, high in cut_sentences(article.text, words, lower, starts, first, last):
                sentences.append(Sentence(len(sentences), index, low, high, starts[low], ends[high - 1]))
            sentence_ranges.append((before, len(sentences)))
        return Parse(article, words, lower, starts, ends, ranges, sentences, sentence_ranges, quotations)

    def _renew(self, size: int) -> None:
        """Forget the words seen so far once enough text has passed since the last time."""
        self._read += size
        if self._read > _FORGET_AFTER:
            self._nlp, self._read = _blank_german(), size

    def _tokenise(self, text: str, offset: int, words: list[str], starts: list[int]) -> None:
        # Lone surrogates cannot be encoded; a replacement of the same length keeps every offset.
        text = _SURROGATE.sub("\ufffd", text)
        text = _NAME_APOSTROPHE.sub("'", text)
        pieces = [(0, text)] if _LONG_CHUNK.search(text) is None else _pieces(text)
        for shift, piece in pieces:
            base = offset + shift
            pairs = [(token.text, base + token.idx) for token in self._nlp.make_doc(piece)]
            kept = [pair for pair in pairs if not pair[0].isspace()]
            if _YEAR_END.search(piece):
                kept = _without_stops(kept)
            words += [word for word, _ in kept]
            starts += [start for _, start in kept]


def _without_stops(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Split the full stop off numbers too long for an ordinal, which spaCy leaves on them (*2027.*)."""
    found: list[tuple[str, int]] = []
    for word, start in pairs:
        if word[-1] == "." and len(word) > 1 and _YEAR_END.fullmatch(word):
            found += [(word[:-1], start), (".", start + len(word) - 1)]
        else:
            found.append((word, start))
    return found


def _blank_german() -> Language:
    import spacy
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_prefix_regex, compile_suffix_regex

    nlp = spacy.blank("de")
    nlp.max_length = 1 << 30
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.max_cache_size = 200_000
        # spaCy leaves the single guillemets on their words.
        nlp.tokenizer.prefix_search = compile_prefix_regex([*(nlp.Defaults.prefixes or ()), "›", "‹"]).search
        nlp.tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), "›", "‹"]).search
    return nlp


def _pieces(text: str) -> list[tuple[int, str]]:
    """Cut a text so that no run without white space is longer than 200 characters."""
    cuts = [0]
    cuts += [match.end() for match in _LONG_CHUNK.finditer(text)]
    cuts.append(len(text))
    return [(low, text[low:high]) for low, high in pairwise(cuts) if high > low]
