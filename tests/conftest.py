from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from loopback import LoopbackOnly
from requirements import missing_for, required

from qa.resources import seeds_folder

if TYPE_CHECKING:
    from qa import Answer, Assistant

_INTEGRATION = Path(__file__).parent / "integration"
_GUARD = pytest.StashKey[LoopbackOnly]()


def pytest_configure(config: pytest.Config) -> None:
    # A busy machine is no failure: what must be fast is measured by benchmarks.
    # CI draws the same examples each time: what lands does not hang on luck.
    settings.register_profile(
        "qa",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        derandomize="CI" in os.environ,
    )
    settings.load_profile("qa")
    try:
        required()
    except ValueError as error:
        raise pytest.UsageError(str(error)) from error
    config.stash[_GUARD] = LoopbackOnly()
    sys.addaudithook(config.stash[_GUARD])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser and what is slow, before tests are selected by their markers.

    Slow is every integration test, every test that drives a browser, and every test that needs the
    answers to all gold questions.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker("browser")
        if fixtures & {"browser", "seed_answers"} or _INTEGRATION in item.path.parents:
            item.add_marker("slow")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs what is not installed, or fail it where it is required."""
    lack = missing_for(marker.name for marker in item.iter_markers())
    if lack is None:
        return
    reason, is_required = lack
    if is_required:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def loopback(pytestconfig: pytest.Config) -> LoopbackOnly:
    return pytestconfig.stash[_GUARD]


@pytest.fixture(autouse=True)
def _no_socket_but_loopback(loopback: LoopbackOnly) -> Iterator[None]:
    before = len(loopback.attempts)
    yield
    assert loopback.attempts[before:] == []


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the settings of whoever runs the tests out of them, and their home untouched."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.upper().startswith("QA_") or name == "OPENAI_API_KEY":
                patch.delenv(name)
        patch.setenv("QA_HOME", str(nowhere / "home"))
        patch.setenv("NO_COLOR", "1")
        patch.delenv("FORCE_COLOR", raising=False)
        patch.chdir(nowhere)
        yield


@pytest.fixture(autouse=True)
def _own_home(
    _no_settings_from_outside: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Give every test a home and a working folder without a qa.toml; chdir is undone."""
    empty = tmp_path_factory.mktemp("cwd")
    monkeypatch.setenv("QA_HOME", str(empty / "home"))
    monkeypatch.chdir(empty)


@pytest.fixture(scope="session")
def seeds_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home that holds the index of the seeds."""
    return tmp_path_factory.mktemp("seeds") / "home"


@pytest.fixture(scope="session")
def seeds(seeds_home: Path) -> Iterator[Assistant]:
    """The assistant over the two seed articles; only read from it."""
    from qa import Assistant, Settings  # takes seconds, which most tests need not wait

    with Assistant.open(seeds_folder() / "articles", settings=Settings(home=seeds_home)) as opened:
        yield opened


@pytest.fixture(scope="session")
def seed_rows() -> list[dict[str, Any]]:
    lines = (seeds_folder() / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def seed_answers(seeds: Assistant, seed_rows: list[dict[str, Any]]) -> dict[str, Answer]:
    """What the assistant answers to every gold question asked alone, by the row's id."""
    return {row["id"]: seeds.ask(row["question"]) for row in seed_rows}
