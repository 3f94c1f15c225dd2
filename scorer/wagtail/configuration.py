"""Configuration: the setting ``QUELLENLAGE`` of the site, read anew each time so that tests may override it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error

GATES = ("off", "warn", "block")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a site may set; the defaults score every page type that has a preview and hold nothing back."""

    PAGE_TYPES: tuple[str, ...] = ()
    """Page types that are scored, as ``"app.Model"``; empty: all."""
    GATE: str = "off"
    """What happens below the bar when somebody publishes: one of GATES."""
    GATE_SCORE: float = 50
    """The bar, 0–100."""
    DELAY: int = 400
    """Milliseconds without a new preview before the panel asks for a score."""
    MAX_CHARACTERS: int = 300_000
    """Longer pages (characters of HTML) are not scored."""

    def scores(self, page: Any) -> bool:
        """Whether pages of this type are scored; one without a preview has no text that could be."""
        model = page.specific_class
        return bool(model and page.is_previewable() and (not self.PAGE_TYPES or model._meta.label in self.PAGE_TYPES))


def configuration() -> Configuration:
    """The site's configuration; unknown and wrong values are what `check` reports."""
    return Configuration(**getattr(settings, "QUELLENLAGE", {}))


def check(**_: Any) -> list[Error]:
    """Django's system check: unknown settings, wrong values, the order of the apps."""
    found = []
    given = getattr(settings, "QUELLENLAGE", {})
    unknown = sorted(given.keys() - {field.name for field in fields(Configuration)})
    if unknown:
        return [Error(f"QUELLENLAGE has no {', '.join(unknown)}", id="quellenlage.E001")]
    wanted = Configuration(**given)
    if wanted.GATE not in GATES:
        found.append(Error(f"QUELLENLAGE['GATE'] is {wanted.GATE!r}, not one of {GATES}", id="quellenlage.E002"))
    if not 0 <= wanted.GATE_SCORE <= 100:
        found.append(Error("QUELLENLAGE['GATE_SCORE'] lies outside 0–100", id="quellenlage.E003"))
    for label in wanted.PAGE_TYPES:
        try:
            apps.get_model(label)
        except (LookupError, ValueError):
            found.append(Error(f"QUELLENLAGE['PAGE_TYPES']: there is no {label}", id="quellenlage.E004"))
    names = [config.name for config in apps.get_app_configs()]
    if "wagtail.admin" in names and names.index("wagtail.admin") < names.index("quellenlage.wagtail"):
        hint = "Without this order the panel is not shown."
        found.append(Error("quellenlage.wagtail must stand before wagtail.admin", hint, id="quellenlage.E005"))
    return found
