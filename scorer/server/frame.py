"""The frame around every request: its id, its time limit, one line in the log, counters – and no text of articles.

Exceptions end here: their messages may quote an article, so the log gets their type and place alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
import traceback
import uuid
from typing import TYPE_CHECKING

from .metrics import Metrics

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("quellenlage.server")

HUNG_UP = 499
"""Status of a request whose caller is gone, as nginx has it: nobody sees it but the log and the metrics."""
_REQUEST_ID = re.compile(rb"[\w.-]{1,64}", re.ASCII)
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())


class Frame:
    """Wraps the application; a request that is not answered within ``seconds`` is answered here."""

    def __init__(self, app: ASGIApp, metrics: Metrics, seconds: float) -> None:
        self._app = app
        self._metrics = metrics
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the start and end of the service."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = _Request(scope, receive, send)
        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, request.receive, request.send)
        except TimeoutError:
            self._metrics.turned_away.labels("late").inc()
            await request.answer(*_LATE if request.whole else _SLOW)
        except Exception as error:
            log_error(request.id, error)
            await request.answer(500, "internal error", ())
        finally:
            self._finish(request)

    def _finish(self, request: _Request) -> None:
        seconds = time.perf_counter() - request.begun
        self._metrics.requests.labels(request.method, request.route, request.status).inc()
        self._metrics.request_seconds.labels(request.route).observe(seconds)
        shown = (request.id, request.method, request.route, request.status, seconds * 1000)
        log.info("%s %s %s %s %.1f ms", *shown)


_LATE = (503, "not answered in time; send less, or try again later", ((b"retry-after", b"5"),))
_SLOW = (408, "the request did not arrive in time", ((b"connection", b"close"),))


class _Request:
    """What the frame keeps of a request while it is answered."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun = time.perf_counter()
        given = dict(scope["headers"]).get(b"x-request-id", b"")
        self.id = given.decode() if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        self.method = scope["method"] if scope["method"] in _METHODS else "other"
        self.status = HUNG_UP
        self.whole = False
        self._scope, self._receive, self._send = scope, receive, send

    @property
    def route(self) -> str:
        """The pattern of the path; what a caller puts into an unknown path is never kept."""
        return getattr(self._scope.get("route"), "path", "unknown")

    async def receive(self) -> Message:
        """The next part of the request."""
        message = await self._receive()
        self.whole |= not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        """A part of the answer, with our headers."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = [*_HEADERS, (b"x-request-id", self.id.encode())]
            message = {**message, "headers": [*message.get("headers", ()), *own]}
        await self._send(message)

    async def answer(self, status: int, detail: str, headers: tuple[tuple[bytes, bytes], ...]) -> None:
        """Answer in place of the application, unless it has begun to."""
        if self.status != HUNG_UP:
            return
        body = json.dumps({"detail": detail}).encode()
        described = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), *headers]
        await self.send({"type": "http.response.start", "status": status, "headers": described})
        await self.send({"type": "http.response.body", "body": body})


def log_error(what: str, error: Exception) -> None:
    """Log which error was raised and where, without its message and without values."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames[-6:]))
    log.error("%s failed: %s at %s", what, type(error).__name__, place)
