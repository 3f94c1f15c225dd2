"""The service: what it answers, what it refuses and how, and that no text of an article leaves it sideways."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager

import pytest

pytest.importorskip("fastapi", reason="extra server")
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from quellenlage import Article, Report, Scorer
from quellenlage.html_body import read_html
from quellenlage.server import Settings, create_app

TEXT = "Die Brücke werde im Mai gesperrt, sagte Anna Beispiel vom Bauamt.\n\nDie Sanierung kostet 50 Millionen Euro."
PLAIN = {"content-type": "text/plain"}
SECRET = "Geheimnisverrat"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(max_text=5000, max_body=50_000, max_batch=5))) as client:
        yield client


def serving(**limits: object) -> AbstractContextManager[TestClient]:
    return TestClient(create_app(Settings(**limits)), raise_server_exceptions=False)  # type: ignore[arg-type]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Scoring of a text that says *warte* lasts until the event is set."""
    event, score = threading.Event(), Scorer.score

    def held(self: Scorer, article: str | Article) -> Report:
        if "warte" in (article if isinstance(article, str) else article.text):
            event.wait(20)
        return score(self, article)

    monkeypatch.setattr(Scorer, "score", held)
    yield event
    event.set()


def until(holds: Callable[[], bool]) -> None:
    begin = time.monotonic()
    while not holds():
        assert time.monotonic() - begin < 10
        time.sleep(0.01)


def metric(client: TestClient, name: str, **labels: str) -> float:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return sum(
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_a_report_is_that_of_the_library(client: TestClient, scorer: Scorer) -> None:
    expected = scorer.score(TEXT).to_dict()
    assert client.post("/v1/score", json={"text": TEXT}).json() == json.loads(json.dumps(expected))
    assert client.post("/v1/score", content=TEXT, headers=PLAIN).json() == json.loads(json.dumps(expected))
    marked = client.post("/v1/score", content=b"\xef\xbb\xbf" + TEXT.encode(), headers=PLAIN)
    assert marked.json() == json.loads(json.dumps(expected))


def test_paragraphs_html_and_title_are_read(client: TestClient, scorer: Scorer) -> None:
    blocks = TEXT.split("\n\n")
    answer = client.post("/v1/score", json={"paragraphs": blocks, "title": "Die Brücke"}).json()
    assert answer == json.loads(scorer.score(Article(blocks, "Die Brücke")).to_json())
    html = f'<p>{blocks[0]}</p><p><a href="https://a.example">{blocks[1]}</a></p>'
    answer = client.post("/v1/score", json={"html": html}).json()
    assert answer == json.loads(scorer.score(read_html(html)).to_json())
    assert answer["links"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"text": "a", "html": "b"}}, 422),
        ({"json": {}}, 422),
        ({"json": {"text": 1}}, 422),
        ({"json": {"text": "a", "more": 1}}, 422),
        ({"json": [TEXT]}, 422),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 422),
        ({"content": b"\xff", "headers": {"content-type": "application/json"}}, 422),
        ({"content": b"\xff", "headers": PLAIN}, 400),
        ({"content": b"a", "headers": {"content-type": "text/plain; charset=latin-1"}}, 415),
        ({"content": b"a", "headers": {"content-type": "application/xml"}}, 415),
        ({"content": b"a", "headers": {"content-type": "unsinn"}}, 415),
        ({"content": b"a"}, 415),
        ({"content": b"x" * 5001, "headers": PLAIN}, 413),
        ({"content": b"x" * 50_001, "headers": PLAIN}, 413),
        ({"content": (b"x" * 1000 for _ in range(60)), "headers": PLAIN}, 413),
    ],
)
def test_what_cannot_be_read_is_refused(client: TestClient, sent: dict[str, object], status: int) -> None:
    answer = client.post("/v1/score", **sent)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert answer.headers["x-request-id"]


def test_a_refusal_does_not_quote_the_article(client: TestClient) -> None:
    for sent in ({"text": {SECRET: SECRET}}, {"text": [SECRET]}, {"paragraphs": [1, SECRET]}):
        answer = client.post("/v1/score", json=sent)
        assert answer.status_code == 422
        assert SECRET not in answer.text


