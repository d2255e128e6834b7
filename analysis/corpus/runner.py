"""Many articles: the same reading, on Dask, into one Parquet folder a table."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis import outputs
from analysis.corpus import batch
from analysis.corpus.batch import Failure
from analysis.corrections import beside
from analysis.errors import InputError
from analysis.export.tables import write_tables
from analysis.outputs import folders
from analysis.outputs.fingerprints import reading_fingerprint
from analysis.tables import TABLES

if TYPE_CHECKING:
    from distributed import Client

#: Articles a part: small enough for memory (each holds about 1 MB of rows), large enough
#: that loading the models once a process does not show.
PART = 50
#: What a part's folder is to `analysis.outputs.folders`.
KIND = "corpus part"
#: The files of a part as versions before the marker wrote them.
_OLD_STAMP = "inputs.sha256"
_NUMBER = re.compile(r"\d{5,}")
_PART_LEFT = re.compile(re.escape(outputs.ASIDE) + r"(?:old|new)-(\d{5,})-\w{8}")


class Part(NamedTuple):
    """What became of a part: how many articles were read, and what was left out."""

    articles: int
    failures: list[Failure]


def expand(patterns: Sequence[str]) -> list[str]:
    """The files the glob ``patterns`` name (``**`` goes down), sorted, each once.

    A path that is written out is kept whatever it is, so that a folder or a pipe is named when
    it is read. Raises InputError where a pattern names no file.
    """
    found: set[str] = set()
    for pattern in patterns:
        if os.path.lexists(pattern):
            names = [pattern]
        else:
            names = [n for n in glob.glob(pattern, recursive=True) if not os.path.isdir(n)]
        if not names:
            raise InputError(
                f"{outputs.shown(pattern)} names no file; check it, and quote it in a shell."
            )
        found.update(names)
    return sorted(batch.once(sorted(found)))


@cache
def _reader() -> str:
    """What the rows depend on beside the articles."""
    return reading_fingerprint()


def _inputs(files: Sequence[str], documents: Sequence[str]) -> str:
    """A checksum over the articles' names and bytes and what reads them; a file that cannot be
    read counts with its reason, so that it is tried again once that changes."""
    digest = hashlib.sha256(_reader().encode())
    for name, document in zip(files, documents, strict=True):
        digest.update(os.fsencode(document) + b"\0")
        try:
            regular = os.path.isfile(name)  # a pipe would be waited for
            content = Path(name).read_bytes() if regular else b"no file"
            digest.update(hashlib.sha256(content).digest())
            for file in beside(name):
                digest.update(hashlib.sha256(file.read_bytes()).digest())
        except OSError as error:
            digest.update(outputs.why(error).encode())
    return digest.hexdigest()


def _finished(folder: Path, inputs: str) -> Part | None:
    """What stands in the part's ``folder``, if it is whole and made of the same ``inputs``."""
    said = folders.marker(folder, KIND)
    if not said or said.get("inputs") != inputs:
        return None
    try:
        if said["sizes"] == _sizes(folder):
            return Part(int(said["articles"]), [Failure(**row) for row in said["failures"]])
    except (KeyError, TypeError, ValueError, OSError):
        pass
    return None


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.name: path.stat().st_size
        for path in sorted(folder.iterdir())
        if path.name != folders.MARKER
    }


def read_part(
    files: Sequence[str], out: str, number: int, documents: Sequence[str] | None = None
) -> Part:
    """Read the articles of ``files`` and write their tables as part ``number`` below ``out``.

    ``documents`` are what they are called in the tables. A file that cannot be read, and an
    article that we stumble over, costs itself alone and stands in the part's table ``errors``.
    A part that is there already, whole and for the same bytes, is not read again, so a run can
    be resumed.
    """
    documents = documents or batch.documents(files)
    folder = Path(out) / "parts" / f"{number:05d}"
    inputs = _inputs(files, documents)
    before = _finished(folder, inputs)
    if before:
        return before
    read = batch.read(files, TABLES, documents)
    tables = read.join(TABLES)
    with outputs.work_folder("on-the-record-part-") as new:
        write_tables(tables, new, "parquet")
        _write_errors(new / "errors.parquet", read.failures)
        _adopt(folder)
        folders.replace(
            new,
            folder,
            KIND,
            beside=Path(out),
            inputs=inputs,
            articles=len(read.readings),
            failures=[vars(failure) for failure in read.failures],
            sizes=_sizes(new),
        )
    return Part(len(read.readings), read.failures)


