"""Yes-or-no questions: the sentence that decides one, and whether it says plainly yes or no."""

from qa.answering.yes_or_no.deciding import decide
from qa.answering.yes_or_no.spans import may_decide

__all__ = ["decide", "may_decide"]
