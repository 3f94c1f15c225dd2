"""The Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class QuellenlageConfig(AppConfig):
    """Quellenlage for Wagtail."""

    name = "quellenlage.wagtail"
    label = "quellenlage"
    verbose_name = "Quellenlage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings at start, and score each version of a page that is saved."""
        from . import archive, configuration

        register(configuration.check)
        archive.connect()
