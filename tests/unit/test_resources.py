from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import qa
from qa.resources import model_folder, prompts_folder, seeds_folder

CHECKOUT = Path(qa.__file__).parents[1]
SHOW = "from qa import resources as r; print(r.seeds_folder(), r.prompts_folder(), sep='\\n')"


def test_live_folders_win_in_a_checkout() -> None:
    assert seeds_folder() == CHECKOUT / "seeds"
    assert prompts_folder() == CHECKOUT / "prompts"


def test_seeds_hold_two_articles_and_their_gold_questions() -> None:
    assert len(list((seeds_folder() / "articles").glob("*.txt"))) == 2
    assert (seeds_folder() / "gold.jsonl").is_file()


def test_model_travels_inside_the_package() -> None:
    folder = model_folder("reader")
    assert folder.is_relative_to(Path(qa.__file__).parent)
    assert (folder / "model.int8.onnx").is_file()
    assert (folder / "tokenizer.json").is_file()


def test_installed_package_takes_the_copies_that_came_with_it(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "qa"
    package.mkdir(parents=True)
    for name in ("__init__.py", "resources.py"):
        shutil.copy(Path(qa.__file__).parent / name, package / name)
    (tmp_path / "site-packages" / "seeds").mkdir()  # another package's, perhaps
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=package.parent, capture_output=True, text=True, check=True
    )
    assert shown.stdout.splitlines() == [
        str(package / "_resources" / "seeds"),
        str(package / "_resources" / "prompts"),
    ]
