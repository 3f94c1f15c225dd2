"""In a fresh process: score the files named on stdin one by one, print peak and growth of memory as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from quellenlage import Scorer

from benchmarks.texts import read

_STATUS = Path("/proc/self/status")


def megabytes(field: str) -> float | None:
    """A figure of ``/proc/self/status`` (Linux); None elsewhere."""
    if not _STATUS.exists():
        return None
    lines = (line.split() for line in _STATUS.read_text("ascii").splitlines())
    return next((int(words[1]) / 1024 for words in lines if words[0] == f"{field}:"), None)


def main() -> None:
    paths = [Path(name) for name in json.load(sys.stdin)]
    early = None
    reports = Scorer().score_many(read(path) for path in paths)
    for number, _ in enumerate(reports, 1):
        if number == max(1, len(paths) // 4):
            early = megabytes("VmRSS")
    late = megabytes("VmRSS")
    growth = late - early if late is not None and early is not None else None
    print(json.dumps({"peak_megabytes": megabytes("VmHWM"), "growth_megabytes": growth, "texts": len(paths)}))


if __name__ == "__main__":
    main()
