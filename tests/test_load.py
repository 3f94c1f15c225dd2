"""Many callers at once: no answer is lost or crossed, memory stays, what was accepted is finished after SIGTERM."""

from __future__ import annotations

import asyncio

import pytest

pytest.importorskip("uvicorn", reason="extra server")
from benchmarks.load import load, table
from benchmarks.running import Running


@pytest.mark.slow
def test_a_crowd_of_good_and_bad_callers() -> None:
    with Running("--queue", "10") as running:
        tally = asyncio.run(load(running, seconds=8, clients=32))
    assert tally.faults == [], table(tally)
    assert tally.counted["200"] > 20, table(tally)
    assert tally.counted["429"] > 0, "32 callers are more than 2 threads and 10 in the queue"
    assert tally.counted["413"] + tally.counted["oversized, no answer"] > 0
    assert tally.growth() < 0.1, table(tally)


def test_the_end_of_an_idle_service_is_quick() -> None:
    with Running() as running:
        running.tell()
        assert running.wait() == 0
    assert not [line for line in running.log if " ERROR " in line]
