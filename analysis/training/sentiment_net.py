"""The network of the tone model (torch; training only)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from analysis.tone_model import LABELS, TARGET


class ToneNet(nn.Module):
    """A BERT encoder read at three places: [CLS], the bracketed target, the whole text.

    What a piece is (ordinary, target, another mention of it) goes in through the
    token-type embedding, which a single sentence leaves unused otherwise.
    """

    def __init__(self, encoder: BertModel, dropout: float = 0.1, samples: int = 4) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        kinds = nn.Embedding(3, width)
        with torch.no_grad():
            usual = encoder.embeddings.token_type_embeddings.weight[0]
            kinds.weight.normal_(0, 0.02).add_(usual)
            kinds.weight[0] = usual
        encoder.embeddings.token_type_embeddings = kinds
        self.dense = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, len(LABELS))
        self.dropout = nn.Dropout(dropout)
        self.samples = samples

    def pooled(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """[CLS], mean of the target's pieces and mean of all pieces, side by side."""
        hidden = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=marks
        ).last_hidden_state
        return torch.cat([hidden[:, 0], mean(hidden, marks == TARGET), mean(hidden, mask == 1)], 1)

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """Logits; in training the mean over several dropout masks of one encoding."""
        state = self.pooled(ids, mask, marks)
        if not self.training:
            return self.out(torch.tanh(self.dense(state)))
        draws = [
            self.out(self.dropout(torch.tanh(self.dense(self.dropout(state)))))
            for _ in range(self.samples)
        ]
        return torch.stack(draws, 1)


def mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    """Mean of the chosen positions of each row."""
    weight = chosen.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def groups(net: ToneNet, rate: float, head: float, decay: float, weight_decay: float) -> list[dict]:
    """Parameter groups: each layer down learns ``decay`` times slower; word pieces rest.

    The word embeddings are left as pre-trained: half of all parameters, and eight
    thousand sentences say nothing of most of them.
    """
    encoder = net.encoder
    layers = list(encoder.encoder.layer)
    out = []

    def add(parameters: list, lr: float) -> None:
        for decayed in (True, False):
            chosen = [p for p in parameters if (p.ndim > 1) == decayed and p.requires_grad]
            if chosen:
                out.append(
                    {"params": chosen, "lr": lr, "weight_decay": weight_decay if decayed else 0.0}
                )

    encoder.embeddings.word_embeddings.weight.requires_grad = False
    if encoder.pooler is not None:
        encoder.pooler.requires_grad_(False)
    kinds = encoder.embeddings.token_type_embeddings.weight
    add([*net.dense.parameters(), *net.out.parameters(), kinds], head)
    for depth, layer in enumerate(reversed(layers)):
        add(list(layer.parameters()), rate * decay**depth)
    rest = [p for p in encoder.embeddings.parameters() if p is not kinds]
    add(rest, rate * decay ** len(layers))
    return out
