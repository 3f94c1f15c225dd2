"""Arrows never point back: who may import what, read from the source, and what scoring loads."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGES: dict[str, str] = PROJECT["tool"]["setuptools"]["package-dir"]
HEAVY = {"sklearn", "pandas", "scipy", "textstat", "matplotlib"}


def modules() -> dict[str, Path]:
    """Every module of the installed package and its file."""
    found = {}
    for package, folder in PACKAGES.items():
        for path in sorted((ROOT / folder).glob("*.py")):
            found[package if path.stem == "__init__" else f"{package}.{path.stem}"] = path
    return found


MODULES = modules()


def imports(module: str, *, top_level: bool = False) -> set[str]:
    """Full names of the modules a module imports; with ``top_level`` only those loaded along with it."""
    path = MODULES[module]
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    found: set[str] = set()
    for node in _statements(ast.parse(path.read_text("utf-8")), into_functions=not top_level):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                name = f"{origin}.{alias.name}"
                found.add(name if name in MODULES else origin)
    return found - {module}


def _statements(tree: ast.AST, into_functions: bool) -> list[ast.AST]:
    """All nodes that run; those under ``if TYPE_CHECKING`` never do."""
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if not into_functions and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        found += [node, *_statements(node, into_functions)]
    return found


def own(module: str) -> set[str]:
    return {name for name in imports(module) if name.partition(".")[0] == "quellenlage"}


def foreign(module: str, *, top_level: bool = False) -> set[str]:
    roots = {name.partition(".")[0] for name in imports(module, top_level=top_level)}
    return roots - {"quellenlage"} - sys.stdlib_module_names


def inside(*packages: str) -> list[str]:
    return [name for name in MODULES if any(name == package or name.startswith(f"{package}.") for package in packages)]


def reachable(*begin: str) -> set[str]:
    """The modules that are loaded, now or later, by some modules."""
    found: set[str] = set()
    waiting = list(begin)
    while waiting:
        module = waiting.pop()
        found.add(module)
        waiting += own(module) & MODULES.keys() - found
    return found


SCORING = reachable("quellenlage.scoring", *inside("quellenlage.features", "quellenlage.formats"))
NUMBERS = ("quellenlage.curves", *(f"quellenlage.features.{name}" for name in ("reader", "segments", "tokens")))
FACES = {"quellenlage.cli", "quellenlage.__main__"}
LABELS_AND_FITTING = {"quellenlage.labels", "quellenlage.fit"}
TRAINING = (
    reachable("quellenlage.train", "quellenlage.evaluate", "quellenlage.plots")
    | {module for module in MODULES if reachable(module) & LABELS_AND_FITTING}
) - (SCORING | FACES)


def test_every_folder_of_the_package_is_seen() -> None:
    assert {"quellenlage", "quellenlage.features", "quellenlage.formats"} <= MODULES.keys()


@pytest.mark.parametrize("module", inside("quellenlage.features"))
def test_features_import_nothing_of_the_scorer(module: str) -> None:
    backward = {name for name in own(module) if name.split(".")[:2] != ["quellenlage", "features"]}
    assert not backward


# The report, the plain values it is made of, and the advice that is drawn from it alone.
SEEN_BY_FORMATS = {"quellenlage.report", "quellenlage.reasons", "quellenlage.features.evidence", "quellenlage.advice"}
COMPARED = {f"quellenlage.{name}" for name in ("comparison", "revision", "passages", "topics")}
"""What is drawn from several reports; only the two formats that show it see it."""


def test_advice_is_drawn_from_the_report_alone() -> None:
    assert own("quellenlage.advice") <= SEEN_BY_FORMATS


@pytest.mark.parametrize("module", inside("quellenlage.formats"))
def test_a_format_sees_only_the_report(module: str) -> None:
    seen = SEEN_BY_FORMATS | (COMPARED if module.endswith((".comparison", ".revision")) else set())
    assert own(module) <= {*seen, *inside("quellenlage.formats")}
    assert foreign(module) <= {"jinja2", "markupsafe", "rich"}


def test_scoring_never_reaches_labels_and_training() -> None:
    assert not SCORING & {*LABELS_AND_FITTING, "quellenlage.train", "quellenlage.evaluate"}


@pytest.mark.parametrize("module", sorted(MODULES.keys() - TRAINING - FACES))
def test_training_and_labels_are_used_by_training_alone(module: str) -> None:
    assert not own(module) & TRAINING


@pytest.mark.parametrize("module", sorted(MODULES.keys() - TRAINING))
def test_the_tools_of_training_stay_there(module: str) -> None:
    # spaCy has loaded numpy already; the reader and the many small sums of the model are worked out with it.
    allowed = {"quellenlage.features.readability": "textstat", **dict.fromkeys(NUMBERS, "numpy")}.get(module)
    assert foreign(module) & {*HEAVY, "numpy"} <= {allowed}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_heavy_packages_are_imported_where_they_are_used(module: str) -> None:
    assert not foreign(module, top_level=True) & HEAVY or module in TRAINING


def test_the_command_line_starts_without_training() -> None:
    assert not imports("quellenlage.cli", top_level=True) & TRAINING


SEEN_BY_FACES = {
    "quellenlage",
    "quellenlage.html_body",
    "quellenlage.report",
    "quellenlage.schema",
    *inside("quellenlage.formats"),
}


@pytest.mark.parametrize("module", [*inside("quellenlage.server"), "quellenlage.superdesk"])
def test_a_face_sees_scorer_formats_and_report_alone(module: str) -> None:
    assert own(module) <= {*SEEN_BY_FACES, *inside("quellenlage.server")}


def test_nothing_but_the_command_line_sees_the_service() -> None:
    service = set(inside("quellenlage.server"))
    assert {module for module in MODULES.keys() - service if own(module) & service} == {"quellenlage.cli"}


def test_the_command_line_is_a_thin_face() -> None:
    deeper = {name for name in own("quellenlage.cli") if name in inside("quellenlage.features")}
    assert deeper <= {"quellenlage.features", "quellenlage.features.article", "quellenlage.features.cues"}


@pytest.mark.parametrize("module", inside("quellenlage.wagtail"))
def test_the_wagtail_app_is_a_thin_face(module: str) -> None:
    seen = {"quellenlage", "quellenlage.html_body", "quellenlage.report", "quellenlage.advice"}
    assert own(module) <= {*seen, *inside("quellenlage.formats", "quellenlage.wagtail")}


def test_the_weights_are_read_without_any_package() -> None:
    assert not foreign("quellenlage.model")


EXTRAS = {
    "quellenlage.features.readability": "readability",
    "quellenlage.html_body": "html",
    "quellenlage.server": "server",
    "quellenlage.wagtail": "wagtail",
}
"""Modules and folders whose imports an extra installs."""
BROUGHT = {"server": {"starlette", "pydantic"}, "wagtail": {"django", "django_filters", "bs4"}}
"""What the packages of an extra bring along and build their interfaces on."""


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", line)[0].replace("-", "_") for line in requirements}


def test_scoring_installs_no_more_than_it_imports() -> None:
    needed = set().union(*(foreign(module) for module in MODULES.keys() - TRAINING - set(inside(*EXTRAS))))
    assert needed == declared(PROJECT["project"]["dependencies"])


@pytest.mark.parametrize(("package", "extra"), EXTRAS.items())
def test_an_extra_installs_what_its_modules_import(package: str, extra: str) -> None:
    project = PROJECT["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    asked = [line for line in extras[extra] if not line.startswith("quellenlage[")]
    known = declared([*project["dependencies"], *asked]) | BROUGHT.get(extra, set())
    assert set().union(*(foreign(module) for module in inside(package))) <= known


def test_spacy_stays_in_one_module() -> None:
    assert [module for module in MODULES if "spacy" in foreign(module)] == ["quellenlage.features.language"]


def test_nothing_imports_in_a_circle() -> None:
    edges = {module: imports(module, top_level=True) & MODULES.keys() for module in MODULES}
    # A package's __init__ gathers its modules; its modules name each other directly.
    edges = {module: {name for name in names if MODULES[name].stem != "__init__"} for module, names in edges.items()}
    done: set[str] = set()
    while ready := [module for module in edges.keys() - done if edges[module] <= done]:
        done |= set(ready)
    assert not edges.keys() - done


def test_scoring_loads_neither_scikit_learn_nor_pandas_nor_textstat() -> None:
    code = (
        "import sys, quellenlage\n"
        "quellenlage.score('Das sagte die Polizei am Montag.').to_json()\n"
        f"print(*sorted({HEAVY!r} & sys.modules.keys()))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == []


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_stays_readable(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 300
