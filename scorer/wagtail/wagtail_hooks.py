"""What Wagtail is told at start: addresses, script and style of the editor, menu, permission, gate, history."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.permissions import page_permission_policy

from . import gate, urls
from .words import said, words

hooks.register("before_publish_page", gate.before_publish)
hooks.register("before_bulk_action", gate.before_bulk_action)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    """Everything below ``quellenlage/``."""
    return [path("quellenlage/", include(urls))]


@hooks.register("insert_editor_js")
def editor_js() -> str:
    """The panel's controller."""
    return format_html('<script src="{}"></script>', static("quellenlage/panel.js"))


@hooks.register("insert_global_admin_css")
def editor_css() -> str:
    """The style of the panel, and of the page that says why something was held back."""
    return format_html('<link rel="stylesheet" href="{}">', static("quellenlage/panel.css"))


@hooks.register("register_permissions")
def permissions() -> Any:
    """Shown where the rights of a group are edited."""
    return Permission.objects.filter(content_type__app_label="quellenlage", codename="override_gate")


class ReportMenuItem(MenuItem):
    """Shown to those who may edit pages."""

    def is_shown(self, request: Any) -> bool:
        """Whether the report would list anything at all."""
        return bool(page_permission_policy.user_has_any_permission(request.user, {"change", "publish"}))


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """The report over all pages."""
    return ReportMenuItem(said("report_title"), reverse("quellenlage:report"), name="quellenlage", icon_name="glasses")


class _GateFormatter(LogFormatter):
    key = ""

    @property
    def label(self) -> str:
        return str(words()["wagtail"][self.key])

    message = label

    def format_message(self, log_entry: Any) -> str:
        """What happened, with score, bar and reason; Wagtail escapes it."""
        shown = {"reason": log_entry.data.get("reason", "")}
        shown |= {name: words().number(log_entry.data.get(name, 0)) for name in ("score", "bar")}
        return str(words()["wagtail"][f"{self.key}_why"]).format(**shown)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """The gate's lines in the history of a page."""

    @actions.register_action(gate.OVERRIDE)
    class Override(_GateFormatter):
        key = "log_override"

    @actions.register_action(gate.HELD)
    class Held(_GateFormatter):
        key = "log_held"
