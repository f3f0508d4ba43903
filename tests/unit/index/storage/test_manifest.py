from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.index import FileRecord, Fingerprint, Manifest
from qa.index.storage.manifest import Sighting, StoredArticle
from qa.index.storage.store import Fault

MADE_WITH = Fingerprint("minilm", 384, "160 tokens")
DATES = st.none() | st.dates().map(lambda day: day.isoformat())
SIGHTINGS = st.builds(
    Sighting,
    article_id=st.sampled_from(["a", "b", "c"]),
    title=st.text(),
    published=DATES,
    author=st.none() | st.text(),
    language=st.just("en"),
)
FILES = st.dictionaries(
    st.text(min_size=1),
    st.builds(
        FileRecord,
        size=st.integers(0, 2**63 - 1),
        mtime_ns=st.integers(-(2**63), 2**63 - 1),
        sha256=st.just("0"),
        sightings=st.lists(SIGHTINGS, max_size=3).map(tuple),
        skipped=st.dictionaries(st.text(), st.text()),
    ),
)


def manifest(files: dict[str, FileRecord]) -> Manifest:
    live = {sighting.article_id for file in files.values() for sighting in file.sightings}
    return Manifest(
        revision=3,
        folder="/articles",
        fingerprint=MADE_WITH,
        reading="limits",
        files=files,
        stored={article_id: StoredArticle(2, "d") for article_id in live},
        skipped={"x.bin": "no text"},
        keyword_opstamp=9,
        created="2021-07-10T00:00:00+00:00",
        updated="2021-07-10T00:00:00+00:00",
    )


@given(files=FILES)
def test_what_is_written_is_read(
    files: dict[str, FileRecord], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("manifest") / "manifest.json"
    manifest(files).write(path)
    assert Manifest.read(path) == manifest(files)


@given(files=FILES)
def test_every_sighting_of_an_article_is_told_once(files: dict[str, FileRecord]) -> None:
    for article_id, record in manifest(files).articles.items():
        holders = sorted(
            path
            for path, file in files.items()
            if article_id in {sighting.article_id for sighting in file.sightings}
        )
        assert [record.path, *record.also_in] == holders


def test_date_is_also_an_integer() -> None:
    sighting = Sighting("a", "T", "2021-07-10", None, "en")
    told = manifest({"f.txt": FileRecord(1, 1, "0", (sighting,))})
    assert told.articles["a"].published_day == 20210710


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"revision": 1}', "null"])
def test_what_is_no_manifest_is_a_fault(tmp_path: Path, content: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(content)
    with pytest.raises(Fault):
        Manifest.read(path)


def test_file_of_an_article_that_is_not_stored_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    sighting = Sighting("a", "T", None, None, "en")
    manifest({"f.txt": FileRecord(1, 1, "0", (sighting,))}).write(path)
    told = json.loads(path.read_text())
    told["stored"] = {}
    path.write_text(json.dumps(told))
    with pytest.raises(Fault):
        Manifest.read(path)


@pytest.mark.parametrize(
    ("field", "value"), [("embedding", "e5"), ("dimension", 768), ("passages", "9"), ("format", 0)]
)
def test_fingerprints_differ_in_each_field_and_say_where(field: str, value: object) -> None:
    other = dataclasses.replace(MADE_WITH, **{field: value})
    assert other.digest() != MADE_WITH.digest()
    assert other.differences(MADE_WITH) == f"{field} {value}, not {getattr(MADE_WITH, field)}"
