"""Subtitles and transcripts (SRT, WebVTT): what is said, without the times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.articles.decoding import decode
from qa.articles.extract import Extract
from qa.articles.plain import extract_from
from qa.errors import UnreadableArticleError

__all__ = ["read_captions"]

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}.*")
_SPEAKER = re.compile(r"<v(?:\.[^ >]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"</?[a-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE)
#: A dash before what another person says.
_TURN = re.compile(r"[-–—]\s*(?=\S)")  # noqa: RUF001
#: A silence of this many seconds begins a new paragraph, if a sentence has ended before it.
_PAUSE = 2.0
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*$")  # noqa: RUF001


class _Cue(NamedTuple):
    """What is shown at one time."""

    begin: float
    end: float
    lines: list[str]


def read_captions(content: bytes) -> Iterator[Extract]:
    """Read subtitles: the lines of all cues as running text, a paragraph for each speaker.

    Raises:
        UnreadableArticleError: It holds no cue.
    """
    cues = list(_cues(decode(content)))
    text = "\n\n".join(_paragraphs(cues))
    if not text:
        raise UnreadableArticleError("holds no subtitles", hint="Remove it, or mend its times.")
    yield extract_from(text)


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; numbers, notes and styles stand outside of them."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        for at, line in enumerate(lines[:2]):
            if times := _TIMES.match(line):
                begin, end = (
                    int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(rest) / 1000
                    for hours, minutes, seconds, rest in (times.groups()[:4], times.groups()[4:])
                )
                yield _Cue(begin, end, lines[at + 1 :])
                break


def _paragraphs(cues: list[_Cue]) -> Iterator[str]:
    said: list[str] = []
    speaker, ended = "", 0.0
    for cue in cues:
        pause = said and cue.begin - ended > _PAUSE and _SENTENCE_END.search(said[-1])
        ended = cue.end
        for line in cue.lines:
            named = _SPEAKER.search(line)
            shown = html.unescape(_TAG.sub("", line)).strip()
            turn = _TURN.match(shown)
            other = named is not None and named[1] != speaker
            if said and (pause or turn or other):
                yield " ".join(said)
                said = []
            pause = None
            shown = shown[turn.end() :] if turn else shown
            if named is not None and (other or not said):
                speaker = named[1]
                shown = f"{speaker}: {shown}"
            # A cue may repeat the last line of the one before it, as captions that roll up do.
            if shown and shown not in said[-1:]:
                said.append(shown)
    if said:
        yield " ".join(said)
