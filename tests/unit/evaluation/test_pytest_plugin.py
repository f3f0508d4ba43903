from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # a pytest of its own, which indexes a folder

CONFTEST = 'pytest_plugins = ["qa.evaluation.pytest_plugin"]\n'
TEST = """
import pytest

@pytest.mark.qa_gold("gold.jsonl", folder="articles")
def test_answer(qa_gold):
    assert qa_gold.cause is None, qa_gold.what_happened
"""


def test_each_question_is_a_test_that_says_what_happened(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "treaty.txt").write_text(
        "Vienna treaty\n\nThe treaty was signed in Vienna in 1961. It had forty parties then."
    )
    rows = [
        {"id": "where", "question": "Where was the treaty signed?", "answers": ["Vienna"]},
        {"id": "wrong", "question": "Where was the treaty signed?", "answers": ["Rome"]},
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_articles.py").write_text(TEST)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"QA_HOME": str(tmp_path / "home")},
        check=False,
    )
    assert "1 failed, 1 passed" in ran.stdout, ran.stdout + ran.stderr
    assert "test_answer[wrong]" in ran.stdout
    assert "“Vienna”" in ran.stdout
    assert "right: Rome" in ran.stdout
