"""The network of ``features/reader.py`` in PyTorch, to be fitted; ``export`` gives weights by the reader's names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from quellenlage.features.candidates import GROUPS, MARKS
from quellenlage.features.reader import CONTEXT_AFTER, DILATIONS, LEAST_NEWS, PLACES, ROLE_OUTPUTS, paragraph_places
from quellenlage.features.tokens import ENDINGS, FINDINGS, SHAPES
from torch import Tensor, nn

from .texts import Text

WIDTH = 96
HIDDEN = 192
FREQUENT = 4_000
"""The most frequent words have vectors of their own beside the given ones."""
DROPOUT = 0.1
"""Little: with what the teacher says of many texts a small network learns too little sooner than too much."""
UNKNOWN_WORDS = 0.04
"""Share of the words that are hidden while fitting, so that unknown ones are nothing new."""
_BYTES = 256
SOURCE_OUTPUTS, TAG_OUTPUTS, SENTENCE_OUTPUTS, LEVEL_OUTPUTS = 7, 13, 3, 5


@dataclass(slots=True)
class Batch:
    """Several texts one after the other; numbers of sentences, paragraphs and articles run on."""

    row: Tensor
    ending: Tensor
    shape: Tensor
    finding: Tensor
    paragraph: Tensor
    sentence: Tensor
    paragraph_of_sentence: Tensor
    article_of_paragraph: Tensor
    places: Tensor
    span: Tensor
    mark: Tensor
    group: Tensor

    @classmethod
    def of(cls, texts: Sequence[Text]) -> Batch:
        """Join texts."""
        paragraphs = np.cumsum([0, *(len(text.roles) for text in texts)])
        sentences = np.cumsum([0, *(len(text.unsourced) for text in texts)])

        tokens = np.cumsum([0, *(len(text.row) for text in texts)])

        def joined(parts: list[npt.NDArray[np.generic]]) -> Tensor:
            return torch.from_numpy(np.concatenate(parts))

        return cls(
            row=joined([text.row for text in texts]),
            ending=joined([text.ending for text in texts]),
            shape=joined([text.shape for text in texts]),
            finding=joined([text.finding for text in texts]),
            paragraph=joined([text.paragraph + low for text, low in zip(texts, paragraphs, strict=False)]),
            sentence=joined([text.sentence + low for text, low in zip(texts, sentences, strict=False)]),
            paragraph_of_sentence=joined(
                [text.paragraph_of_sentence + low for text, low in zip(texts, paragraphs, strict=False)]
            ),
            article_of_paragraph=joined([np.full(len(text.roles), place) for place, text in enumerate(texts)]),
            span=joined([text.span + low for text, low in zip(texts, tokens, strict=False)]),
            mark=joined([text.mark for text in texts]),
            group=joined([text.group for text in texts]),
            places=joined([paragraph_places(np.bincount(text.paragraph)) for text in texts]),
        )


@dataclass(slots=True)
class Outputs:
    """Logits: per candidate, token, sentence (risk, need, support), paragraph (roles, then levels), article (score).

    ``tags`` help to fit the tokens; the reader has no use for them.
    """

    sources: Tensor
    tags: Tensor
    sentences: Tensor
    paragraphs: Tensor
    articles: Tensor


class Dropout(nn.Module):
    """Dropout that draws bytes, eight with one random number: the draws of ``nn.Dropout`` take a quarter of a fit."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._kept = round(_BYTES * (1 - share))

    def forward(self, values: Tensor) -> Tensor:
        """The values, some of them blanked while the network is fitted, the others as much larger."""
        if not self.training:
            return values
        drawn = torch.empty(-(-values.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: values.numel()].view(values.shape) < self._kept
        return values * kept * (_BYTES / self._kept)


class Heads(nn.Module):
    """What teacher and reader share: context for each token, and what is told of phrases, sentences and paragraphs.

    See :mod:`quellenlage.features.reader` for what each part does.
    """

    def __init__(self, width: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.shape = nn.Linear(len(SHAPES), width)
        self.finding = nn.Linear(len(FINDINGS), width, bias=False)
        self.norm = nn.LayerNorm(width)
        self.context_sentence = nn.Linear(width, width, bias=False)
        self.context_paragraph = nn.Linear(width, width, bias=False)
        self.context_article = nn.Linear(width, width)
        self.context_norm = nn.LayerNorm(width)
        self.tag = nn.Linear(width, TAG_OUTPUTS)
        self.phrase_in = nn.Linear(5 * width + len(FINDINGS) + 2 * hidden + len(MARKS), hidden)
        self.group = nn.Embedding(GROUPS, hidden)
        nn.init.normal_(self.group.weight, std=0.1)
        self.phrase_out = nn.Linear(hidden, SOURCE_OUTPUTS)
        self.sentence_in = nn.Linear(4 * width + hidden + len(FINDINGS), hidden)
        self.sentence_out = nn.Linear(hidden, SENTENCE_OUTPUTS)
        self.paragraph_in = nn.Linear(5 * width + PLACES + len(FINDINGS), hidden)
        self.paragraph_out = nn.Linear(hidden, ROLE_OUTPUTS + LEVEL_OUTPUTS)
        self.article_out = nn.Linear(3 * hidden, 1)
        self.dropout = Dropout(dropout)

    def tokens(self, batch: Batch) -> Tensor:
        """The vector of each token."""
        raise NotImplementedError

    def forward(self, batch: Batch) -> Outputs:
        """Read a batch."""
        paragraphs, sentences = len(batch.places), len(batch.paragraph_of_sentence)
        articles = int(batch.article_of_paragraph.max()) + 1
        tokens = self.tokens(batch)
        sentence_means = means_of(tokens, batch.sentence, sentences)
        paragraph_means = means_of(tokens, batch.paragraph, paragraphs)
        article = means_of(paragraph_means, batch.article_of_paragraph, articles)[batch.article_of_paragraph]
        of_paragraph = [
            paragraph_means,
            _maxima(tokens, batch.paragraph, paragraphs),
            *_beside(paragraph_means, batch.article_of_paragraph),
            article,
            batch.places,
            means_of(batch.finding, batch.paragraph, paragraphs),
        ]
        # What sentences and phrases take from the paragraph does not bend it to them.
        around = self.dropout(torch.relu(self.paragraph_in(torch.cat(of_paragraph, 1))))
        of_sentence = [
            sentence_means,
            _maxima(tokens, batch.sentence, sentences),
            *_beside(sentence_means, batch.article_of_paragraph[batch.paragraph_of_sentence]),
            around.detach()[batch.paragraph_of_sentence],
            means_of(batch.finding, batch.sentence, sentences),
        ]
        within = self.dropout(torch.relu(self.sentence_in(torch.cat(of_sentence, 1))))
        tokens = self.dropout(tokens)
        of_paragraphs = self.paragraph_out(around)
        return Outputs(
            self._sources(batch, tokens, torch.cat([within, around[batch.paragraph_of_sentence]], 1).detach()),
            self.tag(tokens),
            self.sentence_out(within),
            of_paragraphs,
            self._articles(around, of_paragraphs[:, :ROLE_OUTPUTS], batch.article_of_paragraph),
        )

    def _articles(self, around: Tensor, roles: Tensor, article: Tensor) -> Tensor:
        """The score of each article: from its paragraphs as far as they are news, from all, and from their maxima."""
        count = int(article.max()) + 1
        news = roles.detach().softmax(1)[:, :1] + LEAST_NEWS
        of_news = means_of(around * news, article, count) / means_of(news, article, count)
        parts = [of_news, means_of(around, article, count), _maxima(around, article, count)]
        logits: Tensor = self.article_out(torch.cat(parts, 1))[:, 0]
        return logits

    def _sources(self, batch: Batch, tokens: Tensor, around: Tensor) -> Tensor:
        """As in the reader: the ends of each candidate, what stands beside it, its mean, its sentence."""
        first, last, opens, ends = batch.span.T
        before, behind = (first > opens)[:, None], (last < ends)[:, None]
        lengths = last - first
        candidate = torch.repeat_interleave(torch.arange(len(first)), lengths)
        offset = torch.arange(len(candidate)) - torch.repeat_interleave(lengths.cumsum(0) - lengths, lengths)
        inside = first[candidate] + offset
        parts = [
            tokens[first],
            tokens[last - 1],
            tokens[(first - 1).clamp(min=0)] * before,
            tokens[torch.where(last < ends, last, 0)] * behind,
            means_of(torch.cat([tokens, batch.finding], 1)[inside], candidate, len(first)),
            around[batch.sentence[first]],
            batch.mark,
        ]
        hidden = self.phrase_in(torch.cat(parts, 1)) + self.group(batch.group)
        logits: Tensor = self.phrase_out(self.dropout(torch.relu(hidden)))
        return logits

    def context(self, tokens: Tensor, batch: Batch) -> Tensor:
        """The tokens with what their sentence, their paragraph and their article are like."""
        means = means_of(tokens, batch.paragraph, len(batch.places))
        articles = int(batch.article_of_paragraph.max()) + 1
        article = self.context_article(means_of(means, batch.article_of_paragraph, articles))
        around = self.context_paragraph(means) + article[batch.article_of_paragraph]
        own = self.context_sentence(means_of(tokens, batch.sentence, len(batch.paragraph_of_sentence)))
        context = torch.relu(own + around[batch.paragraph_of_sentence])
        joined: Tensor = self.context_norm(tokens + context[batch.sentence])
        return joined


class Network(Heads):
    """The reader: word vectors and convolutions."""

    vectors: Tensor

    def __init__(self, vectors: Tensor) -> None:
        super().__init__(WIDTH, HIDDEN, DROPOUT)
        self.register_buffer("vectors", torch.cat([torch.zeros(1, vectors.shape[1]), vectors]), persistent=False)
        self.from_vectors = nn.Linear(vectors.shape[1], WIDTH, bias=False)
        self.frequent = nn.Embedding(min(FREQUENT, len(vectors)) + 1, WIDTH)
        self.endings = nn.Embedding(ENDINGS, WIDTH)
        for table in (self.frequent, self.endings):
            nn.init.normal_(table.weight, std=0.1)
        self.layers = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in DILATIONS)

    def tokens(self, batch: Batch) -> Tensor:
        """The vector of each token after all layers."""
        row = batch.row
        if self.training:
            row = torch.where(torch.rand(len(row)) < UNKNOWN_WORDS, torch.zeros_like(row), row)
        frequent = torch.where(row < self.frequent.num_embeddings, row, torch.zeros_like(row))
        inputs = self.from_vectors(self.vectors[row]) + self.frequent(frequent) + self.endings(batch.ending)
        inputs = inputs + self.shape(batch.shape) + self.finding(batch.finding)
        tokens: Tensor = self.dropout(self.norm(inputs))
        for layer, reach in enumerate(DILATIONS):
            left, right = neighbours(tokens, batch.paragraph, reach)
            change = torch.relu(self.layers[layer](torch.cat([left, tokens, right], 1)))
            tokens = self.norms[layer](tokens + self.dropout(change))
            if layer == CONTEXT_AFTER:
                tokens = self.context(tokens, batch)
        return tokens

    def export(self) -> dict[str, npt.NDArray[np.generic]]:
        """The weights by the names that the reader knows; word and ending tables in 8 bits with a scale per column."""
        with torch.no_grad():
            words = self.from_vectors(self.vectors).clone()
            own = self.frequent.num_embeddings
            words[:own] += self.frequent.weight
            words[own:] += self.frequent.weight[0]
        found: dict[str, npt.NDArray[np.generic]] = {}
        for name, table in (("word", words), ("ending", self.endings.weight)):
            values = table.detach().numpy()
            scale = np.abs(values).max(axis=0) / 127
            found[name] = np.round(values / scale).astype(np.int8)
            found[f"{name}_scale"] = scale.astype(np.float32)
        small = {
            "shape": self.shape.weight.T,
            "group": self.group.weight,
            "input_bias": self.shape.bias,
            "finding": self.finding.weight.T,
            "context_sentence": self.context_sentence.weight.T,
            "context_paragraph": self.context_paragraph.weight.T,
            "context_article": self.context_article.weight.T,
            "context_bias": self.context_article.bias,
            **_norm("input", self.norm),
            **_norm("context", self.context_norm),
        }
        for layer, (linear, norm) in enumerate(zip(self.layers, self.norms, strict=True)):
            parts = linear.weight.T.split(WIDTH)
            small |= {f"layer{layer}_{part}": rows for part, rows in zip(("left", "here", "right"), parts, strict=True)}
            small |= {f"layer{layer}_bias": linear.bias, **_norm(f"layer{layer}", norm)}
        both = [f"{part}_{side}" for part in ("phrase", "sentence", "paragraph") for side in ("in", "out")]
        for name in [*both, "article_out"]:
            linear = getattr(self, name)
            small |= {name: linear.weight.T, f"{name}_bias": linear.bias}
        found |= {name: value.detach().numpy().astype(np.float16) for name, value in small.items()}
        return found


def _norm(name: str, norm: nn.LayerNorm) -> dict[str, Tensor]:
    return {f"{name}_gain": norm.weight, f"{name}_shift": norm.bias}


def _beside(rows: Tensor, article: Tensor) -> tuple[Tensor, Tensor]:
    """The row before and the row behind each row of the same article; zeros at its ends."""
    blank = torch.zeros(1, rows.shape[1])
    same = (article[1:] == article[:-1])[:, None]
    return torch.cat([blank, rows[:-1] * same]), torch.cat([rows[1:] * same, blank])


def means_of(values: Tensor, part: Tensor, parts: int) -> Tensor:
    """The mean of the rows of each part; ``part`` is the number of the part of each row."""
    sizes = torch.bincount(part, minlength=parts).clamp(min=1)[:, None]
    return torch.zeros(parts, values.shape[1]).index_add(0, part, values) / sizes


def _maxima(values: Tensor, part: Tensor, parts: int) -> Tensor:
    empty = torch.zeros(parts, values.shape[1])
    return empty.scatter_reduce(0, part[:, None].expand_as(values), values, "amax", include_self=False)


def neighbours(values: Tensor, paragraph: Tensor, reach: int) -> tuple[Tensor, Tensor]:
    """The rows ``reach`` before and behind each row; zeros beyond its paragraph."""
    blank = torch.zeros(min(reach, len(values)), values.shape[1])
    if reach >= len(values):
        return blank, blank
    same = (paragraph[reach:] == paragraph[:-reach])[:, None]
    return torch.cat([blank, values[:-reach] * same]), torch.cat([values[reach:] * same, blank])
