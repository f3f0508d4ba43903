"""Reads the test files of other projects, and shows what is kept of each one's text, title and day.

FOLDER holds unpacked source distributions, none of whose files is kept here. Each is the state of
its project at the tag of that version:

    pip download --no-deps --no-binary :all: pypdf==7.1.1 python-docx==1.2.0 python-pptx==1.0.2 \
        odfpy==1.4.1 newspaper4k==0.9.6 trafilatura==0.9.3 docx2python==3.3.0 ebooklib==0.20

FOLDER may also hold files of public repositories that no package ships, as OWNER/NAME/PATH. They
are listed in ``public_repositories.py``; ``--addresses`` prints where each lies, at its commit.

What is expected is never what this project finds:

- for a web page of newspaper4k, the text, title and day that the project keeps beside it
  (``tests/data/txt`` and ``tests/data/metadata``);
- for a file of a public repository, the words of its source without the markup, which other
  programs read (the standard library's for mail, tables and pages; markdown-it), and the title and
  the day that a reader finds in it;
- for another web page, the text, title and day that newspaper4k finds, if it is installed;
- for a PDF, the text that pypdf finds; for Word, presentations and OpenDocument, the text that
  python-docx, python-pptx and odfpy find, if they are installed.

usage: uv run --with newspaper4k --with python-pptx --with odfpy \
           python tests/benchmarks/public_files.py FOLDER [--json FILE] [--before FILE] [-v]

``--before`` names the JSON of a run on an earlier version, for which PYTHONPATH names its checkout;
both are printed in one table.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import io
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from public_repositories import FILES

from qa.articles import ArticleReader
from qa.articles.folder import SourceFile
from qa.errors import UnreadableArticleError

_WORD = re.compile(r"\w+")
#: The types of files whose text others can extract; the rest of a package is its own program.
_SUFFIXES = (".pdf", ".docx", ".pptx", ".odt", ".html", ".htm", ".eml", ".rtf", ".epub")
#: Folders of a package that hold its documentation or its templates rather than test files.
_NOT_TESTS = ("docs", "doc", "templates", "_templates", "site-packages")


class Expected(NamedTuple):
    """What another program, or the project that a file comes from, says of it."""

    text: str = ""
    title: str | None = None
    published: str | None = None


def expected_of_pdf(content: bytes) -> Expected:
    """Return the text that pypdf finds."""
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") != PasswordType.USER_PASSWORD:
        return Expected()
    return Expected("\n".join(page.extract_text() for page in reader.pages))


def expected_of_docx(content: bytes) -> Expected:
    """Return the text that python-docx finds in paragraphs and tables."""
    from docx import Document

    document = Document(io.BytesIO(content))
    # A merged cell is in each of the rows and columns that it spans, but it is one element.
    cells = {
        cell._tc: cell.text for table in document.tables for row in table.rows for cell in row.cells
    }
    return Expected("\n".join([*(part.text for part in document.paragraphs), *cells.values()]))


def expected_of_pptx(content: bytes) -> Expected:
    """Return the text that python-pptx finds in shapes, tables and notes."""
    from pptx import Presentation

    texts: list[str] = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            texts.append(slide.notes_slide.notes_text_frame.text)
    return Expected("\n".join(texts))


def expected_of_odt(content: bytes) -> Expected:
    """Return the text that odfpy finds in paragraphs and headings."""
    from odf import teletype, text
    from odf.opendocument import load

    body = load(io.BytesIO(content)).text
    parts = [*body.getElementsByType(text.H), *body.getElementsByType(text.P)]
    return Expected("\n".join(teletype.extractText(part) for part in parts))


def expected_of_html(content: bytes) -> Expected:
    """Return the text, the title and the day that newspaper4k finds in a page."""
    from newspaper import Article

    article = Article("https://example.org/")
    article.download(input_html=content.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date
    return Expected(article.text, article.title or None, str(day)[:10] if day else None)


def kept_beside(path: Path) -> Expected | None:
    """Return what newspaper4k keeps beside a page of its tests: text, title and day."""
    data = path.parent.parent
    beside = data / "txt" / f"{path.stem}.txt"
    if path.parent.name != "html" or not beside.is_file():
        return None
    metadata = data / "metadata" / f"{path.stem}.json"
    stated = json.loads(metadata.read_text(encoding="utf-8")) if metadata.is_file() else {}
    return Expected(
        beside.read_text(encoding="utf-8"),
        stated.get("title"),
        (stated.get("publish_date") or "")[:10] or None,
    )


EXPECTED: dict[str, Callable[[bytes], Expected]] = {
    ".pdf": expected_of_pdf,
    ".docx": expected_of_docx,
    ".pptx": expected_of_pptx,
    ".odt": expected_of_odt,
    ".html": expected_of_html,
    ".htm": expected_of_html,
}


def expected_of_public(path: Path) -> Expected | None:
    """Return what is expected of a file of a public repository; None if it is no such file."""
    parts = path.parts
    for one in FILES:
        wanted = (*one.repository.split("/"), *one.path.split("/"))
        if parts[-len(wanted) :] == wanted:
            return Expected(words_of_source(path), one.title, one.published)
    return None


def words_of_source(path: Path) -> str:
    """Return the words of a source without its markup.

    A table without a column of text, of which nothing is to be read, has none.
    """
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".eml":
        return words_of_mail(path.read_bytes())
    if path.suffix == ".html":
        return words_of_page(source)
    if path.suffix == ".md":
        from markdown_it import MarkdownIt

        front = re.match(r"---\n.*?\n---\n", source, re.DOTALL)
        page = (
            MarkdownIt("commonmark").enable("table").render(source[front.end() if front else 0 :])
        )
        return words_of_page(page)
    if path.suffix == ".rtf":
        return re.sub(r"\\\w+ ?|[{}]", " ", source)
    if path.suffix == ".json":
        rows = json.loads(source)
        return str(rows["content"]) if isinstance(rows, dict) else ""
    return "" if path.suffix == ".csv" else source


def words_of_page(page: str) -> str:
    """Return all text of a page but its head, as the standard library parses it."""
    text: list[str] = []
    hidden = 0

    class Words(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            nonlocal hidden
            hidden += tag in ("head", "script", "style", "footer", "header")

        def handle_endtag(self, tag: str) -> None:
            nonlocal hidden
            hidden -= tag in ("head", "script", "style", "footer", "header")

        def handle_data(self, data: str) -> None:
            if not hidden:
                text.append(data)

    Words().feed(page)
    return " ".join(text)


def words_of_mail(content: bytes) -> str:
    """Return the text of a message and of those inside it."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    inner = [one for one in message.walk() if one.get_content_type() == "message/rfc822"]
    bodies = [one.get_content().get_body(("plain",)) for one in inner] or [
        message.get_body(("html", "plain"))
    ]
    texts = [str(one.get_content()) for one in bodies if one is not None]
    return " ".join(words_of_page(text) if "<" in text else text for text in texts)


