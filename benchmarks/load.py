"""``python -m benchmarks.load``: many callers at once against a service of its own, good ones and bad ones.

Articles of all sizes, batches, pages and LanguageTool checks; bodies that break off, are too large or malformed; at the
end SIGTERM while all go on calling. Every answer must belong to its text; exit code 1 when anything is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from .callers import Request, make
from .running import Running

_ANSWERED = re.compile(r"quellenlage\.server (r\d+) \S+ \S+ (\d+) ")
_BUSY = {429, 503}
_PAUSE = 0.05


@dataclass
class Tally:
    """What happened: per kind the seconds of good answers, statuses, faults; memory over time."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    megabytes: list[float] = field(default_factory=list)
    excused: set[str] = field(default_factory=set)
    ended: float = 0.0
    took: float = 0.0

    def growth(self) -> float:
        """Memory at the end over that after a quarter of the time, less one."""
        window = max(1, len(self.megabytes) // 10)
        warm = len(self.megabytes) // 4
        return median(self.megabytes[-window:]) / median(self.megabytes[warm : warm + window]) - 1

    @property
    def every(self) -> list[float]:
        """The seconds of all good answers."""
        return [one for kind in self.seconds.values() for one in kind]

    def slowest(self) -> float:
        """Seconds that 99 of 100 good answers stay below."""
        return quantiles(self.every, n=100)[98]


async def load(running: Running, seconds: float, clients: int, seed: int = 1) -> Tally:
    """Call for so many seconds, then tell the service to end while the callers go on; returns what happened."""
    tally, numbers = Tally(), count()
    over = asyncio.Event()
    callers = [
        asyncio.create_task(_caller(running, random.Random(seed * 1000 + place), numbers, tally, over))
        for place in range(clients)
    ]
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        tally.megabytes.append(_megabytes(running.process.pid))
        await asyncio.sleep(min(0.25, seconds / 20))
    tally.ended = time.monotonic()
    running.tell()
    # The callers find out by themselves: nobody answers any more.
    await asyncio.gather(*callers)
    code = await asyncio.to_thread(running.wait)
    tally.took = time.monotonic() - tally.ended
    if code:
        tally.faults.append(f"exit code {code}")
    _compare(running.log, tally)
    return tally


async def _caller(
    running: Running, chance: random.Random, numbers: count[int], tally: Tally, over: asyncio.Event
) -> None:
    host, _, port = running.url.removeprefix("http://").partition(":")
    streams = None
    while not over.is_set():
        request = make(chance, f"r{next(numbers)}")
        tally.counted["sent"] += 1
        try:
            streams = streams or await asyncio.open_connection(host, int(port))
        except OSError:
            over.set()
            return
        begin = time.perf_counter()
        answer = await _exchange(request, *streams)
        if answer is None or request.kind in ("broken", "oversized") or chance.random() < 0.2:
            streams[1].close()
            streams = None
        if answer is not None:
            await _note(request, answer, time.perf_counter() - begin, tally)
        else:
            _unanswered(request, tally)


async def _exchange(
    request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[int, bytes] | None:
    """Status and body of the answer; None when the connection ended without one, or was broken off by us."""
    try:
        writer.write(request.sent())
        # A server that refuses a body answers before it has read it: wait for neither.
        if request.kind == "broken":
            await asyncio.sleep(_PAUSE)
            return None
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        body = await reader.readexactly(int(length[1])) if length else b""
        return int(head.split(b" ", 2)[1]), body
    except (OSError, asyncio.IncompleteReadError):
        return None


async def _note(request: Request, answer: tuple[int, bytes], seconds: float, tally: Tally) -> None:
    status, body = answer
    tally.statuses[request.id] = status
    tally.counted[str(status)] += 1
    if status in _BUSY:
        await asyncio.sleep(_PAUSE)
    elif status not in request.expected:
        tally.faults.append(f"{request.kind} {request.id}: {status}")
    elif status == 200:
        tally.seconds[request.kind].append(seconds)
        if not request.is_answer(body):
            tally.faults.append(f"{request.kind} {request.id}: the answer is not about its text")


def _unanswered(request: Request, tally: Tally) -> None:
    """No answer: we broke off, a body was refused unread, or the service has been told to end."""
    if request.kind in ("broken", "oversized"):
        tally.excused.add(request.id)
        tally.counted[f"{request.kind}, no answer"] += 1
    elif tally.ended:
        tally.counted["not accepted at the end"] += 1
    else:
        tally.faults.append(f"{request.kind} {request.id}: no answer")


def _compare(log: list[str], tally: Tally) -> None:
    """What the service says it answered must have arrived, and it must have met no error."""
    for line in log:
        found = _ANSWERED.search(line)
        if found and found[1] not in tally.excused and tally.statuses.get(found[1]) != int(found[2]):
            tally.faults.append(f"{found[1]}: answered {found[2]}, arrived {tally.statuses.get(found[1])}")
    tally.faults += [line.strip() for line in log if " ERROR " in line]


def _megabytes(process: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def table(tally: Tally) -> str:
    """What happened, as lines for a terminal."""
    good = sum(len(one) for one in tally.seconds.values())
    lines = [
        ("requests sent, good answers", f"{tally.counted['sent']:,}, {good:,}"),
        ("other answers", ", ".join(f"{what}: {number}" for what, number in sorted(tally.counted.items()))),
        ("p50, p99 of good answers", f"{median(tally.every):.2f} s, {tally.slowest():.2f} s"),
    ]
    lines += [(f"… {kind}: p50", f"{median(one):.2f} s") for kind, one in tally.seconds.items() if one]
    lines += [
        ("memory, growth after warm-up", f"{tally.megabytes[-1]:.0f} MB, {tally.growth():+.1%}  (bar: +10 %)"),
        ("from SIGTERM to the end", f"{tally.took:.1f} s"),
        ("faults", f"{len(tally.faults)}  (bar: 0)"),
    ]
    return "\n".join([f"{name:<32}{figure}" for name, figure in lines] + tally.faults[:20])


def main() -> None:
    """Run it and print what happened."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=sys.modules[__name__].__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=64)
    options = parser.parse_args()
    with Running() as running:
        tally = asyncio.run(load(running, options.seconds, options.clients))
    print(table(tally))
    raise SystemExit(bool(tally.faults) or tally.growth() > 0.1)


if __name__ == "__main__":
    main()
