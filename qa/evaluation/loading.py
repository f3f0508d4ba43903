"""Loads gold sets from files: JSON Lines, JSON lists, CSV, and SQuAD's JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from qa.errors import GoldSetError
from qa.evaluation.gold import GoldSet, parse_rows
from qa.evaluation.squad import load_squad

__all__ = ["load_gold"]

_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0"})
_COMMENTS = ("#", "//")
_LISTS = frozenset({"answers", "history", "expect", "articles"})
_META = "meta."

_Rows = list[tuple[int, Mapping[str, Any]]]


def load_gold(path: Path) -> GoldSet:
    """Load a gold file. The extension of its name determines the format.

    * ``.jsonl``, ``.ndjson``: one JSON object on each line. Empty lines are skipped, and so are
      lines that begin with ``#`` or ``//``, because JSON itself has no comments. The first object
      may name the folder of articles, and nothing else: ``{"folder": "articles"}``.
    * ``.csv``: the same keys as columns, with a header. In ``answers``, ``history``, ``expect`` and
      ``articles``, items are separated by ``|`` or line breaks; ``evidence`` has one
      ``path | quote`` on each line; ``meta.NAME`` is the key NAME of ``meta``.
    * ``.json``: a list of the same objects, whose lines are counted as items of the list; or SQuAD.
    * ``.json``, ``.json.gz``: SQuAD 1.1 or 2.0; see :func:`qa.evaluation.squad.load_squad`.

    Raises:
        GoldSetError: The file is missing, not UTF-8, of another format, or has malformed rows.
    """
    if path.name.endswith(".json.gz") or (path.suffix == ".json" and not _is_list(path)):
        return load_squad(path)
    read = _READERS.get(path.suffix)
    if read is None:
        raise GoldSetError(
            f"{path.name} is not a gold file that can be read.",
            hint="Give a .jsonl, .ndjson, .csv, .json or .json.gz file; "
            "`qa eval --init` writes a starter.",
        )
    rows = _read(path, read)
    folder = _folder_named(rows, path)
    return parse_rows(rows if folder is None else rows[1:], path.name, folder)


def _folder_named(rows: _Rows, path: Path) -> Path | None:
    """Return the folder that the first row names, if it names a folder and nothing else."""
    if not rows or set(rows[0][1]) != {"folder"}:
        return None
    line, row = rows[0]
    if not isinstance(row["folder"], str) or not row["folder"].strip():
        raise GoldSetError(
            f"{path.name}: line {line}: 'folder' must be the path of a folder.",
            hint='Write it like {"folder": "path/to/articles"}, or leave the line out.',
        )
    return path.parent / Path(row["folder"]).expanduser()


def _read(path: Path, read: Callable[[str, str], _Rows]) -> _Rows:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise GoldSetError(
            f"There is no gold file {path}.",
            hint="Check the path, or write a file to start from: qa eval --init NAME.jsonl",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise GoldSetError(
            f"The gold file {path.name} cannot be read: {error}",
            hint="Check the path, and save the file as UTF-8.",
        ) from error
    return read(text, path.name)


def _is_list(path: Path) -> bool:
    """Tell whether a file holds a JSON list; of SQuAD's JSON, the whole is an object."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read(1024).lstrip().startswith("[")
    except (OSError, UnicodeDecodeError):
        return True  # what is wrong is reported when it is read


def _read_json_list(text: str, name: str) -> _Rows:
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise GoldSetError(
            f"{name}: line {error.lineno}: not JSON: {error.msg} at column {error.colno}",
            hint="The file holds one list of objects, separated by commas.",
        ) from error
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise GoldSetError(
                f"{name}: item {number} of the list is not an object",
                hint='Each item is an object: {"question": "...", "answers": ["..."]}',
            )
    return list(enumerate(rows, start=1))


def _read_json_lines(text: str, name: str) -> _Rows:
    rows: _Rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith(_COMMENTS):
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldSetError(
                f"{name}: line {number}: not JSON: {error.msg} at column {error.colno}",
                hint='Each line holds one JSON object; a quote inside a text is written \\".',
            ) from error
        if not isinstance(row, dict):
            raise GoldSetError(
                f"{name}: line {number}: not a JSON object",
                hint='Each line holds one object: {"question": "...", "answers": ["..."]}',
            )
        rows.append((number, row))
    return rows


def _read_csv(text: str, name: str) -> _Rows:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: _Rows = []
    line = 1  # of the row's start; cells may contain line breaks
    try:
        header = next(reader, [])
        line = reader.line_num + 1
        for cells in reader:
            if cells:
                rows.append((line, _row_of_cells(header, cells)))
            line = reader.line_num + 1
    except (csv.Error, ValueError) as error:
        raise GoldSetError(
            f"{name}: line {line}: {error}",
            hint="Put cells that hold commas, quotes or line breaks in double quotes.",
        ) from error
    return rows


def _row_of_cells(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    if len(cells) > len(header):
        raise ValueError("more cells than the header has columns")
    named = ((key.strip(), cell.strip()) for key, cell in zip(header, cells, strict=False))
    row: dict[str, Any] = {}
    for key, cell in named:
        if cell and key.startswith(_META):
            row.setdefault("meta", {})[key.removeprefix(_META)] = cell
        elif cell:
            row[key] = _value_of_cell(key, cell)
    return row


def _value_of_cell(key: str, cell: str) -> Any:
    if key == "evidence":
        pairs = [line.partition("|") for line in cell.splitlines() if line.strip()]
        return [{"path": path.strip(), "quote": quote.strip()} for path, _, quote in pairs]
    if key in _LISTS:
        items = [item.strip() for item in cell.replace("\n", "|").split("|")]
        return [item for item in items if item]
    if key in {"answerable", "draft"}:
        if cell.lower() not in _TRUE | _FALSE:
            raise ValueError(f"{key!r} must be true or false, not {cell!r}")
        return cell.lower() in _TRUE
    return cell


_READERS: Mapping[str, Callable[[str, str], _Rows]] = {
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".json": _read_json_list,
    ".csv": _read_csv,
}
