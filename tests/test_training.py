"""Training the reader: the network in PyTorch and the reader give the same values. Needs PyTorch, which CI has not."""

from __future__ import annotations

import io
import json
import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from quellenlage.features import Article, rule_findings
from quellenlage.features.candidates import find_candidates
from quellenlage.features.reader import Reader
from quellenlage.features.tokens import Vocabulary, token_findings
from quellenlage.labels import LabelledArticle, LabelledParagraph

if TYPE_CHECKING:
    from pathlib import Path

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
    parse = german.parse(article)
    text = read_text(LabelledArticle("a", "a", 70, PARAGRAPHS, article), parse, vocabulary)
    assert text.unsourced.tolist() == [0, 1, 0] and text.levels.tolist() == [3, 3]
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
    assert reading.sources == pytest.approx(outputs.sources.softmax(1).detach().numpy(), abs=0.05)
    assert reading.risk == pytest.approx(outputs.sentences[:, 0].sigmoid().detach().numpy(), abs=0.05)
    assert reading.roles == pytest.approx(outputs.paragraphs[:, :4].detach().numpy(), abs=0.05)
    assert reading.score == pytest.approx(outputs.articles.sigmoid().detach().numpy(), abs=0.02)
    assert outputs.articles.shape == (1,)
    assert text.score == pytest.approx([0.7])


def test_a_reader_can_be_fitted_on_from_its_exported_weights() -> None:
    from training.network import Network
    from training.refine import resumed

    torch.manual_seed(0)
    stored = Network(torch.randn(len(WORDS), 16)).export()
    again = resumed(stored).export()
    assert again.keys() == stored.keys()
    for name, value in stored.items():
        assert np.abs(again[name].astype(float) - value.astype(float)).max() <= 0.01, name


def test_fitting_lessens_the_loss_with_and_without_a_teacher(german: German) -> None:
    from training.fit import Sample, Targets, fit, loss, taught_loss
    from training.network import Batch
    from training.texts import read_text

    parse = german.parse(Article.read(TEXT))
    text = read_text(LabelledArticle("a", "a", 70, PARAGRAPHS, parse.article), parse, Vocabulary(WORDS))
    targets = Targets(
        torch.eye(7)[torch.from_numpy(text.candidates)],
        torch.tensor([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [0.0, 1.0, 1.0]]),
        torch.eye(4)[[0, 0]],
        torch.eye(5)[[3, 3]],
        torch.tensor([0.7]),
    )
    vectors = torch.randn(5_000, 16)
    samples = [Sample(text, [], targets), Sample(text, [])] * 4
    few, many = (fit(samples, vectors, epochs=epochs) for epochs in (1, 60))
    batch = Batch.of([text])
    before, after = few(batch), many(batch)
    assert loss(after, [text], batch.paragraph_of_sentence) < loss(before, [text], batch.paragraph_of_sentence)
    assert taught_loss(after, [targets]) < taught_loss(before, [targets])


def test_exchanged_words_keep_their_endings_and_written_texts_their_labels(tmp_path: Path) -> None:
    from training.augment import Exchange
    from training.written import written_texts

    words = [f"wort{number}en" for number in range(250)] + ["brücken", "straßen", "schulen", "bahnhof"]
    rows = np.zeros((len(words), 2), np.float32)
    rows[:, 0], rows[250:] = 1.0, [[0.0, 1.0], [0.1, 1.0], [0.2, 1.0], [0.0, 1.0]]
    exchange = Exchange(words, rows)
    exchange.learn(["Brücken"])
    assert exchange("Alle Brücken", 1.0, random.Random(1)) in {"Alle Straßen", "Alle Schulen"}
    file = tmp_path / "written.jsonl"
    source = {"text": "Rat", "type": "organisation", "n": 1}
    paragraph = {"text": "Der Rat tagt. Laut Rat fehlt Geld. Es regnet.", "role": "news", "score": 2}
    paragraph |= {"sources": [source], "unsourced": ["Es regnet."]}
    file.write_text(json.dumps({"score": 40, "paragraphs": [paragraph]}), "utf-8")
    (article,) = written_texts(file)
    assert article.score == 40
    assert article.paragraphs[0].sources == ((19, 22, "organisation"),) and article.paragraphs[0].unsourced == (
        (35, 45),
    )


def test_the_ends_of_articles_are_read_in_parts_without_the_labelled_paragraphs(tmp_path: Path) -> None:
    from training.augment import PARAGRAPHS as AT_ONCE
    from training.augment import remainders

    lines = [f"Absatz {number}." for number in range(AT_ONCE + 3)]
    (tmp_path / "a.txt").write_text("\n\n".join(lines), "utf-8")
    labelled = LabelledArticle("a", "a.txt", 70, (), Article(lines[:2]))
    first, second = (one.text for one in remainders([labelled], tmp_path))
    assert first is not None and second is not None
    assert first.text.startswith("Absatz 2.") and len(first.paragraphs) == AT_ONCE
    assert second.text == f"Absatz {AT_ONCE + 2}."


def test_the_teacher_reads_whole_paragraphs_in_windows(german: German) -> None:
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed")
    from training.teacher import WINDOW, pieces

    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({"[UNK]": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    parse = german.parse(Article(["Die Brücke bleibt zu.", "", "Wort " * (WINDOW - 4), "Wort " * (WINDOW + 9)]))
    windows = pieces(parse, tokenizer)
    assert all(len(ids) == len(tokens) <= WINDOW + 2 for ids, tokens in windows)
    assert windows[0][1] == [-1, 0, 1, 2, 3, 4, -1]
    assert sorted({token for _, tokens in windows for token in tokens} - {-1}) == list(range(len(parse.words)))
