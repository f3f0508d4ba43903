"""What some tests need and a plain installation lacks: a marker for each, and what is missing.

A test that needs one of them carries its marker. Where it is missing the test is skipped and says
so, unless the environment variable REQUIRED_TESTS names the marker: then the test fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from importlib.util import find_spec

_CHROMIUM = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
# The modules that a marker's tests import, and what installs them.
_MODULES = {
    "browser": (("playwright", "axe_playwright_python"), "uv sync --group browser"),
    "mcp": (("mcp",), "uv sync --extra mcp"),
    "local": (("xllamacpp",), "uv sync --extra local"),
}


def chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome."""
    return next(filter(None, map(shutil.which, _CHROMIUM)), None)


def missing(marker: str) -> str | None:
    """Say what the tests with this marker need and do not find; None where nothing is missing."""
    modules, command = _MODULES[marker]
    for module in modules:
        if find_spec(module) is None:
            return f"the module {module} is not installed ({command})"
    if marker == "browser" and chromium() is None:
        return f"there is none of the programs {', '.join(_CHROMIUM)}"
    return None


def missing_for(markers: Iterable[str]) -> tuple[str, bool] | None:
    """Say what the first of these markers lacks, and whether its tests are required."""
    for marker in markers:
        if marker in _MODULES and (lack := missing(marker)):
            return f"{marker}: {lack}", marker in required()
    return None


def required() -> set[str]:
    """Return the markers that REQUIRED_TESTS names.

    Raises:
        ValueError: One of them is no marker of this kind.
    """
    named = set(os.environ.get("REQUIRED_TESTS", "").split())
    if unknown := named - _MODULES.keys():
        raise ValueError(
            f"REQUIRED_TESTS names {', '.join(sorted(unknown))}; it may name: {', '.join(_MODULES)}"
        )
    return named
