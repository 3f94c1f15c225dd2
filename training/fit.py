"""Fit the reader: ``python -m training.fit --corpora DIR --vectors vectors.npz`` (about half an hour on two cores).

It is fitted on ``labels/further.jsonl`` alone. The given labels are never seen: on them the later stages are fitted and
everything is measured.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from quellenlage.features.tokens import Vocabulary
from quellenlage.labels import load_labels
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as binary
from torch.nn.functional import cross_entropy

from .network import LEVEL_OUTPUTS, ROLE_OUTPUTS, Batch, Network, Outputs
from .texts import UNKNOWN, Text, read_texts
from .variants import variants

EPOCHS = 12
BATCH = 8
RATE = 2e-3
DECAY = 0.02
WARM = 100
AVERAGE = 0.998
"""How slowly the average of the weights follows them; the average is what is kept."""
SEED = 1
VARIANTS = 0.15
"""Variants of each kind, as a share of the articles."""
NEWS = 0


def loss(outputs: Outputs, texts: Sequence[Text], paragraph: Tensor) -> Tensor:
    """What the network is to make small; the factors bring the parts to about one size.

    ``paragraph`` is the number of the paragraph of each sentence.
    """

    def joined(name: str) -> Tensor:
        return torch.from_numpy(np.concatenate([getattr(text, name) for text in texts]))

    tags, markers, unsourced = joined("tags"), joined("markers"), joined("unsourced")
    roles, levels = joined("roles"), joined("levels")
    known = tags != UNKNOWN
    total = 0.02 * cross_entropy(outputs.tags[known], tags[known], reduction="sum")
    total = total + 0.03 * cross_entropy(outputs.markers[known], markers[known], reduction="sum")
    candidates = joined("candidates")
    known = candidates != UNKNOWN
    total = total + 0.1 * cross_entropy(outputs.sources[known], candidates[known], reduction="sum")
    risk, need, support = outputs.sentences.T
    known = unsourced != UNKNOWN
    total = total + 0.3 * binary(risk[known], unsourced[known].float(), reduction="sum")
    known = roles != UNKNOWN
    total = total + 0.5 * cross_entropy(outputs.paragraphs[known, :ROLE_OUTPUTS], roles[known], reduction="sum")
    # A sentence of another role needs no source; one that is labelled as unsourced needs one and has none.
    idle, bare = (roles > NEWS)[paragraph], unsourced == 1
    total = total + 0.1 * binary(need[idle], torch.zeros_like(need[idle]), reduction="sum")
    total = total + 0.1 * binary(need[bare], torch.ones_like(need[bare]), reduction="sum")
    total = total + 0.1 * binary(support[bare], torch.zeros_like(support[bare]), reduction="sum")
    known = levels != UNKNOWN
    wanted = levels[known].float()
    sourced = weighted_mean(need.sigmoid(), support.sigmoid(), paragraph, len(levels))
    top = LEVEL_OUTPUTS - 1
    total = total + 0.3 * ((top * sourced[known] - wanted) ** 2).sum()
    guesses = outputs.paragraphs[known, ROLE_OUTPUTS:]
    expected = guesses.softmax(1) @ torch.arange(LEVEL_OUTPUTS, dtype=torch.float)
    total = total + 0.4 * cross_entropy(guesses, levels[known], reduction="sum")
    total = total + 0.15 * ((expected - wanted) ** 2).sum()
    return total / len(texts)


def weighted_mean(weights: Tensor, values: Tensor, part: Tensor, parts: int) -> Tensor:
    """The mean of the values of each part, by weight."""
    blank = torch.zeros(parts)
    sums = blank.index_add(0, part, (weights + 1e-3) * values)
    return sums / blank.index_add(0, part, weights + 1e-3).clamp(min=1e-3)


def fit(texts: list[Text], vectors: Tensor, epochs: int = EPOCHS, seed: int = SEED) -> Network:
    """Fit a network; the one returned has the running average of all weights."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed).shuffle
    network = Network(vectors)
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(AVERAGE)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    steps = epochs * -(-len(texts) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / WARM) * max(0.02, 1 - step / steps)
    )
    order = list(texts)
    for epoch in range(epochs):
        network.train()
        shuffle(order)
        total = 0.0
        for begin in range(0, len(order), BATCH):
            chosen = order[begin : begin + BATCH]
            batch = Batch.of(chosen)
            value = loss(network(batch), chosen, batch.paragraph_of_sentence)
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            total += value.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(order):.3f}", flush=True)
    fitted = average.module
    fitted.eval()
    return fitted


def main() -> None:
    """Read labels and texts, fit, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, default=Path("labels/further.jsonl"))
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("features/weights/reader.npz"))
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    stored = np.load(chosen.vectors)
    words = str(stored["words"])
    vocabulary = Vocabulary(words.split("\n"))
    articles = load_labels(chosen.labels, chosen.corpora).articles
    texts = list(read_texts([*articles, *variants(articles, VARIANTS, chosen.seed)], vocabulary))
    print(f"{len(texts)} articles", flush=True)
    network = fit(texts, torch.from_numpy(stored["rows"]), chosen.epochs, chosen.seed)
    with chosen.out.open("wb") as file:
        np.savez(file, words=np.array(words), **network.export())


if __name__ == "__main__":
    main()
