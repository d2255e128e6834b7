"""Values kept between runs as pickles: only ours, in a folder of ours, made anew when torn."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from analysis.errors import InputError
from analysis.outputs.files import write_bytes
from analysis.outputs.fingerprints import article_key

Value = TypeVar("Value")


def reading_file(article: Path, folder: Path, key: str, beside: Iterable[Path] = ()) -> Path:
    """The file in ``folder`` that keeps the reading of the file ``article`` with the files
    ``beside`` it (corrections).

    ``key`` is `analysis.outputs.fingerprints.readings_key`.
    """
    return folder / f"{article_key(key, article, beside)[:32]}.pickle"


def kept(path: Path, kind: type[Value], make: Callable[[], Value]) -> Value:
    """The value of type ``kind`` kept in the file ``path``; where there is none, ``make``'s.

    ``path`` must name all that the value depends on (a hash of it), and lie in a folder that only
    we write to: a pickle of somebody else's could run anything. A file that is torn, or holds
    something else, is made anew; where nothing can be written, nothing is kept.
    """
    try:
        value = pickle.loads(path.read_bytes())
    except Exception:  # a torn pickle may raise anything at all
        value = None
    if isinstance(value, kind):
        return value
    value = make()
    with suppress(InputError):  # a full disk costs the next run a second, not this one its result
        write_bytes(path, pickle.dumps(value, protocol=5))
    return value
