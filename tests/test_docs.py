"""The documentation says what is so: commands, options, targets, links, Python blocks, German examples."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
import typer.main
from quellenlage.cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("labels/*.md"), ROOT / "seeds" / "README.md"])
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_COMMAND = re.compile(r"\bquellenlage ([a-z]+)((?: [^\s#`|<>]+)*)")
_TARGET = re.compile(r"(?:^|`)make ([a-z]+)\b", re.MULTILINE)


def ident(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands() -> dict[str, click.Command]:
    group = typer.main.get_command(app)
    return dict(group.commands)  # type: ignore[attr-defined]


def blocks(path: Path, language: str) -> list[str]:
    return [code for kind, code in _BLOCK.findall(path.read_text("utf-8")) if kind == language]


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_commands_and_options_exist(page: Path) -> None:
    known = commands()
    for name, arguments in _COMMAND.findall(
        "\n".join(re.findall(r"```sh\n.*?```|`[^`\n]+`", page.read_text("utf-8"), re.DOTALL))
    ):
        assert name in known, f"{page.name} names a command {name}"
        options = {option for parameter in known[name].params for option in parameter.opts}
        for option in re.findall(r"--[a-z-]+", arguments):
            assert option in options, f"{page.name}: {name} has no {option}"


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in commands() if f"quellenlage {name}" not in readme] == []


def test_every_command_and_option_has_a_help_text() -> None:
    for name, command in commands().items():
        assert command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{name} {parameter.opts}"


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_targets_of_make_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(_TARGET.findall(page.read_text("utf-8"))) <= targets


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_links_lead_somewhere(page: Path) -> None:
    broken = [link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_python_blocks_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for code in blocks(page, "python"):
        exec(compile(code, page.name, "exec"), {})


@pytest.mark.parametrize("page", PAGES, ids=ident)
def test_toml_blocks_are_toml(page: Path) -> None:
    for code in blocks(page, "toml"):
        assert tomllib.loads(code)


def test_the_two_commands_stand_at_the_top() -> None:
    head = (ROOT / "README.md").read_text("utf-8").split("\n## ")[0]
    assert re.search(r"^make +#", head, re.MULTILINE)
    assert re.search(r"^make test +#", head, re.MULTILINE)


def test_files_that_the_documentation_names_exist() -> None:
    pattern = re.compile(r"`?\b((?:features|scorer|labels|tests|docs|benchmarks)/[\w/.-]*\w\.(?:py|toml|json|md))\b")
    for page in PAGES:
        for name in pattern.findall(page.read_text("utf-8")):
            assert (ROOT / name).exists(), f"{page.name} names {name}"


def test_the_benchmarks_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from benchmarks import __main__ as benchmarks
    from benchmarks import measure

    monkeypatch.setattr("sys.argv", ["benchmarks", "--corpora", str(tmp_path), "--texts", "4", "--repeats", "1"])
    monkeypatch.setattr(measure, "pin", lambda: None)
    benchmarks.main()
    printed = capsys.readouterr().out
    assert "scoring : bare tokeniser" in printed
    assert "peak memory" in printed
