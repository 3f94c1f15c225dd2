"""Inputs: reading the files that the command line is given; a file that is no text is a clear error."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from pathlib import Path

STDIN = "-"
_BINARY_SHARE = 0.01
"""More NUL bytes than this and a file is no text (UTF-16 without its mark, a picture, a program)."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class InputError(Exception):
    """A file that cannot be read as text; the message names it and says what to do."""


def read_text(name: str) -> str:
    """The text of a file, or of standard input for ``-``: UTF-8, or UTF-16 with its byte order mark.

    The mark itself is no part of the text. Raises InputError for anything else.
    """
    content = _content(name)
    if content.startswith(_UTF16):
        return _decoded(name, content, "utf-16")
    if content.count(0) > _BINARY_SHARE * len(content):
        raise InputError(f"{name}: this is no text file ({content.count(0)} NUL bytes); save it as UTF-8 text")
    return _decoded(name, content, "utf-8-sig")


def text_files(names: Iterable[str]) -> list[str]:
    """Files as given, for each folder the ``.txt`` files below it in order; raises InputError for none."""
    found: list[str] = []
    for name in names:
        if name != STDIN and Path(name).is_dir():
            below = sorted(str(path) for path in Path(name).rglob("*.txt") if path.is_file())
            if not below:
                raise InputError(f"{name}: no .txt files in this folder")
            found += below
        else:
            found.append(name)
    return found


def _content(name: str) -> bytes:
    if name == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{name}: cannot be read ({reason})") from None


def _decoded(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        place = error.start + (3 if content.startswith(codecs.BOM_UTF8) else 0)
        kind = "UTF-16" if encoding == "utf-16" else "UTF-8"
        raise InputError(
            f"{name}: not {kind} at byte {place} (0x{content[place]:02x}); "
            f"save the file as UTF-8, e.g. iconv -f latin1 -t utf-8"
        ) from None