def expected(path: Path) -> Expected:
    """Return what is expected of a file; nothing, if no other program can read it."""
    public = expected_of_public(path)
    if public is not None:
        return public
    beside = kept_beside(path)
    if beside is not None:
        return beside
    try:
        return EXPECTED[path.suffix.lower()](path.read_bytes())
    except Exception:  # the other program is not installed, or fails
        return Expected()


def kept(found: str, wanted: str) -> float | None:
    """Return the share of the wanted words' characters that were found; None if there are none.

    Words are counted, so that neither their order nor the spaces between them matter.
    """
    words, there = (Counter(_words(text)) for text in (wanted, found))
    total = sum(len(word) * count for word, count in words.items())
    held = sum(len(word) * min(count, there[word]) for word, count in words.items())
    return held / total if total else None


def _words(text: str) -> Iterator[str]:
    """Yield a text's words; in scripts without spaces, its characters."""
    for word in _WORD.findall(text.lower().replace("\u00ad", "")):
        yield from word if any(one >= "\u0e00" for one in word) else (word,)


def same_title(found: str | None, wanted: str | None) -> bool | None:
    """Tell whether a title is the wanted one, perhaps without or with the name of the site."""
    if not wanted:
        return None
    there, stated = ("".join(_words(title or "")) for title in (found, wanted))
    return bool(there) and (there in stated or stated in there)


