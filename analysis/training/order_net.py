"""The network that scores paragraph order (torch; training only).

Two parts, exported separately: :class:`Encoder` turns the word pieces of one paragraph into a
vector, :class:`OrderNet` looks at all paragraphs of an article at once, with no notion of the
order in which they came (a set transformer, Lee et al. 2019), and scores

* which of two paragraphs stands earlier (antisymmetric logits, so p(i,j) = 1 - p(j,i)), and
* which paragraph follows directly on which (rows with a START, columns with an END).

The surface cues of :mod:`analysis.order.pair_features` enter both scores linearly, so a cue's part
in a score can be read off: weight times value.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


class Encoder(nn.Module):
    """The bottom layers of a BERT with three poolings: the mean and two learned attentions."""

    def __init__(self, bert: nn.Module, layers: int) -> None:
        super().__init__()
        self.bert = bert
        self.bert.encoder.layer = self.bert.encoder.layer[:layers]
        self.bert.pooler = None
        self.query = nn.Linear(bert.config.hidden_size, 2)

    def lower(self, ids: Tensor, mask: Tensor, count: int) -> Tensor:
        """The hidden states (n, t, hidden) after the bottom *count* layers."""
        hidden = self.bert.embeddings(input_ids=ids)
        for layer in self.bert.encoder.layer[:count]:
            hidden = layer(hidden, (1.0 - mask[:, None, None, :].float()) * -1e4)
        return hidden

    def upper(self, hidden: Tensor, mask: Tensor, count: int) -> Tensor:
        """Paragraph vectors from the hidden states after the bottom *count* layers."""
        for layer in self.bert.encoder.layer[count:]:
            hidden = layer(hidden, (1.0 - mask[:, None, None, :].float()) * -1e4)
        hidden = hidden.float()
        weight = mask.unsqueeze(-1).float()
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        score = self.query(hidden) + (1.0 - weight) * -1e4
        attention = torch.softmax(score, dim=1)
        pooled = torch.einsum("nth,ntk->nkh", hidden, attention).flatten(1)
        return torch.cat([mean, pooled], dim=1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Word pieces (n, t) and their mask to paragraph vectors (n, 3 * hidden)."""
        return self.upper(self.lower(ids, mask, 0), mask, 0)


class Layer(nn.Module):
    """A pre-norm transformer layer whose attention takes a bias for each pair."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.first = nn.LayerNorm(width)
        self.second = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, 2 * width)
        self.down = nn.Linear(2 * width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """*x* (n, width), *bias* (heads, n, n)."""
        q, k, v = self.qkv(self.first(x)).chunk(3, dim=-1)
        q, k, v = (t.unflatten(-1, (self.heads, -1)).transpose(0, 1) for t in (q, k, v))
        score = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1]) + bias
        mixed = (self.drop(torch.softmax(score, dim=-1)) @ v).transpose(0, 1).flatten(1)
        x = x + self.drop(self.out(mixed))
        return x + self.drop(self.down(torch.nn.functional.gelu(self.up(self.second(x)))))


class OrderNet(nn.Module):
    """Scores over all pairs of an article's paragraphs; see the module's head."""

    def __init__(
        self,
        vector: int,
        single: int,
        pair: int,
        width: int = 256,
        layers: int = 2,
        heads: int = 4,
        local: int = 128,
        dropout: float = 0.15,
    ) -> None:
        super().__init__()
        self.pair = pair
        self.norm = nn.LayerNorm(vector)
        self.enter = nn.Linear(vector + single, width)
        self.enter_title = nn.Linear(vector, width)
        self.end = nn.Parameter(torch.randn(width) * 0.02)
        self.bias = nn.ModuleList(nn.Linear(2 * pair, heads) for _ in range(layers))
        self.layers = nn.ModuleList(Layer(width, heads, dropout) for _ in range(layers))
        self.last = nn.LayerNorm(width)
        self.rank = nn.Linear(width, 1)
        self.place = nn.Linear(width, 1)
        self.before_q = nn.Linear(width, 64)
        self.before_k = nn.Linear(width, 64)
        self.link_q = nn.Linear(width, local)
        self.link_k = nn.Linear(width, local)
        self.local_q = nn.Linear(vector, local)
        self.local_k = nn.Linear(vector, local)
        self.before_cues = nn.Linear(pair, 1, bias=False)
        self.link_cues = nn.Linear(2 * pair, 1, bias=False)
        self.drop = nn.Dropout(dropout)
        for cues in (self.before_cues, self.link_cues):
            nn.init.zeros_(cues.weight)

    def forward(
        self, title: Tensor, vectors: Tensor, single: Tensor, pairs: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score one article.

        :param title: (1, vector); :param vectors: (n, vector); :param single: (n, single);
        :param pairs: (n, n, pair).
        :return: before (n, n) logits; link (n + 1, n + 1) logits, row 0 START, last column END;
            place (n,) in [0, 1].
        """
        flat = self.norm(torch.cat([title, vectors]))
        nodes = torch.cat(
            [self.enter_title(flat[:1]), self.enter(torch.cat([flat[1:], single], dim=1))]
        )
        x = self.drop(nodes)
        both = torch.cat([pairs, pairs.transpose(0, 1)], dim=-1)
        for bias, layer in zip(self.bias, self.layers, strict=True):
            x = layer(x, torch.nn.functional.pad(bias(both).permute(2, 0, 1), (1, 0, 1, 0)))
        x = self.last(x)
        body = x[1:]
        rank = self.rank(body)[:, 0]
        key = rank[:, None] - rank[None, :]
        tie = self.before_q(body) @ self.before_k(body).T / 8.0
        cue = self.before_cues(pairs)[..., 0]
        before = key + tie - tie.T + cue - cue.T
        scale = math.sqrt(self.link_q.out_features)
        targets = torch.cat([body, (x.mean(0) + self.end)[None]])
        link = self.link_q(x) @ self.link_k(targets).T / scale
        near = self.local_q(self.drop(flat)) @ self.local_k(self.drop(flat[1:])).T / scale
        extra = self.link_cues(both)[..., 0]
        near = near + torch.nn.functional.pad(extra, (0, 0, 1, 0))
        link = link + torch.nn.functional.pad(near, (0, 1))
        return before, link, torch.sigmoid(self.place(body)[:, 0])


