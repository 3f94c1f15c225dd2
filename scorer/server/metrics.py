"""Metrics: what Prometheus may know – counts, times and sizes, never a word of an article."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from .turns import Turns

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_WORDS = (50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600)


class Metrics:
    """The counters of one service, in a registry of their own."""

    def __init__(self, turns: Turns) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.requests = Counter(
            "quellenlage_requests", "Requests answered", ["method", "route", "status"], registry=self._registry
        )
        self.request_seconds = Histogram(
            "quellenlage_request_seconds",
            "From request to answer",
            ["route"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.scoring_seconds = Histogram(
            "quellenlage_scoring_seconds", "Scoring of one article", buckets=_SECONDS, registry=self._registry
        )
        self.words = Histogram(
            "quellenlage_article_words", "Words per article", buckets=_WORDS, registry=self._registry
        )
        self.turned_away = Counter(
            "quellenlage_turned_away", "Requests not scored: full, late, gone", ["why"], registry=self._registry
        )
        waiting = Gauge("quellenlage_waiting", "Requests waiting for a thread", registry=self._registry)
        waiting.set_function(lambda: turns.waiting)
        working = Gauge("quellenlage_working", "Threads at work", registry=self._registry)
        working.set_function(lambda: turns.working)

    def exposition(self) -> bytes:
        """All of it in the text format of Prometheus."""
        return generate_latest(self._registry)
