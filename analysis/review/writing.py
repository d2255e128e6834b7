"""The workbook and the CSV to be filled in; what somebody filled in is never overwritten."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from analysis import outputs
from analysis.corrections import Decision, read_decisions
from analysis.corrections.decision import MEETINGS, NOBODY, NONE, TONES, Kind
from analysis.corrections.layouts import (
    ACTORS,
    FLAT,
    LAYOUTS,
    MISSED,
    ORDER,
    PAIRS,
    STATEMENTS,
    Layout,
    layout_of,
)
from analysis.errors import InputError
from analysis.outputs.workbooks import Sheet, guarded, read_sheets, to_bytes
from analysis.reading import Reading
from analysis.review import rows

FORMATS = (".xlsx", ".csv")
#: Empty rows for statements that the machine missed.
_EMPTY = 25
#: The most that may be offered in a list of names.
_WIDE, _MIDDLE, _NARROW = 60, 24, 10


def check_out(out: str | Path, inputs: Sequence[str | Path] = ()) -> Path:
    """``out`` as a Path, if a sheet could be written there; nothing is made.

    Raises InputError where it cannot be written, is neither .xlsx nor .csv, or is there already
    and anything was filled in, or it is not ours.
    """
    path = outputs.check_file(out, inputs)
    name = outputs.shown(path)
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{name} must end in .xlsx or .csv: that is what spreadsheets open.")
    if path.exists() and path.stat().st_size:
        try:
            filled = _filled(path)
        except InputError:
            filled = True
        if filled:
            raise InputError(
                f"{name} is there and may hold what somebody filled in; it is kept:"
                " choose another --out."
            )
    return path


def _filled(path: Path) -> bool:
    """Does anything stand in a column that is a person's to fill, or is it no sheet of ours?"""
    if read_decisions([path]):
        return True
    if path.suffix.lower() == ".csv":
        text = path.read_text(encoding="utf-8-sig")
        sheets = {"": list(csv.reader(io.StringIO(text, newline="")))}
    else:
        sheets = read_sheets(path.read_bytes(), outputs.shown(path.name))
    if sheets.keys() - {"", *_own_sheets()}:
        return True
    for cells in sheets.values():
        headings = [cell.casefold() for cell in cells[0]] if cells else []
        layout = layout_of(headings)
        places = [n for n, h in enumerate(headings) if layout and h in layout.fillable]
        if layout is FLAT:
            places = [n for n, h in enumerate(headings) if h in ("correct", "note")]
        if any(row[n].strip() for row in cells[1:] for n in places if n < len(row)):
            return True
    return False


def _own_sheets() -> set[str]:
    return {"Read me", "Article", "Names", *(layout.name for layout in LAYOUTS)}


def write(reading: Reading, path: Path, decisions: Sequence[Decision] = ()) -> None:
    """Write the sheet of a reading to ``path`` (.xlsx or .csv), whole or not at all.

    ``decisions`` are those made earlier: they stand in it, so that it can take their file's place.
    Raises InputError where the system refuses.
    """
    if path.suffix.lower() == ".csv":
        outputs.write_text(path, "\ufeff" + _csv(rows.flat(reading, decisions)))
    else:
        outputs.write_bytes(path, to_bytes(_workbook(reading, decisions, path)))


def _csv(cells: Sequence[rows.Cells]) -> str:
    made = io.StringIO(newline="")
    out = csv.writer(made, lineterminator="\n")
    out.writerow(FLAT.headings)
    out.writerows([guarded(row.get(h, "")) for h in FLAT.headings] for row in cells)
    return made.getvalue()


