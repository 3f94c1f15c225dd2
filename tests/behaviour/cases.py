"""The behaviour cases: read from TOML, judged one by one, in the manner of CheckList (Ribeiro et al. 2020).

What a case expects is taken from ``labels/CODEBOOK.md``, never from what the program does. Four kinds:

* *minimum*: a short text and what must be found in it;
* *directional*: ``{better|worse}``, the first variant must score at least ten points more;
* *invariance*: ``{a|b|…}``, the scores of all variants lie at most twelve points apart;
* *gaming*: no trick raises a score by more than a level, and imitated sourcing scores low.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tricks import TRICKS

if TYPE_CHECKING:
    from quellenlage import Report, Scorer

FOLDER = Path(__file__).parent
KINDS = ("minimum", "directional", "invariance", "gaming")
STEP = 10.0
TOLERANCE = 12.0
LEVEL = 25.0
LOW = 37.5

_CHOICE = re.compile(r"\{([^{}]*)\}")
_KEYS = {
    "minimum": {"text", "sources", "optional", "markers", "unsourced", "role", "roles", "ledger", "function"},
    "pair": {"text", "of", "paragraph"},
    "gaming": {"text", "sourced"},
}

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Case:
    """One expectation; ``judge`` gives the reasons why it does not hold, none when it does."""

    kind: str
    phenomenon: str
    number: int
    texts: tuple[str, ...]
    judge: Callable[[Scorer], list[str]]

    @property
    def id(self) -> str:
        """``phenomenon/number``, the number counted within the phenomenon as in the file."""
        return f"{self.phenomenon}/{self.number}"


def load_cases() -> list[Case]:
    """All cases of all files; raises ValueError when an entry has an unknown key or uneven choices."""
    cases = [
        Case(
            "minimum",
            phenomenon,
            number,
            (entry["text"].strip("\n"),),
            partial(_minimum, entry=entry),
        )
        for path in sorted((FOLDER / "minimum").glob("*.toml"))
        for phenomenon, number, entry in _entries(path, _KEYS["minimum"])
    ]
    for kind, judge in (("directional", _directional), ("invariance", _invariance)):
        for phenomenon, number, entry in _entries(FOLDER / f"{kind}.toml", _KEYS["pair"]):
            texts = variants(entry["text"].strip("\n"))
            cases.append(
                Case(
                    kind,
                    phenomenon,
                    number,
                    texts,
                    partial(judge, texts=texts, entry=entry),
                )
            )
    return cases + list(_gaming_cases())


def _entries(path: Path, keys: set[str]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for phenomenon, entries in tomllib.loads(path.read_text("utf-8")).items():
        for number, entry in enumerate(entries, 1):
            if unknown := set(entry) - keys:
                raise ValueError(f"{path.name}: {phenomenon}/{number}: unknown keys {sorted(unknown)}")
            yield phenomenon, number, entry


def variants(text: str) -> tuple[str, ...]:
    """The texts that ``{a|b|…}`` stands for; every choice of a text has the same number of alternatives."""
    choices = [choice.split("|") for choice in _CHOICE.findall(text)]
    counts = {len(choice) for choice in choices}
    if len(counts) != 1 or counts == {1}:
        raise ValueError(f"uneven choices {sorted(counts)}: {text}")
    return tuple(
        _CHOICE.sub(lambda match, place=place: match[1].split("|")[place], text).strip("\n")
        for place in range(counts.pop())
    )


def _gaming_cases() -> Iterator[Case]:
    found: dict[str, int] = {}
    for phenomenon, number, entry in _entries(FOLDER / "gaming.toml", _KEYS["gaming"]):
        text = entry["text"].strip("\n")
        if phenomenon == "imitation":
            yield Case("gaming", phenomenon, number, (text,), partial(_low, text=text))
            continue
        for name, trick in TRICKS.items():
            if entry.get("sourced") and name == "empty_subjunctive":
                continue
            found[name] = found.get(name, 0) + 1
            texts = (text, trick(text))
            yield Case("gaming", name, found[name], texts, lambda scorer, texts=texts: _no_rise(scorer, texts))


def _minimum(scorer: Scorer, entry: dict[str, Any]) -> list[str]:
    report = scorer.score(entry["text"].strip("\n"))
    failures: list[str] = []
    mentions = [(mention.start, mention.end, mention.type) for source in report.sources for mention in source.mentions]
    optional = _spans(report.text, entry.get("optional", []))
    if "sources" in entry:
        failures += _compare(report.text, "source", _spans(report.text, entry["sources"]), mentions, optional)
    if "markers" in entry:
        markers = [(marker.start, marker.end, marker.kind) for marker in report.markers]
        expected = _spans(report.text, entry["markers"])
        failures += _compare(report.text, "marker", expected, markers, optional, touching=True)
    if "unsourced" in entry:
        failures += _unsourced(report, entry["unsourced"])
    roles = entry.get("roles") or ([entry["role"]] if "role" in entry else [])
    for paragraph, role in zip(report.paragraphs, roles, strict=False):
        if role not in {"any", paragraph.role}:
            failures.append(f"role of paragraph {paragraph.index}: {paragraph.role}, not {role}")
    if "ledger" in entry and len(report.sources) != entry["ledger"]:
        names = ", ".join(source.name for source in report.sources)
        failures.append(f"ledger of {len(report.sources)} ({names}), not {entry['ledger']}")
    if "function" in entry and entry["function"] not in {source.function for source in report.sources}:
        failures.append(f"function {[source.function for source in report.sources]}, not {entry['function']}")
    return failures


def _spans(text: str, expected: Sequence[Sequence[str]]) -> list[Span]:
    """Where the expected words stand, as whole words; equal entries stand one after the other."""
    spans: list[Span] = []
    after: dict[tuple[str, str], int] = {}
    for words, kind in expected:
        places = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").finditer(text, after.get((words, kind), 0))
        match = next((one for one in places if not any(_inside(one, span) for span in spans)), None)
        if match is None:
            raise ValueError(f"{words!r} is not in {text!r}")
        after[words, kind] = match.end()
        spans.append((match.start(), match.end(), kind))
    return spans


def _inside(match: re.Match[str], span: Span) -> bool:
    """Whether a match is a part of a longer phrase found before (*Marchetti* in *Léon Marchetti*)."""
    return span[0] <= match.start() and match.end() <= span[1] and span[1] - span[0] > len(match.group())


def _compare(
    text: str,
    name: str,
    expected: list[Span],
    found: list[Span],
    optional: list[Span],
    *,
    touching: bool = False,
) -> list[str]:
    """What is missing and what is too much; spans match by half of the longer, or by any overlap."""

    def same(one: Span, other: Span) -> bool:
        common = min(one[1], other[1]) - max(one[0], other[0])
        longer = max(one[1] - one[0], other[1] - other[0])
        return one[2] == other[2] and common > 0 and (touching or 2 * common >= longer)

    left = list(found)
    failures: list[str] = []
    for span in expected:
        match = next((other for other in left if same(span, other)), None)
        if match is None:
            failures.append(f"missing {name}: {text[span[0] : span[1]]!r} ({span[2]})")
        else:
            left.remove(match)
    left = [span for span in left if not any(same(span, other) for other in optional)]
    return failures + [f"surplus {name}: {text[start:end]!r} ({kind})" for start, end, kind in left]


def _unsourced(report: Report, expected: Sequence[str]) -> list[str]:
    left = [(statement.start, statement.end) for statement in report.unsourced]
    failures: list[str] = []
    for words in expected:
        start = report.text.index(words)
        match = next((span for span in left if span[0] <= start < span[1]), None)
        if match is None:
            failures.append(f"missing unsourced: {words!r}")
        else:
            left.remove(match)
    return failures + [f"surplus unsourced: {report.text[start:end]!r}" for start, end in left]


def _score(scorer: Scorer, text: str, entry: dict[str, Any]) -> tuple[float | None, str]:
    """The score a pair is about, and in words."""
    report = scorer.score(text)
    if entry.get("of") == "article":
        return report.score, f"{report.score} {report.reason or ''}".strip()
    paragraph = report.paragraphs[entry.get("paragraph", 0)]
    return (
        paragraph.score,
        f"{paragraph.score}" if paragraph.score is not None else f"no score: {paragraph.role}",
    )


def _directional(scorer: Scorer, texts: Sequence[str], entry: dict[str, Any]) -> list[str]:
    (better, better_text), (worse, worse_text) = (_score(scorer, text, entry) for text in texts)
    if better is None or worse is None or better - worse < STEP:
        return [f"better {better_text}, worse {worse_text}"]
    return []


def _invariance(scorer: Scorer, texts: Sequence[str], entry: dict[str, Any]) -> list[str]:
    scored = [_score(scorer, text, entry) for text in texts]
    scores = [score for score, _ in scored if score is not None]
    if len(scores) < len(scored) or max(scores) - min(scores) > TOLERANCE:
        return [" / ".join(text for _, text in scored)]
    return []


def _no_rise(scorer: Scorer, texts: Sequence[str]) -> list[str]:
    plain, gamed = (scorer.score(text).score for text in texts)
    if plain is None or (gamed is not None and gamed - plain > LEVEL):
        return [f"from {plain} to {gamed}"]
    return []


def _low(scorer: Scorer, text: str) -> list[str]:
    score = scorer.score(text).score
    return [] if score is not None and score <= LOW else [f"score {score}"]
