"""Where the files that travel with the package lie: seeds, prompts, model files.

In a checkout the live folders win; an installed wheel carries copies under ``qa/_resources``.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["model_folder", "prompts_folder", "seeds_folder"]

_PACKAGE = Path(__file__).resolve().parent


def seeds_folder() -> Path:
    """Folder with the two sample articles (``articles/``) and their gold questions."""
    return _travelling("seeds")


def prompts_folder() -> Path:
    """Folder with one Markdown file a prompt."""
    return _travelling("prompts")


def model_folder(name: str) -> Path:
    """Folder of a model shipped inside the package, such as ``reader``."""
    return _PACKAGE / "models" / name


def _travelling(name: str) -> Path:
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    return _PACKAGE / "_resources" / name
