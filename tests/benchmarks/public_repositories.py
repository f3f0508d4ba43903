"""Test files of other projects that no package ships, by repository, path and commit.

Title and day are those that a reader of the file finds; None where it states none. The files
themselves are not kept here.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FILES", "PublicFile"]

_UNSTRUCTURED = "Unstructured-IO/unstructured"
_DOCLING = "docling-project/docling"
_HAYSTACK = "deepset-ai/haystack"


class PublicFile(NamedTuple):
    """A file of a public repository."""

    repository: str
    path: str
    commit: str
    title: str | None = None
    published: str | None = None

    @property
    def address(self) -> str:
        """Where the file can be fetched."""
        return (
            f"https://raw.githubusercontent.com/{self.repository}/{self.commit}/"
            f"{self.path.replace(' ', '%20')}"
        )


FILES = (
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/README.org",
        "113f1d139ff4b97c36cdf03bc3c7bdd41c2be70e",
        "Example Docs",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/README.rst",
        "113f1d139ff4b97c36cdf03bc3c7bdd41c2be70e",
        "Example Docs",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/arbitrary-records.json",
        "ad91c366b7c3c21996d5a1223fbccde5a34a3d6b",
        None,
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/codeblock.md",
        "42e208f4e8f0c535a94218e33921a9063c3a3f59",
        "HTML Example",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/csv-with-escaped-commas.csv",
        "a4c549e0454efaf32955cd72ed9d2cf30b611400",
        None,
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/eml/family-day.eml",
        "b61891bd102f20fc4bac36b6167d0838daed6509",
        "Family Day",
        "2022-12-21",
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/eml/mime-different-plain-html.eml",
        "2442b6bcba3051da48d0e0724f774ce6039e4b8c",
        "Example MIME Email",
        "2024-10-01",
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/eml/mime-html-split-by-inline-attachment.eml",
        "d11f1cbc73aa5ff1b26100f84eb7e272f893761a",
        "The quarterly report",
        "2026-09-24",
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/eml/mime-multipart-digest.eml",
        "19d2acedfae74098fe866e1b916dd25308f45c0a",
        "First Message",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/eml/test-rfc2822-date.eml",
        "c33dd5683304b81bcdd156ffcd8e154d81c95a4d",
        "Test a standard RFC-2822 date",
        "2025-07-29",
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/fake-doc.rtf",
        "113f1d139ff4b97c36cdf03bc3c7bdd41c2be70e",
        "My First Heading",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/fake-html-duplicates.html",
        "024d50f0ddd68c87b5f5239c3827909403683eff",
        "First Page",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/fake-html-with-footer-and-header.html",
        "c4e6c05a737af9a0979746f228766c08c2c23357",
        "My First Heading",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/fake-html.html",
        "113f1d139ff4b97c36cdf03bc3c7bdd41c2be70e",
        "My First Heading",
        None,
    ),
    PublicFile(
        _UNSTRUCTURED,
        "example-docs/fake-memo-missing-bullet.txt",
        "fc553de0f910829bcb21de9d2796e61df5632d35",
        None,
        "2023-05-05",
    ),
    PublicFile(
        _DOCLING,
        "tests/data/email/sources/eml_with_html_attachment.eml",
        "674413582bc1988243030a51be796dc2b945419b",
        "Email with HTML attachment",
        "2026-05-20",
    ),
    PublicFile(
        _DOCLING,
        "tests/data/html/example_08.html",
        "064a236ebf3f620624a4fca248bd9b3ce4b7f627",
        "Introduction to parsing HTML files with Docling",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/html/html_rich_table_cells.html",
        "b35c7a132787e1342813237ef5f123102e512f2b",
        "Rich Table Cells in HTML",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/html/sources/html_nested_block_in_list_item.html",
        "05cbe2706415119a1477c78673a498a0bf5dcbb6",
        "Ordered list with inline elements",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/html/table_with_heading_02.html",
        "e14e1d72bcb60634ab5565b7f2d84b23bcd081a7",
        "Main Title",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/html_chandra/chandra_list_group.html",
        "86f00e5726264079496b6cfd18caa1c2af53b39c",
        None,
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/html_chandra/chandra_simple.html",
        "610cc6ec57712e05fa24e1b72485a8a3e44a4d66",
        "Introduction",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/md/hierarchy_test.md",
        "2bc6957ad9d2093b5865ac449323161dafa53b76",
        "Main Title",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/md/mixed_no_title.md",
        "58c14f591b1fc3a6b3b70c36cdca55eae399830a",
        None,
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/md/sources/inline_and_formatting.md",
        "4590c89726c2f4c5d07b4bb3892b33c70cd2ce18",
        "Contribution guideline example",
        None,
    ),
    PublicFile(
        _DOCLING,
        "tests/data/md/sources/list_item_blocks.md",
        "594f8c1e6e82ff61d0efa401e86d6462b35f82d5",
        "Setup",
        None,
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/csv/sample_1.csv",
        "2188200e96c21dce37ee2a21ee14cdef258de435",
        None,
        None,
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/csv/sample_2.csv",
        "18d524fcabab779a9d28ab74014e96ef721f61ef",
        None,
        None,
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/csv/sample_3.csv",
        "18d524fcabab779a9d28ab74014e96ef721f61ef",
        None,
        None,
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/json/json_conversion_testfile.json",
        "4997e2233424d4a5f79c8fb62e94caafdd0a9e81",
        None,
        None,
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/markdown/sample.md",
        "0cb4fe63e857ab118e6748e67a7d085653178b63",
        "What to build with Haystack",
        "2023-01-01",
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/txt/doc_2.txt",
        "1eb15349a19a515260e70ef3cacd9fc02404742d",
        None,
        None,
    ),
    PublicFile(
        _HAYSTACK,
        "test/test_files/txt/doc_3.txt",
        "1eb15349a19a515260e70ef3cacd9fc02404742d",
        None,
        None,
    ),
)
