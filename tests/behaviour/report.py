"""Which behaviour cases hold: ``python tests/behaviour/report.py [kind or phenomenon …]``.

Prints the share that holds per kind and phenomenon, and every failing case with its reasons.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from cases import KINDS, Case, load_cases
from quellenlage import Scorer


def shares(scorer: Scorer, cases: list[Case]) -> dict[str, float]:
    """The share of the cases of each kind that hold."""
    held: dict[str, list[bool]] = defaultdict(list)
    for case in cases:
        held[case.kind].append(not case.judge(scorer))
    return {kind: sum(held[kind]) / len(held[kind]) for kind in KINDS if held[kind]}


def main(wanted: list[str]) -> None:
    """Judge the wanted cases (default: all) and print what fails, by kind and phenomenon."""
    scorer = Scorer()
    groups: dict[tuple[str, str], list[tuple[Case, list[str]]]] = defaultdict(list)
    for case in load_cases():
        if not wanted or {case.kind, case.phenomenon, case.id} & set(wanted):
            groups[case.kind, case.phenomenon].append((case, case.judge(scorer)))
    for kind in KINDS:
        judged = [one for group, members in groups.items() if group[0] == kind for one in members]
        if not judged:
            continue
        print(f"\n# {kind}: {_share(judged)}")
        for (_, phenomenon), members in groups.items():
            if members[0][0].kind != kind:
                continue
            print(f"{phenomenon}: {_share(members)}")
            for case, failures in members:
                if failures:
                    print(f"    {case.id}: " + "\n        ".join([*failures, *map(repr, case.texts)]))


def _share(judged: list[tuple[Case, list[str]]]) -> str:
    held = sum(not failures for _, failures in judged)
    return f"{held} of {len(judged)} ({held / len(judged):.3f})"


if __name__ == "__main__":
    main(sys.argv[1:])
