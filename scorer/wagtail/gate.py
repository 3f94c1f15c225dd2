"""Gate: what happens when a page below the bar is to be published; off by default.

``warn`` publishes and says so. ``block`` keeps the draft and shows why; whoever has the permission
``quellenlage.override_gate`` may publish with a reason, which then stands in the history of the page. A page without a
score or without an open finding is never held back, nor one that cannot be scored.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import View
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.workflows import publish_workflow_state as publish_at_once

from .archive import failed, judge_page
from .configuration import configuration
from .judgement import Judgement
from .panel import panel
from .views import page_for
from .words import said, words

PERMISSION = "quellenlage.override_gate"
OVERRIDE, HELD = "quellenlage.override", "quellenlage.held"


class OverrideForm(forms.Form):
    """Why a page is published below the bar, and which version was looked at."""

    reason = forms.CharField(label=said("override_reason"), help_text=said("override_help"), max_length=500)
    revision = forms.IntegerField(widget=forms.HiddenInput)


def before_publish(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Wagtail's hook: a response instead of publishing, or None."""
    if configuration().GATE == "off":
        return None
    below = _below_the_bar(page, request)
    if below is None:
        return None
    if configuration().GATE == "block":
        return redirect("quellenlage:held", page.pk)
    _warn(request, "warned", page, below)
    return None


def before_bulk_action(request: HttpRequest, action: str, objects: Any, bulk: Any) -> HttpResponse | None:
    """Wagtail's hook for several pages at once: below the bar none of them is published."""
    if action != "publish" or configuration().GATE == "off" or bulk.model is not Page:
        return None
    pages = [page.get_latest_revision_as_object() for page in _with_descendants(objects, bulk)]
    below = [(page, found) for page in pages if (found := _below_the_bar(page, request))]
    if configuration().GATE == "warn":
        for page, found in below:
            _warn(request, "warned", page, found)
    elif below:
        titles = ", ".join(page.get_admin_display_title() for page, _ in below)
        messages.error(request, _words("held_many", titles=titles))
        return redirect(bulk.next_url)
    return None


def publish_workflow_state(workflow_state: Any, user: Any = None) -> None:
    """For ``WAGTAIL_FINISH_WORKFLOW_ACTION``: publish what was approved, unless the gate holds it back."""
    found = workflow_state.content_object
    if isinstance(found, Page) and configuration().GATE == "block":
        page = found.get_latest_revision_as_object()
        below = _below_the_bar(page)
        if below is not None and not (user and user.has_perm(PERMISSION)):
            log(instance=page, action=HELD, user=user, data=_logged(below))
            return
        if below is not None:
            log(instance=page, action=OVERRIDE, user=user, data=_logged(below) | {"reason": "–"})
    publish_at_once(workflow_state, user=user)


class HeldView(View):
    """Why a page was held back, and the way past the gate for those who may."""

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """What is open."""
        page, below = self._held(request, page_id)
        if below is None:
            return redirect("wagtailadmin_pages:edit", page_id)
        return self._shown(request, page, below, OverrideForm(initial={"revision": page.latest_revision_id}))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Publish the version that was looked at."""
        page, below = self._held(request, page_id)
        if not request.user.has_perm(PERMISSION):
            raise Http404
        form = OverrideForm(request.POST)
        if below is None or not form.is_valid():
            return (
                redirect("wagtailadmin_pages:edit", page_id)
                if below is None
                else self._shown(request, page, below, form)
            )
        if form.cleaned_data["revision"] != page.latest_revision_id:
            messages.error(request, _words("changed_since"))
            return redirect("wagtailadmin_pages:edit", page_id)
        page.get_latest_revision().publish(user=request.user)
        why = _logged(below) | {"reason": form.cleaned_data["reason"]}
        log(instance=page, action=OVERRIDE, user=request.user, revision=page.latest_revision, data=why)
        messages.success(request, _words("overridden", page))
        return redirect("wagtailadmin_explore", page.get_parent().pk)

    def _held(self, request: HttpRequest, page_id: int) -> tuple[Any, Judgement | None]:
        """The latest version and its judgement, None when it may be published in the usual way."""
        page = page_for(request.user, page_id, "can_publish").get_latest_revision_as_object()
        lock = page.get_lock()
        if lock is not None and lock.for_user(request.user):
            raise Http404
        return page, _below_the_bar(page, request) if configuration().GATE == "block" else None

    def _shown(self, request: HttpRequest, page: Any, below: Judgement, form: OverrideForm) -> HttpResponse:
        context = panel(below, may_mark=False) | {
            "page": page,
            "held": _words("held", page, below),
            "form": form if request.user.has_perm(PERMISSION) else None,
        }
        return render(request, "quellenlage/held.html", context)


def _below_the_bar(page: Any, request: HttpRequest | None = None) -> Judgement | None:
    """The judgement of a page below the bar with something that is open; None for any other."""
    config = configuration()
    if not config.scores(page):
        return None
    try:
        judged = judge_page(page, request)
    except Exception as error:
        failed(page.pk, error)
        if request is not None:
            messages.warning(request, _words("gate_failed", page))
        return None
    score = judged.counted.score
    return judged if judged.open and score is not None and score < config.GATE_SCORE else None


def _with_descendants(objects: Any, bulk: Any) -> list[Any]:
    pages = list(objects)
    if bulk.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [draft for page in objects for draft in page.get_descendants().not_live()]
    return pages


def _warn(request: HttpRequest, key: str, page: Any, below: Judgement) -> None:
    button = messages.button(reverse("wagtailadmin_pages:edit", args=[page.pk]), words()["wagtail"]["back"])
    messages.warning(request, _words(key, page, below), buttons=[button])


def _words(key: str, page: Any = None, below: Judgement | None = None, titles: str = "") -> str:
    """A sentence about the gate; Wagtail escapes what it shows as a message."""
    title = page.get_admin_display_title() if page is not None else ""
    score = words().score(below.counted.score) if below is not None else ""
    bar = words().number(configuration().GATE_SCORE)
    return str(words()["wagtail"][key]).format(title=title, score=score, bar=bar, titles=titles)


def _logged(below: Judgement) -> dict[str, Any]:
    return {"score": below.counted.score, "bar": configuration().GATE_SCORE}
