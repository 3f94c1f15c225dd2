"""Programs that nobody here wrote, against the running service."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

TEXT = "😀 Äpfel & Öl 😀😀. Die Brücke kostet 50 Millionen Euro. Experten rechnen mit Staus – 100 % + mehr."
LIBREOFFICE = Path(__file__).parent / "libreoffice.py"


def units(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def test_language_tool_python(service: str) -> None:
    language_tool_python = pytest.importorskip("language_tool_python")
    tool = language_tool_python.LanguageTool("de-DE", remote_server=service)
    found = {match.rule_id: match for match in tool.check(TEXT)}
    number, vague = found["QUELLENLAGE_UNSOURCED_NUMBER"], found["QUELLENLAGE_VAGUE"]
    assert TEXT[number.offset :].startswith("Die Brücke kostet 50 Millionen Euro.")
    assert TEXT[vague.offset : vague.offset + vague.error_length] == "Experten"
    assert vague.message == "Wer genau ist gemeint? Namen, Stelle oder Dokument nennen."
    assert tool.correct(TEXT) == TEXT, "nothing is replaced"


def test_pylanguagetool(service: str) -> None:
    pylanguagetool = pytest.importorskip("pylanguagetool")
    assert "de-DE" in {language["longCode"] for language in pylanguagetool.api.get_languages(f"{service}/v2/")}
    found = pylanguagetool.api.check(TEXT, f"{service}/v2/", "de-DE")["matches"]
    shown = [units(TEXT, match["offset"], match["length"]) for match in found]
    assert "Die Brücke kostet 50 Millionen Euro." in shown
    assert "Experten" in shown
    with pytest.raises(ValueError, match="de-DE"):
        pylanguagetool.api.check(TEXT, f"{service}/v2/", "fr")


@pytest.mark.slow
def test_libreoffice(service: str, tmp_path: Path) -> None:
    # The module uno belongs to Debian's own Python.
    python = "/usr/bin/python3"
    if not shutil.which("soffice") or not Path("/usr/lib/python3/dist-packages/uno.py").exists():
        pytest.skip("LibreOffice with python3-uno is not here")
    asked = json.dumps({"url": f"{service}/v2", "text": TEXT, "profile": str(tmp_path)})
    run = subprocess.run(
        [python, str(LIBREOFFICE)], input=asked, capture_output=True, text=True, timeout=120, check=True
    )
    shown = {units(TEXT, error["start"], error["length"]): error for error in json.loads(run.stdout)}
    assert shown["Die Brücke kostet 50 Millionen Euro."]["comment"] == "Woher stammen die Zahlen? Quelle nennen."
    assert shown["Experten"]["color"] == 0xD16820, "orange, not the red of a spelling mistake"
