"""Training the reader: the network in PyTorch and the reader give the same values. Needs PyTorch, which CI has not."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from quellenlage.features import Article, rule_findings
from quellenlage.features.candidates import find_candidates
from quellenlage.features.reader import Reader
from quellenlage.features.tokens import Vocabulary, token_findings
from quellenlage.labels import LabelledArticle, LabelledParagraph

if TYPE_CHECKING:
    from quellenlage.features.language import German

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

WORDS = ["die", "sagte", "sie", "der", "rat", "polizei", "laut"]
TEXT = "Die Brücke bleibt zu, sagte Rätin Eva Muster. Drei Firmen sind pleite.\n\nLaut Polizei gab es Streit."
PARAGRAPHS = (
    LabelledParagraph("a#0", 0, "", "news", 3, ((28, 44, "person"),), ((46, 57),), ()),
    LabelledParagraph("a#1", 1, "", "news", 3, ((5, 12, "organisation"),), (), ()),
)


def test_the_labels_stand_at_their_tokens_and_the_reader_reads_as_the_network(german: German) -> None:
    from training.network import Batch, Network
    from training.texts import read_text

    article = Article.read(TEXT)
    vocabulary = Vocabulary(WORDS)
    text = read_text(LabelledArticle("a", "a", 70, PARAGRAPHS, article), article, german, vocabulary)
    assert text.unsourced.tolist() == [0, 1, 0] and text.levels.tolist() == [3, 3]
    parse = german.parse(article)
    assert {parse.words[place] for place in np.flatnonzero(text.tags)} >= {"Eva", "Muster", "Polizei"}
    assert sorted(text.candidates[text.candidates > 0].tolist()) == [1, 2]
    torch.manual_seed(0)
    network = Network(torch.randn(len(WORDS), 16)).eval()
    stored = io.BytesIO()
    np.savez(stored, words=np.array("\n".join(WORDS)), **network.export())
    stored.seek(0)
    scene, phrases, markers = rule_findings(parse)
    found = token_findings(parse, scene, phrases, markers)
    reading = Reader(stored).read(parse, found, find_candidates(parse, phrases))
    outputs = network(Batch.of([text]))
    assert reading.sources == pytest.approx(1 - outputs.sources.softmax(1)[:, 0].detach().numpy(), abs=0.05)
    assert reading.risk == pytest.approx(outputs.sentences[:, 0].sigmoid().detach().numpy(), abs=0.05)
    assert reading.roles == pytest.approx(outputs.paragraphs[:, :4].detach().numpy(), abs=0.05)


def test_fitting_lessens_the_loss(german: German) -> None:
    from training.fit import fit, loss
    from training.network import Batch
    from training.texts import read_text

    article = Article.read(TEXT)
    text = read_text(LabelledArticle("a", "a", 70, PARAGRAPHS, article), article, german, Vocabulary(WORDS))
    vectors = torch.randn(5_000, 16)
    few, many = (fit([text] * 8, vectors, epochs=epochs) for epochs in (1, 60))
    batch = Batch.of([text])
    values = [loss(one(batch), [text], batch.paragraph_of_sentence).item() for one in (few, many)]
    assert values[1] < values[0]
