from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document, MetadataMode

from qa.articles import ArticleReader, Columns, Limits, Skipped, SourceFile
from qa.articles.extract import Extract
from qa.articles.language import LanguageDetector
from qa.errors import FolderError, UnreadableArticleError
from qa.resources import seeds_folder

PROSE = (
    "The two countries signed a pact on Friday, officials said. It will help both of them.\n\n"
    "The withdrawal ends on August 31, President Biden said. Nothing else was agreed.\n"
)


LANGUAGES = LanguageDetector()  # loads its model once for all tests


def reader(limits: Limits | None = None) -> ArticleReader:
    return ArticleReader(limits, languages=LANGUAGES)


def save(folder: Path, name: str, content: str | bytes) -> SourceFile:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (file,) = [file for file in reader().scan(folder).files if file.relative == name]
    return file


def read(folder: Path, name: str, content: str | bytes) -> Document:
    (document,) = reader().read(save(folder, name, content))
    return document


def body(document: Document) -> str:
    return "".join(document.text[start:end] for start, end in document.metadata["body"])


def test_the_reader_is_one_of_llama_index() -> None:
    assert issubclass(ArticleReader, BaseReader)


def test_the_seeds_are_read_whole() -> None:
    folder = seeds_folder() / "articles"
    first, second = reader().load_data(folder)
    for document in (first, second):
        path = folder / document.metadata["path"]
        assert document.text == path.read_bytes().decode("utf-8")
        assert document.metadata["language"] == "en"
        assert document.metadata["author"] is None
        assert document.metadata["pages"] is None
    assert first.metadata["title"] == (
        "The United States and France strengthen their counter-terrorism cooperation"
    )
    assert first.metadata["published"] is None
    assert second.metadata["published"] == "2021-07-10"
    assert second.metadata["title"].startswith("The United States and France are increasing")
    assert body(second).startswith("The United States and France are increasing")
    assert body(first).startswith("The two countries have signed an agreement in Washington")
    assert "atalayar" not in body(first)


def test_the_id_is_made_of_text_and_date(tmp_path: Path) -> None:
    one = read(tmp_path, "one.txt", PROSE)
    other = read(tmp_path, "other name.txt", PROSE)
    dated = read(tmp_path, "2021-07-10-one.txt", PROSE)
    assert one.id_ == other.id_ == hashlib.sha256(f"\0{PROSE}".encode()).hexdigest()[:16]
    assert dated.id_ == hashlib.sha256(f"2021-07-10\0{PROSE}".encode()).hexdigest()[:16]


def test_line_ends_do_not_make_another_article(tmp_path: Path) -> None:
    unix = read(tmp_path, "unix.txt", PROSE)
    windows = read(tmp_path, "windows.txt", PROSE.replace("\n", "\r\n"))
    assert unix.id_ == windows.id_


def test_without_a_date_the_file_name_speaks(tmp_path: Path) -> None:
    document = read(tmp_path, "2021-07-10-france.pact.txt", PROSE)
    assert document.metadata["published"] == "2021-07-10"


def test_a_stated_date_is_stronger_than_the_file_name(tmp_path: Path) -> None:
    document = read(tmp_path, "2021-07-12.txt", "Published: 10 July 2021\n\n" + PROSE)
    assert document.metadata["published"] == "2021-07-10"


