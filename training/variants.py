"""Variants of labelled paragraphs: short texts, and texts that only look sourced, with labels by the codebook.

Newspapers seldom write *laut Experten* behind every sentence, put statements of nobody into the Konjunktiv or have a
spokesman say *Kein Kommentar*; whoever wants a high score may. What the network has never seen, it reads at will.
A variant is made from a real paragraph by an edit whose effect on the labels is known (adversarial training with
label-preserving edits; Ribeiro et al. 2020 test for the same).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from quellenlage.features import Article, German
from quellenlage.labels import LabelledArticle, LabelledParagraph

VAGUE = ("laut Experten", "Berichten zufolge", "so Beobachter", "laut Kritikern", "nach Ansicht von Fachleuten")
VAGUE_NAMES = ("Experten", "Berichten", "Beobachter", "Kritikern", "Fachleuten")
EMPTY = (
    "„Kein Kommentar“, sagte {}.",
    "{} wollte sich nicht äußern.",
    "„Dazu sage ich nichts“, erklärte {}.",
    "{} stand daneben.",
    "{} äußerte sich.",
    "Auch {} war gekommen.",
)
PEOPLE = (
    "Pressesprecher Jörn Wittkamp",
    "Ministerin Fatma Yıldız",
    "Professor Anselm Drewes",
    "Bürgermeisterin Ina Kolbe",
    "Vorstandschef Piotr Nowak",
    "Staatsanwältin Greta Lohmann",
)
NOUNS = ("Studie", "Bericht", "Experte", "Sprecherin", "Umfrage", "Gutachten", "Zitat", "Quelle", "Angaben", "Beleg")
LEVELS = {"person": 4, "document": 4, "organisation": 3, "media": 3, "unnamed": 2, "vague": 1}
"""The level of a sentence by its best source."""
SOUND = 3
_SENTENCES = 4
_LEAST_TOKENS = 6
_OTHERS = 4
_WITH_LIST = 0.1
_INDICATIVE = re.compile(r"\b(ist|sind|hat|haben|wird|werden|kann|muss|will|gibt|steht|liegt|kommt|geht)\b")
_KONJUNKTIV = {
    **{"ist": "sei", "sind": "seien", "hat": "habe", "haben": "hätten", "wird": "werde", "werden": "würden"},
    **{"kann": "könne", "muss": "müsse", "will": "wolle", "gibt": "gebe", "steht": "stehe", "liegt": "liege"},
    **{"kommt": "komme", "geht": "gehe"},
}
_SENTENCE = re.compile(r"[^.!?\n„“\"»«()]{25,}[.!?](?=\s|$)")

Edit = tuple[int, int, str]
Spans = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph with its text."""

    text: str
    label: LabelledParagraph


def variants(articles: Sequence[LabelledArticle], share: float, seed: int) -> Iterator[LabelledArticle]:
    """Short articles of one sentence to three paragraphs: for each kind as many as ``share`` of the ``articles``."""
    chance = random.Random(seed)
    paragraphs = [one for article in articles for one in _paragraphs(article)]
    bare = [one for one in paragraphs if _is_bare(one)]
    standing = [one for one in paragraphs if one.label.sources or one.label.score in {0, None}]
    sentences = list(_sentences(articles))
    sourced = [one for one in sentences if one.label.sources and one.label.score]
    weak = [one for one in sourced if (one.label.score or 0) < SOUND]
    unsourced = [one for one in sentences if one.label.unsourced]
    for number in range(int(share * len(articles))):
        yield _article(f"paragraph-{number}", chance.sample(standing, 1))
        for place, one in enumerate(chance.sample(sentences, _SENTENCES)):
            yield _article(f"sentence-{number}-{place}", [one])
        for name, first in (("mixed", sourced), ("weak", weak)):
            parts = [*chance.sample(first, 1), *chance.sample(unsourced, chance.choice((1, 1, 2, 4)))]
            yield _article(f"{name}-{number}", [_joined(parts, chance)])
        for trick in _TRICKS:
            made = [trick(one, chance) for one in chance.sample(bare, chance.randint(1, 3))]
            if chance.random() < _WITH_LIST:
                made.append(_list_of_words(chance))
            yield _article(f"{trick.__name__}-{number}", made)


def _paragraphs(article: LabelledArticle) -> Iterator[Labelled]:
    if article.text is not None:
        for label in article.paragraphs:
            place = article.text.paragraphs[label.index]
            yield Labelled(article.text.text[place.start : place.end], label)


def _sentences(articles: Sequence[LabelledArticle]) -> Iterator[Labelled]:
    """Sentences whose label is plain without their paragraph: sourced, unsourced, or of another role."""
    german = German()
    for article in articles:
        if article.text is None:
            continue
        parse = german.parse(article.text)
        for label in article.paragraphs:
            base = article.text.paragraphs[label.index].start
            first, last = parse.paragraph_sentences[label.index]
            for sentence in parse.sentences[first:last]:
                if sentence.last - sentence.first >= _LEAST_TOKENS:
                    text = article.text.text[sentence.start : sentence.end]
                    found = _of_sentence(label, text, sentence.start - base)
                    if found is not None:
                        yield found


