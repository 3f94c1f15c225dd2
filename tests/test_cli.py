"""The command line: exit codes, streams, files of every kind; never a traceback for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import quellenlage
from quellenlage.cli import app
from quellenlage.features.article import Article
from quellenlage.report import Report
from typer.testing import CliRunner

from reports import empty, sample

GOOD = "Die Brücke bleibt gesperrt."


@dataclass
class Probe:
    """Stands in for the scorer: scores by what the text says, so that the command line is proved alone."""

    def score(self, article: str | Article) -> Report:
        text = article if isinstance(article, str) else article.text
        return sample() if text.strip() else empty(text)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CliRunner:
    monkeypatch.setattr(quellenlage, "Scorer", Probe, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gut.txt").write_text(GOOD, "utf-8")
    (tmp_path / "leer.txt").write_text("", "utf-8")
    return CliRunner()


def test_score_prints_a_readable_report(run: CliRunner) -> None:
    outcome = run.invoke(app, ["score", "gut.txt"])
    assert outcome.exit_code == 0
    assert "42 von 100, teilweise belegt" in outcome.stdout
    assert outcome.stderr == ""


def test_score_reads_standard_input(run: CliRunner) -> None:
    outcome = run.invoke(app, ["score", "-", "--format", "json"], input=GOOD)
    assert json.loads(outcome.stdout)["file"] == "stdin"


def test_open_shows_the_index_page_and_only_when_asked(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    assert run.invoke(app, ["report", "gut.txt"]).exit_code == 0
    assert opened == []
    assert run.invoke(app, ["report", "gut.txt", "--open"]).exit_code == 0
    assert opened == [(Path("out") / "index.html").resolve().as_uri()]


def test_several_files_are_json_lines(run: CliRunner) -> None:
    outcome = run.invoke(app, ["score", "gut.txt", "leer.txt", "--format", "json"])
    found = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert [(one["file"], one["score"]) for one in found] == [("gut.txt", 41.5), ("leer.txt", None)]


@pytest.mark.parametrize(("bar", "code"), [("41.5", 0), ("41.6", 1), ("0", 0), ("100", 1)])
def test_fail_under_is_exit_code_1(run: CliRunner, bar: str, code: int) -> None:
    outcome = run.invoke(app, ["score", "gut.txt", "--fail-under", bar])
    assert outcome.exit_code == code
    assert "42 von 100" in outcome.stdout


def test_nothing_to_score_is_not_below_the_bar(run: CliRunner) -> None:
    assert run.invoke(app, ["score", "leer.txt", "--fail-under", "50"]).exit_code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Gr\xfc\xdfe", "not UTF-8 at byte 2 (0xfc)"),
        (b"\xef\xbb\xbfGr\xfc\xdfe", "not UTF-8 at byte 5"),
        (b"\x89PNG\x00\x00\x00\x00" * 9, "NUL bytes"),
        (b"\xff\xfeA", "not UTF-16"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_scored(run: CliRunner, content: bytes, message: str) -> None:
    Path("kaputt.txt").write_bytes(content)
    outcome = run.invoke(app, ["score", "kaputt.txt", "fehlt.txt", "gut.txt", "--fail-under", "100"])
    assert outcome.exit_code == 2
    assert f"kaputt.txt: {message}" in outcome.stderr or message in outcome.stderr
    assert "fehlt.txt: cannot be read (No such file or directory)" in outcome.stderr
    assert outcome.stdout.count("42 von 100") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_texts_with_a_byte_order_mark_are_read(run: CliRunner, encoding: str) -> None:
    Path("bom.txt").write_text(GOOD, encoding)
    assert run.invoke(app, ["score", "bom.txt"]).exit_code == 0


def test_a_few_nuls_do_not_make_a_binary(run: CliRunner) -> None:
    Path("nul.txt").write_bytes(GOOD.encode() * 10 + b"\x00")
    assert run.invoke(app, ["score", "nul.txt"]).exit_code == 0


def test_a_folder_cannot_be_scored_but_reported(run: CliRunner, tmp_path: Path) -> None:
    assert run.invoke(app, ["score", str(tmp_path)]).exit_code == 2
    assert run.invoke(app, ["report", str(tmp_path), "--out", "aus"]).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["score"],
        ["score", "gut.txt", "--format", "xls"],
        ["score", "gut.txt", "leer.txt", "--format", "html"],
    ],
)
def test_wrong_use_is_exit_code_2(run: CliRunner, arguments: list[str]) -> None:
    outcome = run.invoke(app, arguments)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    assert outcome.stderr


def test_report_writes_pages_json_and_index(run: CliRunner) -> None:
    Path("unter").mkdir()
    for name in ("gut", "index", "Über uns & mehr"):
        Path("unter", f"{name}.txt").write_text(GOOD, "utf-8")
    outcome = run.invoke(app, ["report", "gut.txt", "unter", "--out", "aus"])
    assert outcome.exit_code == 0, outcome.stderr
    stems = {"gut", "gut-2", "index-2", "Über-uns-mehr"}
    assert {path.name for path in Path("aus").iterdir()} == {
        "index.html", *(f"{stem}.html" for stem in stems), *(f"{stem}.json" for stem in stems)
    }  # fmt: skip
    assert json.loads(Path("aus/gut.json").read_text("utf-8"))["schema"] == "quellenlage-report/1"
    assert 'href="index.html"' in Path("aus/gut.html").read_text("utf-8")
    assert "%C3%9Cber-uns-mehr.html" in Path("aus/index.html").read_text("utf-8")
    assert outcome.stdout.count("teilweise belegt") == 4


def test_report_is_written_for_the_good_ones(run: CliRunner) -> None:
    Path("kaputt.txt").write_bytes(b"\xff\x00")
    outcome = run.invoke(app, ["report", "kaputt.txt", "gut.txt", "--out", "aus"])
    assert outcome.exit_code == 2
    assert Path("aus/gut.html").exists()


@pytest.mark.parametrize("arguments", [["leerer-ordner"], ["gut.txt", "--out", "gut.txt"]])
def test_report_that_cannot_be_made_is_exit_code_2(run: CliRunner, arguments: list[str]) -> None:
    Path("leerer-ordner").mkdir()
    outcome = run.invoke(app, ["report", *arguments])
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("quellenlage: ")


def test_explain_says_why(run: CliRunner) -> None:
    outcome = run.invoke(app, ["explain", "gut.txt"])
    assert outcome.exit_code == 0
    assert "Regel markers.soll" in outcome.stdout
    assert "+20,5" in outcome.stdout


def test_english_on_request(run: CliRunner) -> None:
    assert "42 of 100, partial" in run.invoke(app, ["score", "gut.txt", "--lang", "en"]).stdout


def test_rules_lists_every_group_with_its_reason(run: CliRunner) -> None:
    listed = json.loads(run.invoke(app, ["rules", "--format", "json"]).stdout)
    shown = run.invoke(app, ["rules"]).stdout
    assert listed
    for rule in listed:
        assert rule["why"]
        assert f"{rule['rule']}\n  {rule['why']}" in shown


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_labels_that_are_not_there_are_exit_code_2(run: CliRunner, command: str) -> None:
    outcome = run.invoke(app, [command, "--labels", "gibt-es-nicht"])
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("quellenlage: ")


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_training_names_the_extra_that_is_missing(
    run: CliRunner, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    for name in ("train", "evaluate"):
        monkeypatch.delitem(sys.modules, f"quellenlage.{name}", raising=False)
    for name in ("sklearn", "numpy", "scipy", "quellenlage.fit"):
        monkeypatch.setitem(sys.modules, name, None)
    outcome = run.invoke(app, [command])
    assert outcome.exit_code == 2
    assert "pip install 'quellenlage[train]'" in outcome.stderr


def test_readability_stands_beside_the_figures(run: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    from quellenlage import readability

    monkeypatch.setattr(readability, "readability", lambda _: {"lix": 40.0, "none": None})
    outcome = run.invoke(app, ["score", "gut.txt", "--readability", "--format", "json"])
    figures = json.loads(outcome.stdout)["features"]
    assert figures["lix"] == 40.0
    assert "none" not in figures


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m quellenlage rules | head -n 1; exit ${{PIPESTATUS[0]}}"
    outcome = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_the_seeds_are_scored() -> None:
    seeds = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))
    outcome = CliRunner().invoke(app, ["score", *map(str, seeds), "--format", "csv"])
    assert outcome.exit_code == 0
    assert len(outcome.stdout.splitlines()) == 6


def test_compare_prints_gaps_and_sources(run: CliRunner) -> None:
    outcome = run.invoke(app, ["compare", "gut.txt", "leer.txt"])
    assert outcome.exit_code == 0
    assert "2 Artikel im Vergleich" in outcome.stdout
    assert "Eva Muster, Baudezernentin" in outcome.stdout


def test_compare_writes_a_page(run: CliRunner) -> None:
    outcome = run.invoke(
        app, ["compare", "gut.txt", "gut.txt", "--format", "html", "--out", "neu/a.html", "--lang", "en"]
    )
    assert (outcome.exit_code, outcome.stdout) == (0, "")
    assert "2 articles compared" in Path("neu/a.html").read_text("utf-8")


@pytest.mark.parametrize("files", [["gut.txt"], ["gut.txt", "fehlt.txt"]])
def test_compare_needs_two_readable_articles(run: CliRunner, files: list[str]) -> None:
    outcome = run.invoke(app, ["compare", *files])
    assert outcome.exit_code == 2
    assert "at least two articles" in outcome.stderr


def test_diff_prints_what_changed(run: CliRunner) -> None:
    outcome = run.invoke(app, ["diff", "gut.txt", "leer.txt"])
    assert outcome.exit_code == 0
    assert "Quellen weg: Eva Muster" in outcome.stdout
    same = run.invoke(app, ["diff", "gut.txt", "gut.txt", "--format", "json", "--fail-on-loss"])
    assert same.exit_code == 0
    assert json.loads(same.stdout)["losses"] == 0


def test_a_loss_can_be_exit_code_1(run: CliRunner) -> None:
    outcome = run.invoke(app, ["diff", "leer.txt", "gut.txt", "--fail-on-loss"])
    assert outcome.exit_code == 1
    assert run.invoke(app, ["diff", "leer.txt", "gut.txt"]).exit_code == 0


def test_diff_needs_two_readable_files(run: CliRunner) -> None:
    outcome = run.invoke(app, ["diff", "gut.txt", "fehlt.txt"])
    assert outcome.exit_code == 2
    assert "fehlt.txt: cannot be read" in outcome.stderr


def test_an_output_that_cannot_be_written_is_named(run: CliRunner) -> None:
    outcome = run.invoke(app, ["diff", "gut.txt", "gut.txt", "--out", "gut.txt/a.html"])
    assert outcome.exit_code == 2
    assert "cannot be written" in outcome.stderr