class Ensemble(nn.Module):
    """Several networks over the same paragraph vectors; their logits are averaged.

    Trained side by side on one encoder, each with its own beginning and its own dropout, they err
    in different places (Lakshminarayanan et al. 2017), at the cost of one encoder.
    """

    def __init__(self, vector: int, single: int, pair: int, members: int) -> None:
        super().__init__()
        self.members = nn.ModuleList(OrderNet(vector, single, pair) for _ in range(members))

    def each(
        self, title: Tensor, vectors: Tensor, single: Tensor, pairs: Tensor
    ) -> list[tuple[Tensor, Tensor, Tensor]]:
        """What every member says, as :meth:`OrderNet.forward`."""
        return [net(title, vectors, single, pairs) for net in self.members]

    def forward(
        self, title: Tensor, vectors: Tensor, single: Tensor, pairs: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """The mean of what the members say."""
        before, link, place = zip(*self.each(title, vectors, single, pairs), strict=True)
        return (
            torch.stack(before).mean(0),
            torch.stack(link).mean(0),
            torch.stack(place).mean(0),
        )

    def cue_weights(self) -> tuple[list[float], list[float]]:
        """The linear weights of the cues in ``before`` and in ``link``: the members' mean."""
        before = torch.stack([net.before_cues.weight[0] for net in self.members]).mean(0)
        link = torch.stack([net.link_cues.weight[0] for net in self.members]).mean(0)
        return before.tolist(), link.tolist()


def losses(before: Tensor, link: Tensor, place: Tensor) -> dict[str, Tensor]:
    """The losses of one article whose paragraphs come in their true order."""
    n = place.shape[0]
    upper = torch.triu(torch.ones(n, n, dtype=torch.bool), 1)
    pair = torch.nn.functional.softplus(-before[upper]).mean()
    diagonal = torch.full((n, n), 0.0)
    diagonal.fill_diagonal_(-1e4)
    blocked = link + torch.nn.functional.pad(diagonal, (0, 1, 1, 0))
    truth = torch.arange(n + 1)
    follow = torch.nn.functional.cross_entropy(blocked, truth)
    lead = torch.nn.functional.cross_entropy(blocked.T, truth)
    first = torch.nn.functional.cross_entropy(blocked[:1, :n], truth[:1])
    target = torch.arange(n) / max(1, n - 1)
    return {
        "pair": pair,
        "link": (follow + lead) / 2,
        "first": first,
        "place": torch.nn.functional.smooth_l1_loss(place, target, beta=0.2),
    }
