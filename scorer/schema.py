"""The shape of the report's JSON, as types; ``python -m quellenlage.schema`` prints its JSON schema.

Only type checkers and that command import this module: scoring never does.
"""

from __future__ import annotations

import json
import sys
from types import NoneType
from typing import Annotated, Any, Literal, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

_Level = Literal["transparent", "sound", "partial", "weak", "unsourced"]
_SourceType = Literal["person", "organisation", "document", "media", "unnamed", "vague"]
_Span = tuple[int, int]
_NAMES = {str: "string", int: "integer", float: "number", NoneType: "null"}


class ModelJson(TypedDict):
    """The weights that made the scores."""

    name: str
    version: str
    sha256: Annotated[str, "SHA-256 of the weights file, which names the reader by its own"]


class ContributionJson(TypedDict):
    """What one named figure does to a score."""

    feature: Annotated[str, "Name of the figure, see docs/figures.md"]
    value: Annotated[float | None, "Value of the figure"]
    effect: Annotated[
        float,
        "Points added to or taken from the score; intercept + all effects = score before clipping to 0–100",
    ]


class AdviceJson(TypedDict):
    """What would raise the score of a paragraph."""

    kind: Literal["unsourced", "unsourced_number", "hearsay", "vague", "unnamed"]
    start: int
    end: int
    gain: Annotated[float, "Points that the model adds with a named person behind the sentence"]


class ParagraphJson(TypedDict):
    """One paragraph, in text order."""

    index: int
    start: int
    end: int
    role: Literal["news", "background", "opinion", "service"]
    score: Annotated[float | None, "0–100, or null when there is nothing to score"]
    interval: Annotated[tuple[float, float] | None, "80 % interval of the score"]
    level: _Level | None
    reason: Annotated[str | None, "Why there is no score"]
    intercept: float | None
    contributions: list[ContributionJson]
    advice: list[AdviceJson]
    features: dict[str, float | None]


class AttributionJson(TypedDict):
    """A stretch of content that the text ascribes to somebody."""

    type: Literal["direct", "indirect", "reported", "free_indirect", "indirect_free_indirect"]
    paragraph: int
    content: list[_Span]
    cue: list[_Span]
    frame: list[_Span]
    speaker: _Span | None
    addressee: _Span | None
    source: Annotated[int | None, "id in sources"]
    rule: Annotated[str, "Cue group that found it, see `quellenlage rules`"]


class MentionJson(TypedDict):
    """A phrase that serves as a source."""

    start: int
    end: int
    paragraph: int
    type: _SourceType
    rule: str


class SourceJson(TypedDict):
    """One distinct source of the article; all its mentions merged."""

    id: int
    name: str
    function: Annotated[str | None, "Role or office as the text gives it"]
    type: _SourceType
    mentions: list[MentionJson]


class MarkerJson(TypedDict):
    """Words by which the author qualifies a statement."""

    start: int
    end: int
    text: str
    kind: Literal["hearsay", "hedge", "unverified"]
    paragraph: int
    rule: str


class StatementJson(TypedDict):
    """A sentence with a significant checkable statement and no source."""

    start: int
    end: int
    paragraph: int
    why: Annotated[list[str], "What makes it checkable: number, event, …"]


class NoteJson(TypedDict):
    """Something about the origin of the information."""

    start: int
    end: int
    paragraph: int
    kind: Literal["second_hand", "single_unnamed", "anonymity_reason"]
    sources: Annotated[list[int], "Ids in sources; of a chain the relaying media first, the origin last"]
    rule: str


class LinkJson(TypedDict):
    """A link to another site in an HTML body; it moves no score."""

    start: int
    end: int
    href: str
    source: Annotated[int | None, "Id in sources of the one whose mention is linked"]


class ReportJson(TypedDict):
    """Report on the sourcing of one article. Offsets are code points into the text as given."""

    schema: Literal["quellenlage-report/1"]
    version: Annotated[str, "Version of the package"]
    model: ModelJson
    language: str
    words: int
    title: str | None
    score: Annotated[
        float | None, "0–100: how transparently the article is sourced; null when there is nothing to score"
    ]
    interval: Annotated[tuple[float, float] | None, "80 % interval of the score"]
    level: Annotated[_Level | None, "Codebook level nearest to the score"]
    reason: Annotated[str | None, "Why there is no score"]
    intercept: float | None
    contributions: list[ContributionJson]
    paragraphs: list[ParagraphJson]
    attributions: list[AttributionJson]
    sources: list[SourceJson]
    markers: list[MarkerJson]
    unsourced: list[StatementJson]
    notes: list[NoteJson]
    links: list[LinkJson]
    features: dict[str, float | None]


def json_schema() -> str:
    """Write the JSON schema (draft 2020-12) of the report; it allows further fields."""
    definitions: dict[str, Any] = {}
    top = _described(ReportJson, definitions)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "quellenlage-report/1"}
    return json.dumps({**schema, **top, "$defs": definitions}, indent=2, ensure_ascii=False) + "\n"


def _described(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """One TypedDict as an object with its required fields."""
    fields = get_type_hints(shape, include_extras=True)
    properties = {name: _schema(kind, definitions) for name, kind in fields.items()}
    what = {"type": "object", "description": " ".join(shape.__doc__.split())}
    return {**what, "required": list(fields), "properties": properties}


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _NAMES:
        return {"type": _NAMES[kind]}
    if is_typeddict(kind):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = _described(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if origin is Annotated:
        return {"description": inner[1], **_schema(inner[0], definitions)}
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is list:
        return {"type": "array", "items": _schema(inner[0], definitions)}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0], definitions), "minItems": 2, "maxItems": 2}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(inner[1], definitions)}
    return {"anyOf": [_schema(one, definitions) for one in inner]}


if __name__ == "__main__":
    sys.stdout.write(json_schema())
