"""The measures, on cases small enough to count by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from quellenlage.measures import (
    Counts,
    confusion,
    count_markers,
    count_sources,
    f1_by_name,
    level,
    mean_error,
    measure_intervals,
    pearson,
    unsourced_sentences,
    weighted_kappa,
)
from quellenlage.quotation_measures import (
    Quotation,
    QuotationDocument,
    load_quotations,
    measure_quotations,
    pair,
    read_attributions,
)


def quotation(kind: str, content: range, **roles: range) -> Quotation:
    parts = {role: frozenset(roles.get(role, ())) for role in ("speaker", "cue", "frame", "addressee")}
    return Quotation(kind, {"message": frozenset(content), **parts})


def document(*quotations: Quotation) -> QuotationDocument:
    starts = tuple(range(0, 200, 2))
    return QuotationDocument("own", "a " * 100, starts, tuple(start + 1 for start in starts), quotations)


def test_a_perfect_system_scores_one() -> None:
    gold = quotation("direct", range(5, 15), speaker=range(1, 3), cue=range(3, 4))
    measured = measure_quotations([([gold], document(gold))])
    assert {measured.agreements[part].f1 for part in ("message", "roles", "joint", "speaker", "cue")} == {1.0}
    assert measured.type_accuracy == 1.0
    assert measured.agreements["addressee"].gold == 0


def test_unpaired_quotations_count_zero_on_their_side() -> None:
    one, other = quotation("direct", range(10)), quotation("indirect", range(20, 30))
    missed = measure_quotations([([one], document(one, other))]).agreements["message"]
    assert (missed.precision, missed.recall) == (1.0, 0.5)
    invented = measure_quotations([([one, other], document(one))]).agreements["message"]
    assert (invented.precision, invented.recall) == (0.5, 1.0)


def test_shares_are_of_tokens_and_averaged_over_quotations() -> None:
    gold = quotation("direct", range(10), speaker=range(20, 22))
    system = quotation("indirect", range(5, 25), speaker=range(20, 21), addressee=range(30, 31))
    measured = measure_quotations([([system], document(gold))])
    message, roles = measured.agreements["message"], measured.agreements["roles"]
    assert (message.precision, message.recall) == (5 / 20, 5 / 10)
    # Speaker right, addressee invented: precision 1/2; of two speaker tokens one was found.
    assert (roles.precision, roles.recall) == (0.5, 0.5)
    assert measured.agreements["joint"].precision == pytest.approx((5 / 20 + 1 + 0) / 3)
    assert measured.recall_by_type == {"direct": 0.5}
    assert measured.type_accuracy == 0.0


def test_the_best_assignment_wins_over_the_greedy_one() -> None:
    gold = [quotation("direct", range(10)), quotation("direct", range(10, 14))]
    system = [quotation("direct", range(6, 14)), quotation("direct", range(9))]
    assert sorted(pair(system, gold)) == [(0, 1), (1, 0)]
    assert pair([quotation("direct", range(50, 60))], gold) == []


def test_a_span_holds_a_token_when_they_share_a_character() -> None:
    assert document().tokens([(0, 1), (3, 7)]) == frozenset({0, 2, 3})
    assert document().tokens([(1, 2)]) == frozenset()
    (read,) = read_attributions(
        document(),
        [
            {"type": "direct", "content": [[0, 5]], "cue": [[6, 7]], "frame": [], "speaker": [8, 11]},
            {"type": "direct", "content": [], "cue": [[6, 7]], "frame": [], "speaker": None},
        ],
    )
    assert read.parts["message"] == {0, 1, 2}
    assert read.parts["speaker"] == {4, 5}
    assert read.parts["frame"] == frozenset()


@pytest.mark.corpora
def test_gold_against_itself_is_perfect(corpora: Path) -> None:
    documents = load_quotations(corpora, "dev")
    measured = measure_quotations((one.quotations, one) for one in documents)
    assert measured.documents == 150
    assert measured.agreements["joint"].f1 == 1.0
    assert measured.agreements["message"].gold == 653


def test_a_missing_quotation_corpus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no quotation corpus"):
        load_quotations(tmp_path)


def test_a_source_needs_half_of_the_longer_one_and_the_type() -> None:
    gold = [(0, 10, "person"), (20, 30, "media")]
    assert count_sources([(0, 5, "person"), (20, 24, "media")], gold) == Counts(1, 2, 2)
    assert count_sources([(0, 10, "media")], gold) == Counts(0, 1, 2)
    assert count_sources([(0, 10, "person"), (0, 10, "person")], gold).matched == 1


def test_a_marker_needs_overlap_and_kind() -> None:
    assert count_markers([(4, 6, "hedge"), (8, 9, "hearsay")], [(5, 9, "hedge")]) == Counts(1, 2, 1)
    assert count_markers([(0, 5, "hedge")], [(5, 9, "hedge")]).matched == 0


def test_unsourced_entries_mark_the_sentence_they_begin_in() -> None:
    sentences = [(0, 10), (11, 20), (21, 30)]
    assert unsourced_sentences(sentences, [(11, 14), (16, 18)]) == ([False, True, False], 0)
    assert unsourced_sentences(sentences, [(10, 13), (40, 45)]) == ([False, True, False], 1)


def test_counts_add_up_and_never_divide_by_zero() -> None:
    total = Counts(1, 2, 4) + Counts(1, 2, 0)
    assert (total.precision, total.recall, total.f1) == (0.5, 0.5, 0.5)
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


def test_confusion_and_f1_per_name() -> None:
    table = confusion(["a", "a", "b"], ["a", "b", "b"], ["a", "b"])
    assert table == [[1, 1], [0, 1]]
    assert f1_by_name(table, ["a", "b"]) == {"a": Counts(1, 1, 2), "b": Counts(1, 2, 1)}


def test_levels_round_half_up_and_stay_on_the_scale() -> None:
    scores = (-5, 0, 12.49, 12.5, 37.5, 62.4, 87.5, 130)
    assert [level(score) for score in scores] == [0, 0, 0, 1, 2, 2, 4, 4]


def test_kappa_is_that_of_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    chance = random.Random(3)
    gold = [chance.randrange(5) for _ in range(200)]
    predicted = [min(4, max(0, one + chance.randrange(-1, 3))) for one in gold]
    expected = metrics.cohen_kappa_score(gold, predicted, weights="quadratic")
    assert weighted_kappa(gold, predicted) == pytest.approx(expected)
    assert weighted_kappa(gold, gold) == 1.0
    assert weighted_kappa([2, 2], [2, 2]) == 0.0 == weighted_kappa([], [])


def test_correlation_error_and_intervals() -> None:
    assert pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1.0)
    assert pearson([1, 1], [2, 4]) == 0.0
    assert mean_error([1, 2], [2, 0]) == 1.5
    measured = measure_intervals([10, 50], [(0, 10), (60, 80)])
    assert (measured.coverage, measured.width) == (0.5, 15.0)
