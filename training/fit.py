"""Fit the reader: ``training/README.md`` tells what it needs (two hours on two cores with AMX).

A teacher is fitted on ``labels/further.jsonl`` and ``labels/written.jsonl``. The reader is fitted on the same
labels, and on what the teacher makes of these texts, of the ends of the articles and of copies with exchanged words.
The given labels are never seen: on them the later stages are fitted and everything is measured.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from quellenlage.features import German
from quellenlage.features.tokens import Vocabulary
from quellenlage.labels import LabelledArticle, load_labels
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as binary
from torch.nn.functional import cross_entropy

from .augment import augmented, remainders
from .network import LEVEL_OUTPUTS, ROLE_OUTPUTS, Batch, Heads, Network, Outputs
from .teacher import FROZEN, Pieces, Teacher, pieces
from .texts import UNKNOWN, Text, read_text
from .variants import variants
from .written import written_texts

SEED = 1
NEWS = 0
VARIANTS = 0.15
"""Variants of each kind, as a share of the articles."""
AUGMENTED = 2
"""Texts with exchanged words per article."""
WRITTEN_TIMES = 4
"""How often an epoch of the reader goes through the texts written for it."""
TEACHER_EPOCHS, READER_EPOCHS = 3, 14
ENCODER_RATE, HEADS_RATE, READER_RATE = 2e-4, 1.5e-3, 2e-3
ENCODER_DECAY, DECAY = 0.01, 0.02
BATCH = 5_000
"""Pieces (teacher) or tokens (reader) of a batch; a longer text is a batch of its own."""
TEXTS = 6
"""What the loss of a batch is divided by: about as many texts as there are in one."""
WARM = 100
FLOOR = 0.02
TEACHER_AVERAGE, READER_AVERAGE = 0.995, 0.998
"""How slowly the average of the weights follows them; the average is what is kept."""
TEACHING = 0.6
"""How much of the reader's loss is the teacher's word, not the annotators'."""
_AT_ONCE = 200

Fitted = TypeVar("Fitted", bound=Heads)


@dataclass(slots=True)
class Targets:
    """What the teacher makes of a text, as probabilities; ``sentences`` has risk, need and support of each."""

    sources: Tensor
    sentences: Tensor
    roles: Tensor
    levels: Tensor
    score: Tensor


@dataclass(slots=True, eq=False)
class Sample:
    """A text, its pieces for the teacher, and what the teacher makes of it (None where the labels are all there is)."""

    text: Text
    pieces: Pieces
    targets: Targets | None = None

    @property
    def size_in_pieces(self) -> int:
        """How many pieces the teacher reads."""
        return sum(len(ids) for ids, _ in self.pieces)

    @property
    def size_in_tokens(self) -> int:
        """How many tokens the reader reads."""
        return len(self.text.row)


def loss(outputs: Outputs, texts: Sequence[Text], paragraph: Tensor) -> Tensor:
    """What the network is to make small; the factors bring the parts to about one size.

    ``paragraph`` is the number of the paragraph of each sentence.
    """

    def joined(name: str) -> Tensor:
        return torch.from_numpy(np.concatenate([getattr(text, name) for text in texts]))

    tags, unsourced = joined("tags"), joined("unsourced")
    roles, levels = joined("roles"), joined("levels")
    known = tags != UNKNOWN
    total = 0.02 * cross_entropy(outputs.tags[known], tags[known], reduction="sum")
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
    scores = joined("score")
    known = ~scores.isnan()
    total = total + 2.0 * binary(outputs.articles[known], scores[known], reduction="sum")
    return total + 0.15 * ((expected - wanted) ** 2).sum()


def weighted_mean(weights: Tensor, values: Tensor, part: Tensor, parts: int) -> Tensor:
    """The mean of the values of each part, by weight."""
    blank = torch.zeros(parts)
    sums = blank.index_add(0, part, (weights + 1e-3) * values)
    return sums / blank.index_add(0, part, weights + 1e-3).clamp(min=1e-3)


