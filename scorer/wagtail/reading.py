"""Reading: a page of the CMS as an Article, from the HTML that its readers get.

The editor's preview and the server render the same template, so panel, gate and report see the same paragraphs.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from quellenlage import Article
from quellenlage.html_body import read_html

_MAIN = "main, [role='main']"
"""Where Wagtail's own checks look for the content of a page; without one it is the whole body."""


class UnreadablePageError(Exception):
    """A page that cannot be rendered as HTML."""


def read_page(page: Any, request: Any = None) -> Article:
    """The paragraphs of a page as its preview shows them; raises UnreadablePageError when there is no preview."""
    response = page.make_preview_request(request, page.default_preview_mode)
    if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
        raise UnreadablePageError(f"the preview answers {response.status_code}")
    soup = BeautifulSoup(response.content, "lxml", from_encoding=response.charset)
    main = soup.select_one(_MAIN) or soup.body or soup
    return read_html(main.decode_contents(), page.title)
