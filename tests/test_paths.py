"""Where data lies, and what is said where it does not."""

import pytest

from analysis import paths
from analysis.__main__ import main
from analysis.errors import InputError


def test_what_only_a_clone_has_is_named(tmp_path):
    """One sentence says what is missing and what to do; what is there passes in silence."""
    paths.need_clone(paths.GOLD, "`bench gold` compares with gold")
    with pytest.raises(InputError, match=r"^`bench gold` compares with gold, which .* clone"):
        paths.need_clone(tmp_path / "gold", "`bench gold` compares with gold")


@pytest.mark.parametrize("task", ["gold", "claims"])
def test_a_benchmark_without_its_gold_ends_with_a_sentence(task, tmp_path, monkeypatch, capsys):
    """From an installed wheel, `bench` says what is missing instead of printing nothing."""
    monkeypatch.setattr(paths, "GOLD", tmp_path / "gold")
    assert main(["bench", task]) == 2
    assert "clone of the repository" in capsys.readouterr().err
