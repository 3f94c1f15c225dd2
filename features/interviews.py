"""Interviews: whose answers the paragraphs between the questions are.

*Why it matters.* In an interview no paragraph says *sagte sie*, yet every answer has a source.
*Example.* *Frau Horn, reicht das Geld?* – *Nein, uns fehlen zwei Millionen.* Or with labels: *Horn: Uns fehlt Geld.*
*Limits.* Without labels the person is the last one whom the introduction names in full; answers must speak of *ich*
or *wir* now and then.
"""

from __future__ import annotations

from .core_phrases import Range, is_capital
from .drafts import Draft, Scene
from .language import Parse
from .phrases import noun_phrase
from .source_types import source_type

_MAX_QUESTION = 45
_MAX_LABEL = 5
_MIN_QUESTIONS = 3
_FIRST_PERSON = frozenset("ich wir mir uns mich mein meine meiner unser unsere unserer".split())
_MIN_PERSONAL = 0.3
_INTERVIEW = "interviews.answer"


def find_interview(scene: Scene) -> None:
    """Ascribe the answers of an interview to the person asked; does nothing in any other article."""
    parse = scene.parse
    labels = {index: label for index in range(len(parse.paragraph_tokens)) if (label := _label(parse, index))}
    questions = [index for index in range(len(parse.paragraph_tokens)) if _is_question(parse, index)]
    if len(labels) >= _MIN_QUESTIONS:
        for index, label in labels.items():
            if index not in questions:
                _answer(scene, index, label, label[1] + 1, own=True)
    elif len(questions) >= _MIN_QUESTIONS or (len(questions) == _MIN_QUESTIONS - 1 and _addressed(parse, questions)):
        _unlabelled(scene, questions)


def _addressed(parse: Parse, questions: list[int]) -> frozenset[str]:
    """The surnames that the questions call by *Herr* or *Frau*."""
    words, lower = parse.words, parse.lower
    found = set()
    for index in questions:
        first, last = parse.paragraph_tokens[index]
        for place in range(first, last - 1):
            if lower[place] in {"herr", "frau", "herrn"} and is_capital(words[place + 1]):
                end = place + 1
                while end + 1 < last and is_capital(words[end + 1]):
                    end += 1
                found.add(words[end])
    return frozenset(found)


def _is_question(parse: Parse, index: int) -> bool:
    """A short paragraph that ends with a question mark."""
    first, last = parse.paragraph_tokens[index]
    return 2 < last - first <= _MAX_QUESTION and parse.words[last - 1] == "?"


def _label(parse: Parse, index: int) -> Range | None:
    """The name before the colon that opens a paragraph (*Horn: Uns fehlt Geld.*)."""
    first, last = parse.paragraph_tokens[index]
    words = parse.words
    colon = next((at for at in range(first + 1, min(last, first + _MAX_LABEL)) if words[at] == ":"), None)
    if colon is None or colon + 3 > last or words[colon + 1] in {"„", "“", '"', "»"}:
        return None
    if not all(is_capital(words[at]) or words[at][-1] == "." for at in range(first, colon)):
        return None
    return (first, colon) if source_type(words, parse.lower, first, colon)[0] == "person" else None


def _unlabelled(scene: Scene, questions: list[int]) -> None:
    parse = scene.parse
    answers = [index for index in range(questions[0] + 1, len(parse.paragraph_tokens)) if index not in questions]
    personal = 0
    for index in answers:
        first, last = parse.paragraph_tokens[index]
        personal += not _FIRST_PERSON.isdisjoint(parse.lower[first:last])
    teller = _teller(parse, questions[0], _addressed(parse, questions))
    if not answers or personal < _MIN_PERSONAL * len(answers) or teller is None:
        return
    scene.further.append((teller, _INTERVIEW))
    for index in answers:
        first, last = parse.paragraph_tokens[index]
        if last - first > _MAX_LABEL:
            _answer(scene, index, teller, first, own=False)


def _teller(parse: Parse, before: int, addressed: frozenset[str]) -> Range | None:
    """The last person named in full before the first question, or in it; whom the questions address comes first."""
    words, lower = parse.words, parse.lower
    found: Range | None = None
    last = parse.paragraph_tokens[before][1]
    place = 0
    while place < last:
        end = noun_phrase(words, lower, place, last, greedy=False) if is_capital(words[place]) else None
        if end is None:
            place += 1
            continue
        kind, rule = source_type(words, lower, place, end)
        if end - place > 1 and kind == "person" and (rule.startswith("names.") or words[end - 1] in addressed):
            found = (place, end)
            if words[end - 1] in addressed:
                return found
        place = end
    return found


def _answer(scene: Scene, index: int, teller: Range, first: int, *, own: bool) -> None:
    last = scene.parse.paragraph_tokens[index][1]
    sentence = scene.parse.sentence_of(first).index
    draft = Draft("direct", sentence, [(first, last)], _INTERVIEW, speaker=teller, source=teller, own=own)
    draft.carried = not own
    scene.drafts.append(draft)
    low, high = scene.parse.paragraph_sentences[index]
    for place in range(low, high):
        scene.spoken[place] = draft
