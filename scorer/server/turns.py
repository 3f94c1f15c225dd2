"""Turns: who scores now, who waits, who is sent away – a bounded queue before a few threads.

Scoring is plain Python: threads of one process share one core. Two of them do not score faster than one, but a short
paragraph need not wait until a long article is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")


class FullError(Exception):
    """The queue is full: come again later."""


class GoneError(Exception):
    """The caller hung up while it waited."""


class Turns:
    """Gives each piece of work one of ``threads`` threads; at most ``queue`` pieces wait for one."""

    def __init__(self, threads: int, queue: int) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._free = asyncio.Semaphore(threads)
        self._queue = queue
        self.threads = threads
        self.waiting = 0
        self.working = 0

    def open(self) -> None:
        """Make the threads."""
        self._pool = ThreadPoolExecutor(self.threads, "score")

    @property
    def full(self) -> bool:
        """Whether the next caller would be sent away."""
        return self._free.locked() and self.waiting >= self._queue

    async def take(self, work: Callable[[], _T], is_gone: Callable[[], Awaitable[bool]], admitted: bool = False) -> _T:
        """What ``work`` returns, once it had its turn; work of a caller that is gone by then is not begun.

        Raises FullError at once when the queue is full, unless the caller was ``admitted`` before, and GoneError. When
        the caller is cancelled, work that has begun still runs to its end and keeps its thread until then.
        """
        if self._pool is None or (self.full and not admitted):
            raise FullError
        waits = self._free.locked()
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        try:
            if waits and await is_gone():
                raise GoneError
            running = asyncio.get_running_loop().run_in_executor(self._pool, work)
        except BaseException:
            self._free.release()
            raise
        self.working += 1
        running.add_done_callback(self._done)
        return await asyncio.shield(running)

    def _done(self, running: asyncio.Future[_T]) -> None:
        self.working -= 1
        self._free.release()
        # An error that nobody waits for any more is not worth a line of asyncio's, which would quote it.
        if not running.cancelled():
            running.exception()

    def close(self) -> None:
        """Let begun work end and free the threads."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None
