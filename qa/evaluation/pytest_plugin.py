"""A pytest plugin: each gold question becomes a test.

    # conftest.py
    pytest_plugins = ["qa.evaluation.pytest_plugin"]

    # test_articles.py
    import pytest

    @pytest.mark.qa_gold("gold.jsonl", folder="articles")
    def test_answer(qa_gold):
        assert qa_gold.cause is None, qa_gold.what_happened

Paths are relative to the test's file; without ``folder``, that of the gold file is asked. The
fixture is the `qa.evaluation.QuestionRecord` of the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.errors import GoldSetError
from qa.evaluation.gold import GoldQuestion, GoldSet
from qa.evaluation.loading import load_gold
from qa.evaluation.records import QuestionRecord
from qa.evaluation.run import evaluate

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["pytest_configure", "pytest_generate_tests", "qa_gold"]

_Opener = Callable[[Path, float], "Assistant"]


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker."""
    config.addinivalue_line(
        "markers",
        "qa_gold(file, folder=None): run the test once for each question of a gold file; its "
        "fixture qa_gold is the question's record.",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses the fixture once for each question of its marker's file."""
    marker = metafunc.definition.get_closest_marker("qa_gold")
    if "qa_gold" not in metafunc.fixturenames or marker is None:
        return
    here = metafunc.definition.path.parent
    gold = load_gold(here / str(marker.args[0]))
    named = marker.kwargs.get("folder")
    folder = here / named if named else gold.folder
    if folder is None:
        raise GoldSetError(
            f"{gold.name} does not name the folder that its questions are about.",
            hint='Name it: @pytest.mark.qa_gold("gold.jsonl", folder="articles")',
        )
    metafunc.parametrize(
        "qa_gold",
        [(folder, question) for question in gold.questions],
        ids=[question.id for question in gold.questions],
        indirect=True,
    )


@pytest.fixture(scope="session")
def _qa_opened() -> Iterator[_Opener]:
    """Open each folder once for all tests."""
    from qa.assistant import Assistant
    from qa.settings import load_settings

    with ExitStack() as stack:
        opened: dict[tuple[Path, float], Assistant] = {}

        def open_folder(folder: Path, threshold: float) -> Assistant:
            if (folder, threshold) not in opened:
                settings = load_settings(threshold=threshold)
                opened[folder, threshold] = stack.enter_context(
                    Assistant.open(folder, settings=settings)
                )
            return opened[folder, threshold]

        yield open_folder


@pytest.fixture
def qa_gold(request: pytest.FixtureRequest, _qa_opened: _Opener) -> QuestionRecord:
    """The record of a gold question: its answer, its scores, and why it failed."""
    from qa.settings import load_settings

    given: tuple[Path, GoldQuestion] = request.param
    folder, question = given
    settings = load_settings()
    # With a threshold of 0, a refused question shows what would have been said; see `evaluate`.
    (record,) = evaluate(
        GoldSet(question.id, (question,)),
        _qa_opened(folder, 0.0),
        earlier=_qa_opened(folder, settings.threshold) if question.history else None,
        threshold=settings.threshold,
        read=settings.read,
    )
    return record
