"""The console: what all commands share – reading and scoring files, output, messages, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from .inputs import STDIN, InputError, read_text

if TYPE_CHECKING:
    from .report import Report


class Batch:
    """Scores files one after the other; a bad one is reported and never ends the run."""

    def __init__(self, files: list[str], readability: bool = False, fail_under: float | None = None) -> None:
        self._files = files
        self._readability = readability
        self._fail_under = fail_under
        self._bad = self._below = False

    def reports(self) -> Iterator[tuple[str, Report]]:
        """Name and report of each readable file, lazily."""
        from . import Scorer

        try:
            scorer = Scorer()
        except (OSError, ValueError) as error:
            stop(f"the model cannot be loaded: {error}")
        progress = sys.stderr.isatty() and len(self._files) > 1
        for number, name in enumerate(self._files, 1):
            if progress:
                sys.stderr.write(f"\r{number}/{len(self._files)}")
                sys.stderr.flush()
            try:
                found = self._extended(scorer.score(read_text(name)))
            except InputError as error:
                self._bad = True
                tell(str(error))
                continue
            bar = self._fail_under
            self._below |= bar is not None and found.score is not None and found.score < bar
            yield "stdin" if name == STDIN else name, found
        if progress:
            sys.stderr.write("\r" + " " * 20 + "\r")

    def _extended(self, report: Report) -> Report:
        if not self._readability:
            return report
        from .readability import add_readability

        try:
            return add_readability(report)
        except ImportError as error:
            stop(str(error))

    def finish(self) -> None:
        """Leave with 2 for a file that could not be read, with 1 for a score below the bar."""
        if self._bad or self._below:
            raise typer.Exit(2 if self._bad else 1)


def put(pieces: Iterable[str]) -> None:
    """Write to standard output as UTF-8; a reader that has gone away is no error."""
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
    except BrokenPipeError:
        # What is still buffered would fail again when the interpreter closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise typer.Exit(0) from None


def write(pieces: Iterable[str], out: Path | None) -> None:
    """Write to a file, or to standard output; a file that cannot be written is exit code 2."""
    if out is None:
        put(pieces)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("".join(pieces), "utf-8", errors="replace", newline="\n")
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror})")


def tell(message: str) -> None:
    """A message to the person at the terminal."""
    sys.stderr.write(f"quellenlage: {message.encode('utf-8', 'replace').decode('utf-8')}\n")


def stop(message: str) -> NoReturn:
    """Say why and leave with 2."""
    tell(message)
    raise typer.Exit(2)
