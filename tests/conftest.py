"""Shared fixtures: the scorer, the sample articles, the corpora when they are there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from benchmarks.running import Running
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from quellenlage import Scorer
    from quellenlage.features.language import German

ROOT = Path(__file__).parent.parent

# In CI the same examples every time: a change fails because of the change. At a desk new ones each time.
_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60, suppress_health_check=_QUIET)
settings.register_profile("desk", deadline=None, max_examples=60, suppress_health_check=_QUIET)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def corpora_folder() -> Path | None:
    """The folder with the development corpora: QUELLENLAGE_CORPORA or ../shared/corpora, or None."""
    folder = Path(os.environ.get("QUELLENLAGE_CORPORA") or ROOT.parent / "shared" / "corpora")
    return folder if folder.is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if corpora_folder() is None:
        absent = pytest.mark.skip(reason="the corpora are not here: set QUELLENLAGE_CORPORA")
        for item in items:
            if item.get_closest_marker("corpora"):
                item.add_marker(absent)


@pytest.fixture(scope="session")
def corpora() -> Path:
    folder = corpora_folder()
    if folder is None:
        pytest.skip("the corpora are not here: set QUELLENLAGE_CORPORA")
    return folder


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    from quellenlage import Scorer

    return Scorer()


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    """The address of a running service with its defaults."""
    pytest.importorskip("uvicorn", reason="extra server")
    with Running() as running:
        yield running.url
    assert running.process.returncode == 0, running.log


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the tests that need it are skipped where it or Playwright is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as play:
        launched = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def german() -> German:
    from quellenlage.features.language import German

    return German()


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    """The sample articles by the three digits their file names begin with."""
    return {path.name[:3]: path.read_bytes().decode("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))}
