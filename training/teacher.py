"""The teacher: a fine-tuned transformer that knows German better than the reader can, and is far too slow to ship.

It is fitted on the same labels. Then it labels them anew, texts with exchanged words too, and the reader learns from
its probabilities (knowledge distillation, Hinton et al. 2015; with exchanged words as in TinyBERT, Jiao et al. 2020).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from quellenlage.features.language import Parse
from tokenizers import Tokenizer
from torch import Tensor, nn

from .encoder import LAYERS, STATES, Encoder
from .network import Batch, Heads, means_of, neighbours

WIDTH = 160
HIDDEN = 256
DROPOUT = 0.2
FROZEN = 3
"""The first layers stay as they are, so that each text runs through them once."""
WINDOW = 400
"""Pieces that are read together: whole paragraphs, as many as fit."""
_SHORT = 110
"""Windows up to this length are read apart from the others, to pad less."""
_OPENS, _CLOSES = 0, 2
_NO_TOKEN = -1
_BATCH = 24


@dataclass(slots=True)
class Window:
    """Consecutive pieces of one text: their ``states`` behind the frozen layers and the ``token`` each belongs to."""

    states: Tensor
    token: npt.NDArray[np.int64]


Pieces = list[tuple[list[int], list[int]]]
"""Windows of one text before they are read: numbers of the pieces, and the token of each (-1 for none)."""


def pieces(parse: Parse, tokenizer: Tokenizer) -> Pieces:
    """Cut a text into windows of whole paragraphs; a longer paragraph has several."""
    windows: Pieces = []
    ids, tokens = [_OPENS], [_NO_TOKEN]
    article = parse.article
    for place, (first, last) in zip(article.paragraphs, parse.paragraph_tokens, strict=True):
        if first == last:
            continue
        found = tokenizer.encode(article.text[place.start : place.end], add_special_tokens=False)
        of_piece = [_token_at(parse, place.start + max(end - 1, 0), first, last) for _, end in found.offsets]
        for low in range(0, max(1, len(found.ids)), WINDOW):
            more = found.ids[low : low + WINDOW]
            if len(ids) > 1 and len(ids) + len(more) > WINDOW + 1:
                windows.append((ids, tokens))
                ids, tokens = [_OPENS], [_NO_TOKEN]
            ids = [*ids, *more, _CLOSES]
            tokens = [*tokens, *of_piece[low : low + WINDOW], _NO_TOKEN]
    return [*windows, (ids, tokens)]


def _token_at(parse: Parse, character: int, first: int, last: int) -> int:
    return min(max(bisect_right(parse.starts, character) - 1, first), last - 1)


class Teacher(Heads):
    """The transformer under the heads of the reader, with what the rules found at each token."""

    def __init__(self, path: Path) -> None:
        super().__init__(WIDTH, HIDDEN, DROPOUT)
        self.encoder = Encoder(path)
        self.from_states = nn.Linear(STATES, WIDTH)
        self.mix = nn.Linear(3 * WIDTH, WIDTH)
        self.mix_norm = nn.LayerNorm(WIDTH)
        self.windows: list[tuple[int, list[Window]]] = []
        """Of each text of the batch that is read next: how many tokens it has, and its windows."""

    def tokens(self, batch: Batch) -> Tensor:
        """The vector of each token: the mean of its pieces, with its neighbours and its context."""
        states, places = self._states()
        inputs = self.from_states(means_of(states, places, len(batch.row)))
        tokens = self.norm(inputs + self.shape(batch.shape) + self.finding(batch.finding))
        left, right = neighbours(tokens, batch.paragraph, 1)
        tokens = self.mix_norm(tokens + torch.relu(self.mix(torch.cat([left, tokens, right], 1))))
        joined: Tensor = self.dropout(self.context(tokens, batch))
        return joined

    def _states(self) -> tuple[Tensor, Tensor]:
        """The last states of all pieces that belong to a token of the batch, and its number."""
        moved, low = [], 0
        for size, windows in self.windows:
            moved += [(one.states, np.where(one.token >= 0, one.token + low, _NO_TOKEN)) for one in windows]
            low += size
        states, places = [], []
        for group in ([one for one in moved if len(one[1]) <= _SHORT], [one for one in moved if len(one[1]) > _SHORT]):
            if group:
                longest = max(len(token) for _, token in group)
                padded = torch.zeros(len(group), longest, STATES)
                place = torch.full((len(group), longest), _NO_TOKEN)
                mask = torch.zeros(len(group), longest, dtype=torch.bool)
                for row, (rows, token) in enumerate(group):
                    padded[row, : len(token)] = rows.float()
                    place[row, : len(token)] = torch.from_numpy(token)
                    mask[row, : len(token)] = True
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    read = self.encoder.read(padded, mask, FROZEN, LAYERS).float()
                states.append(read[place >= 0])
                places.append(place[place >= 0])
        return torch.cat(states), torch.cat(places)

    @torch.inference_mode()
    def begin(self, texts: Sequence[Pieces]) -> list[list[Window]]:
        """Run each text through the frozen layers."""
        flat = [(number, ids, token) for number, windows in enumerate(texts) for ids, token in windows]
        order = sorted(range(len(flat)), key=lambda place: len(flat[place][1]))
        states: dict[int, Tensor] = {}
        for low in range(0, len(order), _BATCH):
            chosen = order[low : low + _BATCH]
            ids = torch.ones(len(chosen), len(flat[chosen[-1]][1]), dtype=torch.long)
            mask = torch.zeros(ids.shape, dtype=torch.bool)
            for row, place in enumerate(chosen):
                length = len(flat[place][1])
                ids[row, :length] = torch.tensor(flat[place][1])
                mask[row, :length] = True
            with torch.autocast("cpu", dtype=torch.bfloat16):
                read = self.encoder.read(self.encoder.embed(ids), mask, 0, FROZEN).bfloat16()
            states |= {place: read[row, : len(flat[place][1])].clone() for row, place in enumerate(chosen)}
        found: list[list[Window]] = [[] for _ in texts]
        for place, (number, _, token) in enumerate(flat):
            found[number].append(Window(states[place], np.array(token)))
        return found
