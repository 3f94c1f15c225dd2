"""Findings as the page and the terminal show them: kind, place and an explanation in words."""

from __future__ import annotations

from dataclasses import dataclass

from quellenlage.features.evidence import Attribution, Note, Source, Span
from quellenlage.report import Report

from .wording import Wording, isolated

SYMBOLS = {
    "source": "◆",
    "content": "›",
    "hearsay": "≈",
    "hedge": "?",
    "unverified": "∅",
    "unsourced": "!",
    "origin": "←",
}
KINDS = tuple(SYMBOLS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``kind`` of KINDS, its spans in text order, the explanation, its cue group and source.

    ``mention`` is the place of a source mention in its ledger entry, counted from 1, else 0.
    """

    kind: str
    spans: tuple[Span, ...]
    note: str
    rule: str = ""
    source: int | None = None
    mention: int = 0


def find_all(report: Report, words: Wording) -> list[Finding]:
    """All findings of a report, in text order; empty spans are left out."""
    names = {source.id: source for source in report.sources}
    found = [finding for source in report.sources for finding in _mentions(source, words)]
    found += [_content(attribution, names, words) for attribution in report.attributions]
    found += [
        Finding(marker.kind, ((marker.start, marker.end),), words["notes"][marker.kind], marker.rule)
        for marker in report.markers
    ]
    for statement in report.unsourced:
        why = ", ".join(words["why"].get(reason, reason) for reason in statement.why)
        note = words["notes"]["unsourced"].format(why=why) if why else words["notes"]["unsourced_plain"]
        found.append(Finding("unsourced", ((statement.start, statement.end),), note))
    found += [_origin(note, names, words) for note in report.notes]
    found = [finding for finding in found if any(end > start for start, end in finding.spans)]
    return sorted(found, key=lambda finding: (finding.spans[0][0], KINDS.index(finding.kind)))


def named(source: Source) -> str:
    """The name of a source with its function, safe inside a sentence."""
    name = isolated(source.name)
    return f"{name}, {isolated(source.function)}" if source.function else name


def _mentions(source: Source, words: Wording) -> list[Finding]:
    found = []
    for number, mention in enumerate(source.mentions, 1):
        note = words["notes"]["source"].format(type=words["types"][mention.type], name=named(source))
        note = f"{note}. {words['type_means'][mention.type]}"
        spans = ((mention.start, mention.end),)
        found.append(Finding("source", spans, note, mention.rule, source.id, number))
    return found


def _content(attribution: Attribution, names: dict[int, Source], words: Wording) -> Finding:
    kind = words["attributions"][attribution.type]
    source = names.get(attribution.source) if attribution.source is not None else None
    if source is None:
        note = words["notes"]["content_nobody"].format(type=kind)
    else:
        behind = words["types"][source.type]
        note = words["notes"]["content"].format(type=kind, name=named(source), behind=behind)
    spans = tuple(sorted(span for span in attribution.content if span[1] > span[0]))
    return Finding("content", spans, note, attribution.rule, attribution.source)


def _origin(note: Note, names: dict[int, Source], words: Wording) -> Finding:
    """A note on the origin; what rests on one unnamed source is marked at its mentions, not all through."""
    about = [names[source] for source in note.sources if source in names]
    first, last = ", ".join(isolated(one.name) for one in about[:-1]), "".join(isolated(one.name) for one in about[-1:])
    spans: tuple[Span, ...] = ((note.start, note.end),)
    if note.kind == "single_unnamed":
        mentions = (mention for one in about for mention in one.mentions if mention.paragraph == note.paragraph)
        spans = tuple((mention.start, mention.end) for mention in mentions) or spans
    return Finding("origin", spans, words["origins"][note.kind].format(first=first, last=last), note.rule)
