"""Measures how long reading a folder takes, and how much memory, beside an earlier version.

Three folders are written and read: 10,000 short text files, one text of 5 MB, and the same article
in each file type, also compressed by gzip: more than 50 files. Reading includes the division into
passages, but no embedding. Each measurement is a process of its own; the versions take turns, and
the fastest of all rounds counts.

With ``--ask``, the text of 5 MB is also indexed and asked in this version, which takes minutes.

usage: python tests/benchmarks/reading_speed.py [--before CHECKOUT] [--rounds N] [--ask]
           [--json FILE]
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_SENTENCES = (
    "The council of Torne agreed on Friday to build a bridge over the river.",
    "It will cost 4.2 million crowns and open in the spring of 2023, the mayor said.",
    "Ferries have carried people and goods across since 1911.",
    "Fishermen asked for a wider span, since the current is strong in autumn.",
)
_PROGRAM = """
import json, logging, resource, sys, time
from pathlib import Path
logging.disable(logging.CRITICAL)
from qa.articles import ArticleReader
from qa.articles.passages import SentencePassages
from qa.errors import UnreadableArticleError
from qa.models.tokenizer import load_tokenizer, token_counter
reader = ArticleReader()
parser = SentencePassages(count_tokens=token_counter(load_tokenizer()), max_tokens=160)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.perf_counter()
articles = passages = refused = 0
for file in reader.scan(Path(sys.argv[1])).files:
    try:
        found = reader.read(file)
    except UnreadableArticleError:
        refused += 1
        continue
    articles += len(found)
    passages += len(parser.get_nodes_from_documents(found))
print(json.dumps({
    "seconds": time.perf_counter() - began,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "before_mb": before / 1024,
    "articles": articles, "passages": passages, "refused": refused,
}))
"""

_ASKING = """
import json, resource, sys, time
from pathlib import Path
from qa import Assistant
from qa.settings import load_settings
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
began, cpu = time.perf_counter(), time.process_time()
with Assistant.open(sys.argv[1], settings=load_settings(home=sys.argv[2])) as assistant:
    indexed = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu,
               "peak_mb": peak(), "passages": assistant.status().passages}
    began = time.perf_counter()
    answer = assistant.ask("When did ferries begin to carry people across?")
    asked = {"seconds": time.perf_counter() - began, "peak_mb": peak(), "answer": answer.text}
print(json.dumps({"indexed": indexed, "asked": asked}))
"""


def write_small(folder: Path, number: int) -> None:
    """Write short articles, each with a title, a day and about 150 words."""
    for at in range(number):
        day = f"2021-{at % 12 + 1:02}-{at % 28 + 1:02}"
        body = "\n\n".join(f"{sentence} Number {at}." for sentence in _SENTENCES * 2)
        (folder / f"{at:05}.txt").write_text(f"Bridge number {at}\n{day}\n\n{body}\n", "utf-8")


def write_large(folder: Path, size: int) -> None:
    """Write one text of about this many bytes."""
    paragraph = " ".join(_SENTENCES)
    count = size // (len(paragraph) + 14)
    text = "\n\n".join(f"{paragraph} Part {at:06}." for at in range(count))
    (folder / "large.txt").write_text(text, "utf-8")


def write_formats(folder: Path) -> int:
    """Write the article in each file type, and compressed; return the number of files."""
    made = {**_plain(), **_packed()}
    for suffix, content in made.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"bridge{suffix}").write_bytes(data)
        if suffix != ".zip":
            (folder / f"bridge{suffix}.gz").write_bytes(gzip.compress(data))
    return len(list(folder.iterdir()))


def _plain() -> dict[str, str | bytes]:
    text = " ".join(_SENTENCES)
    page = (
        "<html><head><title>A bridge</title></head><body><article><h1>A bridge</h1>"
        f"<p>{text}</p><p>{text}</p></article></body></html>"
    )
    mail = (
        f"From: a@example.org\nSubject: A bridge\nDate: Sat, 10 Jul 2021 14:30:00 +0000\n\n{text}"
    )
    feed = (
        "<rss><channel><item><title>A bridge</title>"
        f"<description>{text}</description></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A bridge</title>'
        f"<content>{text}</content></entry></feed>"
    )
    jats = (
        "<article><front><article-meta><title-group><article-title>A bridge</article-title>"
        f"</title-group></article-meta></front><body><p>{text}</p></body></article>"
    )
    row = json.dumps({"title": "A bridge", "text": text})
    return {
        **dict.fromkeys((".txt", ".md", ".markdown"), f"# A bridge\n\n{text}"),
        **dict.fromkeys((".html", ".htm", ".xhtml"), page),
        **dict.fromkeys((".eml", ".mht", ".mhtml"), mail),
        ".mbox": f"From a@example.org Sat Jul 10 14:30:00 2021\n{mail}\n",
        ".csv": f'title,text\nA bridge,"{text}"\n',
        ".tsv": f"title\ttext\nA bridge\t{text}\n",
        ".org": f"#+TITLE: A bridge\n{text}\n",
        ".srt": f"1\n00:00:01,000 --> 00:00:09,000\n{text}\n",
        ".json": row,
        ".jsonl": row,
        ".rss": feed,
        ".xml": feed,
        ".atom": atom,
        ".nxml": jats,
        ".fb2": f"<FictionBook><body><section><title><p>A bridge</p></title><p>{text}</p></section>"
        "</body></FictionBook>",
        ".enex": "<en-export><note><title>A bridge</title><content><![CDATA[<en-note>"
        f"<div>{text}</div></en-note>]]></content></note></en-export>",
        ".rtf": r"{\rtf1\ansi " + text + "}",
        ".pdf": pdf(text),
    }


def _packed() -> dict[str, bytes]:
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    text = " ".join(_SENTENCES)
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    opened = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    slides = "http://schemas.openxmlformats.org/presentationml/2006/main"
    docx = {
        "_rels/.rels": f"<Relationships><Relationship Id='r1' Type='{relation}/officeDocument' "
        "Target='word/document.xml'/></Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{words}"><w:body>'
        + "".join(map(paragraph.format, _SENTENCES))
        + "</w:body></w:document>",
    }
    odt = {
        "content.xml": f'<o:document-content xmlns:o="{office}" xmlns:t="{opened}"><o:body><o:text>'
        f"<t:p>{text}</t:p></o:text></o:body></o:document-content>"
    }
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    pptx = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{slides}" xmlns:r="{relation}">'
        '<p:sldId r:id="r1"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": "<Relationships><Relationship Id='r1' "
        f"Type='{relation}/slide' Target='slides/slide1.xml'/></Relationships>",
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{slides}" xmlns:a="{drawing}">{shape}</p:sld>',
    }
    epub = {
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="book.opf"/>'
        "</rootfiles></container>",
        "book.opf": '<package><manifest><item id="a" href="a.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>'
        "</package>",
        "a.xhtml": f"<html><body><h1>A bridge</h1><p>{text}</p></body></html>",
    }
    return {
        ".docx": _zip(docx),
        ".odt": _zip(odt),
        ".pptx": _zip(pptx),
        ".epub": _zip(epub),
        ".zip": _zip({"bridge.txt": text, "bridge.md": f"# A bridge\n\n{text}"}),
    }


def _zip(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def pdf(text: str) -> bytes:
    """Return a page with the text in lines of 80 characters."""
    lines = [text[at : at + 80] for at in range(0, len(text), 80)]
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    stream = f"BT /F1 10 Tf 14 TL 50 780 Td\n{shown}ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
    )
    body = "".join(f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n".encode()


def measured(checkout: Path, folder: Path) -> dict[str, float]:
    """Read a folder with the code of a checkout, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder)],
        cwd=checkout,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(run.stdout.strip().splitlines()[-1])
    return found