def taught_loss(outputs: Outputs, targets: Sequence[Targets]) -> Tensor:
    """How far the reader is from the teacher; the factors are those of :func:`loss`."""

    def joined(name: str) -> Tensor:
        return torch.cat([getattr(one, name) for one in targets])

    roles, levels = outputs.paragraphs[:, :ROLE_OUTPUTS], outputs.paragraphs[:, ROLE_OUTPUTS:]
    total = 0.1 * cross_entropy(outputs.sources, joined("sources"), reduction="sum")
    apart = binary(outputs.sentences, joined("sentences"), reduction="none")
    total = total + (apart * torch.tensor([0.3, 0.1, 0.1])).sum()
    total = total + 0.5 * cross_entropy(roles, joined("roles"), reduction="sum")
    wanted = joined("levels")
    total = total + 0.4 * cross_entropy(levels, wanted, reduction="sum")
    total = total + 2.0 * binary(outputs.articles, joined("score"), reduction="sum")
    steps = torch.arange(LEVEL_OUTPUTS, dtype=torch.float)
    return total + 0.15 * (((levels.softmax(1) - wanted) @ steps) ** 2).sum()


def fit_teacher(teacher: Teacher, samples: Sequence[Sample], seed: int = SEED) -> Teacher:
    """Fine-tune the teacher on the labelled samples."""
    windows = dict(zip(samples, teacher.begin([one.pieces for one in samples]), strict=True))
    encoder = teacher.encoder.above(FROZEN)
    inside = {id(one) for one in teacher.encoder.parameters()}
    heads = [one for one in teacher.parameters() if id(one) not in inside]
    optimizer = torch.optim.AdamW(
        [
            {"params": encoder, "lr": ENCODER_RATE, "weight_decay": ENCODER_DECAY},
            {"params": heads, "lr": HEADS_RATE, "weight_decay": DECAY},
        ]
    )

    def step(chosen: Sequence[Sample]) -> Tensor:
        teacher.windows = [(one.size_in_tokens, windows[one]) for one in chosen]
        texts = [one.text for one in chosen]
        batch = Batch.of(texts)
        return loss(teacher(batch), texts, batch.paragraph_of_sentence)

    rounds = list(_rounds(samples, TEACHER_EPOCHS, lambda one: one.size_in_pieces, seed))
    return _minimise(teacher, optimizer, rounds, step, TEACHER_AVERAGE)


@torch.inference_mode()
def teach(teacher: Teacher, samples: Sequence[Sample]) -> None:
    """Give the samples their targets."""
    teacher.eval()
    for low in range(0, len(samples), _AT_ONCE):
        part = sorted(samples[low : low + _AT_ONCE], key=lambda one: one.size_in_tokens)
        windows = dict(zip(part, teacher.begin([one.pieces for one in part]), strict=True))
        for chosen in batches(part, lambda one: one.size_in_pieces):
            teacher.windows = [(one.size_in_tokens, windows[one]) for one in chosen]
            give_targets(chosen, teacher(Batch.of([one.text for one in chosen])))


def give_targets(samples: Sequence[Sample], outputs: Outputs) -> None:
    """Take what a network makes of the samples, one batch, as their targets."""
    sizes = [(len(one.text.candidates), len(one.text.unsourced), len(one.text.roles)) for one in samples]
    candidates, sentences, paragraphs = map(list, zip(*sizes, strict=True))
    parts = (
        outputs.sources.softmax(1).split(candidates),
        outputs.sentences.sigmoid().split(sentences),
        outputs.paragraphs[:, :ROLE_OUTPUTS].softmax(1).split(paragraphs),
        outputs.paragraphs[:, ROLE_OUTPUTS:].softmax(1).split(paragraphs),
        outputs.articles.sigmoid().split(1),
    )
    for one, targets in zip(samples, zip(*parts, strict=True), strict=True):
        one.targets = Targets(*(rows.clone() for rows in targets))


def fit(samples: Sequence[Sample], vectors: Tensor, epochs: int = READER_EPOCHS, seed: int = SEED) -> Network:
    """Fit the reader on labels, and on the targets of the samples that have some."""
    torch.manual_seed(seed)
    network = Network(vectors)
    optimizer = torch.optim.AdamW(network.parameters(), lr=READER_RATE, weight_decay=DECAY)
    return fit_network(network, optimizer, samples, epochs, TEACHING, seed)


