"""What is stored: false alarms, and the last score of every page. Never any text of an article."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from quellenlage.report import LEVELS


class FalseAlarm(models.Model):
    """A finding on a page that an editor has judged wrong; it is known by a checksum of its text."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One mark per finding; the permission is the gate's."""

        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="quellenlage_one_mark")]
        default_permissions = ()
        permissions = [("override_gate", "Trotz Quellenlage-Sperre veröffentlichen (override the sourcing gate)")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.digest[:8]}"


class PageScore(models.Model):
    """The score of the latest version of a page, false alarms respected; what the report over all pages lists."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="quellenlage_score")
    score = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    level = models.CharField(max_length=20, blank=True, choices=[(level, level) for level in LEVELS])
    sources = models.PositiveIntegerField()
    findings = models.PositiveIntegerField()
    scored_at = models.DateTimeField(auto_now=True)

    class Meta:
        """Nobody edits scores."""

        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.score}"
