"""Addresses below the admin's ``quellenlage/``; the admin lets nobody in who may not use it."""

from __future__ import annotations

from django.urls import path

from . import gate, listing, views

app_name = "quellenlage"
urlpatterns = [
    path("check/<int:page_id>/", views.check, name="check"),
    path("check/new/<int:parent_id>/", views.check_new, name="check_new"),
    path("mark/<int:page_id>/", views.mark, name="mark"),
    path("held/<int:page_id>/", gate.HeldView.as_view(), name="held"),
    path("report/", listing.ScoresView.as_view(), name="report"),
    path("report/results/", listing.ScoresView.as_view(results_only=True), name="report_results"),
]
