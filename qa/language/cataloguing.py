"""Questions about the articles themselves: who wrote one, when, and which speaks of what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["About", "CatalogueQuestion", "catalogue_question"]


class About(StrEnum):
    """What a question about the articles asks for.

    Members:
        AUTHOR: Who wrote an article.
        DATE: When an article was published.
        TITLE: What an article is called.
        NEWEST: Which article, perhaps of those about something, was published last.
        OLDEST: Which was published first.
        WHICH: Which articles speak of something.
        BY: Which articles somebody wrote.
        WHETHER: Whether an article speaks of something.
        COUNT: How many articles there are, or how many speak of something.
        LIST: What articles there are.
        TOPICS: What the articles are about.
        AGREEMENT: Whether the articles agree, without saying on what.
        GREETING: Nothing: a greeting, thanks, or a question about the assistant.
    """

    AUTHOR = "author"
    DATE = "date"
    TITLE = "title"
    NEWEST = "newest"
    OLDEST = "oldest"
    WHICH = "which"
    BY = "by"
    WHETHER = "whether"
    COUNT = "count"
    LIST = "list"
    TOPICS = "topics"
    AGREEMENT = "agreement"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
    """A question about the articles themselves.

    Attributes:
        about: What it asks for.
        subject: What the article or articles are about, or who wrote them; empty if the question
            does not say.
        paper: The paper that printed the article, if the question names it.
        together: Whether one sentence holds the whole subject: "a correction about the bed".
    """

    about: About
    subject: str = ""
    paper: str = ""
    together: bool = False


_NOUN = (
    r"(?:news )?(?:article|story|piece|news item|text|file|document|obituary|review|report|column)"
)
_NOUNS = r"(?:news )?(?:articles?|stories|story|pieces?|news items?|texts?|files?|documents?)"
# What else articles may be, where "these" says that they are those of the folder: any other guide
# may be a person, and any other report one that an article is about.
_THESE = r"these (?:columns|guides|leaflets|notes|pages|papers|posts|recipes|reports|reviews)"
_THE = r"(?:the|this|that|an?|any|each)"
_SUBJECT = r"(?P<subject>.+?)"
# "the article", "the article about the bridge", "the bridge article".
_ONE = (
    rf"(?:{_THE} {_NOUN}"
    rf"(?: (?:that is |which is )?(?:about|on|of|titled|called|headlined) {_SUBJECT})?"
    rf"|{_THE} (?P<named>\w+(?: \w+){{0,2}}) {_NOUN})"
)
_SPEAK = (
    r"(?:(?:is|are|was|were) (?:about|on)|(?:do |does |did )?(?:mentions?|mentioned|covers?|covered"
    r"|talks? (?:about|of)|speaks? (?:about|of)|says? (?:something about|anything about|that)"
    r"|discuss(?:es)?|discussed|deals? with|tells? (?:me |us )?(?:about|of)|reports? (?:about|on)"
    r"|reported on|describes?|described|explains?|explained|refers? to|contains?|names?|says?))"
)
_WROTE = r"(?:wrote|writes|has written|authored|reported)"
_REPORTER = r"(?:reporter|journalist|correspondent|columnist)"
# What stands in one place of an article, unlike what it is about.
_PRINTS = (
    r"(?:has|have|had|prints?|printed|carr(?:y|ies|ied)|contains?|includes?|included|runs?|ran)"
)
_PART = r"(?:apology|clarification|correction|interview|letter|quotation|quote|statement)"
_OVER = rf"(?:that |which )?(?:{_SPEAK}|about|on) {_SUBJECT}"
_ALL = r"(?:the |these |this |all |all the |both )?"
_LATEST = r"(?:newest|latest|most recent(?:ly published)?|published last)"
_EARLIEST = r"(?:oldest|earliest|published first)"
_ANY = r"(?:any|an?|one|some|the|these|this)?(?: of the)?"
_PATTERNS = tuple(
    (about, re.compile(pattern, re.IGNORECASE))
    for about, pattern in (
        (
            About.AUTHOR,
            r"who (?:is|was) the (?:author|writer|reporter|journalist) "
            rf"(?:of|behind) {_ONE}",
        ),
        (About.AUTHOR, r"who (?:is|was) the (?:author|writer)"),
        *(
            (About.AUTHOR, rf"(?:who|(?:which|what) {_REPORTER}) {_WROTE} {what}")
            for what in (_ONE, rf"(?:about|on) {_SUBJECT}")
        ),
        (About.AUTHOR, rf"what is the name of the (?:author|writer) of {_ONE}"),
        (About.AUTHOR, rf"by whom (?:was|is) {_ONE}(?: written)?"),
        (
            About.DATE,
            rf"(?:when|on (?:what|which) (?:date|day)) (?:was|is|did) {_ONE} (?:first )?"
            r"(?:published|written|posted|printed|dated|released|appear|come out)",
        ),
        (About.DATE, rf"what is the (?:publication date|date(?: of publication)?) of {_ONE}"),
        (About.DATE, rf"(?:from when|how old) is {_ONE}"),
        (About.TITLE, rf"what is the (?:title|headline|name) of {_ONE}"),
        *(
            (about, pattern)
            for about, most in ((About.NEWEST, _LATEST), (About.OLDEST, _EARLIEST))
            for pattern in (
                rf"(?:which|what) (?:of (?:the|these) )?{_NOUNS} (?:is|was) (?:the )?{most}"
                r"(?: one)?",
                rf"(?:which|what) (?:is|was) the {most} {_NOUN}(?: (?:about|on) {_SUBJECT})?",
                rf"(?:show|give)(?: me)? the {most} {_NOUN}(?: (?:about|on) {_SUBJECT})?",
            )
        ),
        (
            About.BY,
            rf"(?:(?:which|what)(?: of the)?|list|show)(?: me)?(?: all)?(?: the)? {_NOUNS} "
            rf"(?:(?:are|is|was|were) )?(?:written )?by {_SUBJECT}",
        ),
        (About.BY, rf"(?:which|what) {_NOUNS} (?:did|has|have) {_SUBJECT} (?:write|written)"),
        (
            About.WHICH,
            rf"(?:which|what) (?:of (?:the|these) )?{_NOUNS} {_PRINTS} "
            rf"(?P<part>(?:an?|the) {_PART} (?:about|by|from|of|on|to|with) .+)",
        ),
        (
            About.WHICH,
            rf"(?:which|what) (?:(?:of (?:the|these) )?{_NOUNS}|of {_THESE}) "
            rf"(?:{_SPEAK} {_SUBJECT}|(?:has|have) (?P<held>.+?) in (?:it|them))",
        ),
        (
            About.WHICH,
            rf"in (?:which|what) {_NOUNS} (?:is|are|was|were|does|do) {_SUBJECT} "
            r"(?:mentioned|named|discussed|covered|appear|occur)",
        ),
        (
            About.WHICH,
            rf"(?:list|show|name|find|give)(?: me)?(?: all)?(?: the)? {_NOUNS} {_OVER}",
        ),
        (About.WHETHER, rf"(?:do|does|did|is there|are there) {_ANY} ?{_NOUNS} {_OVER}"),
        (About.WHETHER, rf"is there (?:anything|something) (?:about|on) {_SUBJECT}"),
        (
            About.WHETHER,
            # "Are partners covered?" may be asked of an insurance.
            rf"(?:is|are|was|were) {_SUBJECT} (?:(?:mentioned|discussed|covered)"
            rf" (?:anywhere|in {_ANY} ?{_NOUNS})|(?:mentioned|discussed)(?: at all)?)",
        ),
        (About.COUNT, rf"how many (?:of the )?{_NOUNS} {_OVER}"),
        (
            About.COUNT,
            rf"(?:how many {_NOUNS}|what is the number of {_NOUNS})"
            r"(?: (?:are there|do you have|are in|is there|can you|have you).*)?",
        ),
        (About.LIST, rf"(?:what|which) {_NOUNS} (?:are there|do you have|have you(?: got)?)"),
        (About.LIST, rf"(?:list|show)(?: me)?(?: all)?(?: the| your)? {_NOUNS}"),
        (About.LIST, rf"what are the (?:titles|headlines) of the {_NOUNS}"),
        (
            About.TOPICS,
            r"what (?:is|are) the (?:main |key |most important )*(?:topics?|themes?|subjects?)"
            rf"(?: (?:of|in|covered (?:by|in)) {_ALL}(?:{_NOUNS}|folder))?",
        ),
        (
            About.TOPICS,
            rf"(?:what|which) (?:topics|themes|subjects) (?:do|are) {_ALL}{_NOUNS} "
            r"(?:cover|about|discuss|treat|deal with)",
        ),
        (
            About.TOPICS,
            rf"what (?:are {_ALL}{_NOUNS} (?:all )?about|is (?:in )?(?:the|this) folder"
            r"(?: about)?)",
        ),
        (
            About.AGREEMENT,
            rf"(?:do|where do|how do) (?:the |these |all |both |two )*{_NOUNS} (?:all |both )?"
            r"(?:agree|disagree|differ|contradict each other|say the same(?: thing)?)"
            r"(?: (?:with each other|on|about|in)(?: anything| something)?)?",
        ),
        (
            About.GREETING,
            r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|bye|goodbye|help"
            r"|thanks?(?: you)?(?: very much| so much| a lot)?)(?: there)?",
        ),
        (
            About.GREETING,
            r"(?:who|what) are you|what (?:can|do) you do|how (?:do you work|are you)"
            r"|what can i ask(?: you)?",
        ),
    )
)
_LEAD = re.compile(
    r"^(?:(?:and|so|but|please|ok|okay)[, ]+)*"
    r"(?:(?:can|could) you (?:please )?(?:tell me )?|tell me )?",
    re.IGNORECASE,
)

# "Who wrote about the strike for the Vale Echo?"
_FOR_PAPER = re.compile(r" for (?:the )?([A-Z][\w'&-]*(?: [A-Z][\w'&-]*)+)$")
_CONTRACTED = re.compile(r"^(what|who|when)['’]?s\b", re.IGNORECASE)  # noqa: RUF001


def catalogue_question(question: str) -> CatalogueQuestion | None:
    """Return what a question asks about the articles themselves; None if it asks for a fact.

    "Who wrote the article about the bridge?" asks for an author; "Who wrote the anthem?" for a
    fact that an article may contain.

    Args:
        question: The question, as it was understood.
    """
    plain = _CONTRACTED.sub(r"\1 is", _LEAD.sub("", question.strip()).rstrip(" ?!."))
    for about, pattern in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found is not None:
            groups = found.groupdict()
            named = ("part", "subject", "named", "held")
            subject = next((groups[one] for one in named if groups.get(one)), "")
            printed = _FOR_PAPER.search(subject) if about is About.AUTHOR else None
            return CatalogueQuestion(
                about,
                _bare(subject[: printed.start()] if printed else subject),
                printed[1] if printed else "",
                bool(groups.get("part")),
            )
    return None


def _bare(subject: str) -> str:
    return re.sub(r"^(?:the|a|an|something about|anything about)\s+", "", subject.strip(' "“”'))
