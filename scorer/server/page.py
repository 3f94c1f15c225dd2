"""Pages of the service: the form to paste an article into, and the report, both without anything from elsewhere."""

from __future__ import annotations

import secrets

from fastapi.responses import HTMLResponse
from quellenlage.formats.html import environment, stylesheet
from quellenlage.formats.wording import wording

from .settings import Settings


def form_page(lang: str, settings: Settings) -> HTMLResponse:
    """The page with the form."""
    nonce = secrets.token_urlsafe(16)
    shown = {"w": wording(lang), "style": stylesheet(0), "nonce": nonce, "max_text": settings.max_text}
    page = environment().get_template("form.html.j2").render(shown, asks_token=settings.token is not None)
    return report_page(page, nonce)


def report_page(page: str, nonce: str) -> HTMLResponse:
    """A page under a policy that lets it load nothing and be framed by nobody."""
    allowed = f"style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; form-action 'self'; img-src data:"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})
