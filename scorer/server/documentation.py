"""Documentation of the service: what its OpenAPI says beyond what the routes say themselves, with examples."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from quellenlage.schema import json_schema

_TEXT = "Die Brücke werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt.\n\nDie Sanierung kostet 50 Millionen Euro."
_HTML = "<p>Die Brücke werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt.</p><p>Experten rechnen mit Staus.</p>"
_REF = "#/components/schemas/"

_WHY = {
    400: "The body cannot be read",
    401: "The token is missing or wrong",
    408: "The request did not arrive in time",
    413: "More than is scored at once",
    415: "A media type that is not read here",
    422: "The body is not of this shape",
    429: "All threads are busy and the queue is full: come again after `Retry-After` seconds",
    503: "Not answered in time, or not ready: come again after `Retry-After` seconds",
}
ARTICLE_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": f"{_REF}Article"},
            "examples": {
                "text": {"value": {"text": _TEXT, "title": "Brücke wird gesperrt"}},
                "paragraphs": {"value": {"paragraphs": _TEXT.split("\n\n")}},
                "html": {"value": {"html": _HTML, "title": "Brücke wird gesperrt"}},
            },
        },
        "text/plain": {"schema": {"type": "string"}, "example": _TEXT},
    },
}
FORM_BODY: dict[str, Any] = {
    "application/x-www-form-urlencoded": {
        "schema": {
            "type": "object",
            "properties": {"text": {"type": "string"}, "title": {"type": "string", "maxLength": 1000}},
        },
        "example": {"text": _TEXT},
    }
}
BATCH_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {"$ref": f"{_REF}Batch"},
            "example": {"articles": [{"text": _TEXT}, {"html": _HTML}]},
        }
    },
}
CHECK_BODY: dict[str, Any] = {
    "required": True,
    "description": "Instead of `text`, LanguageTool's `data` is read as well: annotated text as JSON.",
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["language", "text"],
                "properties": {
                    "text": {"type": "string"},
                    "language": {"enum": ["de", "de-DE", "de-AT", "de-CH", "auto"]},
                    "motherTongue": {"type": "string", "description": "`en` for messages in English."},
                    "enabledRules": {"type": "string"},
                    "disabledRules": {"type": "string"},
                    "enabledCategories": {"type": "string"},
                    "disabledCategories": {"type": "string"},
                    "enabledOnly": {"type": "string", "description": "`true`: no rules but those enabled."},
                },
            },
            "example": {"language": "de-DE", "text": _TEXT},
        }
    },
}
_REPORTS = {
    "type": "object",
    "required": ["reports"],
    "properties": {
        "reports": {
            "type": "array",
            "description": "One entry per article, in order; either `report` or `error` is null.",
            "items": {
                "type": "object",
                "required": ["index", "report", "error"],
                "properties": {
                    "index": {"type": "integer"},
                    "report": {"anyOf": [{"$ref": f"{_REF}Report"}, {"type": "null"}]},
                    "error": {"anyOf": [{"type": "string"}, {"$ref": f"{_REF}Faults"}, {"type": "null"}]},
                },
            },
        }
    },
}
_FAULTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "loc", "msg"],
        "properties": {"type": {"type": "string"}, "loc": {"type": "array", "items": {}}, "msg": {"type": "string"}},
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["detail"],
    "properties": {"detail": {"anyOf": [{"type": "string"}, {"$ref": f"{_REF}Faults"}]}},
    "example": {"detail": "the text has 300000 characters; at most 200000 are scored"},
}


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The errors of a route; those that every route has come by themselves."""
    problem = {"application/json": {"schema": {"$ref": f"{_REF}Problem"}}}
    # A body that is over the limit as such is refused before it is read, in plain text.
    content = {413: {**problem, "text/plain": {"schema": {"type": "string"}}}}
    every = (*statuses, 401, 408, 429, 503)
    return {status: {"description": _WHY[status], "content": content.get(status, problem)} for status in every}


def json_answer(name: str) -> dict[str, Any]:
    """An answer in JSON of the shape ``name``."""
    return {"description": name, "content": {"application/json": {"schema": {"$ref": f"{_REF}{name}"}}}}


def page_answer() -> dict[str, Any]:
    """An answer in HTML."""
    return {"description": "A page", "content": {"text/html": {"schema": {"type": "string"}}}}


def plain_answer(what: str) -> dict[str, Any]:
    """An answer in plain text."""
    return {"description": what, "content": {"text/plain": {"schema": {"type": "string"}}}}


def list_answer() -> dict[str, Any]:
    """LanguageTool's list of languages."""
    names = ("name", "code", "longCode")
    item = {"type": "object", "required": list(names), "properties": {name: {"type": "string"} for name in names}}
    return {"description": "Languages", "content": {"application/json": {"schema": {"type": "array", "items": item}}}}


def check_answer() -> dict[str, Any]:
    """LanguageTool's answer; offsets count UTF-16 code units of the text, or of the document with its markup."""
    whole = {"type": "integer", "minimum": 0}
    words = {"type": "string"}
    match = {
        "type": "object",
        "required": ["message", "offset", "length", "context", "rule", "replacements"],
        "properties": {
            **dict.fromkeys(("message", "shortMessage", "sentence"), words),
            **dict.fromkeys(("offset", "length"), whole),
            "context": {"type": "object", "properties": {"text": words, "offset": whole, "length": whole}},
            "rule": {"type": "object", "required": ["id", "category", "issueType"]},
            "replacements": {"type": "array", "maxItems": 0},
        },
    }
    properties = {"matches": {"type": "array", "items": match}, "language": {"type": "object"}}
    shape = {"type": "object", "required": ["software", "language", "matches"], "properties": properties}
    return {"description": "Matches", "content": {"application/json": {"schema": shape}}}


def shapes(**models: type[BaseModel]) -> dict[str, Any]:
    """The shapes that the routes refer to, by name; ``models`` are further ones."""
    report = json.loads(json_schema().replace("#/$defs/", _REF))
    report.pop("$schema")
    found = {**report.pop("$defs"), "Report": report, "Reports": _REPORTS, "Faults": _FAULTS, "Problem": _PROBLEM}
    for name, model in models.items():
        shape = model.model_json_schema(ref_template=f"{_REF}{{model}}")
        found |= {**shape.pop("$defs", {}), name: shape}
    return found
