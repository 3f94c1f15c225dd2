"""Refine the shipped reader: fit it on with texts that were written, or rules that were mended, after its first fit.

Minutes instead of the hours of :mod:`.fit`, and no teacher. What the reader makes of the labelled articles is a
target beside their labels, so that it keeps what it learned from the teacher (learning without forgetting,
Li and Hoiem 2016).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from quellenlage.features import German
from quellenlage.features.tokens import Vocabulary
from quellenlage.labels import LabelledArticle, load_labels
from torch import Tensor, nn

from .augment import remainders
from .fit import SEED, VARIANTS, Sample, batches, fit_network, give_targets
from .network import Batch, Network
from .texts import read_text
from .variants import variants
from .written import written_texts

EPOCHS, RATE = 2, 5e-4
KEEPING = 0.8
"""How much of the loss of a labelled article is what the reader said of it before."""
WRITTEN_TIMES = 5
"""How often an epoch goes through the texts written for the fit."""
ONE_NAME = 0.7
"""Share of the texts whose people all have one name, as in use; the others teach it names that rules miss."""

Weights = Mapping[str, npt.NDArray[np.generic]]


def resumed(stored: Weights) -> Network:
    """The network with the weights that :meth:`.network.Network.export` gave."""

    def table(name: str) -> Tensor:
        return torch.from_numpy(stored[name].astype(np.float32) * stored[f"{name}_scale"])

    def plain(name: str) -> Tensor:
        return torch.from_numpy(stored[name].astype(np.float32))

    words = table("word")
    network = Network(words[1:])
    # The exported table has all that a word has: nothing is left to be made of vectors, or added for frequent words.
    network.vectors, network.from_vectors = words, nn.Identity()
    nn.init.zeros_(network.frequent.weight)
    linear = {network.shape: ("shape", "input_bias"), network.context_article: ("context_article", "context_bias")}
    names = [f"{part}_{side}" for part in ("phrase", "sentence", "paragraph") for side in ("in", "out")]
    linear |= {getattr(network, name): (name, f"{name}_bias") for name in [*names, "article_out"]}
    norms = {network.norm: "input", network.context_norm: "context"}
    norms |= {norm: f"layer{place}" for place, norm in enumerate(network.norms)}
    with torch.no_grad():
        network.endings.weight.copy_(table("ending"))
        network.group.weight.copy_(plain("group"))
        for name in ("finding", "context_sentence", "context_paragraph"):
            getattr(network, name).weight.copy_(plain(name).T)
        for part, (weight, bias) in linear.items():
            part.weight.copy_(plain(weight).T)
            part.bias.copy_(plain(bias))
        for norm, name in norms.items():
            norm.weight.copy_(plain(f"{name}_gain"))
            norm.bias.copy_(plain(f"{name}_shift"))
        for place, layer in enumerate(network.layers):
            parts = [plain(f"layer{place}_{side}") for side in ("left", "here", "right")]
            layer.weight.copy_(torch.cat(parts).T)
            layer.bias.copy_(plain(f"layer{place}_bias"))
    return network


def read(articles: Iterable[LabelledArticle], vocabulary: Vocabulary, chance: random.Random) -> list[Sample]:
    """Articles as samples, those without a candidate for a source left out."""
    german = German()
    found = []
    for article in articles:
        if article.text is not None:
            parse = german.parse(article.text)
            text = read_text(article, parse, vocabulary, one_name=chance.random() < ONE_NAME)
            text.tags[:] = -1  # The reader does not keep what only helped to fit its tokens.
            if len(text.candidates):
                found.append(Sample(text, ()))
    return found


@torch.inference_mode()
def keep(network: Network, samples: list[Sample]) -> None:
    """Give the samples what the network makes of them now as targets."""
    network.eval()
    for chosen in batches(sorted(samples, key=lambda one: one.size_in_tokens), lambda one: one.size_in_tokens):
        give_targets(chosen, network(Batch.of([one.text for one in chosen])))


def main() -> None:
    """Read labels and texts, refine the reader, and write its weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, default=Path("labels"))
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--reader", type=Path, default=Path("features/weights/reader.npz"))
    parser.add_argument("--out", type=Path, default=Path("features/weights/reader.npz"))
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    with np.load(chosen.reader) as stored:
        weights = dict(stored)
    vocabulary = Vocabulary(str(weights["words"]).split("\n"))
    chance = random.Random(chosen.seed)
    torch.manual_seed(chosen.seed)
    articles = load_labels(chosen.labels / "further.jsonl", chosen.corpora).articles
    further = [*articles, *variants(articles, VARIANTS, chosen.seed), *remainders(articles, chosen.corpora)]
    samples = read(further, vocabulary, chance)
    written = read(written_texts(chosen.labels / "written.jsonl"), vocabulary, chance)
    print(f"{len(samples)} labelled texts, {len(written)} written for the fit", flush=True)
    network = resumed(weights)
    keep(network, samples)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.0)
    network = fit_network(network, optimizer, [*samples, *(WRITTEN_TIMES * written)], EPOCHS, KEEPING, chosen.seed)
    with chosen.out.open("wb") as file:
        np.savez(file, words=weights["words"], **network.export())


if __name__ == "__main__":
    main()
