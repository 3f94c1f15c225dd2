"""Markers: words by which the author says how sure a statement is.

*Why it matters.* „Das Werk soll Waffen geliefert haben“ passes on what nobody vouches for; „ließ sich nicht
unabhängig überprüfen“ is honest about a gap. Readers need both told from plain fact.
*Example.* *Das Werk soll geliefert haben* is hearsay; *Die Brücke soll 2025 fertig werden* a plan.
*Limits.* A *soll* without perfect or state infinitive is read as plan or order. Words inside quotations and
attributed content are the speaker's and are left out; how well, hangs on the attributions given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from .cues import CueMatch, CueMatcher, load_cues
from .drafts import Draft, Scene, spans_of
from .evidence import MARKER_KINDS, Marker, Span
from .language import Parse, Sentence

_QUOTED_WORDS = 3
"""A quotation of fewer words is a name or a scare quote: a marker in it may be the author's."""
_SPOKEN = frozenset({"direct", "indirect", "indirect_free_indirect"})
"""Attributions that hold the speaker's words. Reported acts (*forderte die offenbar nötige Reform*) are told
in the author's words, and free indirect content is often nothing but his *soll*.
"""
_PASSED_ON = frozenset({"frames.preposition", "frames.account"})
_NEAR = 4
"""Tokens before a cue that count as near."""
_CLAUSE = 12
"""Tokens before *soll* in which a word may show that it tells a plan, and behind a cue that count as its clause."""


def find_markers(parse: Parse, attributed: Sequence[Span], passed_on: Sequence[Span] = ()) -> list[Marker]:
    """Find the author's markers, sorted; markers of one kind do not overlap.

    ``attributed`` holds the spans of speakers' words (see :func:`spoken_spans`). A marker that begins inside
    one of them, or inside a quotation of three words or more, is the speaker's and is left out; so is a hedge
    in ``passed_on`` (see :func:`passed_on_spans`). Never raises.
    """
    matcher, heads, prefixes = _cues()
    lower = parse.lower
    flagged = [place for place, word in enumerate(lower) if word in heads or word.startswith(prefixes)]
    foreign = _inside(parse, [*attributed, *_quoted(parse)], flagged)
    told = _inside(parse, passed_on, flagged)
    found: list[Marker] = []
    ended = dict.fromkeys(MARKER_KINDS, -1)
    for place in flagged:
        if place in foreign:
            continue
        sentence = parse.sentence_of(place)
        match = matcher.at(parse.words, lower, place, sentence.last)
        if match is None:
            continue
        kind = match.group.more["kind"]
        if place < ended[kind] or (kind == "hedge" and place in told) or not _fits(parse, match, sentence):
            continue
        start, end = parse.span(match.first, match.last)
        if place == ended[kind] > sentence.first and found[-1].kind == kind:
            # „Angeblich sollen“ is one marker.
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(Marker(start, end, sentence.paragraph, kind, match.group.id))
        ended[kind] = match.last
    return found


def spoken_spans(scene: Scene) -> list[Span]:
    """Collect the content spans whose markers belong to the speaker, sorted."""
    return _contents(scene, lambda draft: draft.type in _SPOKEN and draft.rule not in _PASSED_ON)


def passed_on_spans(scene: Scene) -> list[Span]:
    """Collect the contents of *laut*, *zufolge* and *nach Angaben von*, sorted: told in the author's words.

    *Laut Polizei soll er geschossen haben*: the *soll* is the author's, who keeps his distance twice.
    """
    return _contents(scene, lambda draft: draft.type != "act" and draft.rule in _PASSED_ON)


def _contents(scene: Scene, wanted: Callable[[Draft], bool]) -> list[Span]:
    return sorted(span for draft in scene.drafts if wanted(draft) for span in spans_of(scene.parse, draft.content))


@cache
def _cues() -> tuple[CueMatcher, frozenset[str], tuple[str, ...]]:
    """Build the matcher, the first words of all cues, and the beginnings of those that take any ending."""
    groups = load_cues("markers").values()
    firsts = {cue.split()[0].lower() for group in groups for cue in group.cues}
    heads = frozenset(word for word in firsts if not word.endswith("*"))
    return CueMatcher(groups), heads, tuple(sorted(word[:-1] for word in firsts - heads))


@cache
def _soll(key: str) -> frozenset[str]:
    """Look up a word list of the group ``soll``."""
    return frozenset(load_cues("markers")["soll"].more[key])


def _quoted(parse: Parse) -> list[Span]:
    """The quotations long enough to be somebody's words."""
    return [
        (parse.starts[quotation.open], parse.ends[quotation.close])
        for quotation in parse.quotations
        if quotation.last - quotation.first >= _QUOTED_WORDS
    ]


def _inside(parse: Parse, spans: Sequence[Span], flagged: Sequence[int]) -> set[int]:
    """Those flagged tokens that lie in one of the spans."""
    ordered = sorted(spans)
    inside: set[int] = set()
    following, reach = 0, -1
    for place in flagged:
        start = parse.starts[place]
        while following < len(ordered) and ordered[following][0] <= start:
            reach = max(reach, ordered[following][1])
            following += 1
        if start < reach:
            inside.add(place)
    return inside


