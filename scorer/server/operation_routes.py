"""Health and metrics: what those ask who run the service."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Response
from prometheus_client import CONTENT_TYPE_LATEST

from .documentation import errors, plain_answer
from .metrics import Metrics
from .scoring import Desk


def health_routes(desk: Desk) -> APIRouter:
    """The routes that answer without a token."""
    routes = APIRouter(tags=["operation"])

    @routes.get("/healthz", summary="The process answers")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @routes.get("/readyz", summary="The model is loaded and the queue has room", responses=errors(503))
    async def readyz() -> dict[str, str]:
        if not desk.ready:
            raise HTTPException(503, "not ready", {"Retry-After": "1"})
        return {"status": "ready"}

    return routes


def metrics_routes(metrics: Metrics) -> APIRouter:
    """The route that Prometheus asks."""
    routes = APIRouter(tags=["operation"])

    @routes.get("/metrics", summary="Counters for Prometheus", responses={200: plain_answer("Metrics")})
    async def exposition() -> Response:
        return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST)

    return routes
