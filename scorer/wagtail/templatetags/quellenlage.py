"""The panel's frame, for the template of Wagtail's checks."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from quellenlage.wagtail.configuration import configuration
from quellenlage.wagtail.words import words

register = template.Library()


@register.inclusion_tag("quellenlage/frame.html")
def quellenlage_panel(page: Any, request: Any) -> dict[str, Any]:
    """An empty panel that knows where to ask for scores; nothing for what is no page or of another type."""
    if not page or not configuration().scores(page):
        return {"shown": False}
    config, kwargs = configuration(), request.resolver_match.kwargs
    urls = {}
    if page.pk:
        urls = {
            "check": reverse("quellenlage:check", args=[page.pk]),
            "mark": reverse("quellenlage:mark", args=[page.pk]),
        }
    elif "parent_page_id" in kwargs:
        urls = {"check": reverse("quellenlage:check_new", args=[kwargs["parent_page_id"]])}
    return {"shown": bool(urls), "urls": urls, "config": config, "w": words()}
