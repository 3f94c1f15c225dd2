"""Asks LibreOffice to proofread a text, as its grammar dialogue does; run by the Python that has ``uno``.

Standard input: JSON with the ``url`` of a LanguageTool server, the ``text``, and a folder for the ``profile``; output:
JSON of what LibreOffice would underline.
"""

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.lang import Locale

_PATH = "/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="{path}"><prop oor:name="BaseURL" oor:op="fuse"><value>{url}</value></prop></item>
<item oor:path="{path}"><prop oor:name="IsEnabled" oor:op="fuse"><value>true</value></prop></item>
</oor:items>"""


def main() -> None:
    asked = json.load(sys.stdin)
    profile = Path(asked["profile"])
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS.format(path=_PATH, url=asked["url"]))
    pipe = f"pipe,name=quellenlage{profile.name};urp"
    options = [
        "--headless",
        "--norestore",
        "--nologo",
        f"-env:UserInstallation={profile.as_uri()}",
        f"--accept={pipe};",
    ]
    office = subprocess.Popen(["soffice", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        context = connect(f"uno:{pipe};StarOffice.ComponentContext")
        json.dump(proofread(context, asked["text"]), sys.stdout)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        with contextlib.suppress(Exception):
            desktop.terminate()
        office.wait(30)
    finally:
        if office.poll() is None:
            office.kill()


def connect(address):
    own = uno.getComponentContext()
    resolver = own.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", own)
    for _ in range(400):
        try:
            return resolver.resolve(address)
        except Exception:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


def proofread(context, text):
    german = Locale("de", "DE", "")
    checker = context.ServiceManager.createInstanceWithContext(
        "org.openoffice.lingu.LanguageToolGrammarChecker", context
    )
    if not checker.hasLocale(german):
        raise SystemExit("LibreOffice does not take the server for German")
    found = checker.doProofreading("1", text, german, 0, len(text.encode("utf-16-le")) // 2, ())
    return [
        {
            "start": error.nErrorStart,
            "length": error.nErrorLength,
            "comment": error.aShortComment,
            "color": next(one.Value for one in error.aProperties if one.Name == "LineColor"),
        }
        for error in found.aErrors
    ]


main()
