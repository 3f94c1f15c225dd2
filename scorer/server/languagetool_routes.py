"""``/v2``: the protocol of LanguageTool, for LibreOffice, Superdesk and every other program that speaks it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from quellenlage import Article, Report
from quellenlage.formats.languagetool import CATEGORY, Hint, hints, matches
from quellenlage.formats.languagetool import RULES as RULE_OF
from quellenlage.report import dump_json

from .annotation import AnnotatedText, Places
from .articles import FORM, bounded, content_type, form, validated
from .documentation import CHECK_BODY, check_answer, errors, list_answer, plain_answer
from .scoring import Desk
from .settings import Settings

LANGUAGES = {"de": "German", "de-DE": "German (Germany)", "de-AT": "German (Austria)", "de-CH": "German (Swiss)"}
_ENGLISH = "en"


class CheckError(Exception):
    """A request that LanguageTool would not take; the message is its answer, as plain text."""


def languagetool_routes(desk: Desk, settings: Settings, version: str) -> APIRouter:
    """The routes of ``/v2``."""
    routes = APIRouter(prefix="/v2", tags=["LanguageTool"])
    software = {"name": "Quellenlage", "version": version, "apiVersion": 1, "premium": False, "status": ""}

    @routes.post(
        "/check",
        summary="Check a text as LanguageTool does: what needs a source, as matches",
        responses={200: check_answer(), **errors(413), 400: plain_answer("What is missing or not known")},
        openapi_extra={"requestBody": CHECK_BODY},
    )
    async def check(request: Request) -> Response:
        fields = await _fields(request)
        lang = _ENGLISH if fields.get("motherTongue", "").lower().startswith(_ENGLISH) else "de"
        language = _language(fields)
        annotated = _annotated(fields)
        text = annotated.text if annotated else fields["text"]
        article = bounded(Article.read(text), settings.max_text)

        def answer(report: Report) -> bytes:
            found = _matches(report, lang, annotated, [hint for hint in hints(report) if _wanted(hint, fields)])
            return dump_json({"software": software, "warnings": _NO_WARNINGS, **language, "matches": found}).encode()

        return Response(await desk.score(request, article, answer), media_type="application/json")

    @routes.get("/languages", summary="The languages that are checked", responses={200: list_answer()})
    async def languages() -> list[dict[str, str]]:
        return [{"name": name, "code": "de", "longCode": code} for code, name in LANGUAGES.items()]

    @routes.get("/info", summary="The version")
    async def info() -> dict[str, Any]:
        return {"software": software}

    @routes.get(
        "/maxtextlength", summary="How many characters a text may have", responses={200: plain_answer("Number")}
    )
    async def maxtextlength() -> PlainTextResponse:
        return PlainTextResponse(str(settings.max_text))

    return routes


_NO_WARNINGS = {"incompleteResults": False}


async def _fields(request: Request) -> dict[str, str]:
    if content_type(request) not in (FORM, ""):
        raise CheckError(f"Error: send {FORM}")
    return form(await request.body())


def _language(fields: dict[str, str]) -> dict[str, Any]:
    """The language of the text as the answer names it; raises CheckError for one that is not checked."""
    asked = fields.get("language")
    if asked is None:
        raise CheckError("Error: Missing 'language' parameter, e.g. 'language=de-DE' or 'language=auto'")
    known = {code.lower(): code for code in LANGUAGES} | {"auto": "de-DE"}
    code = known.get(asked.lower())
    if code is None:
        raise CheckError(f"Error: this is not a language code known here. Supported codes are: {', '.join(LANGUAGES)}")
    described = {"name": LANGUAGES[code], "code": code}
    return {"language": {**described, "detectedLanguage": {**described, "confidence": 1.0}}}


def _annotated(fields: dict[str, str]) -> AnnotatedText | None:
    """The annotated text, or None for plain text; raises CheckError when there is neither or both."""
    if ("text" in fields) == ("data" in fields):
        raise CheckError("Error: give either 'text' or 'data'")
    if "text" in fields:
        return None
    try:
        return validated(AnnotatedText, fields["data"].encode())
    except RequestValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(step) for step in fault["loc"][1:])
        raise CheckError(f"Error: 'data' is no annotated text: {place} {fault['msg']}") from None


def _matches(report: Report, lang: str, annotated: AnnotatedText | None, shown: list[Hint]) -> list[dict[str, Any]]:
    found = matches(report, lang, shown)
    if annotated is not None:
        places = Places(annotated)
        for match, hint in zip(found, shown, strict=True):
            match["offset"], match["length"] = places.span(hint.start, hint.end)
    return found


def _wanted(hint: Hint, fields: dict[str, str]) -> bool:
    """Whether the rule is switched on: LanguageTool's parameters for rules and categories."""
    names = {RULE_OF[hint.kind], CATEGORY}
    on = names & _names(fields, "enabledRules", "enabledCategories")
    off = names & _names(fields, "disabledRules", "disabledCategories")
    return bool(on) or (not off and fields.get("enabledOnly") != "true")


def _names(fields: dict[str, str], *keys: str) -> set[str]:
    return {name.strip() for key in keys for name in fields.get(key, "").split(",")}
