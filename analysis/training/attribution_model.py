"""The network that marks and binds attributions, in torch: for training and export only."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.attribution import pairing
from analysis.networks import word_pieces

HIDDEN, LAYERS, HEADS, INNER, VECTOR, PAIR = 384, 6, 12, 1536, 128, 128
DROPOUT = 0.1


class Layer(nn.Module):
    """A BERT layer, with the three attention projections in one."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_one = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm_two = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = states.shape
        mixed = self.mix(states).view(batch, length, 3, HEADS, HIDDEN // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        if mask is None:  # one window at a time: how it is exported
            weights = torch.softmax(
                query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS), dim=-1
            )
            read = weights @ value
        else:
            # no dropout here: it would keep torch from its fast attention
            # and single precision is what that is fastest in
            with torch.autocast("cpu", enabled=False):
                read = functional.scaled_dot_product_attention(
                    query.float(), key.float(), value.float(), attn_mask=mask
                )
        read = read.transpose(1, 2).reshape(batch, length, HIDDEN)
        states = self.norm_one(states + self.dropout(self.out(read)))
        inner = self.outer(functional.gelu(self.inner(states)))
        return self.norm_two(states + self.dropout(inner))


class Encoder(nn.Module):
    """MiniLM with three more input embeddings, and tags and vectors as output."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.shapes = nn.Embedding(word_pieces.SHAPES, HIDDEN)
        self.quotes = nn.Embedding(word_pieces.QUOTES, HIDDEN)
        self.places = nn.Embedding(word_pieces.PLACES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.tags = nn.Linear(HIDDEN, len(word_pieces.TAGS))
        self.vectors = nn.Linear(HIDDEN, VECTOR)
        for extra in (self.shapes, self.quotes, self.places):
            nn.init.normal_(extra.weight, std=0.01)

    def forward(
        self, ids: Tensor, shape: Tensor, quote: Tensor, place: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Emissions and span vectors of each piece; the inputs are batch x length."""
        states = (
            self.words(ids)
            + self.positions.weight[: ids.shape[1]]
            + self.shapes(shape)
            + self.quotes(quote)
            + self.places(place)
        )
        states = self.dropout(self.norm(states))
        if mask is not None:
            mask = torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, mask)
        states = self.dropout(states)
        return self.tags(states), self.vectors(states)

    def load_minilm(self, folder: Path) -> None:
        """Start from the weights of all-MiniLM-L6-v2 as a package lays them out on disk."""
        from safetensors.torch import load_file

        old = {
            name.removeprefix("bert."): value
            for name, value in load_file(folder / "model.safetensors").items()
        }
        new = {
            "words.weight": old["embeddings.word_embeddings.weight"],
            "positions.weight": old["embeddings.position_embeddings.weight"]
            + old["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": old["embeddings.LayerNorm.weight"],
            "norm.bias": old["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            there, here = f"encoder.layer.{number}.", f"layers.{number}."
            for kind in ("weight", "bias"):
                new[f"{here}mix.{kind}"] = torch.cat(
                    [
                        old[f"{there}attention.self.{part}.{kind}"]
                        for part in ("query", "key", "value")
                    ]
                )
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm_one", "attention.output.LayerNorm"),
                    ("inner", "intermediate.dense"),
                    ("outer", "output.dense"),
                    ("norm_two", "output.LayerNorm"),
                ):
                    new[f"{here}{mine}.{kind}"] = old[f"{there}{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(new, strict=False)
        if unexpected or any(name.startswith(("layers", "words", "norm")) for name in missing):
            raise ValueError(f"the encoder's weights do not fit: {missing} {unexpected}")


class Pairs(nn.Module):
    """Scores how well two spans go together: the network ``pairing.pair_scores`` runs."""

    def __init__(self, with_none: bool) -> None:
        super().__init__()
        span = 2 * VECTOR
        self.lie = nn.Linear(pairing.WIDTH, PAIR)
        self.one = nn.Linear(span, PAIR, bias=False)
        self.other = nn.Linear(span, PAIR, bias=False)
        self.both = nn.Linear(span, PAIR, bias=False)
        self.score = nn.Linear(PAIR, 1)
        if with_none:
            self.none_one = nn.Linear(span, PAIR)
            self.none_score = nn.Linear(PAIR, 1)

    def forward(self, one: Tensor, other: Tensor, features: Tensor) -> Tensor:
        """Scores, one x other."""
        hidden = (
            self.lie(features)
            + self.one(one)[:, None]
            + self.other(other)[None]
            + self.both(one[:, None] * other[None])
        )
        return self.score(torch.relu(hidden))[..., 0]

    def none(self, one: Tensor) -> Tensor:
        """The score of no partner at all."""
        return self.none_score(torch.relu(self.none_one(one)))


class Crf(nn.Module):
    """A linear chain over the tags; a window starts and ends outside of all spans."""

    def __init__(self) -> None:
        super().__init__()
        size = len(word_pieces.TAGS)
        self.transitions = nn.Parameter(torch.zeros(size, size))
        self.register_buffer(
            "forbidden",
            torch.from_numpy(np.where(word_pieces.allowed(), 0.0, -1e4).astype(np.float32)),
        )

    def table(self) -> Tensor:
        """Transition scores, with what the tags forbid."""
        return self.transitions + self.forbidden

    def forward(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood of each window; padding must stand at the end."""
        table = self.table()
        weights = mask.float()
        gold = (emissions.gather(2, tags[..., None])[..., 0] * weights).sum(1)
        gold = gold + (table[tags[:, :-1], tags[:, 1:]] * weights[:, 1:]).sum(1)
        gold = gold + table[0, tags[:, 0]]
        last = tags.gather(1, mask.sum(1, keepdim=True) - 1)[:, 0]
        gold = gold + table[last, 0]
        alpha = table[0] + emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + table, dim=1) + emissions[:, i]
            alpha = torch.where(mask[:, i, None], step, alpha)
        return torch.logsumexp(alpha + table[:, 0], dim=1) - gold


class Model(nn.Module):
    """Encoder, chain and the two linkers."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.crf = Crf()
        self.content = Pairs(with_none=False)
        self.source = Pairs(with_none=True)

    def link_weights(self) -> dict[str, np.ndarray]:
        """What the product needs beside the encoder, as numpy arrays."""
        weights = {
            f"{name}.{key}": value.detach().float().numpy().copy()
            for name, part in (("content", self.content), ("source", self.source))
            for key, value in part.state_dict().items()
        }
        weights["transitions"] = self.crf.table().detach().float().numpy().copy()
        return weights
