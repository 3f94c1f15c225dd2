"""Settings: what an operator may change about the service, with defaults for a machine of one's own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and doors of the service.

    ``threads`` score at the same time, ``queue`` further requests wait, one more is told to come later. A request gets
    ``seconds`` from its first byte to its answer. ``max_body`` counts bytes of a body, ``max_text`` code points of an
    article, ``max_batch`` articles. With ``token`` every request but those for health needs it. ``origins`` are web
    sites whose pages may read answers (CORS); none by default.
    """

    threads: int = 2
    queue: int = 64
    seconds: float = 30.0
    max_body: int = 2 * 1024 * 1024
    max_text: int = 200_000
    max_batch: int = 100
    token: str | None = None
    origins: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a limit that lets nothing through and for an empty token."""
        for name in ("threads", "seconds", "max_body", "max_text", "max_batch"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be more than 0")
        if self.queue < 0:
            raise ValueError("queue must be 0 or more")
        if self.token is not None and not (self.token and self.token.isascii()):
            raise ValueError("the token must be ASCII and not empty")