def _of_sentence(label: LabelledParagraph, text: str, at: int) -> Labelled | None:
    """The sentence ``text`` that begins at ``at`` of its paragraph, if its label is plain."""

    def inside(spans: Spans) -> Spans:
        within = [(start - at, end - at, kind) for start, end, kind in spans]
        return tuple(span for span in within if span[0] >= 0 and span[1] <= len(text))

    sources, markers = inside(label.sources), inside(label.markers)
    unsourced = tuple((start - at, end - at) for start, end in label.unsourced if at <= start < at + len(text))
    level = label.score
    if level is not None:
        level = 0 if unsourced else max((LEVELS[kind] for _, _, kind in sources), default=None)
        if level is None or (unsourced and sources) or (sources and abs(level - (label.score or 0)) > 1):
            return None
    return Labelled(text, replace(label, score=level, sources=sources, markers=markers, unsourced=unsourced))


def _joined(sentences: Sequence[Labelled], chance: random.Random) -> Labelled:
    """One sourced sentence and others without a source as a paragraph, in any order.

    Level 2; 1 where the source is not identifiable or from four others on.
    """
    text, sources, unsourced = "", [], []
    for one in chance.sample(sentences, len(sentences)):
        text += " " * bool(text)
        sources += [(start + len(text), end + len(text), kind) for start, end, kind in one.label.sources]
        unsourced += [(start + len(text), end + len(text)) for start, end in one.label.unsourced]
        text += one.text
    score = 2 if len(sentences) <= _OTHERS and (sentences[0].label.score or 0) >= SOUND else 1
    label = replace(sentences[0].label, score=score, sources=tuple(sources), markers=(), unsourced=tuple(unsourced))
    return Labelled(text, label)


def _list_of_words(chance: random.Random) -> Labelled:
    """Words that sound of sources, in a row: no content."""
    words = ", ".join(chance.choices(NOUNS, k=chance.randint(5, 20)))
    return Labelled(f"{words}.", LabelledParagraph("", 0, "", "service", None, (), (), ()))


def _is_bare(one: Labelled) -> bool:
    """Whether a paragraph states things and names no source at all."""
    return one.label.score == 0 and not one.label.sources and not one.label.markers and bool(_ends(one.text))


def _ends(text: str) -> list[int]:
    """Where the sentences without quotation marks end, before the full stop."""
    return [match.end() - 1 for match in _SENTENCE.finditer(text)]


def _empty_konjunktiv(one: Labelled, _: random.Random) -> Labelled:
    """Statements in the Konjunktiv of reported speech with nobody who speaks: unsourced as before."""
    return edited(one, [(*match.span(), _KONJUNKTIV[match[1]]) for match in _INDICATIVE.finditer(one.text)])


def _quotation_marks(one: Labelled, _: random.Random) -> Labelled:
    """Sentences as quotations of nobody: unsourced as before."""
    edits: list[Edit] = []
    for match in _SENTENCE.finditer(one.text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        edits += [(start, start, "„"), (match.end(), match.end(), "“")]
    return edited(one, edits)


def _vague(one: Labelled, chance: random.Random) -> Labelled:
    """A vague source behind each sentence: level 1, and no sentence without a source."""
    number = chance.randrange(len(VAGUE))
    found = edited(one, [(end, end, f", {VAGUE[number]}") for end in _ends(one.text)])
    name = VAGUE_NAMES[number]
    places = [match.start() for match in re.finditer(re.escape(VAGUE[number]), found.text)]
    starts = [at + VAGUE[number].index(name) for at in places]
    sources: Spans = tuple((start, start + len(name), "vague") for start in starts)
    return replace(found, label=replace(found.label, score=1, sources=sources, unsourced=()))


def _says_nothing(one: Labelled, chance: random.Random) -> Labelled:
    """Somebody with a name and an office who says nothing about it: unsourced as before, no source."""
    person = chance.choice(PEOPLE)
    words = " ".join([chance.choice(EMPTY).format(person)] * chance.choice((1, 1, 1, 4)))
    return replace(one, text=f"{one.text.rstrip()} {words}")


def _internet(one: Labelled, chance: random.Random) -> Labelled:
    """*(Quelle: Internet)* and the like: a source that nobody can check."""
    words = chance.choice((" (Quelle: Internet)", ", wie man weiß", ", das belegen Studien", ", heißt es"))
    found = edited(one, [(end, end, words) for end in _ends(one.text)])
    return replace(found, label=replace(found.label, score=1, unsourced=()))


_TRICKS: tuple[Callable[[Labelled, random.Random], Labelled], ...] = (
    _empty_konjunktiv,
    _quotation_marks,
    _vague,
    _says_nothing,
    _internet,
)


def edited(one: Labelled, edits: Sequence[Edit]) -> Labelled:
    """The paragraph with ``edits`` = (start, end, new words), sorted and apart; its labels stand where they belong."""
    pieces, at = [], 0
    for start, end, words in edits:
        pieces += [one.text[at:start], words]
        at = end
    text = "".join([*pieces, one.text[at:]])

    def moved(place: int, *, is_end: bool) -> int:
        """An offset after the edits; what is put in at the end of a span stays outside."""
        before = (edit for edit in edits if (edit[0] < place if is_end else edit[1] <= place))
        return place + sum(len(words) - (end - start) for start, end, words in before)

    def span(start: int, end: int) -> tuple[int, int]:
        return moved(start, is_end=False), moved(end, is_end=True)

    label = replace(
        one.label,
        sources=tuple((*span(start, end), kind) for start, end, kind in one.label.sources),
        markers=tuple((*span(start, end), kind) for start, end, kind in one.label.markers),
        unsourced=tuple(span(start, end) for start, end in one.label.unsourced),
    )
    return Labelled(text, label)


def _article(name: str, paragraphs: Sequence[Labelled]) -> LabelledArticle:
    labels = tuple(replace(one.label, index=index) for index, one in enumerate(paragraphs))
    return LabelledArticle(name, name, None, labels, Article([one.text for one in paragraphs]))
