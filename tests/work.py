"""Work as a number of calls: the same on every machine and under every load, unlike seconds.

Seconds are measured in ``benchmarks/``, as ratios in one run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable


def work(task: Callable[[], object]) -> int:
    """Count the calls, of Python and of C functions, that a task makes in this thread."""
    count = 0

    def step(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(step)
    try:
        task()
    finally:
        sys.setprofile(None)
    return count
