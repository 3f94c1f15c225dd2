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
    urls = {name: reverse(f"quellenlage:{name}", args=[page.pk or 0]) for name in ("check", "mark")}
    kwargs = request.resolver_match.kwargs
    if not page.pk and "parent_page_id" in kwargs:
        # The script puts the number in the place of the 0 when Wagtail has saved the page.
        urls["new"] = reverse("quellenlage:check_new", args=[kwargs["parent_page_id"]])
    return {"shown": bool(page.pk or "new" in urls), "urls": urls, "config": configuration(), "w": words()}
