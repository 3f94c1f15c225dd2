"""Labels: what annotators said about paragraphs, joined to the texts they point into.

A label file holds no text: each record names a file, a paragraph, and the SHA-256 of that paragraph.
The loader reads the texts from a corpus folder when one is given, and says of every text whether it is
missing or changed. ``labels/CODEBOOK.md`` gives the meaning of every field, ``labels/README.md`` the format.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quellenlage.features.article import Article
from quellenlage.features.evidence import MARKER_KINDS, ROLES, SOURCE_TYPES

TEXT_KEYS = ("article", "originalText", "text")
"""Keys under which the known corpora keep an article's text in JSON."""
_TITLE_KEYS = ("header", "title")
_WIKINEWS_TITLE = re.compile(r"(?:\d+ - )?(.*?)(?: \(\d{4}-\d\d-\d\d\))?(?:\.pretty)?\Z", re.S)


class LabelError(ValueError):
    """A label file that cannot be used; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class LabelledParagraph:
    """What the annotator said of one paragraph; every offset is a code point in that paragraph.

    ``score`` is the codebook level 0–4, None unless ``role`` is news. ``sources`` and ``markers`` are
    ``(start, end, type)``; ``unsourced`` marks the first words of each sentence that lacks a source.
    """

    id: str
    index: int
    sha256: str
    role: str
    score: int | None
    sources: tuple[tuple[int, int, str], ...]
    unsourced: tuple[tuple[int, int], ...]
    markers: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """The labelled paragraphs of one article, and its text when the corpus has it unchanged.

    ``text`` ends with the last labelled paragraph, because ``score`` (0–100 or None) speaks of that part.
    ``outlet`` is the publisher's name in the corpus, or the name of its folder.
    """

    id: str
    file: str
    score: float | None
    paragraphs: tuple[LabelledParagraph, ...]
    text: Article | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """All labelled articles of a folder. ``problems`` has one line per text that is missing or changed."""

    articles: tuple[LabelledArticle, ...]
    fingerprint: str
    problems: tuple[str, ...] = field(default=())

    def summary(self) -> str:
        """Tell people: how many texts were found, and which were not."""
        found = sum(article.text is not None for article in self.articles)
        line = f"{found} of {len(self.articles)} labelled texts found"
        if self.problems:
            line += f"; {len(self.problems)} missing or changed:"
        return "\n  ".join([line, *self.problems])


def fingerprint(labels: Path) -> str:
    """Return the SHA-256 of the label file; quality figures are only comparable under the same one."""
    return hashlib.sha256(_label_file(labels).read_bytes()).hexdigest()


def load_labels(labels: Path, corpora: Path | None = None) -> Labels:
    """Read a label file (or ``labels.jsonl`` in a folder) and join it to the texts.

    A record's ``file`` is looked up under ``corpora``, then beside the label folder. Without ``corpora`` no
    text is read. Raises LabelError for a malformed record and OSError for an unreadable label file.
    """
    path = _label_file(labels)
    problems: list[str] = []
    articles = _articles(path, corpora, problems)
    return Labels(tuple(articles), fingerprint(path), tuple(problems))


def _articles(path: Path, corpora: Path | None, problems: list[str]) -> list[LabelledArticle]:
    grouped: dict[str, list[LabelledParagraph]] = {}
    scores: dict[str, float | None] = {}
    for line, record in _records(path):
        where = f"{path.name}, line {line}"
        file = _text_field(record, "file", where)
        if "article_score" in record:
            scores[file] = _article_score(record, where)
        else:
            grouped.setdefault(file, []).append(_paragraph(record, where))
    articles = []
    for file, paragraphs in grouped.items():
        article = LabelledArticle(
            id=paragraphs[0].id.split("#")[0], file=file, score=scores.get(file), paragraphs=tuple(paragraphs)
        )
        if corpora is not None:
            article = _join(article, [corpora, path.resolve().parent.parent], problems)
        articles.append(article)
    return articles


def _label_file(labels: Path) -> Path:
    return labels / "labels.jsonl" if labels.is_dir() else labels


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise LabelError(f"{path.name}, line {number}: not JSON ({error.msg})") from error
        if not isinstance(record, dict):
            raise LabelError(f"{path.name}, line {number}: expected an object, found {type(record).__name__}")
        yield number, record


def _text_field(record: dict[str, Any], name: str, where: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise LabelError(f"{where}, field {name}: expected text, found {value!r}")
    return value


def _article_score(record: dict[str, Any], where: str) -> float | None:
    score = record["article_score"]
    if score is not None and not (isinstance(score, (int, float)) and 0 <= score <= 100):
        raise LabelError(f"{where}, field article_score: expected 0–100 or null, found {score!r}")
    return score


def _paragraph(record: dict[str, Any], where: str) -> LabelledParagraph:
    role, score, index = record.get("role"), record.get("score"), record.get("paragraph")
    if role not in ROLES:
        raise LabelError(f"{where}, field role: expected one of {', '.join(ROLES)}, found {role!r}")
    if (score is not None) != (role == "news") or (score is not None and score not in range(5)):
        raise LabelError(f"{where}, field score: expected 0–4 for news and null otherwise, found {score!r}")
    if not isinstance(index, int) or index < 0:
        raise LabelError(f"{where}, field paragraph: expected a number from 0, found {index!r}")
    return LabelledParagraph(
        id=_text_field(record, "id", where),
        index=index,
        sha256=_text_field(record, "sha256", where),
        role=role,
        score=score,
        sources=_typed(record, "sources", "type", SOURCE_TYPES, where),
        unsourced=tuple(_span(entry, "unsourced", where) for entry in record.get("unsourced", [])),
        markers=_typed(record, "markers", "kind", MARKER_KINDS, where),
    )


def _span(entry: Any, name: str, where: str) -> tuple[int, int]:
    start, end = (entry.get("start"), entry.get("end")) if isinstance(entry, dict) else (None, None)
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
        raise LabelError(f"{where}, field {name}: expected 0 <= start < end, found {entry!r}")
    return start, end


def _typed(
    record: dict[str, Any], name: str, key: str, allowed: tuple[str, ...], where: str
) -> tuple[tuple[int, int, str], ...]:
    found = []
    for entry in record.get(name, []):
        start, end = _span(entry, name, where)
        if entry.get(key) not in allowed:
            choice = ", ".join(allowed)
            raise LabelError(f"{where}, field {name}.{key}: {entry.get(key)!r} is none of {choice}")
        found.append((start, end, entry[key]))
    return tuple(found)


def _join(article: LabelledArticle, folders: list[Path], problems: list[str]) -> LabelledArticle:
    path = next((folder / article.file for folder in folders if (folder / article.file).is_file()), None)
    if path is None:
        problems.append(f"{article.id}: text missing ({article.file})")
        return article
    text, title, outlet = read_text(path)
    whole = Article.read(text, title)
    if changed := _changed(article, whole):
        which = ", ".join(map(str, changed))
        problems.append(f"{article.id}: text changed in paragraph {which} ({article.file})")
        return article
    last = max(paragraph.index for paragraph in article.paragraphs)
    part = Article.read(text[: whole.paragraphs[last].end], title)
    return replace(article, text=part, outlet=outlet)


def _changed(article: LabelledArticle, whole: Article) -> list[int]:
    """List the labelled paragraphs whose text is not the one that was labelled."""
    changed = []
    for paragraph in article.paragraphs:
        if paragraph.index >= len(whole.paragraphs):
            changed.append(paragraph.index)
            continue
        place = whole.paragraphs[paragraph.index]
        content = whole.text[place.start : place.end].encode("utf-8", "surrogatepass")
        if hashlib.sha256(content).hexdigest() != paragraph.sha256:
            changed.append(paragraph.index)
    return changed


def read_text(path: Path) -> tuple[str, str | None, str]:
    """Return text, title and outlet of a corpus file: JSON of a known layout, or plain text."""
    content = path.read_text("utf-8")
    if path.suffix != ".json":
        return content, None, path.parent.name
    record = json.loads(content)
    text = next((record[key] for key in TEXT_KEYS if key in record), "")
    title = next((record[key] for key in _TITLE_KEYS if key in record), None)
    if title is None and "documentName" in record:
        match = _WIKINEWS_TITLE.match(record["documentName"])
        title = match.group(1) if match else None
    outlet = record.get("source") or ("Wikinews" if "documentName" in record else path.parent.name)
    return text, title.strip() if title else None, outlet
