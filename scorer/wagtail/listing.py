"""Listing: the report over all pages – only those that the user may edit or publish."""

from __future__ import annotations

from typing import Any

import django_filters
from quellenlage.formats.csv import safe
from quellenlage.report import LEVELS
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from .words import said, words

NONE = "none"
"""The filter's word for pages without a score."""

_FIGURES = ("score", "low", "high", "level", "sources", "findings", "scored_at")


class ScoresFilterSet(WagtailFilterSet):
    """By level and by the date of the last change."""

    level = django_filters.MultipleChoiceFilter(
        label=said("level", "index"),
        method="filter_level",
        choices=[*((level, said(level, "levels")) for level in reversed(LEVELS)), (NONE, said("unscored"))],
    )
    latest_revision_created_at = django_filters.DateFromToRangeFilter(
        label=said("updated"), widget=DateRangePickerWidget
    )

    class Meta:
        """The filters are all declared above."""

        model = Page
        fields: list[str] = []

    def filter_level(self, queryset: Any, _: str, levels: list[str]) -> Any:
        """Pages of any of the levels."""
        wanted = ["" if level == NONE else level for level in levels]
        return queryset.filter(quellenlage_score__level__in=wanted) if wanted else queryset


class ScoresView(PageReportView):
    """The last score of every page, lowest first."""

    page_title = said("report_title")
    header_icon = "glasses"
    results_template_name = "quellenlage/scores_results.html"
    filterset_class = ScoresFilterSet
    index_url_name = "quellenlage:report"
    index_results_url_name = "quellenlage:report_results"
    permission_policy = page_permission_policy
    any_permission_required = ("change", "publish")
    list_export = (
        "title",
        "latest_revision_created_at",
        "status_string",
        *(f"quellenlage_score.{name}" for name in _FIGURES),
    )
    export_headings = {
        "title": said("title"),
        "latest_revision_created_at": said("updated"),
        "status_string": said("status"),
        **{f"quellenlage_score.{name}": said(name, "index") for name in ("score", "level", "sources")},
        **{f"quellenlage_score.{name}": said(name) for name in ("low", "high", "findings", "scored_at")},
    }
    custom_field_preprocess = {"title": {"csv": safe, "xlsx": safe}}

    def get_queryset(self) -> Any:
        """Pages with a score that the user may edit or publish."""
        self.queryset = (
            page_permission_policy.instances_user_has_any_permission_for(self.request.user, {"change", "publish"})
            .filter(quellenlage_score__isnull=False)
            .select_related("quellenlage_score", "content_type")
            .prefetch_workflow_states()
            .annotate_approved_schedule()
            .order_by("quellenlage_score__score", "pk")
        )
        return super().get_queryset()

    def get_context_data(self, *args: Any, **kwargs: Any) -> Any:
        """With the words."""
        return super().get_context_data(*args, **kwargs) | {"w": words()}

    def decorate_paginated_queryset(self, pages: Any) -> Any:
        """Score and level in words."""
        said_here = words()
        for page in pages:
            kept = page.quellenlage_score
            page.said_score = said_here.score(kept.score)
            page.said_level = said_here["levels"][kept.level] if kept.level else said_here["ui"]["no_score"]
        return pages
