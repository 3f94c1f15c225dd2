"""docs/figures.md names every figure that a report or a table holds."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from quellenlage import Scorer
from quellenlage.features import Article, German, extract

ROOT = Path(__file__).parent.parent
TYPES = "person|organisation|document|media|unnamed|vague|nobody|none"
KINDS = "hearsay|hedge|unverified"
ROLES = "news|background|opinion|service"
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def documented() -> re.Pattern[str]:
    names = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs" / "figures.md").read_text("utf-8"), re.M)
    assert names
    patterns = [
        re.escape(name)
        .replace("<type>", f"({TYPES})")
        .replace(r"<marker\ kind>", f"({KINDS})")
        .replace("<role>", f"({ROLES})")
        for name in names
    ]
    return re.compile("|".join(patterns))


def test_the_page_is_written_from_the_code() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "figures.py"))
    assert script["page"]() == (ROOT / "docs" / "figures.md").read_text("utf-8")


def test_every_figure_is_documented(scorer: Scorer, german: German) -> None:
    known = documented()
    names: set[str] = set()
    for path in SEEDS:
        text = path.read_text("utf-8")
        report = scorer.score(text)
        names |= set(report.features).union(*(paragraph.features for paragraph in report.paragraphs))
        names |= {name for one in extract(Article.read(text), german).statements for name in one.figures}
    assert {name for name in names if not known.fullmatch(name)} == set()
