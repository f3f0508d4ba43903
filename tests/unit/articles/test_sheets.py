from __future__ import annotations

import io
import zipfile

import pytest

from qa.articles.extract import Extract, Unusable
from qa.articles.sheets import read_sheets
from qa.articles.tables import Columns
from qa.errors import UnreadableArticleError

STORY = "The ferry was named on Monday. It carries cars over the bay."
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
#: The number of 10 July 2021 in a spreadsheet, which counts days from 1900.
DAY = 44387


def xlsx(**sheets: list[list[str | int]]) -> bytes:
    """Write a workbook as the standard (ECMA-376) asks; a number is shown as a day."""
    names = list(sheets)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        kinds = "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="application/vnd.openxmlformats-'
            f'officedocument.spreadsheetml.{kind}+xml"/>'
            for part, kind in [("workbook", "sheet.main"), ("styles", "styles")]
            + [(f"s{at}", "worksheet") for at in range(len(names))]
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r"'
            f' Type="{OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{name}" sheetId="{at + 1}" r:id="r{at}"/>'
            for at, name in enumerate(names)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        targets = "".join(
            f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="s{at}.xml"/>'
            for at in range(len(names))
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{targets}<Relationship Id="st"'
            f' Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>",
        )
        for at, rows in enumerate(sheets.values()):
            lines = "".join(
                f'<row r="{number}">'
                + "".join(
                    f'<c r="{chr(65 + column)}{number}" s="1"><v>{cell}</v></c>'
                    if isinstance(cell, int)
                    else f'<c r="{chr(65 + column)}{number}" t="inlineStr">'
                    f"<is><t>{cell}</t></is></c>"
                    for column, cell in enumerate(row)
                    if cell != ""
                )
                + "</row>"
                for number, row in enumerate(rows, start=1)
                if row
            )
            archive.writestr(
                f"xl/s{at}.xml",
                f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>',
            )
    return stream.getvalue()


def read(content: bytes) -> list[Extract | Unusable]:
    return list(read_sheets(content, Columns()))


def test_each_row_is_an_article() -> None:
    rows: list[list[str | int]] = [
        ["Articles of the year"],
        ["Title", "Date", "Text"],
        ["Ferry named", DAY, STORY],
        [],
        ["Only a title", "13-Jun-21", ""],
    ]
    extract, empty = read(xlsx(News=rows))
    assert isinstance(extract, Extract)
    assert (extract.title, extract.published, extract.text, extract.part) == (
        "Ferry named",
        "2021-07-10",
        STORY,
        "row 3",
    )
    assert isinstance(empty, Extract)
    assert (empty.part, empty.text) == ("row 5", "")


def test_of_several_sheets_those_with_a_column_of_text_are_read() -> None:
    (extract,) = read(xlsx(Sums=[["Year", "Sum"], ["2020", "4"]], News=[["Text"], [STORY]]))
    assert isinstance(extract, Extract)
    assert (extract.part, extract.text) == ("News, row 2", STORY)


def test_a_workbook_without_a_column_of_text_says_so() -> None:
    with pytest.raises(UnreadableArticleError, match="its columns are Year, Sum"):
        read(xlsx(Sums=[["Year", "Sum"]]))


def test_sheets_of_facts_are_an_article_each() -> None:
    sums = [["Year", "Sum"], ["2020", "4"], ["2021", "5"]]
    found = read(xlsx(Sums=sums, Empty=[], Towns=[["Town", "Since"], ["Elva", DAY]]))
    assert [(one.part, one.text) for one in found if isinstance(one, Extract)] == [
        ("Sums", "Year: 2020 | Sum: 4\nYear: 2021 | Sum: 5"),
        ("Towns", "Town: Elva | Since: 2021-07-10"),
    ]
    (alone,) = read(xlsx(Sums=sums))
    assert isinstance(alone, Extract)
    assert alone.part is None


@pytest.mark.parametrize("keep", [0, 10, 300])
def test_a_damaged_workbook_says_so(keep: int) -> None:
    with pytest.raises(UnreadableArticleError, match="damaged or locked"):
        read(xlsx(News=[["Text"], [STORY]])[:keep])
