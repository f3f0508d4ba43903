"""Writes a first gold file with comments for one folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from qa.evaluation.gold import folder_line

__all__ = ["starter"]

_HEAD = """\
# Gold questions: one JSON object a line. Lines that begin with # or // are comments.
#
#   question    what a user would ask                                       (required)
#   answers     every short form that counts as right, as the article has it
#   answerable  false where the articles do not say; then leave answers out
#   evidence    the sentences that bear the answer out: path and quote, verbatim
#   kind        any word to group by in the report: fact, why, paraphrase, near-miss ...
#   history     questions asked before this one, for a follow-up
#   id          a name for the question; its line where left out
#
# Good sets ask what the articles say and, for a third of the rows, what they do not say:
# right names with a fact that is missing are the hardest to refuse.
# Thirty rows show large differences, a hundred show small ones.
#
# Run it with:  qa eval {name} --output report
"""
_FOLDER = "#\n# The folder that is asked, as seen from this file; --folder DIR asks another:"
_FILE = Path("gold.jsonl")
_SHOWN = 20
_QUOTE_LENGTH = 160


def starter(
    paths: Sequence[str],
    first_text: str = "",
    *,
    file: Path = _FILE,
    folder: Path | None = None,
) -> str:
    """Return the text of a starter file for a folder.

    The file can be loaded without changes. It has two questions that no folder of articles is
    likely to answer. The examples that the user must complete are comments, with a path and a line
    from the folder.

    Args:
        paths: The paths of the folder's articles.
        first_text: The text of the first article.
        file: The path of the starter file, for the command in its first lines.
        folder: The folder that the file names; if None, the file names no folder.
    """
    paths = list(dict.fromkeys(paths))  # all rows of a table are articles with its path
    lines = [_HEAD.format(name=file.name).rstrip("\n")]
    if folder is not None:
        lines += [_FOLDER, folder_line(folder, file), ""]
    lines += ["# The articles of this folder:"]
    lines += [f"#   {path}" for path in paths[:_SHOWN]]
    if len(paths) > _SHOWN:
        lines.append(f"#   and {len(paths) - _SHOWN} more")
    evidence = [{"path": path, "quote": _first_line(first_text)} for path in paths[:1]]
    lines += ["", "# Examples to fill in: mend the line and take the # away."]
    lines += [f"# {json.dumps(row, ensure_ascii=False)}" for row in _examples(evidence)]
    lines += ["", "# Questions that the articles do not answer:"]
    lines += [json.dumps(row, ensure_ascii=False) for row in _UNANSWERABLE]
    return "\n".join(lines) + "\n"


_UNANSWERABLE = (
    {
        "id": "off-topic-1",
        "question": "How long should sourdough bread be baked?",
        "answerable": False,
        "kind": "off-topic",
    },
    {
        "id": "off-topic-2",
        "question": "What is the square root of 144?",
        "answerable": False,
        "kind": "off-topic",
    },
)


def _examples(evidence: list[dict[str, str]]) -> list[dict[str, object]]:
    return [
        {
            "id": "first",
            "question": "…?",
            "answers": ["…"],
            "evidence": evidence,
            "kind": "fact",
        },
        {
            "id": "first-follow-up",
            "question": "And where?",
            "answers": ["…"],
            "evidence": evidence,
            "kind": "follow-up",
            "history": ["…?"],
        },
        {"id": "near-miss", "question": "…?", "answerable": False, "kind": "near-miss"},
    ]


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line), "…")[:_QUOTE_LENGTH].strip()
