"""The records that an assistant returns. They are immutable and can be written as JSON.

All offsets are character offsets (Python string indices, end exclusive) into the article's whole
text as decoded, so ``assistant.article(c.article_id).text[c.start:c.end] == c.quote`` holds for
every citation ``c``.
"""

from qa.answers.answer import Answer, Statement, Timings, Turn
from qa.answers.articles import UPLOADED, Article, Status
from qa.answers.citations import Citation, Passage
from qa.answers.groups import Agreement, Group
from qa.answers.remarks import Notice, NoticeKind
from qa.answers.wording import REFUSAL, counted

__all__ = [
    "REFUSAL",
    "UPLOADED",
    "Agreement",
    "Answer",
    "Article",
    "Citation",
    "Group",
    "Notice",
    "NoticeKind",
    "Passage",
    "Statement",
    "Status",
    "Timings",
    "Turn",
    "counted",
]
