"""Articles: what a request holds – JSON, plain text or a form – as an Article, or an error that says what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import Message
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from quellenlage import Article
from quellenlage.html_body import read_html

JSON, TEXT, FORM = "application/json", "text/plain", "application/x-www-form-urlencoded"
_MAX_FIELDS = 50
_UNENCODED = re.compile(rb"[ \x80-\xff]")
MAX_PARAGRAPHS = 2000
"""The report has some hundred figures for each: more would make an answer of many megabytes."""

_Model = TypeVar("_Model", bound=BaseModel)
_Title = Annotated[str, StringConstraints(max_length=1000)]


class ArticleIn(BaseModel):
    """One article: exactly one of ``text``, ``paragraphs`` and ``html``."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        title="Article",
        json_schema_extra={
            "oneOf": [
                {"required": [name], "properties": {name: {"not": {"type": "null"}}}}
                for name in ("text", "paragraphs", "html")
            ]
        },
    )

    text: Annotated[str | None, Field(description="Plain text; its paragraphs are its lines.")] = None
    paragraphs: Annotated[list[str] | None, Field(description="The blocks of a CMS.")] = None
    html: Annotated[str | None, Field(description="An HTML body; its paragraphs are its blocks.")] = None
    title: Annotated[_Title | None, Field(description="The headline.")] = None

    @model_validator(mode="after")
    def _exactly_one(self) -> ArticleIn:
        if sum(part is not None for part in (self.text, self.paragraphs, self.html)) != 1:
            raise ValueError("give exactly one of text, paragraphs and html")
        return self

    def article(self, max_text: int, max_paragraphs: int = MAX_PARAGRAPHS) -> Article:
        """The article; raises HTTPException 413 as `bounded` does."""
        if self.text is not None:
            article = Article.read(self.text, self.title)
        elif self.html is not None:
            article = read_html(self.html, self.title)
        else:
            article = Article(self.paragraphs or [], self.title)
        return bounded(article, max_text, max_paragraphs)


def bounded(article: Article, max_text: int, max_paragraphs: int = MAX_PARAGRAPHS) -> Article:
    """The article itself; raises HTTPException 413 for more code points or paragraphs than these."""
    if len(article.text) > max_text:
        raise HTTPException(413, f"the text has {len(article.text)} characters; at most {max_text} are scored")
    if len(article.paragraphs) > max_paragraphs:
        raise HTTPException(413, f"the text has {len(article.paragraphs)} paragraphs; {max_paragraphs} can be scored")
    return article


async def read_article(request: Request, max_text: int, *kinds: str) -> Article:
    """The article of a request whose content type is one of ``kinds``.

    Raises HTTPException 415 for another type, 400 for what is no UTF-8, 413 for too much, and RequestValidationError.
    """
    kind = content_type(request)
    if kind not in kinds:
        raise HTTPException(415, f"send one of: {', '.join(kinds)} (UTF-8)")
    body = await request.body()
    if kind == TEXT:
        return bounded(Article.read(decoded(body)), max_text)
    if kind == FORM:
        fields = form(body)
        given = {"text": fields.get("text", ""), "title": fields.get("title") or None}
        return validated(ArticleIn, given).article(max_text)
    return validated(ArticleIn, body).article(max_text)


def content_type(request: Request) -> str:
    """The media type of the body in lower case; raises HTTPException 415 for another encoding than UTF-8."""
    given = request.headers.get("content-type", "")
    header = Message()
    header["content-type"] = given
    if str(header.get_param("charset", "utf-8")).lower() not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, "send UTF-8")
    return given.partition(";")[0].strip().lower()


def decoded(body: bytes) -> str:
    """The body as text, its byte order mark left out; raises HTTPException 400 for what is no UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8 at byte {error.start}") from None


def form(body: bytes) -> dict[str, str]:
    """The fields of a form; of several with one name the last. Raises HTTPException 400 when there are too many.

    LibreOffice 7.4 sends ``text=…&language=…`` with the text as it is, ``&`` and ``%`` included. No form that is
    encoded has a space or a byte above 127: one that has is read as LibreOffice means it.
    """
    raw = b""
    if body.startswith(b"text=") and _UNENCODED.search(body):
        raw, _, rest = body.removeprefix(b"text=").rpartition(b"&language=")
        body = b"language=" + rest
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise HTTPException(400, f"a form has at most {_MAX_FIELDS} fields") from None
    return dict(pairs) | ({"text": raw.decode("utf-8", "replace")} if raw else {})


def validated(model: type[_Model], content: Any) -> _Model:
    """The content, bytes as JSON, as a model; raises RequestValidationError, which never quotes it."""
    try:
        if isinstance(content, bytes):
            return model.model_validate_json(content)
        return model.model_validate(content)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False, include_input=False)
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in faults(errors)]) from None


def faults(errors: Iterable[Any]) -> list[dict[str, Any]]:
    """What is wrong and where, without what was sent."""
    return [{"type": one["type"], "loc": list(one["loc"]), "msg": one["msg"]} for one in errors]
