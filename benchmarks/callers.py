"""What the callers of the load test send: each request knows the statuses and the answer that belong to it."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from urllib.parse import urlencode

KINDS = {
    "score": 40,
    "text": 10,
    "long": 5,
    "check": 20,
    "page": 8,
    "batch": 5,
    "malformed": 5,
    "broken": 4,
    "oversized": 3,
}
"""Kinds of requests and how often each comes, of a hundred."""

_SENTENCES = (
    "Die Brücke werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt.",
    "Experten rechnen mit Staus in der ganzen Stadt.",
    "Rund 3000 Menschen gingen am Montag auf die Straße 😀.",
    "Laut einer Studie der Hochschule fehlen 200 Millionen Euro.",
    "Angeblich soll der Vertrag schon im Herbst unterschrieben worden sein.",
    "„Wir haben davon nichts gewusst“, sagte der Sprecher der Stadt.",
    "Das Wetter blieb schön, und die Kinder spielten am Fluss.",
)
_OVER = 3_000_000
"""Bytes: more than the service takes by default."""
_JSON = "application/json"
_MALFORMED = (
    (b"{", _JSON),
    (b"\xff\xfe", "text/plain"),
    (b'{"text": 1}', _JSON),
    (b"a", "a/b"),
)


@dataclass(frozen=True)
class Request:
    """One request: what is sent, which statuses may come back, and what a good answer is about."""

    id: str
    kind: str
    path: str
    body: bytes
    content_type: str
    text: str = ""
    paragraphs: int = 0

    @property
    def expected(self) -> set[int]:
        """Statuses that are right for it, beside those of a busy service."""
        return {"malformed": {400, 415, 422}, "oversized": {413}}.get(self.kind, {200})

    def sent(self) -> bytes:
        """Head and body; half of the body when it breaks off."""
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: a\r\nX-Request-ID: {self.id}\r\nContent-Type: {self.content_type}\r\n"
        )
        body = self.body[: len(self.body) // 2] if self.kind == "broken" and self.id[-1] in "02468" else self.body
        return f"{head}Content-Length: {len(self.body)}\r\n\r\n".encode() + body

    def is_answer(self, body: bytes) -> bool:
        """Whether the body of a good answer is about this text and no other."""
        if self.kind == "page":
            return self.id.encode() in body
        found = json.loads(body)
        if self.kind == "check":
            return any(f" {self.id} " in match["context"]["text"] for match in found["matches"])
        if self.kind == "batch":
            (good, bad) = found["reports"]
            return bad["report"] is None and self._is_report(good["report"])
        return self._is_report(found)

    def _is_report(self, report: dict[str, object]) -> bool:
        paragraphs = report["paragraphs"]
        assert isinstance(paragraphs, list)
        ends = bool(paragraphs) and paragraphs[-1]["end"] == len(self.text)
        titled = report["title"] == (None if self.kind == "text" else self.id)
        return titled and ends and len(paragraphs) == self.paragraphs


def make(chance: random.Random, number: str) -> Request:
    """A request of a random kind and size, all of it from sentences of our own."""
    (kind,) = chance.choices(list(KINDS), list(KINDS.values()))
    size = chance.randint(60, 120) if kind == "long" else chance.choice((1, 2, 5, 10, 15))
    # Hearsay is found by rules: that the number is in the answer must not hang on what the reader makes of the rest.
    lines = [f"Angeblich kostet Brücke {number} die Stadt 50 Millionen Euro."]
    lines += [" ".join(chance.choices(_SENTENCES, k=chance.randint(1, 5))) for _ in range(size)]
    text = "\n".join(lines)
    path, kind_of_body = "/v1/score", _JSON
    body = json.dumps({"text": text, "title": number}).encode()
    if kind == "text":
        body, kind_of_body = text.encode(), "text/plain; charset=utf-8"
    elif kind == "check":
        path, kind_of_body = "/v2/check", "application/x-www-form-urlencoded"
        body = urlencode({"text": text, "language": "de-DE"}).encode()
    elif kind == "page":
        path = "/v1/report"
    elif kind == "batch":
        path = "/v1/batch"
        body = json.dumps({"articles": [{"text": text, "title": number}, {"text": None}]}).encode()
    elif kind == "malformed":
        body, kind_of_body = chance.choice(_MALFORMED)
    elif kind == "oversized":
        body = body + b" " * _OVER
    return Request(number, kind, path, body, kind_of_body, text, len(lines))
