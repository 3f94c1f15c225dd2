"""Archive: the last score of every page, kept when a version is saved, for the report over all pages.

Scoring comes after the transaction that saves the page, and nothing that goes wrong here reaches the editor.
"""

from __future__ import annotations

import logging
from functools import partial
from traceback import extract_tb
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page, Revision

from .configuration import configuration
from .judgement import Judgement, judge
from .models import FalseAlarm, PageScore
from .reading import read_page

log = logging.getLogger(__name__)


def connect() -> None:
    """Score each version of a page that is saved, by whatever means."""
    post_save.connect(_saved, sender=Revision, dispatch_uid="quellenlage")


def _saved(instance: Revision, **_: Any) -> None:
    model = instance.content_type.model_class()
    if model is not None and issubclass(model, Page):
        transaction.on_commit(partial(_keep, instance.object_id), robust=True)


def _keep(pk: Any) -> None:
    page = Page.objects.filter(pk=pk).first()
    if page is not None:
        keep_score(page)


def judge_page(page: Any, request: Any = None) -> Judgement:
    """Judge the page as it stands in memory; raises whatever its template raises."""
    return judge(read_page(page, request), false_alarms(page.pk))


def false_alarms(pk: Any) -> set[str]:
    """The checksums of what was marked on a page."""
    return set(FalseAlarm.objects.filter(page_id=pk).values_list("digest", flat=True))


def keep_score(page: Page) -> bool:
    """Score the latest version of a page and keep the figures; whether that was possible."""
    if not configuration().scores(page):
        return False
    try:
        judged = judge_page(page.get_latest_revision_as_object())
        low, high = judged.counted.interval or (None, None)
        found = {"score": judged.counted.score, "low": low, "high": high, "level": judged.counted.level or ""}
        found |= {"sources": len(judged.report.sources), "findings": len(judged.open)}
        PageScore.objects.update_or_create(page_id=page.pk, defaults=found)
    except Exception as error:
        failed(page.pk, error)
        return False
    return True


def failed(pk: Any, error: Exception) -> None:
    """Log that a page could not be scored: what kind of error, and where. Its message may quote the article."""
    place = extract_tb(error.__traceback__)[-1]
    log.warning("page %s could not be scored: %s in %s:%s", pk, type(error).__name__, place.filename, place.lineno)
