"""Texts that try to break out of a page: every opener with every payload."""

from __future__ import annotations

import re
from itertools import product

_OPENERS = ["<script>", "<img src=x onerror=", "<svg onload=", '" onfocus="', "' autofocus onfocus='", "</p>"]
_OPENERS += ["</style><style>*{display:none}", "<!--", "]]>", "&lt;script&gt;", "{{", "{% raw %}"]
_OPENERS += ["javascript:", "\x00"]
_PAYLOADS = ["window.hit=1", "window.hit=1</script>", "window.hit=1>", "&#x22;&amp;", "\u202ehit\u202c"]
_PAYLOADS += ["7*7}}", "url(x)", "\ud800\udfff", "-->", "\x1b\x0b\x7f", "a\rb", "\u2066\u200f", "\u2028"]
_PAYLOADS += ["expression(1)", "<b>"]
HOSTILE = [f"{opener}{payload}" for opener, payload in product(_OPENERS, _PAYLOADS)]
assert len(HOSTILE) >= 200


def showable(text: str) -> str:
    """The text as HTML can hold it."""
    return re.sub(r"[\x00\ud800-\udfff]", "\ufffd", text)