def _workbook(reading: Reading, decisions: Sequence[Decision], path: Path) -> dict[str, Sheet]:
    names = reading["actors"].sort_values(["statements", "mentions"], ascending=False)["name"]
    listed = [NOBODY, NONE, *dict.fromkeys(names)]
    speakers, actors = f"Names!$A$2:$A${len(listed) + 1}", f"Names!$A$4:$A${len(listed) + 1}"
    tones, meetings = (f'"{",".join(values)}"' for values in (TONES, MEETINGS))
    said = [{} for _ in range(_EMPTY)]
    sheets = {
        "Read me": Sheet([[line] for line in _instructions(reading, path)], [110], headed=False),
        STATEMENTS.name: _sheet(
            STATEMENTS, rows.statements(reading), {"right speaker": speakers, "right tone": tones}
        ),
        MISSED.name: _sheet(MISSED, said, {"who says it": speakers}),
        ACTORS.name: _sheet(ACTORS, rows.actors(reading), {"is the same as": actors}),
        PAIRS.name: _sheet(PAIRS, rows.pairs(reading), {"they really": meetings}),
        ORDER.name: _sheet(ORDER, rows.order(reading), {}),
        "Article": _article(reading),
        "Names": Sheet([["name"], *([name] for name in listed)], [_WIDE]),
    }
    earlier = rows.decided(decisions, reading.article.document)
    if earlier:
        sheets[FLAT.name] = _sheet(FLAT, earlier, {})
    return sheets


def _sheet(layout: Layout, cells: Sequence[rows.Cells], choices: dict[str, str]) -> Sheet:
    headings = layout.headings
    words = {layout.takes.get(name) for name in ("words", "other")}
    return Sheet(
        [list(headings), *([row.get(h, "") for h in headings] for row in cells)],
        [_WIDE if h in words else _NARROW if h == "sure" else _MIDDLE for h in headings],
        frozenset(n for n, h in enumerate(headings) if h in layout.fillable),
        frozenset(n for n, h in enumerate(headings) if h in layout.hidden),
        {headings.index(h): cells for h, cells in choices.items()},
    )


def _article(reading: Reading) -> Sheet:
    title = reading["articles"]["title"].iloc[0]
    lines = [[row["paragraph"], row["text"]] for row in reading["paragraphs"].to_dict("records")]
    return Sheet([["paragraph", "text"], [0, title], *lines], [_NARROW, 110])


def _instructions(reading: Reading, path: Path) -> list[str]:
    stem = Path(reading.article.document).stem
    return [
        f"What the machine read in {reading.article.document}, the least sure first.",
        "",
        "Fill in the yellow cells of the rows that are wrong, leave all others empty, and save.",
        "An empty yellow cell changes nothing. Nobody needs to look at every row.",
        "",
        f"{STATEMENTS.name}: who says what. Under “right speaker” choose a name, or write one that"
        f" is not in the list; several are parted by “; ”. “{NOBODY}”: nobody is named."
        f" “{NONE}”: nobody says this at all. Under “right tone”: {', '.join(TONES)}.",
        f"{MISSED.name}: what the machine missed. Copy the words that are said from the sheet"
        " “Article” and write who says them. Where you can, copy the words that name the"
        " speaker and the word of saying (“said”, “according to”) too; where the words stand more"
        " than once, copy what stands before them.",
        f"{ACTORS.name}: two rows that are one and the same? In one of them choose the other under"
        " “is the same as”: that name stays. “right role” replaces the role.",
        f"{PAIRS.name}: do two claims meet? Under “they really”: {', '.join(MEETINGS)}. A pair that"
        " is missing: copy both claims' words into an empty row below.",
        f"{ORDER.name}: where a paragraph is to be read, as a number.",
        "“note” is yours. Hidden columns find the words again: leave them as they are.",
        "",
        "Then give the file to the book or the tables:"
        f"  on-the-record book {reading.article.document} --corrections {path.name} --out my-book",
        f"or keep it beside the article as {stem}.corrections.xlsx: it is then found by its name.",
        "In the book, the page “How far to trust this” counts your corrections and shows what the"
        " machine had said; one that no longer fits is named there and on the screen.",
        f"Kinds in a plain CSV: {', '.join(Kind)}.",
    ]
