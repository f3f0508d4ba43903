from __future__ import annotations

import pytest

from qa.answering.spans.commands import whole_command

TEXT = """On Debian:

    apt install lantern
    lantern setup --all

```
$ make install
```

Type `lantern burn --low` in the evening. The keeper wrote:

    No ship came by, and the sea
    was as calm as oil."""


@pytest.mark.parametrize(
    ("span", "whole"),
    [
        ("apt", "apt install lantern"),
        ("setup", "lantern setup --all"),
        ("make", "make install"),
        ("burn", "lantern burn --low"),
        ("evening", "evening"),
        ("ship came", "ship came"),
        ("as calm", "as calm"),
        ("install lantern\n    lantern setup", "install lantern\n    lantern setup"),
    ],
)
def test_a_span_in_code_is_widened_to_the_command(span: str, whole: str) -> None:
    start = TEXT.index(span)
    first, last = whole_command(TEXT, start, start + len(span), (0, len(TEXT)))
    assert TEXT[first:last] == whole


def test_a_command_does_not_leave_its_sentence() -> None:
    text = "```\nfirst one. Then two. Then three\n```"
    start, sentence = text.index("two"), (text.index("Then"), text.index(" Then three"))
    first, last = whole_command(text, start, start + 3, sentence)
    assert text[first:last] == "Then two."
