"""Pictures of the sample pages for the README: ``make screenshots``. Needs Chromium; writes docs/screenshots/*.png.

Small files: a palette of 128 colours is enough for pages of text.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from quellenlage import Report, Scorer
from quellenlage.comparison import compare
from quellenlage.formats import comparison, index, revision
from quellenlage.formats.rows import row
from quellenlage.revision import diff

ROOT = Path(__file__).parent.parent
OUT = Path(__file__).parent / "screenshots"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
WIDE, NARROW, A4 = (1280, 900), (390, 844), (794, 1123)
COLOURS = 128
MOST_BYTES = 1_500_000
# What the new version of a sample article leaves out and adds, to show what `diff` says.
LEFT_OUT = " nach Erkenntnissen westlicher und ukrainischer Militärexperten"
BEFORE, AFTER = (
    "Bei Kursk will das russische Militär",
    "Nach Angaben der Regierung in Moskau will das russische Militär bei Kursk",
)


def main() -> None:
    """Take all pictures anew."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("Chromium is not installed (Debian: apt install chromium)")
    OUT.mkdir(exist_ok=True)
    pages = made_pages()
    total = 0
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, page, size, options in shots():
            path = Path(folder) / f"{page}.html"
            path.write_text(pages[page], "utf-8")
            picture = reduced(taken(browser, path, size, **options))
            (OUT / f"{name}.png").write_bytes(picture)
            total += len(picture)
            print(f"docs/screenshots/{name}.png  {len(picture) / 1000:.0f} kB")
        browser.close()
    if total > MOST_BYTES:
        sys.exit(f"{total / 1e6:.1f} MB of pictures are too many")


def shots() -> Iterator[tuple[str, str, tuple[int, int], dict[str, str]]]:
    """Name of the picture, page, window, and what the browser is told."""
    yield "article", "article", (1280, 1200), {"color_scheme": "light"}
    yield "article-dark", "article", WIDE, {"color_scheme": "dark", "scroll": ".ql-article", "hover": "a.ql-at-hearsay"}
    yield "article-narrow", "article", NARROW, {"color_scheme": "light", "scroll": ".ql-role-news"}
    yield "article-print", "article", A4, {"color_scheme": "light", "media": "print"}
    yield "index", "index", (1280, 620), {"color_scheme": "light"}
    yield "compare", "compare", WIDE, {"color_scheme": "light", "scroll": "#h-gaps"}
    yield "diff", "diff", WIDE, {"color_scheme": "light", "scroll": ".ql-changed"}


def made_pages() -> dict[str, str]:
    """The pages that are shown, by name."""
    scorer = Scorer()
    texts = {path.name: path.read_text("utf-8") for path in SEEDS}
    reports: list[tuple[str, Report]] = [(name, scorer.score(text)) for name, text in texts.items()]
    name, article = reports[3]
    later = texts[name].replace(LEFT_OUT, "").replace(BEFORE, AFTER)
    return {
        "article": article.to_html(),
        "index": index.page([row(one, report, "#") for one, report in reports]),
        "compare": comparison.render(compare(reports), "html"),
        "diff": revision.render(diff((name, article), (f"neu-{name}", scorer.score(later))), "html"),
    }


def taken(
    browser: Browser,
    path: Path,
    size: tuple[int, int],
    color_scheme: str,
    media: str = "screen",
    scroll: str = "",
    hover: str = "",
) -> bytes:
    """A picture of the window, as PNG."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page.emulate_media(color_scheme=color_scheme, media=media)  # type: ignore[arg-type]
    page.goto(path.as_uri())
    if media == "print":
        page.add_style_tag(content=".ql-page { padding: 16mm 17mm; }")
    if scroll:
        page.evaluate("selector => document.querySelector(selector).scrollIntoView()", scroll)
    if hover:
        page.locator(hover).first.hover()
    picture = page.screenshot()
    page.close()
    return picture


def reduced(picture: bytes) -> bytes:
    """The same picture with few colours."""
    small = io.BytesIO()
    # Rare colours tell the marks apart: the palette covers all of them, not the most frequent ones.
    palette = {"colors": COLOURS, "method": Image.Quantize.MAXCOVERAGE, "dither": Image.Dither.NONE}
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(**palette).save(small, "PNG", optimize=True)
    return small.getvalue()


if __name__ == "__main__":
    main()
