"""The transformer multilingual-e5-small (Wang et al. 2024, MIT): it gives word vectors, and becomes the teacher."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, layer_norm, linear

STATES = 384
LAYERS = 12
_LINEAR = ("q", "k", "v", "ao", "fi", "fo")
_EPSILON = 1e-12
_HIDDEN = -1e4
"""What hides a place from attention."""


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


class Encoder(nn.Module):
    """Pieces of words in, a state of STATES numbers for each out; the embeddings of the pieces stay as they are."""

    word: Tensor

    def __init__(self, path: Path) -> None:
        super().__init__()
        sizes, weights = read_weights(path)
        self._heads = sizes["heads"]
        self.register_buffer("word", weights.pop("emb.word").view(-1, STATES), persistent=False)
        for layer in range(LAYERS):
            for part in _LINEAR:
                name = f"l{layer}.{part}"
                weights[f"{name}.w"] = weights[f"{name}.w"].view(len(weights[f"{name}.b"]), -1)
        used = {name: rows for name, rows in weights.items() if name.startswith(("emb.", "l"))}
        self.weights = nn.ParameterDict({name.replace(".", "_"): nn.Parameter(rows) for name, rows in used.items()})

    def above(self, layer: int) -> list[nn.Parameter]:
        """The weights of the layers from ``layer`` on; all others are frozen."""
        kept = tuple(f"l{number}_" for number in range(layer, LAYERS))
        for name, weights in self.weights.items():
            weights.requires_grad_(name.startswith(kept))
        return [weights for weights in self.weights.values() if weights.requires_grad]

    def embed(self, ids: Tensor) -> Tensor:
        """The input of the first layer: pieces and their places."""
        places = self.weights["emb_pos"].view(-1, STATES)[: ids.shape[1]]
        return self._norm("emb_ln", self.word[ids] + places + self.weights["emb_type"][:STATES])

    def read(self, states: Tensor, mask: Tensor, first: int, last: int) -> Tensor:
        """The states behind the layers ``first`` to ``last`` (exclusive); ``mask`` is False at blanks."""
        hidden = torch.zeros(mask.shape, dtype=states.dtype).masked_fill(~mask, _HIDDEN)[:, None, None, :]
        for layer in range(first, last):
            queries, keys, values = (self._split(self._linear(f"l{layer}_{part}", states)) for part in "qkv")
            scores = (queries * queries.shape[-1] ** -0.5) @ keys.transpose(-1, -2) + hidden.to(queries.dtype)
            # Plain products: with bfloat16 on a CPU they are faster, backwards too, than the fused attention.
            seen = torch.softmax(scores, -1, dtype=queries.dtype) @ values
            seen = self._linear(f"l{layer}_ao", seen.transpose(1, 2).reshape(states.shape))
            states = self._norm(f"l{layer}_aln", states + seen)
            inner = gelu(self._linear(f"l{layer}_fi", states))
            states = self._norm(f"l{layer}_oln", states + self._linear(f"l{layer}_fo", inner))
        return states

    def _linear(self, name: str, states: Tensor) -> Tensor:
        return linear(states, self.weights[f"{name}_w"], self.weights[f"{name}_b"])

    def _norm(self, name: str, states: Tensor) -> Tensor:
        weight, bias = self.weights[f"{name}_w"], self.weights[f"{name}_b"]
        return layer_norm(states.float(), weight.shape, weight, bias, _EPSILON)

    def _split(self, states: Tensor) -> Tensor:
        batch, length, _ = states.shape
        return states.view(batch, length, self._heads, -1).transpose(1, 2)
