"""``/v1``: an article in, its report out, as JSON or as a page; several articles at once."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from quellenlage import Report
from quellenlage.report import dump_json

from .articles import FORM, JSON, MAX_PARAGRAPHS, TEXT, ArticleIn, content_type, read_article, validated
from .documentation import ARTICLE_BODY, BATCH_BODY, FORM_BODY, errors, json_answer, page_answer
from .page import form_page, report_page
from .scoring import Desk
from .settings import Settings

_BATCH_PARAGRAPHS = 5 * MAX_PARAGRAPHS
"""Paragraphs of all articles of a batch together."""

Lang = Literal["de", "en"]


class BatchIn(BaseModel):
    """Several articles; each is looked at for itself."""

    model_config = ConfigDict(extra="forbid", title="Batch")

    articles: Annotated[list[Any], Field(min_length=1)]


def scoring_routes(desk: Desk, settings: Settings) -> APIRouter:
    """The routes of ``/v1``."""
    routes = APIRouter(prefix="/v1", tags=["score"])

    @routes.post(
        "/score",
        summary="Score one article",
        responses={200: json_answer("Report"), **errors(400, 413, 415, 422)},
        openapi_extra={"requestBody": ARTICLE_BODY},
    )
    async def score(request: Request) -> Response:
        article = await read_article(request, settings.max_text, JSON, TEXT)
        return Response(await desk.score(request, article, _encoded), media_type=JSON)

    @routes.post(
        "/batch",
        summary=f"Score up to {settings.max_batch} articles; a bad one never ends the batch",
        responses={200: json_answer("Reports"), **errors(413, 415, 422)},
        openapi_extra={"requestBody": BATCH_BODY},
    )
    async def batch(request: Request) -> Response:
        if content_type(request) != JSON:
            raise HTTPException(415, f"send {JSON}")
        articles = validated(BatchIn, await request.body()).articles
        if len(articles) > settings.max_batch:
            raise HTTPException(413, f"{len(articles)} articles; at most {settings.max_batch} in one batch")
        entries, room = [], _BATCH_PARAGRAPHS
        for index, given in enumerate(articles):
            try:
                article = validated(ArticleIn, given).article(settings.max_text, min(room, MAX_PARAGRAPHS))
                room -= len(article.paragraphs)
                entry = await desk.score(request, article, _encoded, admitted=index > 0)
            except (RequestValidationError, HTTPException) as error:
                entries.append(_fault(index, error))
            else:
                entries.append(b'{"index":%d,"report":%b,"error":null}' % (index, entry))
        return Response(b'{"reports":[' + b",".join(entries) + b"]}", media_type=JSON)

    @routes.get("/report", summary="A form to paste an article into", responses={200: page_answer()})
    async def form(lang: Annotated[Lang, Query(description="Language of the page.")] = "de") -> Response:
        return form_page(lang, settings)

    @routes.post(
        "/report",
        summary="The report on one article as a page",
        responses={200: page_answer(), **errors(400, 413, 415, 422)},
        openapi_extra={"requestBody": {**ARTICLE_BODY, "content": {**ARTICLE_BODY["content"], **FORM_BODY}}},
    )
    async def report(
        request: Request,
        lang: Annotated[Lang, Query(description="Language of the page.")] = "de",
        fragment: Annotated[bool, Query(description="Only the part to embed in a page of your own.")] = False,
    ) -> Response:
        article = await read_article(request, settings.max_text, JSON, TEXT, FORM)
        nonce = secrets.token_urlsafe(16)
        page = await desk.score(request, article, lambda found: _page(found, lang, None if fragment else nonce))
        return report_page(page, nonce)

    return routes


def _encoded(report: Report) -> bytes:
    return report.to_json().encode()


def _page(report: Report, lang: str, nonce: str | None) -> str:
    return report.to_html(fragment=nonce is None, lang=lang, nonce=nonce)


def _fault(index: int, error: RequestValidationError | HTTPException) -> bytes:
    """What is wrong with one article of a batch; raises the error again when it is none of the article."""
    if isinstance(error, HTTPException) and error.status_code not in (413, 500):
        raise error
    detail = error.detail if isinstance(error, HTTPException) else error.errors()
    return dump_json({"index": index, "report": None, "error": detail}).encode()
