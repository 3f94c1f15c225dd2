"""What is installed: the declared packages and data, one version, nothing more than scoring needs."""

from __future__ import annotations

import hashlib
import re
import tomllib
from importlib import metadata, resources
from pathlib import Path

import pytest
import quellenlage

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]

SEEDS = {
    "000_78a3db10bdd1f744.txt": "7ebfab3abbb7683fe886c24529b5475b2d0b0fc54738cde91d25463367afe873",
    "001_3b02077dc36cc515.txt": "074ba85424d280aedb4483d5baa9baf4e6d2f60dfbce2971883ea336f5edb2e6",
    "002_f9b852a02799c92a.txt": "982752959e33ce07ba0e34e8a9e4dc7fa8a9f3401daae8903241dbb450b649ce",
    "003_3b2be7df4d93287a.txt": "cb0f58807f528c791bb923ae11c0ed3f212612588b8a0f784267c24078573d1b",
    "004_f98be471c2941e97.txt": "6e361fa4b0c0dc786f84ffb19ed194287d420cda6eccf411f01d3470f9c78adc",
}


def test_every_folder_with_code_is_installed() -> None:
    folders = {
        path.parent.relative_to(ROOT).as_posix()
        for top in ("scorer", "features")
        for path in (ROOT / top).rglob("*.py")
    }
    assert folders == set(SETUPTOOLS["package-dir"].values())
    assert set(SETUPTOOLS["packages"]) == SETUPTOOLS["package-dir"].keys()


def test_every_data_file_is_installed() -> None:
    declared = {
        path.relative_to(ROOT)
        for package, patterns in SETUPTOOLS["package-data"].items()
        for pattern in patterns
        for path in (ROOT / SETUPTOOLS["package-dir"][package]).glob(pattern)
    }
    present = {
        path.relative_to(ROOT)
        for top in ("scorer", "features")
        for path in (ROOT / top).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc", ".md"}
    }
    assert present == declared


def test_one_version() -> None:
    version = PROJECT["project"]["version"]
    assert metadata.version("quellenlage") == version
    assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)


def test_types_cues_and_weights_come_along() -> None:
    assert resources.files("quellenlage").joinpath("py.typed").is_file()
    assert list(resources.files("quellenlage.features").joinpath("cues", "de").iterdir())
    assert resources.files("quellenlage").joinpath("weights", "de.json").is_file()


def test_the_public_names_are_there_and_documented() -> None:
    assert {"Article", "Report", "Scorer", "score"} <= set(quellenlage.__all__)
    for name in quellenlage.__all__:
        public = getattr(quellenlage, name)
        assert not callable(public) or public.__doc__, f"{name} has no docstring"


def test_the_licence_is_complete() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


@pytest.mark.parametrize("name", SEEDS)
def test_the_sample_articles_are_unchanged(name: str) -> None:
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == SEEDS[name]


def test_there_are_just_these_samples_and_each_is_explained() -> None:
    assert {path.name for path in (ROOT / "seeds").iterdir()} == {*SEEDS, "README.md"}
    readme = (ROOT / "seeds" / "README.md").read_text("utf-8")
    assert all(name in readme for name in SEEDS)
