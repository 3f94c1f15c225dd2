"""``python -m benchmarks``: every measurement in one run, as a table and, with ``--json FILE``, as JSON."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from pathlib import Path
from typing import Any

from . import measure
from .service import service
from .texts import find_texts

_SEED = min((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def main() -> None:
    options = _options()
    measure.pin()
    texts = find_texts(options.corpora, options.texts)
    measured = {
        "texts": texts.origin,
        "python": platform.python_version(),
        "throughput": measure.throughput(texts, options.repeats),
        "stages": measure.stages(texts, options.repeats),
        "first_score": measure.first_score(_SEED, 2 * options.repeats - 1),
        "warm_article": measure.warm_article(texts),
        "pages": measure.pages(texts),
        "memory": measure.memory(texts),
        "service": service(texts),
    }
    print(table(measured))
    if options.json:
        options.json.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")


def table(measured: dict[str, Any]) -> str:
    """The measurements as lines for a terminal."""
    speed, first, warm = measured["throughput"], measured["first_score"], measured["warm_article"]
    served = measured["service"]
    share, memory, pages = measured["stages"], measured["memory"], measured["pages"]
    growth = f"{_megabytes(memory['growth_megabytes'])} in {memory['texts'] * 3 // 4} articles"
    lines = [
        ("texts", f"{measured['texts']}; {speed['words']:,} words; Python {measured['python']}; one core"),
        ("bare tokeniser + sentencizer", f"{speed['bare_words_per_second']:,.0f} words/s"),
        ("scoring", f"{speed['words_per_second']:,.0f} words/s"),
        ("scoring : bare tokeniser", f"{speed['ratio']:.3f}  (bar: at least {measure.FAST_ENOUGH})"),
        ("time: tokens, sentences", f"{share['parse']:.0%}"),
        ("time: evidence, figures", f"{share['find']:.0%}"),
        ("time: weights, report", f"{share['score']:.0%}"),
        ("import + first score", f"{first['seconds']:.2f} s  (bar: 1.5 s)"),
        ("… : loading spaCy alone", f"{first['ratio']:.2f}"),
        (f"warm article, {warm['words']:.0f} words", f"{warm['seconds'] * 1000:.1f} ms  (bar: 35 ms)"),
        ("… : bare tokeniser", f"{warm['ratio']:.1f}"),
        (
            "page of such an article",
            f"{pages['bytes'] / 1000:.0f} kB, {pages['seconds'] * 1000:.1f} ms  (bar: 150 kB, 15 ms)",
        ),
        (f"index of {pages['index_rows']:,} articles", f"{pages['index_seconds']:.2f} s  (bar: 3 s)"),
        (f"comparison of {pages['compared']} articles", f"{pages['comparison_seconds']:.2f} s"),
        ("service: added to a direct call", f"{served['added_milliseconds']:.1f} ms  (bar: 3 ms)"),
        ("peak memory", f"{_megabytes(memory['peak_megabytes'])}  (bar: 300 MB)"),
        ("growth, last three quarters", growth),
    ]
    return "\n".join(f"{name:<32}{figure}" for name, figure in lines)


def _megabytes(figure: float | None) -> str:
    return "not measured on this system" if figure is None else f"{figure:.1f} MB"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=sys.modules[__name__].__doc__)
    parser.add_argument("--corpora", type=Path, help="default: QUELLENLAGE_CORPORA or ../shared/corpora")
    parser.add_argument("--texts", type=int, default=200, help="how many articles (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=3, help="the median counts (default: %(default)s)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
