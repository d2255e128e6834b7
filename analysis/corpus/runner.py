"""Many articles: the same reading, on Dask, into one Parquet folder a table."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.article.article import read_articles
from analysis.errors import InputError
from analysis.export.tables import make_folder, write_tables
from analysis.reading import Reading, join, read_one
from analysis.tables import TABLES

if TYPE_CHECKING:
    from distributed import Client

#: Articles a part: small enough for memory (each holds about 1 MB of rows), large enough
#: that loading the models once a process does not show.
PART = 50


def expand(patterns: Sequence[str]) -> list[str]:
    """The files the glob ``patterns`` name (``**`` goes down), sorted, each once.

    Raises InputError where a pattern names no file.
    """
    found: set[str] = set()
    for pattern in patterns:
        files = [name for name in glob.glob(pattern, recursive=True) if Path(name).is_file()]
        if not files:
            raise InputError(f"{pattern} names no file; check it, and quote it in a shell.")
        found.update(files)
    return sorted(found)


def read_part(files: Sequence[str], out: str, number: int) -> tuple[int, list[str]]:
    """Read the articles of ``files`` and write their tables as part ``number`` below ``out``.

    Returns how many articles were read, and a sentence for each file that could not be. A part
    that is there already for the same bytes is not read again, so a run can be resumed.
    """
    folder = Path(out) / "parts" / f"{number:05d}"
    digest = hashlib.sha256()
    for name in files:
        digest.update(name.encode() + b"\0" + hashlib.sha256(Path(name).read_bytes()).digest())
    stamp = folder / "inputs.sha256"
    if stamp.exists():
        lines = stamp.read_text(encoding="utf-8").split("\n")
        if lines[0] == digest.hexdigest():
            return int(lines[1]), lines[2:]
    readings: list[Reading] = []
    errors: list[str] = []
    for name in files:
        try:
            readings += [read_one(article, check=False).bare() for article in read_articles(name)]
        except InputError as error:
            errors.append(str(error))
    write_tables(join(readings, TABLES), folder, "parquet")
    stamp.write_text("\n".join([digest.hexdigest(), str(len(readings)), *errors]), encoding="utf-8")
    return len(readings), errors


@contextmanager
def _client(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    from distributed import Client, LocalCluster

    if scheduler:
        try:
            client = Client(scheduler, timeout=10)
        except (OSError, ValueError) as error:
            raise InputError(f"No Dask scheduler answers at {scheduler} ({error}).") from None
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, processes=True
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def run(
    patterns: Sequence[str],
    out: Path,
    scheduler: str | None = None,
    workers: int | None = None,
    say: Callable[[str], Any] = print,
) -> int:
    """Read every file the patterns name; returns 0, or 2 where some could not be read.

    Writes ``out/parts/NNNNN/<table>.parquet``, `PART` files a part; any Parquet reader takes
    ``out/parts/*/statements.parquet`` as one table. With ``scheduler`` the parts are read on
    that Dask cluster, which must see the same paths; else on ``workers`` local processes.
    """
    from distributed import as_completed

    files = expand(patterns)
    if workers is not None and workers < 1:
        raise InputError("--workers wants a number from 1 up.")
    make_folder(out)
    parts = [files[at : at + PART] for at in range(0, len(files), PART)]
    done, bad = 0, 0
    with _client(scheduler, workers) as client:
        futures = [
            client.submit(read_part, part, str(out), number, pure=False)
            for number, part in enumerate(parts)
        ]
        for future in as_completed(futures):
            read, errors = future.result()
            done += read
            bad += len(errors)
            for error in errors:
                say(error)
            say(f"{done} articles read, {bad} files left out")
    return 2 if bad else 0