def fit_network(
    network: Network,
    optimizer: torch.optim.Optimizer,
    samples: Sequence[Sample],
    epochs: int,
    teaching: float,
    seed: int,
) -> Network:
    """Fit a reader; ``teaching`` is the share of the targets in the loss of the samples that have some."""

    def step(chosen: Sequence[Sample]) -> Tensor:
        total = torch.zeros(())
        for taught in (True, False):
            some = [one for one in chosen if (one.targets is not None) == taught]
            if some:
                texts = [one.text for one in some]
                batch = Batch.of(texts)
                outputs = network(batch)
                value = loss(outputs, texts, batch.paragraph_of_sentence)
                if taught:
                    targets = [one.targets for one in some if one.targets is not None]
                    value = (1 - teaching) * value + teaching * taught_loss(outputs, targets)
                total = total + value
        return total

    rounds = list(_rounds(samples, epochs, lambda one: one.size_in_tokens, seed))
    return _minimise(network, optimizer, rounds, step, READER_AVERAGE)


def batches(samples: Sequence[Sample], size: Callable[[Sample], int]) -> Iterator[list[Sample]]:
    """Cut the samples, in their order, into batches of at most BATCH, or of one that is longer."""
    chosen: list[Sample] = []
    total = 0
    for one in samples:
        if chosen and total + size(one) > BATCH:
            yield chosen
            chosen, total = [], 0
        chosen.append(one)
        total += size(one)
    if chosen:
        yield chosen


def _rounds(
    samples: Sequence[Sample], epochs: int, size: Callable[[Sample], int], seed: int
) -> Iterator[list[list[Sample]]]:
    """The batches of each epoch, shuffled anew."""
    chance = random.Random(seed)
    order = list(samples)
    for _ in range(epochs):
        chance.shuffle(order)
        yield list(batches(order, size))


def _minimise(
    network: Fitted,
    optimizer: torch.optim.Optimizer,
    rounds: Sequence[Sequence[Sequence[Sample]]],
    step: Callable[[Sequence[Sample]], Tensor],
    decay: float,
) -> Fitted:
    """Make the loss small; the network that comes back has the running average of all weights."""
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(decay)
    )
    steps = sum(map(len, rounds))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda done: min(1.0, (done + 1) / WARM) * max(FLOOR, 1 - done / steps)
    )
    for epoch, chosen in enumerate(rounds, 1):
        network.train()
        total = 0.0
        for batch in chosen:
            value = step(batch) / TEXTS
            optimizer.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            total += value.item()
        print(f"epoch {epoch}: loss {total / len(chosen):.2f}", flush=True)
    fitted: Fitted = average.module
    fitted.eval()
    return fitted


def read(articles: Iterable[LabelledArticle], vocabulary: Vocabulary, tokenizer: Tokenizer) -> list[Sample]:
    """Articles as samples."""
    german = German()
    found = []
    for article in articles:
        if article.text is not None:
            parse = german.parse(article.text)
            found.append(Sample(read_text(article, parse, vocabulary), pieces(parse, tokenizer)))
    return found


def main() -> None:
    """Read labels and texts, fit teacher and reader, and write the reader's weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labels", type=Path, default=Path("labels"))
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True, help="read if it is there, else fitted and written")
    parser.add_argument("--out", type=Path, default=Path("features/weights/reader.npz"))
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    stored = np.load(chosen.vectors)
    words = str(stored["words"]).split("\n")
    vocabulary, tokenizer = Vocabulary(words), Tokenizer.from_file(str(chosen.tokenizer))
    tokenizer.no_truncation()
    articles = load_labels(chosen.labels / "further.jsonl", chosen.corpora).articles
    samples = read([*articles, *variants(articles, VARIANTS, chosen.seed)], vocabulary, tokenizer)
    written = read(written_texts(chosen.labels / "written.jsonl"), vocabulary, tokenizer)
    print(f"{len(samples)} labelled texts, {len(written)} written for the fit", flush=True)
    torch.manual_seed(chosen.seed)
    teacher = Teacher(chosen.encoder)
    if chosen.teacher.exists():
        teacher.load_state_dict(torch.load(chosen.teacher))
    else:
        teacher = fit_teacher(teacher, [*samples, *written], chosen.seed)
        torch.save(teacher.state_dict(), chosen.teacher)
    samples += read(remainders(articles, chosen.corpora), vocabulary, tokenizer)
    for number in range(1, AUGMENTED + 1):
        samples += read(augmented(articles, words, stored["rows"], chosen.seed + number), vocabulary, tokenizer)
    teach(teacher, samples)
    print(f"{len(samples)} texts that the teacher has read", flush=True)
    network = fit([*samples, *(WRITTEN_TIMES * written)], torch.from_numpy(stored["rows"]), seed=chosen.seed)
    with chosen.out.open("wb") as file:
        np.savez(file, words=stored["words"], **network.export())


if __name__ == "__main__":
    main()
