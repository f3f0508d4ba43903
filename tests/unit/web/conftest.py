from __future__ import annotations

from pathlib import Path

import pytest

from qa.answers import Answer, Citation, Statement
from qa.web.conversations import Conversations

TEXT = "Before it. The bridge was opened on 3 May 1932 by the mayor. After it."
QUOTE = "The bridge was opened on 3 May 1932 by the mayor."


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def citation() -> Citation:
    start = TEXT.index(QUOTE)
    span = TEXT.index("3 May 1932")
    return Citation(
        number=1,
        article_id="a1",
        title="The bridge",
        published="1932-05-04",
        path="news/bridge.txt",
        also_in=(),
        page=None,
        quote=QUOTE,
        start=start,
        end=start + len(QUOTE),
        spans=((span, span + len("3 May 1932")),),
    )


@pytest.fixture
def answer(citation: Citation) -> Answer:
    return Answer(
        question="When was the bridge opened?",
        text="3 May 1932",
        support=(Statement(QUOTE, (1,)),),
        refused=False,
        confidence=0.8,
        citations=(citation,),
        related=(),
        notices=(),
        settings_hash="0123456789abcdef",
    )


@pytest.fixture
def refusal(citation: Citation) -> Answer:
    return Answer(
        question="Who painted the bridge?",
        text="The articles do not say.",
        support=(),
        refused=True,
        confidence=0.05,
        citations=(),
        related=(citation,),
        notices=(),
        settings_hash="0123456789abcdef",
    )


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "chat.sqlite", "/articles")