def files(folder: Path) -> Iterator[Path]:
    """Yield the test files among the unpacked packages."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if not path.is_file():
            continue
        of_tests = path.suffix.lower() in _SUFFIXES and not set(parts) & {*_NOT_TESTS}
        if of_tests or expected_of_public(path) is not None:
            yield path


def rows(folder: Path) -> Iterable[dict[str, object]]:
    """Yield what was read of each file beside what was expected."""
    reader = ArticleReader()
    for path in files(folder):
        relative = path.relative_to(folder).as_posix()
        size = path.stat().st_size
        began = time.perf_counter()
        documents = []
        try:
            if path.suffix.lower() not in known(reader, path.parent):
                verdict = "type not read"
            else:
                documents = reader.read(SourceFile(str(path), relative, size, 0))
                verdict = "read"
        except UnreadableArticleError as error:
            verdict = f"named: {error}"
        except Exception as error:  # the benchmark is here to find these
            verdict = f"FAILED: {error!r}"
        seconds = time.perf_counter() - began
        text = "\n".join(document.text for document in documents)
        first = documents[0].metadata if documents else {}
        wanted = expected(path)
        yield {
            "file": relative,
            "format": path.suffix.lower(),
            "expected": len("".join(_words(wanted.text))),
            "characters": len(text),
            "kept": kept(text, wanted.text) if documents or wanted.text.strip() else None,
            "title": first.get("title"),
            "title_right": same_title(first.get("title"), wanted.title),
            "published": first.get("published"),
            "published_right": wanted.published and first.get("published") == wanted.published,
            "verdict": verdict,
            "seconds": round(seconds, 3),
        }


def known(reader: ArticleReader, folder: Path) -> set[str]:
    """Return the endings of the files of a folder that the reader reads."""
    return {found.path.suffix.lower() for found in reader.scan(folder).files}


def line(row: dict[str, object], before: dict[str, object] | None) -> str:
    """Return a row of the table, with what an earlier version found."""
    share, earlier = (_share(one) for one in (row, before))
    right = "".join(
        {True: "+", False: "-", None: "."}[value if isinstance(value, bool) else None]
        for value in (row["title_right"], row["published_right"])
    )
    return (
        f"{earlier:>5} {share:>5} {row['expected']:>8} {right:2} {row['published'] or '-':10} "
        f"{str(row['title'] or '-')[:32]:32} {str(row['file'])[-58:]:58} {str(row['verdict'])[:60]}"
    )


def _share(row: dict[str, object] | None) -> str:
    value = row and row["kept"]
    return f"{value:.3f}" if isinstance(value, float) else "-"


def summary(table: list[dict[str, object]]) -> dict[str, dict[str, float | int | None]]:
    """Return for each format how many files were read, and the means over those with a wish."""
    result = {}
    for suffix in (*sorted({str(row["format"]) for row in table}), "all"):
        of_format = [row for row in table if suffix in ("all", row["format"])]
        result[suffix] = {
            "files": len(of_format),
            "read": sum(row["verdict"] == "read" for row in of_format),
            "named": sum(str(row["verdict"]).startswith("named") for row in of_format),
            "failed": sum(str(row["verdict"]).startswith("FAILED") for row in of_format),
            "with text expected": sum(isinstance(row["kept"], float) for row in of_format),
            **{
                name: mean(values) if values else None
                for name, values in (
                    (name, [float(row[name]) for row in of_format if _is_known(row[name])])
                    for name in ("kept", "title_right", "published_right")
                )
            },
        }
    return result


def _is_known(value: object) -> bool:
    return isinstance(value, (float, bool))


def main() -> None:
    """Print the table and, if asked, write it as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="folder of unpacked source distributions")
    parser.add_argument("--json", type=Path, help="file to write all rows to")
    parser.add_argument("--before", type=Path, help="JSON of an earlier version's run")
    parser.add_argument("-v", action="store_true", help="print every file, not only the doubtful")
    parser.add_argument("--addresses", action="store_true", help="print them, and end")
    arguments = parser.parse_args()
    if arguments.addresses:
        print(*(one.address for one in FILES), sep="\n")
        return
    logging.disable(logging.CRITICAL)
    table = list(rows(arguments.folder.resolve()))
    earlier = json.loads(arguments.before.read_text("utf-8")) if arguments.before else []
    before = {row["file"]: row for row in earlier}
    print("kept before, kept now, characters expected, title and day right (+), day, title, file")
    for row in table:
        share = row["kept"]
        doubtful = (isinstance(share, float) and share < 0.95) or False in (
            row["title_right"],
            row["published_right"],
        )
        if arguments.v or doubtful or str(row["verdict"]).startswith("FAILED"):
            print(line(row, before.get(row["file"])))
    for name, one in (("before", earlier), ("now", table)):
        for suffix, figures in summary(one).items() if one else ():
            shown = ", ".join(
                f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
                for key, value in figures.items()
                if value is not None
            )
            print(f"{name:6} {suffix:6} {shown}")
    if arguments.json:
        arguments.json.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
