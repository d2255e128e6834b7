"""The network of the tone model, and the larger one it may learn from (torch; training only)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel

from analysis.tone.target_network import LABELS, TARGET, WHOLE

# MPNet's vocabulary is BERT's moved up by four, with special pieces of its own.
_MPNET_SHIFT = 4
_MPNET_SPECIAL = {0: 1, 101: 0, 102: 2, 103: 30526}  # [PAD], [CLS], [SEP], [MASK]


class MpnetEncoder(nn.Module):
    """All-MPNet-base behind BERT's call: takes BERT's piece numbers and the marks.

    The bottom *frozen* layers stay as pre-trained and cost no backward pass; what a piece is
    comes in above them.
    """

    def __init__(self, folder: Path, frozen: int) -> None:
        super().__init__()
        mpnet = MPNetModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        self.config = mpnet.config
        self.embeddings, self.encoder, self.frozen = mpnet.embeddings, mpnet.encoder, frozen
        self.embeddings.token_type_embeddings = nn.Embedding(1, self.config.hidden_size)
        nn.init.zeros_(self.embeddings.token_type_embeddings.weight)
        table = torch.arange(self.config.vocab_size) + _MPNET_SHIFT
        for bert, own in _MPNET_SPECIAL.items():
            table[bert] = own
        self.register_buffer("table", table, persistent=False)
        if frozen:
            still = [self.embeddings, self.encoder.relative_attention_bias]
            for part in (*still, *self.encoder.layer[:frozen]):
                part.requires_grad_(False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> object:
        """As BertModel: an object with ``last_hidden_state``."""
        hidden = self.embeddings(input_ids=self.table[input_ids])
        bias = self.encoder.compute_position_bias(hidden)
        bias = bias + (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        for depth, layer in enumerate(self.encoder.layer):
            if depth == self.frozen:
                hidden = hidden + self.embeddings.token_type_embeddings(token_type_ids)
            hidden = layer(hidden, None, bias)[0]
        return SimpleNamespace(last_hidden_state=hidden)


def open_encoder(folder: Path, frozen: int = 0) -> nn.Module:
    """The pre-trained encoder of *folder*: all-MiniLM-L6-v2, or all-MPNet-base-v2 as a teacher."""
    kind = json.loads((folder / "config.json").read_text("utf-8"))["model_type"]
    if kind == "mpnet":
        return MpnetEncoder(folder, frozen)
    return BertModel.from_pretrained(
        folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0
    )


class ToneNet(nn.Module):
    """A BERT encoder read at three places: [CLS], the bracketed target, the whole text.

    What a piece is (ordinary, target, another mention of it) goes in through the
    token-type embedding, which a single sentence leaves unused otherwise.
    """

    def __init__(self, encoder: nn.Module, dropout: float = 0.1, samples: int = 4) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        kinds = nn.Embedding(WHOLE + 1, width)
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
        asked = (marks == TARGET) | (marks == WHOLE)
        return torch.cat([hidden[:, 0], mean(hidden, asked), mean(hidden, mask == 1)], 1)

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


def load(net: ToneNet, path: Path) -> None:
    """Put a checkpoint's weights into ``net``. Raises ValueError for those of another network."""
    put(net, torch.load(path, weights_only=True))


def put(net: ToneNet, weights: Mapping[str, Tensor]) -> None:
    """As `load`; word embeddings are not among the weights and stay.

    Checkpoints made before WHOLE was a mark begin it as TARGET.
    """
    state = {k: v.float() for k, v in weights.items()}
    kinds = "encoder.embeddings.token_type_embeddings.weight"
    if kinds in state and len(state[kinds]) == WHOLE:
        state[kinds] = torch.cat([state[kinds], state[kinds][TARGET : TARGET + 1]])
    missing, extra = net.load_state_dict(state, strict=False)
    if extra or any("word_emb" not in name for name in missing):
        raise ValueError(f"not a checkpoint of this network: {missing} {extra}")


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
    kinds = encoder.embeddings.token_type_embeddings.weight
    add([*net.dense.parameters(), *net.out.parameters(), kinds], head)
    for depth, layer in enumerate(reversed(layers)):
        add(list(layer.parameters()), rate * decay**depth)
    rest = [p for p in encoder.embeddings.parameters() if p is not kinds]
    rest += [p for n, p in encoder.encoder.named_parameters() if not n.startswith("layer.")]
    add(rest, rate * decay ** len(layers))
    return out
