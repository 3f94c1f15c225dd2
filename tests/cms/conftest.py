"""The example site in this process, and the same site served for a browser. Each test makes the pages it needs."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SITE = Path(__file__).parents[2] / "examples" / "wagtail_site"


@pytest.fixture(scope="session", autouse=True)
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that is made anew; Django is set up for it."""
    folder = tmp_path_factory.mktemp("newsroom")
    # Playwright's event loop makes Django believe that it runs in one.
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "NEWSROOM_DATA": str(folder)}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    sys.path.insert(0, str(SITE))
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("demo", only_make=True)
    return folder


Article = Callable[..., Any]


@pytest.fixture
def article(request: pytest.FixtureRequest) -> Iterator[Article]:
    """Makes articles in a section (``Lokales`` if not said otherwise), drafts unless ``live``."""
    from newsroom.management.commands.demo import make_article
    from newsroom.models import ArticlePage, SectionPage

    made = []

    def make(*paragraphs: str, section: str = "Lokales", live: bool = False) -> ArticlePage:
        title = f"{request.node.name[:60]} {len(made)}"
        make_article(SectionPage.objects.get(title=section), title, list(paragraphs), live)
        made.append(ArticlePage.objects.get(title=title))
        return made[-1]

    yield make
    for page in made:
        ArticlePage.objects.filter(pk=page.pk).delete()


@pytest.fixture
def client() -> Callable[..., Any]:
    """A client that is logged in as one of the sample users, or as nobody."""
    from django.contrib.auth.models import User
    from django.test import Client

    def logged_in(name: str | None, **options: Any) -> Client:
        made = Client(SERVER_NAME="localhost", **options)
        if name:
            made.force_login(User.objects.get(username=name))
        return made

    return logged_in


@pytest.fixture(scope="session")
def address(newsroom: Path) -> Iterator[str]:
    """Where the same site is served for a browser."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        place = f"localhost:{free.getsockname()[1]}"
    with (newsroom / "server.log").open("w") as log:
        command = [sys.executable, str(SITE / "manage.py"), "demo", place]
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("localhost", int(place[10:])), 1):
                    break
                assert server.poll() is None, (newsroom / "server.log").read_text()
                time.sleep(0.1)
            yield f"http://{place}"
        finally:
            server.terminate()
            server.wait(10)
