"""Reads the test files of other projects and shows, for each, how much of its text is kept.

The packages are unpacked source distributions, such as those of pypdf, python-docx, python-pptx,
odfpy and trafilatura; none of their files is kept here. What is expected of a PDF is the text that
pypdf extracts, and of a Word document the text that python-docx extracts, which leave out text
boxes, footnotes and the numbers of lists. For other files there is no independent text.

usage: python tests/benchmarks/public_files.py FOLDER [--json FILE] [-v]
"""

from __future__ import annotations

import argparse
import io
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from qa.articles.extract import Extract
from qa.articles.folder import Limits, ending
from qa.articles.formats import formats
from qa.articles.tables import Columns
from qa.errors import UnreadableArticleError

_WORD = re.compile(r"\w+")


def expected_of_pdf(content: bytes) -> str:
    """Return the text that pypdf finds."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    return "\n".join(page.extract_text() for page in reader.pages)


def expected_of_docx(content: bytes) -> str:
    """Return the text that python-docx finds in paragraphs and tables."""
    from docx import Document

    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


EXPECTED: dict[str, Callable[[bytes], str]] = {
    ".pdf": expected_of_pdf,
    ".docx": expected_of_docx,
}


def kept(found: str, expected: str) -> float | None:
    """Return the share of the expected words' characters that were found; None if there are none.

    Words are counted, so that neither their order nor the spaces between them matter.
    """
    wanted, there = (Counter(_WORD.findall(text.lower())) for text in (expected, found))
    total = sum(len(word) * count for word, count in wanted.items())
    held = sum(len(word) * min(count, there[word]) for word, count in wanted.items())
    return held / total if total else None


def rows(folder: Path) -> Iterable[dict[str, object]]:
    """Yield what was read of each file: characters, the share kept, title, date, verdict."""
    readers = formats(Columns(), Limits().max_bytes)
    for path in sorted(folder.rglob("*")):
        suffix = ending(path.name)
        if not path.is_file() or suffix not in readers or suffix in (".txt", ".md", ".json"):
            continue
        content = path.read_bytes()
        began = time.perf_counter()
        articles: list[Extract] = []
        try:
            found = list(readers[suffix](content))
            articles = [one for one in found if isinstance(one, Extract) and one.text.strip()]
            verdict = "read" if articles else "holds no text"
        except UnreadableArticleError as error:
            verdict = f"named: {error}"
        except Exception as error:  # the benchmark is here to find these
            verdict = f"FAILED: {error!r}"
        seconds = time.perf_counter() - began
        text = "\n".join(one.text for one in articles)
        yield {
            "file": path.relative_to(folder).as_posix(),
            "format": suffix,
            "characters": len(text),
            "kept": share(suffix, content, text) if articles else None,
            "title": next((one.title for one in articles if one.title), None),
            "published": next((one.published for one in articles if one.published), None),
            "verdict": verdict,
            "seconds": round(seconds, 3),
        }


def share(suffix: str, content: bytes, text: str) -> float | None:
    """Return the share kept of what another program finds in the file, if it can read it."""
    if suffix not in EXPECTED:
        return None
    try:
        return kept(text, EXPECTED[suffix](content))
    except Exception:  # the other program fails too
        return None


def main() -> None:
    """Print the table and, if asked, write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of unpacked source distributions")
    parser.add_argument("--json", type=Path, help="file to write all rows to")
    parser.add_argument("-v", action="store_true", help="print every file, not only the doubtful")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    table = list(rows(arguments.folder))
    for row in table:
        share_kept = row["kept"]
        doubtful = isinstance(share_kept, float) and share_kept < 0.95
        if arguments.v or doubtful or str(row["verdict"]).startswith("FAILED"):
            shown = f"{share_kept:.3f}" if isinstance(share_kept, float) else "  -  "
            print(
                f"{shown} {row['characters']:>8} {row['published'] or '-':10} "
                f"{str(row['title'] or '-')[:30]:30} {str(row['file'])[-60:]:60} {row['verdict']}"
            )
    summary: dict[str, dict[str, int]] = {}
    for row in table:
        of_format = summary.setdefault(str(row["format"]), Counter())
        of_format[str(row["verdict"]).partition(":")[0]] += 1
    for suffix, verdicts in sorted(summary.items()):
        shares = [row["kept"] for row in table if row["format"] == suffix]
        known = [one for one in shares if isinstance(one, float)]
        mean = f", mean share kept {sum(known) / len(known):.3f} of {len(known)}" if known else ""
        print(f"{suffix:6} {dict(verdicts)}{mean}")
    if arguments.json:
        arguments.json.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
