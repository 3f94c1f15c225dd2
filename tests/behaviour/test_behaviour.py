"""The share of behaviour cases that hold, per kind, must not fall below its floor."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from cases import FOLDER, KINDS, load_cases, variants
from tricks import TRICKS

if TYPE_CHECKING:
    from quellenlage import Scorer

CASES = load_cases()
FLOORS: dict[str, float] = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
SIZES = {"minimum": 150, "directional": 80, "invariance": 60, "gaming": 60}


@pytest.mark.parametrize("kind", KINDS)
def test_enough_cases_hold(kind: str, scorer: Scorer) -> None:
    cases = [case for case in CASES if case.kind == kind]
    failing = {case.id: failures for case in cases if (failures := case.judge(scorer))}
    share = 1 - len(failing) / len(cases)
    assert share >= FLOORS[kind], "\n".join(f"{name}: {failures}" for name, failures in failing.items())


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_cases_of_every_kind(kind: str) -> None:
    cases = [case for case in CASES if case.kind == kind]
    assert len(cases) >= SIZES[kind]
    assert len({case.texts for case in cases}) == len(cases), "a case stands twice"


def test_the_texts_of_a_pair_differ() -> None:
    for case in CASES:
        assert len(set(case.texts)) == len(case.texts), case.id


def test_a_choice_gives_one_text_per_alternative() -> None:
    assert variants("Das {sagte|meinte} {er|sie}.") == ("Das sagte er.", "Das meinte sie.")
    with pytest.raises(ValueError, match="uneven"):
        variants("Das {sagte|meinte|rief} {er|sie}.")


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_changes_the_text_and_has_a_description(name: str) -> None:
    text = "Die Brücke ist alt. Der Gemeinderat hat Geld."
    assert TRICKS[name](text) != text
    assert TRICKS[name].__doc__
