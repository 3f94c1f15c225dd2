"""Quality does not sink unnoticed, and the floor cannot be lowered silently."""

from __future__ import annotations

import json
from typing import Any

import pytest
from quellenlage.labels import fingerprint
from quellenlage.model import Model

from quality_floor import FIGURES, FLOOR, LABELS, LoweredError, below, measured, updated

FLAT: dict[str, Any] = {"labels": "a", "figures": {"kappa": 0.6}, "lowered": []}


def test_no_figure_is_below_the_floor() -> None:
    floor = json.loads(FLOOR.read_text("utf-8"))
    assert floor["labels"] == fingerprint(LABELS), "other labels: pin the floor anew, with a reason"
    assert set(floor["figures"]) == set(FIGURES)
    assert below(floor, measured()) == {}


def test_the_shipped_weights_come_from_these_labels() -> None:
    assert Model.load().labels == fingerprint(LABELS)


def test_the_floor_rises() -> None:
    assert updated(FLAT, {"kappa": 0.7}, "a")["figures"] == {"kappa": 0.7}
    assert updated(FLAT, {"kappa": 0.598}, "a")["figures"] == {"kappa": 0.6}


def test_it_sinks_only_with_a_reason_that_is_kept() -> None:
    with pytest.raises(LoweredError, match="kappa"):
        updated(FLAT, {"kappa": 0.5}, "a")
    with pytest.raises(LoweredError, match="empty"):
        updated(FLAT, {"kappa": 0.5}, "a", " ")
    lowered = updated(FLAT, {"kappa": 0.5}, "a", "stricter labels")
    assert lowered["figures"] == {"kappa": 0.5}
    assert lowered["lowered"][0]["reason"] == "stricter labels"
    assert lowered["lowered"][0]["before"] == {"kappa": 0.6}


def test_other_labels_need_a_reason() -> None:
    with pytest.raises(LoweredError, match="labels have changed"):
        updated(FLAT, {"kappa": 0.7}, "b")
    assert updated(FLAT, {"kappa": 0.7}, "b", "more articles")["labels"] == "b"
