"""The command line: a thin face of the library.

Data goes to standard output, messages to standard error, progress there only when it is a terminal. Exit codes: 0
fine, 1 a score below ``--fail-under`` or a loss with ``--fail-on-loss``, 2 wrong use or unreadable input. Imports are
late: ``--help`` is quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import Batch, put, stop, write
from .inputs import InputError, read_text, text_files

if TYPE_CHECKING:
    from quellenlage.features.cues import CueGroup

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


class Shape(StrEnum):
    """Formats of ``compare`` and ``diff``."""

    text = "text"
    json = "json"
    html = "html"


class Listing(StrEnum):
    """Formats of lists and measures."""

    text = "text"
    json = "json"


Files = Annotated[list[str], typer.Argument(help="Text files (UTF-8), one article each; - reads stdin.")]
Lang = Annotated[Language, typer.Option(help="Language of the report.")]
Readability = Annotated[bool, typer.Option("--readability", help="Add readability (extra: readability).")]
Shaped = Annotated[Shape, typer.Option("--format", help="Output; html is one self-contained page.")]
Written = Annotated[Path | None, typer.Option("--out", help="File to write to (default: standard output).")]
Labels = Annotated[Path, typer.Option(help="Folder with labels.jsonl and the tables of figures.")]
Corpora = Annotated[Path | None, typer.Option(help="Folder with the texts: extract the figures anew.")]


@app.command()
def score(
    files: Files,
    format: Annotated[Format, typer.Option(help="Output: csv has a row, json a line per article.")] = Format.text,
    fail_under: Annotated[float | None, typer.Option(help="Exit with 1 when a score is below this (0–100).")] = None,
    lang: Lang = Language.de,
    readability: Readability = False,
) -> None:
    """Score articles and print the reports."""
    if format is Format.html and len(files) > 1:
        stop("--format html prints one page; use: quellenlage report FILE… --out DIR")
    from .formats import render

    batch = Batch(files, readability, fail_under)
    put(render(format.value, batch.reports(), lang.value))
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
    from .formats import text
    from .pages import write_pages

    try:
        batch = Batch(text_files(files), readability)
        rows = write_pages(batch.reports(), out, lang.value)
    except InputError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror})")
    index = (out / "index.html").resolve()
    put([text.table(rows, lang.value), f"\n{out / 'index.html'}\n"])
    if open_:
        typer.launch(index.as_uri())
    batch.finish()


@app.command()
def explain(files: Files, lang: Lang = Language.de) -> None:
    """Say why: contributions and findings of every paragraph, with the rule behind each finding."""
    from .formats.text import explain as explained

    whys = {group.id: group.why for _, group in _groups()}
    batch = Batch(files)
    put(explained(name, found, lang.value, whys) for name, found in batch.reports())
    batch.finish()


@app.command()
def compare(
    files: Annotated[list[str], typer.Argument(help="Two or more text files (UTF-8) on one event, or folders.")],
    format: Shaped = Shape.text,
    out: Written = None,
    lang: Lang = Language.de,
) -> None:
    """Compare articles on one event: who names which source, and who gives none where another does."""
    from .comparison import compare as compared
    from .formats import comparison

    try:
        batch = Batch(text_files(files))
    except InputError as error:
        stop(str(error))
    articles = list(batch.reports())
    if len(articles) < 2:
        stop("compare needs at least two articles that can be read")
    write([comparison.render(compared(articles), format.value, lang.value)], out)
    batch.finish()


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="Text file (UTF-8) with the old version.")],
    new: Annotated[str, typer.Argument(help="Text file (UTF-8) with the new version; - reads stdin.")],
    format: Shaped = Shape.text,
    out: Written = None,
    fail_on_loss: Annotated[
        bool, typer.Option("--fail-on-loss", help="Exit with 1 when a statement lost its source or is new without.")
    ] = False,
    lang: Lang = Language.de,
) -> None:
    """Compare two versions of one article: what was gained and lost in sourcing."""
    from .formats import revision
    from .revision import diff as differ

    versions = list(Batch([old, new]).reports())
    if len(versions) < 2:
        raise typer.Exit(2)
    found = differ(versions[0], versions[1])
    write([revision.render(found, format.value, lang.value)], out)
    if fail_on_loss and found.losses:
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; by default this machine alone reaches it.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(help="Port; 0 takes a free one.", min=0, max=65535)] = 8765,
    threads: Annotated[int, typer.Option(help="Articles that are scored at the same time.", min=1)] = 2,
    queue: Annotated[int, typer.Option(help="Requests that may wait; one more gets 429.", min=0)] = 64,
    seconds: Annotated[float, typer.Option(help="Time limit of a request; after it 503.", min=0.1)] = 30,
    max_body: Annotated[int, typer.Option(help="Largest body in bytes; a larger one gets 413.", min=1)] = 2_097_152,
    max_text: Annotated[int, typer.Option(help="Longest text in characters; a longer one gets 413.", min=1)] = 200_000,
    max_batch: Annotated[int, typer.Option(help="Most articles in one batch.", min=1)] = 100,
    token_file: Annotated[Path | None, typer.Option(help="File with a token that requests must bring.")] = None,
    origin: Annotated[list[str] | None, typer.Option(help="Web site whose pages may ask (CORS); repeatable.")] = None,
) -> None:
    """Serve reports over HTTP, with a LanguageTool endpoint (extra: server)."""
    try:
        from .server.run import serve as run
        from .server.settings import Settings
    except ModuleNotFoundError as error:
        stop(f"{error.name} is not installed; the service needs: pip install 'quellenlage[server]'")
    try:
        token = None if token_file is None else read_text(str(token_file)).strip()
        settings = Settings(threads, queue, seconds, max_body, max_text, max_batch, token, tuple(origin or ()))
    except (InputError, ValueError) as error:
        stop(str(error))
    run(host, port, settings)


@app.command()
def rules(
    format: Annotated[Listing, typer.Option(help="Output.")] = Listing.text,
) -> None:
    """List every group of cue words, with its reason and its examples."""
    from .report import dump_json

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
        put([dump_json(listed, indent=2), "\n"])
        return
    for _, group in _groups():
        lines = [group.id, f"  {group.why}", f"  Wörter: {', '.join(group.cues)}" if group.cues else ""]
        lines += [f"  + {sentence}" for sentence in group.hits] + [f"  − {sentence}" for sentence in group.misses]
        put(["\n".join(line for line in lines if line), "\n\n"])


@app.command()
def train(
    labels: Labels = Path("labels"),
    corpora: Corpora = None,
    out: Annotated[Path, typer.Option(help="File for the weights.")] = Path(__file__).parent / "weights" / "de.json",
) -> None:
    """Fit the weights anew from the labels (extra: train)."""
    with _Training():
        from .train import train as fit

        put([f"{out}  sha256 {fit(labels, corpora, out)}\n"])


@app.command()
def evaluate(
    labels: Labels = Path("labels"),
    corpora: Corpora = None,
    format: Annotated[Listing, typer.Option(help="Output.")] = Listing.text,
    out: Annotated[Path | None, typer.Option(help="Folder for evaluation.json, evaluation.txt and plots.")] = None,
) -> None:
    """Measure quality by cross-validation over articles (extra: train)."""
    with _Training():
        from .evaluate import evaluate as measure

        if out is None:
            found = measure(labels, corpora)
        else:
            # First, so that neither a missing package nor a bad folder comes up after the work.
            from .plots import write_plots

            _make(out)
            found = measure(labels, corpora)
            write([found.to_json(), "\n"], out / "evaluation.json")
            write([found.to_text(), "\n"], out / "evaluation.txt")
            write_plots(found.measures, out)
        put([found.to_json() if format is Listing.json else found.to_text(), "\n"])


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        stop(f"{folder}: cannot be written ({error.strerror})")


class _Training:
    """Turns what can go wrong with labels and extras into a message and exit code 2."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ModuleNotFoundError):
            stop(f"{error.name} is not installed; training needs: pip install 'quellenlage[train]'")
        if isinstance(error, OSError):
            stop(f"{error.filename}: {error.strerror}; the labels are in the repository, see --labels")
        if isinstance(error, ValueError):
            stop(str(error))


def _groups() -> Iterator[tuple[str, CueGroup]]:
    from quellenlage.features.cues import cue_files, load_cues

    for name in cue_files():
        for group in load_cues(name).values():
            yield name, group
