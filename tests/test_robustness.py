"""Hostile and hopeless input: a clear result or a clear error, in linear time, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from quellenlage import Article, Scorer

from work import work

SENTENCE = (
    "Die Stadt werde die Brücke im Mai sperren, teilte die Sprecherin Anna Beispiel am Montag mit. "
    "„Wir haben keine Wahl“, sagte sie. Laut einem Gutachten sind 12 Pfeiler beschädigt. "
    "Experten zufolge soll die Reparatur offenbar 3,5 Millionen Euro kosten. "
)

HOPELESS = {
    "empty": "",
    "spaces": " \t\n\r\n  \u00a0 \u2003 \n",
    "NULs": "\x00" * 500,
    "controls": "".join(map(chr, range(32))) * 20,
    "lone surrogates": "\ud800\udfff \udc00" * 100,
    "punctuation": "... !!! ??? --- ;;; ,,, " * 50,
    "quotation marks": "„“”\"»«‚‘'" * 200,
    "emoji": "😀👩‍👩‍👧 " * 200,
    "one letter": "a",
    "digits": "1234567890 " * 200,
}

FOREIGN = {
    "English": "The city will close the bridge in May, a spokeswoman said on Monday. Experts warn of jams. " * 10,
    "Chinese": "市政府发言人星期一表示，大桥将于五月关闭。专家称维修费用可能高达数百万。" * 20,
    "Arabic": "قالت المتحدثة باسم المدينة يوم الاثنين إن الجسر سيغلق في مايو. " * 20,
    "French": "La ville fermera le pont en mai, a déclaré une porte-parole. Selon des experts, ce sera cher. " * 10,
    "Russian": "Город закроет мост в мае, сообщила в понедельник представительница администрации. " * 20,
}

ODD = {
    "NULs in German": SENTENCE.replace(" ", " \x00") * 3,
    "surrogates in German": SENTENCE.replace("e", "e\ud800") * 3,
    "HTML": f'<p onclick="alert(\'x\')">{SENTENCE}</p><script>alert("Berichten zufolge")</script>&lt;b&gt;' * 3,
    "latin-1 of binary": bytes(range(256)).decode("latin-1") * 40,
    "mojibake": SENTENCE.encode().decode("latin-1") * 3,
    "no spaces": SENTENCE.replace(" ", "") * 20,
    "capitals": SENTENCE.upper() * 3,
    "right to left marks": SENTENCE.replace(" ", " \u202e") * 3,
    "combining marks": "e\u0301\u0308\u0327" * 2000,
}


@pytest.mark.parametrize("text", HOPELESS.values(), ids=HOPELESS.keys())
def test_nothing_to_score_has_a_reason(scorer: Scorer, text: str) -> None:
    report = scorer.score(text).to_dict()
    assert report["score"] is None
    assert report["reason"]


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_another_language_is_not_scored(scorer: Scorer, text: str) -> None:
    report = scorer.score(text).to_dict()
    assert report["score"] is None
    assert report["reason"] == "not_german"
    assert report["language"] != "de"


@pytest.mark.parametrize(
    "text",
    [
        "Im Oktober fielen in Ligurien 620 Liter Regen je Quadratmeter, elf Menschen ertranken in ihren Autos.",
        "Die Gletscher verschwinden bis 2050.",
        "Am Montag zahlte Minister Beispiel drei Millionen Euro.",
    ],
)
def test_a_short_german_text_is_scored(scorer: Scorer, text: str) -> None:
    assert scorer.score(text).to_dict()["reason"] is None


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_read_in_every_format(scorer: Scorer, text: str) -> None:
    report = scorer.score(text)
    report.to_json().encode("utf-8")
    page = report.to_html()
    page.encode("utf-8")
    assert "<script>alert" not in page
    assert "<p onclick" not in page
    assert report.to_html(fragment=True)


def test_german_stays_german_with_dirt_in_it(scorer: Scorer) -> None:
    assert scorer.score(SENTENCE * 3).to_dict()["score"] is not None
    assert scorer.score(ODD["NULs in German"]).to_dict()["language"] == "de"


@pytest.mark.parametrize("wrong", [None, 5, b"Bytes", ["Liste"], Path("datei.txt")])
def test_what_is_no_text_is_refused_by_name(scorer: Scorer, wrong: object) -> None:
    with pytest.raises(TypeError, match="str"):
        scorer.score(wrong)  # type: ignore[arg-type]


def test_a_wrong_block_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"paragraphs\[1\]"):
        Article(paragraphs=["gut", None])  # type: ignore[list-item]


def _numbered(length: int, frame: str) -> str:
    """Sentences that each name another source."""
    letters = str.maketrans("0123456789", "abcdefghij")
    return "".join(frame.format(str(number).translate(letters)) for number in range(length // len(frame)))


SHAPES: dict[str, Callable[[int], str]] = {
    "one paragraph": lambda n: SENTENCE * (n // len(SENTENCE)),
    "a paragraph a sentence": lambda n: (SENTENCE + "\n\n") * (n // len(SENTENCE)),
    "a paragraph a word": lambda n: "sagte\n" * (n // 6),
    "one endless sentence": lambda n: "die Stadt und der Rat und " * (n // 26),
    "one endless word": lambda n: "x" * n,
    "endless digits and stops": lambda n: "1." * (n // 2),
    "quotation marks": lambda n: '"' * n,
    "opening marks": lambda n: "„ja " * (n // 4),
    "closing marks": lambda n: "ja“ " * (n // 4),
    "quotations across paragraphs": lambda n: "„Wir bauen weiter und\n" * (n // 22),
    "marks of all kinds": lambda n: "„‚«»“”’ ' " * (n // 10),
    "cues of saying": lambda n: "sagte laut zufolge so teilte mit " * (n // 33),
    "separable cues never closed": lambda n: "teilte die Stadt gab der Rat " * (n // 29),
    "hearsay": lambda n: "soll sollen angeblich offenbar mutmaßlich " * (n // 42),
    "endless Konjunktiv": lambda n: "Er habe gewartet. Sie sei gegangen. " * (n // 36),
    "many distinct names": lambda n: _numbered(n, "Laut Anna Beispiel{} stimmt das. "),
    "many distinct organisations": lambda n: _numbered(n, "Die Firma Bau{} teilte das mit. "),
    "commas": lambda n: ", " * (n // 2),
    "brackets": lambda n: "([{<" * (n // 4),
    "abbreviations": lambda n: "z. B. Dr. Nr. 5 u. a. " * (n // 22),
    "markup": lambda n: "<p>ja</p>&amp;" * (n // 14),
    "an address": lambda n: "https://example.org/" + "a/b?c=d&" * (n // 8),
    "line breaks": lambda n: "\n" * n,
    "NULs": lambda n: "\x00" * n,
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_work_grows_with_the_length(scorer: Scorer, shape: Callable[[int], str]) -> None:
    small, large = shape(4_000), shape(32_000)
    scorer.score(small)  # fills what is read only once
    # Eight times the text: 8 when linear, 64 when quadratic.
    assert work(lambda: scorer.score(large)) < 8 * 2 * work(lambda: scorer.score(small))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param((SENTENCE * 20 + "\n\n") * (1_000_000 // (20 * len(SENTENCE))), id="1 MB of text"),
        pytest.param(" ".join((SENTENCE * 3000).split()[:100_000]), id="a paragraph of 100,000 words"),
        pytest.param('"' * 300_000, id="300,000 quotation marks"),
        pytest.param("„ja “" * 60_000, id="60,000 quotations"),
    ],
)
def test_huge_text_is_scored_or_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "riese.txt"
    path.write_text(text, "utf-8")
    run = _quellenlage("score", str(path), "--format", "json")
    assert run.returncode in {0, 2}
    assert (run.stdout if run.returncode == 0 else run.stderr).strip()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytes(range(256)) * 40, id="binary"),
        pytest.param(b"\xff\xfe" + SENTENCE.encode("utf-16-le"), id="UTF-16"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(1000), id="a picture"),
        pytest.param(b"", id="an empty file"),
        pytest.param(b"\x00" * 1000, id="NULs"),
        pytest.param(SENTENCE.encode("latin-1", "replace"), id="latin-1"),
        pytest.param(b"\xed\xa0\x80 sagte sie.", id="encoded surrogates"),
    ],
)
def test_any_file_gives_a_report_or_exit_code_2(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "datei.txt"
    path.write_bytes(content)
    run = _quellenlage("score", str(path), "--format", "json")
    assert run.returncode in {0, 2}
    if run.returncode == 2:
        assert run.stdout == b""
        assert b"datei.txt" in run.stderr


@pytest.mark.parametrize(
    "arguments", [("score", "gibt-es-nicht.txt"), ("score",), ("score", "--format", "xls", "-"), ("zaubern",)]
)
def test_wrong_use_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    run = _quellenlage(*arguments)
    assert run.returncode == 2
    assert run.stderr
    assert run.stdout == b""


def _quellenlage(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own; fails the test on a traceback."""
    code = "from quellenlage.cli import app; app()"
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, input=b"", check=False)
    assert b"Traceback" not in run.stderr, run.stderr.decode(errors="replace")
    return run