def test_metadata_reach_neither_embedding_nor_prompt(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", PROSE)
    assert document.get_content(metadata_mode=MetadataMode.EMBED) == PROSE
    assert document.get_content(metadata_mode=MetadataMode.LLM) == PROSE


def test_metadata_survive_serialisation(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "A headline of some words\n\n" + PROSE)
    assert Document.from_json(document.to_json()).metadata == document.metadata


def test_another_language_is_named(tmp_path: Path) -> None:
    german = (
        "Frankreich und die Vereinigten Staaten haben am Freitag ein Abkommen unterzeichnet. "
        "Der Abzug aus Afghanistan endet am 31. August, sagte der Präsident in Washington."
    )
    assert read(tmp_path, "a.txt", german).metadata["language"] == "de"


def test_two_letters_are_in_no_certain_language(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "Ok").metadata["language"] == "und"


@pytest.mark.parametrize(
    ("content", "reason", "advice"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a text file", "convert it to text"),
        (b" \n\t\n", "holds no text", "Add the article's text"),
        (b"\xef\xbb\xbf", "holds no text", "Add the article's text"),
        (b"x" * 300, "longer than 200 characters", "raise QA_MAX_CHARACTERS"),
        (b"x" * 2000, "larger than 0.001 MB", "Raise QA_MAX_FILE_MB"),
    ],
)
def test_a_file_that_cannot_be_read_gives_its_reason_and_what_helps(
    tmp_path: Path, content: bytes, reason: str, advice: str
) -> None:
    file = save(tmp_path, "a.txt", content)
    limits = Limits(max_file_mb=0.001, max_characters=200)
    with pytest.raises(UnreadableArticleError, match=reason) as error:
        reader(limits).read(file)
    assert advice in error.value.hint


def test_the_hint_names_the_row_of_a_table_that_cannot_be_used(tmp_path: Path) -> None:
    file = save(tmp_path, "a.jsonl", '["no object"]\n')
    with pytest.raises(UnreadableArticleError, match="not a JSON object") as error:
        reader().read(file)
    assert error.value.hint == "Correct entry 1 of the file, or remove the file."


def test_the_folder_may_be_given_as_a_string(tmp_path: Path) -> None:
    save(tmp_path, "a.txt", PROSE)
    (document,) = reader().load_data(str(tmp_path))
    assert document.text == PROSE


def test_a_file_that_has_gone_gives_its_reason(tmp_path: Path) -> None:
    file = save(tmp_path, "a.txt", PROSE)
    file.path.unlink()
    with pytest.raises(UnreadableArticleError, match="cannot be read: no such file"):
        reader().read(file)


def test_the_rest_of_a_folder_is_read_when_one_file_cannot_be(tmp_path: Path) -> None:
    save(tmp_path, "a.txt", bytes(100))
    save(tmp_path, "b.txt", PROSE)
    assert [document.metadata["path"] for document in reader().load_data(tmp_path)] == ["b.txt"]


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        reader().load_data(tmp_path / "nothing")


@pytest.mark.slow
def test_a_scan_loads_no_format_and_no_language_model(tmp_path: Path) -> None:
    save(tmp_path, "a.html", "<p>Some text.</p>")
    code = (
        "import sys; from pathlib import Path; from qa.articles import ArticleReader;"
        f"print(len(ArticleReader().scan(Path({str(tmp_path)!r})).files));"
        "print(*{'trafilatura', 'lxml', 'py3langid', 'pypdfium2', 'ftfy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]


def test_a_table_gives_an_article_a_row_and_says_what_is_left_out(tmp_path: Path) -> None:
    rows = f'text,title\n"{PROSE}",A pact\n,empty\n"{PROSE}",again\n"{PROSE} More.",\n'
    skipped: list[Skipped] = []
    documents = reader().read(save(tmp_path, "2021-07-10-all.csv", rows), skipped.append)
    assert [document.metadata["title"] for document in documents] == [
        "A pact",
        "The two countries signed a pact on Friday, officials said",
    ]
    assert {document.metadata["published"] for document in documents} == {None}
    assert {document.metadata["path"] for document in documents} == {"2021-07-10-all.csv"}
    assert skipped == [Skipped("2021-07-10-all.csv, row 3", "holds no text")]


def test_a_table_without_articles_gives_the_first_reason(tmp_path: Path) -> None:
    file = save(tmp_path, "a.jsonl", '{"remark": "x"}\n{}\n')
    with pytest.raises(UnreadableArticleError, match="its columns are remark"):
        reader().read(file)


def test_columns_are_taken_from_the_reader(tmp_path: Path) -> None:
    file = save(tmp_path, "a.csv", "remark\nThe pact was signed.\n")
    (document,) = ArticleReader(columns=Columns(text="remark"), languages=LANGUAGES).read(file)
    assert document.text == "The pact was signed."


@pytest.mark.parametrize("text", ["12 4 7", "Boats, boats."])
def test_an_index_file_without_a_sentence_is_named_by_its_folder(tmp_path: Path, text: str) -> None:
    (tmp_path / "regatta").mkdir()
    save(tmp_path / "regatta", "index.txt", text)
    reader = ArticleReader(languages=LANGUAGES)
    (file,) = reader.scan(tmp_path).files
    (document,) = reader.read(file)
    assert document.metadata["title"] == "regatta"


def test_the_day_of_the_last_change_is_kept_beside_that_of_publication(tmp_path: Path) -> None:
    dates = "PUBLISHED: July 10, 2021 at 6:00 a.m. | UPDATED: July 12, 2021 at 7:00 a.m."
    document = read(tmp_path, "a.txt", f"{dates}\n\n{PROSE}")
    assert document.metadata["published"] == "2021-07-10"
    assert document.metadata["updated"] == "2021-07-12"


def test_folders_may_state_the_date(tmp_path: Path) -> None:
    (tmp_path / "2021" / "07" / "10").mkdir(parents=True)
    save(tmp_path / "2021" / "07" / "10", "boats.txt", "The boats left at noon, in the rain.")
    reader = ArticleReader(languages=LANGUAGES)
    (file,) = reader.scan(tmp_path).files
    (document,) = reader.read(file)
    assert document.metadata["published"] == "2021-07-10"


@pytest.mark.parametrize("before", [0, 1])
def test_an_error_in_a_library_costs_no_more_than_the_rest_of_its_file(
    before: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(content: bytes) -> Iterator[Extract]:
        yield from [Extract(PROSE, body=((0, len(PROSE)),))] * before
        raise ZeroDivisionError

    file = save(tmp_path, "a.txt", PROSE)
    failing_reader = ArticleReader(languages=LANGUAGES)
    monkeypatch.setattr(failing_reader, "_formats", {".txt": failing})
    skipped: list[Skipped] = []
    if not before:
        with pytest.raises(UnreadableArticleError, match="its reader failed"):
            failing_reader.read(file)
        return
    assert len(failing_reader.read(file, skipped.append)) == 1
    assert skipped == [Skipped("a.txt, the rest", "its reader failed (ZeroDivisionError)")]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("Jonas Brandt.md", "Roofer in Husum. Met him at the fair.", "Jonas Brandt"),
        ("Jonas Brandt.md", "# The roofer\n\nMet him at the fair in May.", "The roofer"),
        ("notes.md", "Met him at the fair in May.", "Met him at the fair in May"),
        ("2023 03 08.md", "Met him at the fair in May.", "Met him at the fair in May"),
        ("Jonas Brandt.txt", "Met him at the fair in May.", "Met him at the fair in May"),
    ],
)
def test_a_notes_name_of_several_words_is_its_title(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    (tmp_path / name).write_text(text)
    (document,) = ArticleReader().load_data(tmp_path)
    assert document.metadata["title"] == title
