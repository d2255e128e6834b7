"""The recipe of heads, on a toy task: learnt, gone on with, exported, run without torch."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from analysis.networks import heads as running  # noqa: E402
from analysis.training import heads, heads_export  # noqa: E402


@pytest.fixture(scope="module")
def toy(tmp_path_factory) -> Path:
    """Items whose class is written in the marked piece: only a head that heeds marks learns it."""
    folder = tmp_path_factory.mktemp("toy")
    rng = np.random.default_rng(1)
    signs = rng.normal(size=(3, 384)).astype(np.float32)
    rows, lines = [], []
    for number in range(240):
        size, first = int(rng.integers(3, 9)), len(rows)
        classes = rng.integers(0, 3, size)
        rows += [signs[c] + rng.normal(scale=0.3, size=384) for c in classes]
        asked = int(rng.integers(0, size))
        lines.append(
            {
                "rows": [first, first + size],
                "marks": [int(k == asked) for k in range(size)],
                "label": int(classes[asked]),
                "split": "held" if number % 6 == 0 else "train",
            }
        )
    np.save(folder / "states.npy", np.asarray(rows, dtype=np.float16))
    (folder / "tone.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    return folder


def learn(toy: Path, out: Path, epochs: int) -> list[dict]:
    options = ["--data", str(toy), "--out", str(out), "--epochs", str(epochs), "--pieces", "120"]
    heads.main(["tone", *options, "--average", "0.9", "--full-precision"])
    return [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]


def test_a_toy_task_is_learnt_and_exported(toy, tmp_path):
    """Far above chance after three epochs; in 8 bits it says the same, in any company."""
    assert learn(toy, tmp_path, 3)[-1]["held"] > 0.8
    files = ["--weights", "average.pt", "--out", ".", "--float", "float.onnx"]
    files[1::2] = [str(tmp_path / name) for name in files[1::2]]
    heads_export.main(["tone", "--data", str(toy), *files])
    items = heads.read_items(toy, "tone")
    numbers = heads.parts_of(items)["held"]
    small, plain = (
        heads_export.said(tmp_path / name, items, numbers) for name in ("head.onnx", "float.onnx")
    )
    assert (small.argmax(1) == plain.argmax(1)).mean() > 0.95
    first = numbers[0]
    alone = running.run(
        tmp_path / "head.onnx",
        [np.asarray(items.states[items.rows(first)], dtype=np.float32)],
        [np.asarray(items.lines[first]["marks"])],
    )
    assert np.allclose(alone[0], small[0], atol=1e-5)
    assert json.loads((tmp_path / "calibration.json").read_text())["temperature"] > 0


def test_a_run_that_was_cut_off_goes_on(toy, tmp_path):
    """The second call trains the epoch that was missing, and no other."""
    learn(toy, tmp_path, 1)
    log = learn(toy, tmp_path, 2)
    assert [line["epoch"] for line in log] == [1, 2]
