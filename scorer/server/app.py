"""The application: routes, doors and limits put together."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp

from .articles import FORM, ArticleIn, content_type, faults, form
from .documentation import shapes
from .frame import HUNG_UP, Frame
from .languagetool_routes import CheckError, languagetool_routes
from .metrics import Metrics
from .operation_routes import health_routes, metrics_routes
from .scoring import Desk
from .scoring_routes import BatchIn, scoring_routes
from .settings import Settings
from .turns import Turns

_BEARER = HTTPBearer(auto_error=False)
_DESCRIPTION = """How transparently is a German news article sourced? Articles in, reports out. Offsets of `/v1` count
code points of the text, those of `/v2` UTF-16 code units. No text is stored, logged or counted."""


class Service(FastAPI):
    """The application with the frame around everything, errors included."""

    def __init__(self, metrics: Metrics, settings: Settings, **given: Any) -> None:
        super().__init__(**given)
        self._metrics = metrics
        self._settings = settings

    def build_middleware_stack(self) -> ASGIApp:
        """The stack of FastAPI, framed."""
        return Frame(super().build_middleware_stack(), self._metrics, self._settings.seconds)

    def openapi(self) -> dict[str, Any]:
        """OpenAPI 3.1, with the shapes that the routes refer to."""
        if self.openapi_schema is None:
            components = super().openapi().setdefault("components", {})
            components.setdefault("schemas", {}).update(shapes(Article=ArticleIn, Batch=BatchIn))
        return super().openapi()


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service as an ASGI application; it loads the model when it starts."""
    settings = settings or Settings()
    turns = Turns(settings.threads, settings.queue)
    metrics = Metrics(turns)
    desk = Desk(turns, metrics)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.open()
        yield
        desk.close()

    app = Service(
        metrics,
        settings,
        title="Quellenlage",
        version=version("quellenlage"),
        description=_DESCRIPTION,
        lifespan=lifespan,
        max_body_size=settings.max_body,
        # Their pages load scripts from elsewhere; /openapi.json has all they show.
        docs_url=None,
        redoc_url=None,
    )
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(CheckError, _bad_check)
    app.add_exception_handler(405, _wrong_method)
    app.add_exception_handler(ClientDisconnect, _hung_up)
    if settings.origins:
        app.add_middleware(CORSMiddleware, allow_origins=list(settings.origins), allow_headers=["*"])
    guarded = [Depends(_Guard(settings.token))] if settings.token else []
    app.include_router(scoring_routes(desk, settings), dependencies=guarded)
    app.include_router(languagetool_routes(desk, settings, app.version), dependencies=guarded)
    app.include_router(metrics_routes(metrics), dependencies=guarded)
    app.include_router(health_routes(desk))
    return app


class _Guard:
    """Lets only requests with the token pass: as bearer, or as ``apiKey`` of a form, as LibreOffice sends it."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    async def __call__(
        self, request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
    ) -> None:
        if request.method == "GET" and request.url.path == "/v1/report":
            return  # The form asks for the token.
        offered = given.credentials if given else ""
        if not offered and request.method == "POST" and content_type(request) == FORM:
            offered = form(await request.body()).get("apiKey", "")
        if not secrets.compare_digest(offered.encode(), self._token):
            raise HTTPException(401, "token missing or wrong", {"WWW-Authenticate": "Bearer"})


async def _invalid(_: Request, error: Exception) -> Response:
    """What is wrong with a request, without quoting it."""
    assert isinstance(error, RequestValidationError)
    return JSONResponse({"detail": faults(error.errors())}, 422)


async def _hung_up(_: Request, __: Exception) -> Response:
    return Response(status_code=HUNG_UP)


async def _bad_check(_: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 400)


async def _wrong_method(request: Request, error: Exception) -> Response:
    """Starlette names the methods of the first route with this path alone."""
    methods = request.app.openapi()["paths"].get(request.url.path, {})
    return JSONResponse({"detail": str(error)}, 405, {"Allow": ", ".join(sorted(name.upper() for name in methods))})
