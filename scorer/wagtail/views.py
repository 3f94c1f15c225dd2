"""Views: what the panel asks for. Only text that was posted is scored, for a page that the user may edit.

To everybody else a page does not exist. Nothing that the scorer does can break the editor: the worst answer says
that there is none.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST
from quellenlage.html_body import read_html
from wagtail.models import Page

from .archive import failed, false_alarms, keep_score
from .configuration import configuration
from .judgement import judge
from .models import FalseAlarm
from .panel import panel

_DIGEST = re.compile(r"[0-9a-f]{64}")


@require_POST
def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """The panel for the posted HTML of a page."""
    page = page_for(request.user, page_id, "can_edit")
    return _scored(request, page.pk, false_alarms(page.pk))


@require_POST
def check_new(request: HttpRequest, parent_id: int) -> HttpResponse:
    """The panel for a page that is not saved yet, by the page it will stand under."""
    page_for(request.user, parent_id, "can_add_subpage")
    return _scored(request, None, set())


@require_POST
def mark(request: HttpRequest, page_id: int) -> HttpResponse:
    """Mark a finding as a false alarm, or with an empty ``marked`` no longer."""
    page = page_for(request.user, page_id, "can_edit")
    digest = request.POST.get("digest", "")
    if not _DIGEST.fullmatch(digest):
        return HttpResponseBadRequest()
    if request.POST.get("marked"):
        FalseAlarm.objects.get_or_create(page_id=page.pk, digest=digest, defaults={"marked_by": request.user})
    else:
        FalseAlarm.objects.filter(page_id=page.pk, digest=digest).delete()
    keep_score(page)
    return HttpResponse(status=204)


def page_for(user: Any, pk: int, permission: str) -> Any:
    """A page that the user may do something with; Http404 for all others, and for those that do not exist."""
    page = Page.objects.filter(pk=pk).first()
    if page is None or not getattr(page.permissions_for_user(user), permission)():
        raise Http404
    return page


def _scored(request: HttpRequest, pk: int | None, marked: set[str]) -> HttpResponse:
    html = request.POST.get("html", "")
    if len(html) > configuration().MAX_CHARACTERS:
        return HttpResponse(status=413)
    try:
        shown = panel(judge(read_html(html, request.POST.get("title") or None), marked), may_mark=pk is not None)
        return render(request, "quellenlage/panel.html", shown)
    except Exception as error:
        failed(pk, error)
        return HttpResponse(status=204)