def asked(folder: Path, home: Path) -> dict[str, dict[str, float | str]]:
    """Index a folder and ask it, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", _ASKING, str(folder), str(home)],
        cwd=_ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, float | str]] = json.loads(run.stdout.strip().splitlines()[-1])
    return found


def show_asking(asking: dict[str, dict[str, float | str]]) -> None:
    """Print a line for indexing and one for asking, if both were measured."""
    for step, figures in asking.items():
        rest = ", ".join(
            f"{name} {value:,.0f}" if isinstance(value, (int, float)) else f"{name}: {value}"
            for name, value in figures.items()
            if name != "seconds"
        )
        print(f"large    {step:7} {figures['seconds']:7.2f} s, {rest}")


def main() -> None:
    """Print the table and, if asked, write it as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--before", type=Path, help="checkout of an earlier version")
    parser.add_argument("--files", type=int, default=10_000, help="how many short files")
    parser.add_argument("--megabytes", type=float, default=5, help="size of the long text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ask", action="store_true", help="index and ask the long text, too")
    parser.add_argument("--json", type=Path, help="file to write the table to")
    arguments = parser.parse_args()
    versions = {"now": _ROOT}
    if arguments.before:
        versions = {"before": arguments.before.resolve(), **versions}
    table: dict[str, dict[str, dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as base:
        small, large, formats = (Path(base, name) for name in ("small", "large", "formats"))
        for folder in (small, large, formats):
            folder.mkdir()
        write_small(small, arguments.files)
        write_large(large, int(arguments.megabytes * 1_000_000))
        number = write_formats(formats)
        for folder in (small, large, formats):
            runs: dict[str, list[dict[str, float]]] = {name: [] for name in versions}
            for _ in range(arguments.rounds):
                for name, checkout in versions.items():
                    runs[name].append(measured(checkout, folder))
            table[folder.name] = {
                name: min(found, key=lambda run: run["seconds"]) for name, found in runs.items()
            }
        asking = asked(large, Path(base, "home")) if arguments.ask else {}
    print(
        f"{arguments.files:,} short texts, {arguments.megabytes:g} MB in one, {number} file types"
    )
    for name, of_version in table.items():
        for version, found in of_version.items():
            print(
                f"{name:8} {version:7} {found['seconds']:7.2f} s {found['peak_mb']:7.0f} MB, "
                f"{found['articles']:,.0f} articles, {found['passages']:,.0f} passages, "
                f"{found['refused']:.0f} refused"
            )
    show_asking(asking)
    if asking:
        table["asking"] = asking
    if arguments.json:
        arguments.json.write_text(json.dumps(table, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