def _write_errors(path: Path, failures: Sequence[Failure]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("document", pa.string()), ("fault", pa.bool_()), ("message", pa.string())])
    rows = [vars(failure) for failure in failures]
    pq.write_table(pa.Table.from_pylist(rows, schema), path)


def _adopt(folder: Path) -> None:
    """Mark the folder of a part that an earlier version left, and nobody else's, as ours."""
    known = {_OLD_STAMP, *(f"{name}.parquet" for name in TABLES)}
    old = (folder / _OLD_STAMP).is_file() and not (folder / folders.MARKER).exists()
    if old and set(folders.entries(folder)) <= known:
        folders.mark(folder, KIND)


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


def _prepare(out: Path, parts: int) -> None:
    """Make ``out/parts`` fit for a run of so many parts: what a killed run left is put right, the
    parts of a larger run before are removed. Nothing that is not ours is touched.

    Raises InputError where ``out/parts`` holds anything else than parts of ours.
    """
    place = out / "parts"
    for left in sorted(out.iterdir()):
        name = _PART_LEFT.fullmatch(left.name)
        if name:
            folders.mend(place / name.group(1), KIND, out)
    ours = [path for path in sorted(place.iterdir()) if path.name not in folders.NOBODYS]
    for folder in ours:
        _adopt(folder)
        good = _NUMBER.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink()
        other = "" if not good else folders.stranger(folder, folders.written(folder, KIND) or ())
        if not good or other:
            raise InputError(
                f"{outputs.shown(folder / other)} is no part of a corpus;"
                " move it, or choose another --out."
            )
    for folder in ours:
        if int(folder.name) >= parts:
            folders.remove(folder, KIND)


def run(
    patterns: Sequence[str],
    out: str | Path,
    scheduler: str | None = None,
    workers: int | None = None,
    say: Callable[[str], Any] = print,
) -> int:
    """Read every file the patterns name; returns 0, 2 where some could not be read, and 1 where
    that was our fault.

    Writes ``out/parts/NNNNN/<table>.parquet``, `PART` files a part; any Parquet reader takes
    ``out/parts/*/statements.parquet`` as one table, and ``errors.parquet`` says what was left
    out and why. With ``scheduler`` the parts are read on that Dask cluster, which must see the
    same paths; else on ``workers`` local processes. Parts that a larger run left in ``out`` are
    removed; what is not ours stays.
    """
    from distributed import as_completed

    if workers is not None and workers < 1:
        raise InputError("--workers wants a number from 1 up.")
    out = outputs.check_folder(out).absolute()
    own = out / "parts"
    files = [name for name in expand(patterns) if not Path(name).absolute().is_relative_to(own)]
    if not files:
        raise InputError("The patterns name nothing but the corpus's own parts; check them.")
    outputs.make_folder(own)
    names = batch.documents(files)
    starts = range(0, len(files), PART)
    done, left_out = 0, []
    with outputs.locked(own, wait=False):
        _prepare(out, len(starts))
        with _client(scheduler, workers) as client:
            futures = {
                client.submit(
                    read_part,
                    [os.path.abspath(name) for name in files[at : at + PART]],
                    str(out),
                    number,
                    names[at : at + PART],
                    pure=False,
                ): at
                for number, at in enumerate(starts)
            }
            for future in as_completed(futures):
                part = _result(future, names[futures[future] :][:PART])
                done += part.articles
                left_out += part.failures
                for failure in part.failures:
                    say(failure.message)
                say(f"{done} articles read, {len(left_out)} files left out")
    return batch.status(left_out)


def _result(future: Any, documents: Sequence[str]) -> Part:
    """What a worker reports; where it was lost with its whole part, that the part was."""
    try:
        return future.result()
    except InputError:
        raise
    except Exception as error:
        first, last = outputs.shown(documents[0]), outputs.shown(documents[-1])
        which = first if len(documents) == 1 else f"{first} to {last}"
        what = f"{type(error).__name__}: {error}".split("\n")[0][:300]
        message = f"{which}: the part was lost ({what}); run the same command again."
        return Part(0, [Failure(name, message, True) for name in documents[:1]])