def _fits(parse: Parse, match: CueMatch, sentence: Sentence) -> bool:
    """Whether the context of a match is what its group asks for (the keys are explained in markers.toml)."""
    wants = match.group.more
    if len(wants) == 1:
        return True
    lower, first, last = parse.lower, match.first, match.last
    if last < sentence.last and lower[last] in wants.get("unless_after", ()):
        return False
    if first > sentence.first and lower[first - 1] in wants.get("unless_before", ()):
        return False
    if lower[sentence.first] in wants.get("unless_start", ()):
        return False
    if "opens" in wants and first > sentence.first and lower[first - 1] not in _soll("ends"):
        return False
    if "after" in wants and not any(
        word in wants["after"] for word in lower[last : min(sentence.last, last + _CLAUSE)]
    ):
        return False
    if "sentence" in wants and not any(word in wants["sentence"] for word in lower[sentence.first : sentence.last]):
        return False
    near = lower[max(sentence.first, first - _NEAR) : first]
    if any(word in near for word in wants.get("unless_near", ())):
        return False
    if "near" in wants and wants.get("inverted") and _opens_clause(parse, first, sentence.first):
        near = near + lower[last : min(sentence.last, last + _CLAUSE)]
    if "near" in wants and not any(word in near for word in wants["near"]):
        return False
    if "unless_sentence" in wants:
        rest = lower[sentence.first : sentence.last]
        if any(word in rest for word in wants["unless_sentence"]):
            return False
    return "infinitive" not in wants or _tells_the_past(parse, match, sentence, wants["infinitive"])


def _opens_clause(parse: Parse, place: int, first: int) -> bool:
    """Whether a token opens its clause, *unabhängig* or *offiziell* before it."""
    at = place - 1 if place > first and parse.lower[place - 1] in {"unabhängig", "offiziell"} else place
    return at == first or parse.lower[at - 1] in _soll("ends")


def _tells_the_past(parse: Parse, match: CueMatch, sentence: Sentence, infinitive: str) -> bool:
    """Whether a modal governs a perfect infinitive or, for *state or perfect*, a state without a plan."""
    modal, lower = match.first, parse.lower
    place = _infinitive(parse, modal, sentence)
    if place is None:
        return False
    if _is_perfect(parse, place, sentence.first):
        return True
    if infinitive == "perfect":
        return False
    clause = lower[max(sentence.first, modal - _CLAUSE) : max(place, modal)]
    itself = lower[place] == "sein" and lower[modal + 1 : modal + 2] == ["es"]
    if itself or not ("seit" in clause or _soll("plans").isdisjoint(clause)):
        return False
    return lower[place] in _soll("states") or _goes_on(
        parse, lower[place], clause, max(sentence.first, modal - _CLAUSE)
    )


def _goes_on(parse: Parse, infinitive: str, clause: Sequence[str], first: int) -> bool:
    """Whether a clause from token ``first`` tells a state by its words: *seit*, *bereits 40 …*, *hinter*, *es um*."""
    if infinitive in {"handeln", "gehen"} and "es" in clause and "um" in clause:
        return True
    if infinitive in _soll("behind") and "hinter" in clause:
        return True
    if infinitive != "werden" and not _soll("since").isdisjoint(clause):
        return True
    return any(
        word in {"bereits", "schon"}
        and parse.words[first + place + 1][0].isdigit()
        and parse.words[first + place + 2][0].isupper()
        for place, word in enumerate(clause[:-2])
    )


def _infinitive(parse: Parse, modal: int, sentence: Sentence) -> int | None:
    """The infinitive of a modal verb: before it in a subordinate clause, else where its own clause ends.

    Inserted clauses („soll Männer, die er kannte, verraten haben“) are skipped.
    """
    lower, ends, inserted = parse.lower, _soll("ends"), _soll("inserted")
    last = sentence.last
    if (modal + 1 >= last or lower[modal + 1] in ends) and modal > sentence.first and _ends_in_n(parse, modal - 1):
        return modal - 1
    place = modal + 1
    while place < last:
        if (place + 1 == last or lower[place + 1] in ends) and _ends_in_n(parse, place):
            return place
        if lower[place] == "," and place + 1 < last and lower[place + 1] in inserted:
            place += 1
            while place < last and lower[place] != ",":
                place += 1
        place += 1
    return None


def _ends_in_n(parse: Parse, place: int) -> bool:
    word = parse.words[place]
    return word[-1] == "n" and word[0].islower() and len(word) > 3


def _is_perfect(parse: Parse, place: int, first: int) -> bool:
    """Whether an infinitive is *haben* or *sein* with a participle of something that has happened."""
    verb = parse.lower[place]
    if verb not in {"haben", "sein"} or place <= first:
        return False
    before = parse.words[place - 1]
    if not before[0].islower() or before[-1] not in "tn" or before in _soll("no_participles"):
        return False
    return verb == "haben" or before.endswith(tuple(_soll("moved")))
