"""Segments: the paragraphs and sentences of a run of tokens, for sums over their rows.

*Why it matters.* The reader (:mod:`.reader`) works on all tokens of an article at once; this says which go together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .tokens import Array

Places = npt.NDArray[np.intp]

_PIECE = 12_288
"""Cells of the weights that are multiplied at a time."""
_ONE_THREAD = 262_144
"""Multiplications up to which OpenBLAS, which numpy brings, uses one thread (``interface/gemm.c``)."""


class Segments:
    """Where paragraphs and sentences begin in a run of tokens; no paragraph and no sentence is empty."""

    def __init__(self, paragraphs: Places, sentences: Places, size: int) -> None:
        self.paragraphs, self.sentences, self.size = paragraphs, sentences, size
        self.paragraph_lengths = np.diff(paragraphs, append=size)
        self.sentence_lengths = np.diff(sentences, append=size)
        self.paragraph_of_sentence = np.searchsorted(paragraphs, sentences, side="right") - 1
        self._paragraph = np.repeat(np.arange(len(paragraphs)), self.paragraph_lengths)

    def sentence_means(self, values: Array) -> Array:
        """The mean of the rows of each sentence."""
        return _means(values, self.sentences, self.sentence_lengths)

    def paragraph_means(self, values: Array) -> Array:
        """The mean of the rows of each paragraph."""
        return _means(values, self.paragraphs, self.paragraph_lengths)

    def neighbours(self, values: Array, reach: int) -> tuple[Array, Array]:
        """The rows ``reach`` before and behind each row; zeros beyond its paragraph."""
        left, right = np.zeros_like(values), np.zeros_like(values)
        if reach < self.size:
            same = (self._paragraph[reach:] == self._paragraph[:-reach])[:, None]
            np.multiply(values[:-reach], same, out=left[reach:])
            np.multiply(values[reach:], same, out=right[:-reach])
        return left, right


def beside(rows: Array) -> tuple[Array, Array]:
    """The row before and the row behind each row; zeros at the ends."""
    blank = np.zeros((1, rows.shape[1]), np.float32)
    return np.concatenate([blank, rows[:-1]]), np.concatenate([rows[1:], blank])


def product(values: Array, weights: Array) -> Array:
    """``values @ weights`` in blocks so small that BLAS works on each in one thread.

    Its threads wait for each other by spinning: on two cores that are busy, or one that a process is pinned to, these
    small products take five times as long with them. A library must not switch them off for its host.
    """
    rows, columns = weights.shape
    height = max(1, _PIECE // columns)
    result = _rows(values[:, :height], weights[:height])
    for low in range(height, rows, height):
        result += _rows(values[:, low : low + height], weights[low : low + height])
    return result


def _rows(values: Array, weights: Array) -> Array:
    size = max(1, _ONE_THREAD // weights.size)
    full = len(values) - len(values) % size
    result = np.empty((len(values), weights.shape[1]), np.float32)
    if full:
        blocks = np.ascontiguousarray(values[:full]).reshape(-1, size, values.shape[1])
        np.matmul(blocks, weights, out=result[:full].reshape(-1, size, weights.shape[1]))
    np.matmul(values[full:], weights, out=result[full:])
    return result


def _means(values: Array, starts: Places, lengths: Places) -> Array:
    sums: Array = np.add.reduceat(values, starts)
    sums /= lengths[:, None]
    return sums
