"""Scoring in the service: the one scorer, its turns and its counters, and the errors that callers may expect."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from fastapi import HTTPException, Request
from quellenlage import Article, Report, Scorer

from .frame import HUNG_UP, log_error
from .metrics import Metrics
from .turns import FullError, GoneError, Turns

_T = TypeVar("_T")


class Desk:
    """Scores the articles of all requests; ``ready`` says whether the next one would get a turn."""

    def __init__(self, turns: Turns, metrics: Metrics) -> None:
        self._scorer: Scorer | None = None
        self._turns = turns
        self._metrics = metrics

    def open(self) -> None:
        """Load the model and score once, so that the first caller does not wait."""
        scorer = Scorer()
        scorer.score("Die Brücke werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt.").to_json()
        self._turns.open()
        self._scorer = scorer

    def close(self) -> None:
        """Take no more work and let begun work end."""
        self._scorer = None
        self._turns.close()

    @property
    def ready(self) -> bool:
        """Whether the model is loaded and the queue has room."""
        return self._scorer is not None and not self._turns.full

    async def score(
        self, request: Request, article: Article, render: Callable[[Report], _T], admitted: bool = False
    ) -> _T:
        """What ``render`` makes of the report; both are made by one of the threads.

        Raises HTTPException 429 when the queue is full, unless the request was ``admitted`` before, and 500 for what
        must not happen.
        """
        scorer = self._scorer
        if scorer is None:
            raise HTTPException(503, "not ready", {"Retry-After": "1"})

        def work() -> _T:
            begin = time.perf_counter()
            report = scorer.score(article)
            self._metrics.scoring_seconds.observe(time.perf_counter() - begin)
            self._metrics.words.observe(report.words)
            return render(report)

        try:
            return await self._turns.take(work, request.is_disconnected, admitted)
        except FullError:
            self._metrics.turned_away.labels("full").inc()
            raise HTTPException(429, "all threads are busy; come again later", {"Retry-After": "1"}) from None
        except GoneError:
            self._metrics.turned_away.labels("gone").inc()
            raise HTTPException(HUNG_UP, "the caller hung up") from None
        except Exception as error:
            log_error("scoring", error)
            raise HTTPException(500, "internal error") from None
