"""Origins: chains of media, paragraphs on one unnamed source, reasons given for anonymity.

*Why it matters.* *Bild → dpa → Medienberichte* is one origin however many names are dropped (Reuters: never a plural
for one source), and an unnamed source needs a reason (AP, Journalism Trust Initiative 12.1).
*Example.* *Wie die Zeitung unter Berufung auf den Sender meldet*: two media, one origin.
*Limits.* A chain is seen only where one sentence names both links.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from .coverage import Shares
from .cues import CueMatcher, load_cues
from .drafts import Scene
from .evidence import Note, Source
from .language import Parse

_HALF = 0.5


@cache
def _reasons() -> CueMatcher:
    return CueMatcher([load_cues("origins")["anonymity_reason"]])


def find_notes(parse: Parse, scene: Scene, coverage: Sequence[Shares], sources: Sequence[Source]) -> list[Note]:
    """What an editor should know about the origin of the information, in the order of the text."""
    notes = [
        *_chains(parse, scene, sources),
        *_single_unnamed(parse, coverage, sources),
        *_anonymity(parse),
    ]
    return sorted(notes, key=lambda note: (note.start, note.kind))


def _chains(parse: Parse, scene: Scene, sources: Sequence[Source]) -> list[Note]:
    relied = {parse.starts[phrase[0]] for phrase, rule in scene.further if rule == "frames.relying"}
    if not relied:
        return []
    in_sentence: dict[int, list[tuple[int, int]]] = {}
    for source in sources:
        if source.type == "media":
            for mention in source.mentions:
                index = parse.sentence_of(parse.token_at(mention.start)).index
                in_sentence.setdefault(index, []).append((mention.start, source.id))
    notes = []
    for index, media in in_sentence.items():
        origins = [source for start, source in media if start in relied]
        relays = [source for start, source in media if start not in relied and source not in origins]
        if origins and relays:
            sentence = parse.sentences[index]
            notes.append(
                Note(
                    sentence.start,
                    sentence.end,
                    sentence.paragraph,
                    "second_hand",
                    (*relays, *origins),
                    "origins.second_hand",
                )
            )
    return notes


def _single_unnamed(parse: Parse, coverage: Sequence[Shares], sources: Sequence[Source]) -> list[Note]:
    in_paragraph: dict[int, set[int]] = {}
    for source in sources:
        for mention in source.mentions:
            in_paragraph.setdefault(mention.paragraph, set()).add(source.id)
    notes = []
    for index, found in in_paragraph.items():
        (only, *others) = found
        if others or sources[only].type != "unnamed":
            continue
        first, last = parse.paragraph_sentences[index]
        if sum(shares["unnamed"] for shares in coverage[first:last]) >= _HALF * (last - first):
            paragraph = parse.article.paragraphs[index]
            notes.append(
                Note(paragraph.start, paragraph.end, index, "single_unnamed", (only,), "origins.single_unnamed")
            )
    return notes


def _anonymity(parse: Parse) -> list[Note]:
    notes = []
    for index, (first, last) in enumerate(parse.paragraph_tokens):
        for match in _reasons().find(parse.words, parse.lower, first, last):
            start, end = parse.span(match.first, match.last)
            notes.append(Note(start, end, index, "anonymity_reason", (), match.group.id))
    return notes


def relays(notes: Sequence[Note]) -> set[int]:
    """The ids of media that only pass on another medium: no origin of their own."""
    return {source for note in notes if note.kind == "second_hand" for source in note.sources[:-1]}
