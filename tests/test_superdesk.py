"""The Superdesk macro: marks what has no source, holds back what is below the bar, fits Superdesk's own registry."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("lxml", reason="extra html")
from quellenlage import superdesk

NUMBER = "Die Brücke kostet 50 Millionen Euro."
SAID = "Sie werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt."


def item(**fields: Any) -> dict[str, Any]:
    return {"headline": "Die Brücke", "body_html": f"<p>{NUMBER}</p><p>{SAID}</p>", "language": "de", **fields}


def test_what_has_no_source_is_marked() -> None:
    given = item(extra={"anderes": 1})
    found, marks = superdesk.callback(given, desk="politik")
    assert marks == {NUMBER: f"{NUMBER} [Quelle?]"}
    assert found["body_html"] == item()["body_html"], "the editor decides"
    assert found["extra"]["anderes"] == 1
    assert " von 100, " in found["extra"]["quellenlage"]
    assert "Eine Quelle" in found["extra"]["quellenlage"]


def test_a_mark_is_not_set_twice() -> None:
    marked = item(body_html=f"<p>{NUMBER} [Quelle?]</p><p>{SAID}</p>")
    assert superdesk.callback(marked)[1] == {}


@pytest.mark.parametrize("fields", [{"body_html": None}, {"body_html": ""}, {"headline": None}, {"extra": None}])
def test_items_with_gaps_are_fine(fields: dict[str, Any]) -> None:
    found, _ = superdesk.callback(item(**fields))
    assert found["extra"]["quellenlage"]


def test_other_languages_are_left_alone() -> None:
    assert superdesk.callback(item(language="en")) == (item(language="en"), {})
    assert superdesk.callback({"body_html": item()["body_html"]})[1]


def test_the_gate_holds_back_what_is_below_the_bar() -> None:
    weak = item(body_html=f"<p>{NUMBER} Der Bau kostete 1998 schon 20 Millionen Euro, und 300 Menschen zogen weg.</p>")
    for below, language, held in [(99, "de", True), (0, "de", False), (99, "en", False)]:
        response: list[str] = ["schon da"]
        errors: dict[str, Any] = {}
        superdesk.gate(below)(None, item={**weak, "language": language}, response=response, error_fields=errors, more=1)
        assert (len(response) == 2) is held is ("body_html" in errors)
    response, errors = [], {}
    superdesk.gate(99)(None, item=item(body_html="<p>Kurz.</p>"), response=response, error_fields=errors)
    assert response == [], "what has no score passes"


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder with superdesk-core and Flask: made by .ci/run, apart because its other requirements are of 2019."""
    folder = Path(os.environ.get("QUELLENLAGE_SUPERDESK") or "build/superdesk")
    if not (folder / "apps" / "macros").is_dir():
        pytest.skip("superdesk-core is not here: set QUELLENLAGE_SUPERDESK")
    if sys.version_info >= (3, 12):
        pytest.skip("superdesk-core 2.5 needs the module imp of Python 3.11")
    monkeypatch.syspath_prepend(str(folder))
    yield folder


def load(path: Path) -> ModuleType:
    """One module of superdesk-core without its package, which would load a database."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_superdesk_registers_and_runs_it(core: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "newsroom" / "macros"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").write_text("from . import sourcing\n")
    (package / "sourcing.py").write_text(
        "from quellenlage.superdesk import access_type, action_type, callback, label, name, replace_type\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import flask

    app = flask.Flask("newsroom")
    app.config["MACROS_MODULE"] = "newsroom.macros"
    registry = load(core / "apps" / "macros" / "macro_register.py")
    with app.app_context():
        macro = registry.macros.find("quellenlage")
        assert "quellenlage" in registry.macros
        assert [one["label"] for one in registry.macros if one["access_type"] == "frontend"] == ["Quellenlage prüfen"]
    assert macro["action_type"] == "interactive"
    assert macro["replace_type"] == "keep-style-replace"
    assert "[Quelle?]" in macro["description"]
    assert macro["callback"](item())[1] == {NUMBER: f"{NUMBER} [Quelle?]"}


@pytest.mark.slow
def test_superdesk_asks_the_gate(core: Path) -> None:
    signals = load(core / "superdesk" / "signals.py")
    gate = superdesk.gate(99)
    signals.item_validate.connect(gate)
    response: list[str] = []
    signals.item_validate.send(object(), item=item(), response=response, error_fields={})
    assert len(response) == 1