def test_a_bad_article_never_ends_the_batch(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    score = Scorer.score

    def broken(self: Scorer, article: str | Article) -> Report:
        assert not isinstance(article, Article) or "kaputt" not in article.text
        return score(self, article)

    monkeypatch.setattr(Scorer, "score", broken)
    sent = [{"text": TEXT}, {"text": 1}, {"text": "x" * 5001}, {"text": "kaputt"}, {"html": f"<p>{TEXT}</p>"}]
    answer = client.post("/v1/batch", json={"articles": sent})
    assert answer.status_code == 200
    entries = answer.json()["reports"]
    assert [entry["index"] for entry in entries] == [0, 1, 2, 3, 4]
    assert [entry["report"] is None for entry in entries] == [False, True, True, True, False]
    assert [entry["error"] is None for entry in entries] == [True, False, False, False, True]
    assert client.post("/v1/batch", json={"articles": [{"text": "a"}] * 6}).status_code == 413
    assert client.post("/v1/batch", json={"articles": []}).status_code == 422
    assert client.post("/v1/batch", content="a", headers=PLAIN).status_code == 415


def test_an_answer_cannot_be_blown_up_by_many_paragraphs(client: TestClient) -> None:
    assert client.post("/v1/score", content="a\n" * 2001, headers=PLAIN).status_code == 413
    assert client.post("/v1/score", json={"paragraphs": [""] * 2001}).status_code == 413
    assert client.post("/v1/score", json={"html": "<p>a" * 2001}).status_code == 413
    assert client.post("/v2/check", data={"text": "a\n" * 2001, "language": "de"}).status_code == 413
    entries = client.post("/v1/batch", json={"articles": [{"text": "a\n" * 2001}, {"text": "a"}]}).json()["reports"]
    assert [entry["error"] is None for entry in entries] == [False, True]


def test_the_report_is_a_page(client: TestClient) -> None:
    form = client.get("/v1/report?lang=en")
    assert "Check an article" in form.text
    assert "<textarea" in form.text
    page = client.post("/v1/report", data={"text": TEXT, "title": "Die Brücke"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in page.text
    assert "Die Brücke" in page.text
    nonce = page.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
    assert f'<style nonce="{nonce}">' in page.text
    assert nonce not in client.post("/v1/report", data={"text": TEXT}).text
    part = client.post("/v1/report?fragment=true&lang=en", json={"html": f"<p>{TEXT}</p>"})
    assert part.text.startswith('<section class="ql" lang="en"')
    assert "nonce" not in part.text
    assert client.post("/v1/report?lang=fr", data={"text": TEXT}).status_code == 422
    assert client.post("/v1/report", data={"text": ""}).status_code == 200


def test_one_more_than_the_queue_holds_is_told_to_come_later(hold: threading.Event) -> None:
    with serving(threads=1, queue=1) as client, ThreadPoolExecutor() as callers:
        first = callers.submit(client.post, "/v1/score", json={"text": "warte eins"})
        until(lambda: metric(client, "quellenlage_working") == 1)
        second = callers.submit(client.post, "/v1/score", json={"text": TEXT})
        until(lambda: metric(client, "quellenlage_waiting") == 1)
        refused = client.post("/v1/score", json={"text": TEXT})
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        hold.set()
        assert [first.result().status_code, second.result().status_code] == [200, 200]
        assert client.get("/readyz").status_code == 200
        assert metric(client, "quellenlage_turned_away_total", why="full") == 1


def test_a_late_answer_is_a_503_and_its_thread_comes_back(hold: threading.Event) -> None:
    with serving(threads=1, queue=5, seconds=0.3) as client:
        late = client.post("/v1/score", json={"text": "warte"})
        assert late.status_code == 503
        assert late.headers["retry-after"]
        assert client.post("/v1/score", json={"text": TEXT}).status_code == 503, "the thread is still at work"
        hold.set()
        until(lambda: metric(client, "quellenlage_working") == 0)
        assert client.post("/v1/score", json={"text": TEXT}).status_code == 200
        assert metric(client, "quellenlage_turned_away_total", why="late") == 2


def test_an_error_is_logged_without_its_message(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Scorer, article: str | Article) -> Report:
        if "warm" in str(article):
            return Scorer().score("")
        raise ValueError(f"cannot read {SECRET}")

    with serving() as client, caplog.at_level(logging.DEBUG):
        monkeypatch.setattr(Scorer, "score", broken)
        answer = client.post("/v1/score", json={"text": SECRET}, headers={"x-request-id": "abc-1"})
    assert answer.status_code == 500
    assert answer.headers["x-request-id"] == "abc-1"
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text + answer.text


def test_no_text_in_logs_and_metrics(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "quellenlage"), caplog.at_level(logging.DEBUG, "uvicorn"):
        client.post("/v1/score", json={"text": SECRET, "title": SECRET})
        client.post("/v1/score", json={"wrong": SECRET})
        client.post("/v2/check", data={"text": SECRET, "language": SECRET})
        client.get(f"/v2/check?text={SECRET}")
        client.get(f"/v1/report?text={SECRET}")
        client.get(f"/{SECRET}")
        client.request(SECRET.upper(), "/v1/score")
        client.post("/v1/score", content=SECRET, headers={**PLAIN, "x-request-id": f"{SECRET} {SECRET}"})
        metrics = client.get("/metrics").text
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("quell", "uvi")))
    assert logged.count("/v1/score") >= 3
    assert SECRET.lower() not in (logged + metrics).lower()


def test_request_ids(client: TestClient) -> None:
    assert client.get("/healthz", headers={"x-request-id": "a.b_c-1"}).headers["x-request-id"] == "a.b_c-1"
    given = ["", "x" * 65, "a b", "a\r\nb", "ä"]
    answers = [client.get("/healthz", headers={"x-request-id": value.encode()}) for value in given]
    made = {answer.headers["x-request-id"] for answer in answers}
    assert len(made) == len(given)
    assert not made & set(given)


def test_a_token_is_asked_for() -> None:
    with serving(token="geheim") as client:
        right = {"authorization": "Bearer geheim"}
        assert client.post("/v1/score", json={"text": TEXT}).status_code == 401
        assert client.post("/v1/score", json={"text": TEXT}, headers={"authorization": "Bearer x"}).status_code == 401
        assert (
            client.post("/v1/score", json={"text": TEXT}, headers={"authorization": "Basic geheim"}).status_code == 401
        )
        assert client.post("/v1/score", json={"text": TEXT}, headers=right).status_code == 200
        assert client.get("/metrics").status_code == 401
        assert client.get("/v2/languages", headers=right).status_code == 200
        assert client.post("/v2/check", data={"text": TEXT, "language": "de"}).status_code == 401
        assert client.post("/v2/check", data={"text": TEXT, "language": "de", "apiKey": "geheim"}).status_code == 200
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        assert 'name="apiKey"' in client.get("/v1/report").text
        assert client.post("/v1/report", data={"text": TEXT}).status_code == 401
        assert client.post("/v1/report", data={"text": TEXT, "apiKey": "geheim"}).status_code == 200


def test_other_sites_are_shut_out_unless_named() -> None:
    asked = {"origin": "https://cms.example", "access-control-request-method": "POST"}
    with serving() as client:
        assert "access-control-allow-origin" not in client.options("/v1/score", headers=asked).headers
        answer = client.post("/v1/score", json={"text": TEXT}, headers=asked)
        assert "access-control-allow-origin" not in answer.headers
    with serving(origins=("https://cms.example",)) as client:
        allowed = client.options("/v1/score", headers=asked)
        assert allowed.headers["access-control-allow-origin"] == "https://cms.example"
        other = client.options("/v1/score", headers={**asked, "origin": "https://other.example"})
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("wrong", [{"threads": 0}, {"queue": -1}, {"seconds": 0}, {"token": ""}, {"max_text": 0}])
def test_settings_that_let_nothing_through_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Settings(**wrong)  # type: ignore[arg-type]


def test_metrics_count(client: TestClient) -> None:
    before = metric(client, "quellenlage_requests_total", route="/v1/score", status="200")
    client.post("/v1/score", json={"text": TEXT})
    assert metric(client, "quellenlage_requests_total", route="/v1/score", status="200") == before + 1
    assert metric(client, "quellenlage_scoring_seconds_count") > 0
    assert metric(client, "process_resident_memory_bytes") > 0


def test_answers_are_not_stored(client: TestClient) -> None:
    assert client.post("/v1/score", json={"text": TEXT}).headers["cache-control"] == "no-store"
