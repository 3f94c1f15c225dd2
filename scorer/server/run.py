"""Serving: uvicorn around the application, until it is told to end."""

from __future__ import annotations

import logging
import signal
import sys

import uvicorn

from .app import create_app
from .settings import Settings

_CONNECTIONS = 512
"""Open connections; above that uvicorn answers 503 at once."""
_IDLE_SECONDS = 30


def serve(host: str, port: int, settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; then what has been accepted is finished first.

    Raises SystemExit when the address cannot be bound.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # uvicorn raises the signal once more when everything is finished.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        log_config=None,
        # Its line would hold the query; the frame writes one without.
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=int(settings.seconds) + 1,
    )
