"""Wagtail: Quellenlage among the checks of the editor, as a report over all pages, and as a gate before publishing.

A Django app; put ``"quellenlage.wagtail"`` before ``"wagtail.admin"`` in ``INSTALLED_APPS`` (``docs/wagtail.md``).
The flow: the page as HTML → :mod:`.reading` (Article) → :mod:`.judgement` (report, minus what was marked as a false
alarm) → :mod:`.panel` for the editor, :mod:`.gate` before publishing, :mod:`.archive` for the report over all pages.
"""
