"""What the service adds: the same articles scored by a direct call and over HTTP, in turn."""

from __future__ import annotations

import http.client
import json
import time
from statistics import median

from quellenlage import Scorer

from .running import Running
from .texts import Texts


def service(texts: Texts, articles: int = 40, repeats: int = 3) -> dict[str, float]:
    """Median milliseconds of a direct call, report as JSON included, and what HTTP adds to it, by the wall clock."""
    scorer = Scorer()
    loaded = list(texts)[:articles]
    direct, added = [], []
    with Running() as running:
        connection = http.client.HTTPConnection(running.url.removeprefix("http://"))
        for text in loaded * repeats:
            begin = time.perf_counter()
            scorer.score(text).to_json()
            between = time.perf_counter()
            connection.request("POST", "/v1/score", json.dumps({"text": text}), {"Content-Type": "application/json"})
            connection.getresponse().read()
            direct.append(1000 * (between - begin))
            added.append(1000 * (time.perf_counter() - between) - direct[-1])
        connection.close()
    return {"direct_milliseconds": median(direct), "added_milliseconds": median(added)}
