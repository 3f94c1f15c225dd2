"""The texts to measure on: the throughput articles of the corpora, or else the seeds over and over."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Texts:
    """Files to measure on, read one at a time so that the texts themselves take no memory."""

    origin: str
    paths: tuple[Path, ...]

    def __iter__(self) -> Iterator[str]:
        return (read(path) for path in self.paths)


def find_texts(corpora: Path | None, wanted: int) -> Texts:
    """The first ``wanted`` throughput articles, or the seeds repeated when there are no corpora."""
    folder = corpora or Path(os.environ.get("QUELLENLAGE_CORPORA") or _ROOT.parent / "shared" / "corpora")
    names = folder / "fang-covid" / "BENCHMARK.txt"
    if names.is_file():
        paths = [names.parent / "articles" / name for name in names.read_text("utf-8").split()]
        return Texts(f"{min(wanted, len(paths))} of {len(paths)} throughput articles", tuple(paths[:wanted]))
    seeds = sorted((_ROOT / "seeds").glob("*.txt"))
    origin = f"no corpora: {wanted} × the sample articles in turn"
    return Texts(origin, tuple(islice(cycle(seeds), wanted)))


def read(path: Path) -> str:
    """The text of one article."""
    content = path.read_text("utf-8")
    return str(json.loads(content)["article"]) if path.suffix == ".json" else content
