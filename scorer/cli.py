"""The command line: a thin face of the library.

Data goes to standard output, messages to standard error, progress there only when it is a terminal. Exit
codes: 0 fine, 1 a score below ``--fail-under``, 2 wrong use or unreadable input. Imports are late: ``--help``
is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from .inputs import STDIN, InputError, read_text, text_files

if TYPE_CHECKING:
    from quellenlage.features.cues import CueGroup

    from .report import Report

app = typer.Typer(
    help="How transparently is a German news article sourced?",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Language(StrEnum):
    """Languages of the reports (the articles are German)."""

    de = "de"
    en = "en"


class Format(StrEnum):
    """Formats of ``score``."""

    text = "text"
    json = "json"
    csv = "csv"
    html = "html"


class Listing(StrEnum):
    """Formats of lists and measures."""

    text = "text"
    json = "json"


Files = Annotated[list[str], typer.Argument(help="Text files (UTF-8), one article each; - reads stdin.")]
Lang = Annotated[Language, typer.Option(help="Language of the report.")]
Readability = Annotated[bool, typer.Option("--readability", help="Add readability (extra: readability).")]
Labels = Annotated[Path, typer.Option(help="Folder with labels.jsonl and the tables of figures.")]
Corpora = Annotated[Path | None, typer.Option(help="Folder with the texts: extract the figures anew.")]


@app.command()
def score(
    files: Files,
    format: Annotated[
        Format, typer.Option(help="Output: csv has a row, json a line per article.")
    ] = Format.text,
    fail_under: Annotated[
        float | None, typer.Option(help="Exit with 1 when a score is below this (0–100).")
    ] = None,
    lang: Lang = Language.de,
    readability: Readability = False,
) -> None:
    """Score articles and print the reports."""
    if format is Format.html and len(files) > 1:
        _stop("--format html prints one page; use: quellenlage report FILE… --out DIR")
    from .formats import render  # noqa: PLC0415 - --help stays quick

    batch = _Batch(files, readability, fail_under)
    _print(render(format.value, batch.reports(), lang.value))
    batch.finish()


@app.command()
def report(
    files: Annotated[list[str], typer.Argument(help="Text files, or folders of .txt files.")],
    out: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("out"),
    lang: Lang = Language.de,
    readability: Readability = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the index page in the browser.")] = False,
) -> None:
    """Write a page per article, an index page that compares them, and JSON beside them."""
    from .formats import text  # noqa: PLC0415
    from .pages import write_pages  # noqa: PLC0415

    try:
        batch = _Batch(text_files(files), readability)
        rows = write_pages(batch.reports(), out, lang.value)
    except InputError as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"{out}: cannot be written ({error.strerror})")
    index = (out / "index.html").resolve()
    _print([text.table(rows, lang.value), f"\n{out / 'index.html'}\n"])
    if open_:
        typer.launch(index.as_uri())
    batch.finish()


@app.command()
def explain(files: Files, lang: Lang = Language.de) -> None:
    """Say why: contributions and findings of every paragraph, with the rule behind each finding."""
    from .formats.text import explain as explained  # noqa: PLC0415

    whys = {group.id: group.why for _, group in _groups()}
    batch = _Batch(files)
    _print(explained(name, found, lang.value, whys) for name, found in batch.reports())
    batch.finish()


@app.command()
def rules(
    format: Annotated[Listing, typer.Option(help="Output.")] = Listing.text,
) -> None:
    """List every group of cue words, with its reason and its examples."""
    from .report import dump_json  # noqa: PLC0415

    if format is Listing.json:
        listed = [
            {
                "rule": group.id,
                "why": group.why,
                "cues": group.cues,
                "hits": group.hits,
                "misses": group.misses,
            }
            for _, group in _groups()
        ]
        _print([dump_json(listed, indent=2), "\n"])
        return
    for _, group in _groups():
        lines = [group.id, f"  {group.why}", f"  Wörter: {', '.join(group.cues)}" if group.cues else ""]
        lines += [f"  + {sentence}" for sentence in group.hits] + [
            f"  − {sentence}" for sentence in group.misses
        ]
        _print(["\n".join(line for line in lines if line), "\n\n"])


@app.command()
def train(
    labels: Labels = Path("labels"),
    corpora: Corpora = None,
    out: Annotated[Path, typer.Option(help="File for the weights.")] = Path(__file__).parent
    / "weights"
    / "de.json",
) -> None:
    """Fit the weights anew from the labels (extra: train)."""
    with _Training():
        from .train import train as fit  # noqa: PLC0415

        _print([f"{out}  sha256 {fit(labels, corpora, out)}\n"])


@app.command()
def evaluate(
    labels: Labels = Path("labels"),
    corpora: Corpora = None,
    format: Annotated[Listing, typer.Option(help="Output.")] = Listing.text,
) -> None:
    """Measure quality by cross-validation over articles (extra: train)."""
    with _Training():
        from .evaluate import evaluate as measure  # noqa: PLC0415

        found = measure(labels, corpora)
        _print([found.to_json() if format is Listing.json else found.to_text(), "\n"])


class _Batch:
    """Scores files one after the other; a bad one is reported and never ends the run."""

    def __init__(self, files: list[str], readability: bool = False, fail_under: float | None = None) -> None:
        self._files = files
        self._readability = readability
        self._fail_under = fail_under
        self._bad = self._below = False

    def reports(self) -> Iterator[tuple[str, Report]]:
        """Name and report of each readable file, lazily."""
        from . import Scorer  # noqa: PLC0415

        try:
            scorer = Scorer()
        except (OSError, ValueError) as error:
            _stop(f"the model cannot be loaded: {error}")
        progress = sys.stderr.isatty() and len(self._files) > 1
        for number, name in enumerate(self._files, 1):
            if progress:
                sys.stderr.write(f"\r{number}/{len(self._files)}")
                sys.stderr.flush()
            try:
                found = self._extended(scorer.score(read_text(name)))
            except InputError as error:
                self._bad = True
                _tell(str(error))
                continue
            bar = self._fail_under
            self._below |= bar is not None and found.score is not None and found.score < bar
            yield "stdin" if name == STDIN else name, found
        if progress:
            sys.stderr.write("\r" + " " * 20 + "\r")

    def _extended(self, report: Report) -> Report:
        if not self._readability:
            return report
        from .readability import add_readability  # noqa: PLC0415

        try:
            return add_readability(report)
        except ImportError as error:
            _stop(str(error))

    def finish(self) -> None:
        """Leave with 2 for a file that could not be read, with 1 for a score below the bar."""
        if self._bad or self._below:
            raise typer.Exit(2 if self._bad else 1)


class _Training:
    """Turns what can go wrong with labels and extras into a message and exit code 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ModuleNotFoundError):
            _stop(f"{error.name} is not installed; training needs: pip install 'quellenlage[train]'")
        if isinstance(error, OSError):
            _stop(f"{error.filename}: {error.strerror}; the labels are in the repository, see --labels")
        if isinstance(error, ValueError):
            _stop(str(error))


def _groups() -> Iterator[tuple[str, CueGroup]]:
    from quellenlage.features.cues import cue_files, load_cues  # noqa: PLC0415

    for name in cue_files():
        for group in load_cues(name).values():
            yield name, group


def _print(pieces: Iterable[str]) -> None:
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


def _tell(message: str) -> None:
    sys.stderr.write(f"quellenlage: {message.encode('utf-8', 'replace').decode('utf-8')}\n")


def _stop(message: str) -> NoReturn:
    _tell(message)
    raise typer.Exit(2)
