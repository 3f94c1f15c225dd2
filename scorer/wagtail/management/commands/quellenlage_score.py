"""Scores the latest version of every page: once after the installation, and after new weights."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from quellenlage.wagtail.archive import keep_score
from quellenlage.wagtail.configuration import configuration
from wagtail.models import Page


class Command(BaseCommand):
    """Score all pages for the report."""

    help = "Scores the latest version of every page for the report over all pages."

    def handle(self, *_: Any, **__: Any) -> None:
        """Score page by page and say how many could be."""
        wanted = configuration()
        kept = missed = 0
        for page in Page.objects.filter(depth__gt=1).iterator():
            if wanted.scores(page):
                done = keep_score(page)
                kept, missed = kept + done, missed + (not done)
        self.stdout.write(f"{kept} scored, {missed} could not be")
