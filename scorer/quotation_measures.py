"""Quotation extraction measured on the Wikinews quotation corpus (CONTRACT, "Measures").

*How.* System and gold quotations of a document are paired one to one so that the sum of the token F1 of
their contents is greatest. For each quotation the share of its content tokens that its partner has too is
its precision (system side) or recall (gold side); a quotation without a partner counts 0. Precision is the
mean over system quotations, recall over gold ones, F1 is made of the two means.
*Roles.* Speaker, cue, frame and addressee are measured alike, but a role enters precision only where the
system filled it and recall only where gold did: most quotations have no addressee, and an empty one is
neither found nor missed. "Roles" is the mean over all filled roles, "joint" over contents and filled roles
together. (The published figures of the rule-based system fit this reading: gold fills 2.44 roles a
quotation, and (47.9 + 2.44 × 35.5) / 3.44 = 39.1.)
*Tokens.* Those of the corpus; a span holds a token when they share a character.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scipy.optimize import linear_sum_assignment

CORPUS = "german-news-quotation-attribution-2024"
ROLES = ("speaker", "cue", "frame", "addressee")
PARTS = ("message", *ROLES)
_TYPES = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "indirect_free_indirect",
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation as sets of token numbers, ``parts["message"]`` and one per filled role."""

    type: str
    parts: dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class QuotationDocument:
    """An article of the quotation corpus: its text, its tokens as offsets, its gold quotations."""

    name: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quotations: tuple[Quotation, ...]

    def tokens(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """List the numbers of the tokens that share a character with one of the spans."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self.ends, start), bisect_left(self.starts, end)))
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and their F1 (each 0–1), with the number of system and gold items behind them."""

    precision: float
    recall: float
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class QuotationMeasures:
    """Agreement on message, each role, ``roles`` and ``joint``.

    ``recall_by_type`` is of contents, ``type_accuracy`` over the pairs (each 0–1).
    """

    documents: int
    agreements: dict[str, Agreement]
    recall_by_type: dict[str, float]
    type_accuracy: float


def load_quotations(corpora: Path, split: str = "dev") -> list[QuotationDocument]:
    """Read the documents of one split of the corpus; raises FileNotFoundError when the folder is absent."""
    folder = corpora / CORPUS / "data" / split
    if not folder.is_dir():
        raise FileNotFoundError(f"no quotation corpus at {folder}")
    return [_document(path) for path in sorted(folder.glob("*.json"))]


def _document(path: Path) -> QuotationDocument:
    record = json.loads(path.read_text("utf-8"))
    quotations = []
    for entry in record["annotations"]:
        parts = {"message": frozenset(entry["quote"]["tokenIds"])}
        parts |= {role: frozenset(entry[role]["tokenIds"]) for role in ROLES}
        quotations.append(Quotation(_TYPES[entry["type"]], parts))
    tokens = record["tokens"]
    return QuotationDocument(
        name=record["documentName"],
        text=record["originalText"],
        starts=tuple(token["charBegin"] for token in tokens),
        ends=tuple(token["charEnd"] for token in tokens),
        quotations=tuple(quotations),
    )


def read_attributions(document: QuotationDocument, attributions: Iterable[dict[str, Any]]) -> list[Quotation]:
    """Turn the ``attributions`` of a report on ``document.text`` into token sets; drops empty contents."""
    quotations = []
    for entry in attributions:
        parts = {"message": document.tokens(entry["content"])}
        if not parts["message"]:
            continue
        for role in ROLES:
            spans = entry.get(role) or []
            parts[role] = document.tokens([spans] if spans and isinstance(spans[0], int) else spans)
        quotations.append(Quotation(entry["type"], parts))
    return quotations


def pair(system: Sequence[Quotation], gold: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Pair ``(system, gold)`` one to one for the greatest sum of content F1; without overlap is no pair."""
    if not system or not gold:
        return []
    overlap = [[_f1(one.parts["message"], other.parts["message"]) for other in gold] for one in system]
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    found = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(one, other) for one, other in found if overlap[one][other] > 0]


def _f1(one: frozenset[int], other: frozenset[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def measure_quotations(
    documents: Iterable[tuple[Sequence[Quotation], QuotationDocument]],
) -> QuotationMeasures:
    """Measure system quotations (see ``read_attributions``) against the gold of their documents."""
    precisions: dict[str, list[float]] = defaultdict(list)
    recalls: dict[str, list[float]] = defaultdict(list)
    by_type: dict[str, list[float]] = defaultdict(list)
    same_type: list[bool] = []
    count = 0
    for system, document in documents:
        count += 1
        pairs = pair(system, document.quotations)
        partner_of_system = {one: document.quotations[other] for one, other in pairs}
        partner_of_gold = {other: system[one] for one, other in pairs}
        for index, quotation in enumerate(system):
            _collect(precisions, quotation, partner_of_system.get(index))
        for index, quotation in enumerate(document.quotations):
            partner = partner_of_gold.get(index)
            _collect(recalls, quotation, partner)
            by_type[quotation.type].append(_share(quotation, partner, "message"))
            if partner is not None:
                same_type.append(partner.type == quotation.type)
    agreements = {part: _agreement(precisions[part], recalls[part]) for part in PARTS}
    agreements["roles"] = _agreement(_pool(precisions, ROLES), _pool(recalls, ROLES))
    agreements["joint"] = _agreement(_pool(precisions, PARTS), _pool(recalls, PARTS))
    return QuotationMeasures(
        count, agreements, {kind: _mean(values) for kind, values in sorted(by_type.items())}, _mean(same_type)
    )


def _collect(shares: dict[str, list[float]], quotation: Quotation, partner: Quotation | None) -> None:
    for part in PARTS:
        if quotation.parts.get(part):
            shares[part].append(_share(quotation, partner, part))


def _share(quotation: Quotation, partner: Quotation | None, part: str) -> float:
    """Return the share of a part's tokens that the partner's part has too."""
    if partner is None:
        return 0.0
    tokens = quotation.parts[part]
    return len(tokens & partner.parts.get(part, frozenset())) / len(tokens)


def _pool(shares: dict[str, list[float]], parts: Sequence[str]) -> list[float]:
    return [share for part in parts for share in shares[part]]


def _agreement(precisions: list[float], recalls: list[float]) -> Agreement:
    return Agreement(_mean(precisions), _mean(recalls), len(precisions), len(recalls))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
