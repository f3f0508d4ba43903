from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest

from qa.answers import Answer, Article, Citation, Notice, NoticeKind, Statement
from qa.assistant import confidence_words
from qa.web.chat import Asked, Session, View
from qa.web.export import to_markdown
from qa.web.failures import Failure
from qa.web.records import Scope, StoredTurn
from qa.web.rendering import article_page, messages, sources_html
from qa.web.rendering.answers import copied_text, turn_html

HOSTILE = "<img src=x onerror=alert(1)>\"'</div><script>x</script>![i](http://evil.example)"
ALLOWED = {"class", "id", "href", "tabindex", "type", "lang", "rel", "charset", "name", "content"}
ALLOWED |= {"role", "aria-label", "placeholder", "hidden"}


class Audit(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, set[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")


def audited(markup: str) -> Audit:
    audit = Audit()
    audit.feed(markup)
    return audit


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def hostile(answer: Answer) -> Answer:
    citation = replace(
        answer.citations[0] if answer.citations else answer.related[0],
        title=HOSTILE,
        path=HOSTILE,
        also_in=(HOSTILE,),
        quote=HOSTILE,
        end=11 + len(HOSTILE),
        spans=((13, 20),),
    )
    return replace(
        answer,
        question=HOSTILE,
        text=HOSTILE,
        support=(Statement(HOSTILE, (1,)),),
        citations=() if answer.refused else (citation,),
        related=(citation,) if answer.refused else (),
        notices=(Notice(NoticeKind.NOTE, HOSTILE),),
        standalone=HOSTILE,
        prose=(Statement(HOSTILE, (1,)), Statement(HOSTILE, (), supported=False)),
    )


def turn(answer: Answer, scope: Scope = Scope(2)) -> StoredTurn:  # noqa: B008 - frozen
    return StoredTurn(7, answer.question, answer, scope, "")


def article(text: str) -> Article:
    return Article("a1", HOSTILE, None, HOSTILE, (), "en", 1, text)


def pages(answer: Answer) -> dict[str, Callable[[], str]]:
    view = View(
        Session("c"),
        (turn(answer, Scope(2, (HOSTILE,), HOSTILE, HOSTILE)),),
        Asked(HOSTILE, 1, False, Scope(2, (HOSTILE,)), Failure(HOSTILE, HOSTILE)),
    )
    return {
        "thread": lambda: "".join(message["content"] for message in messages(view)),
        "sources": lambda: sources_html(view.turns, lambda _: HOSTILE * 3, conversation=HOSTILE),
        "article": lambda: article_page(article(HOSTILE * 2), (3, 30), (5, 10)),
    }


@pytest.mark.parametrize("name", ["thread", "sources", "article"])
@pytest.mark.parametrize("refused", [False, True])
def test_foreign_text_brings_no_element_and_no_attribute(
    name: str, refused: bool, answer: Answer, refusal: Answer
) -> None:
    original = replace(
        refusal if refused else answer,
        standalone="When was the bridge opened?",
        prose=(Statement("In May.", (1,)), Statement("On a Tuesday.", (), supported=False)),
    )
    harmless, audit = audited(pages(original)[name]()), audited(pages(hostile(original))[name]())
    assert audit.tags - harmless.tags <= {"mark"}
    assert not audit.tags & {"img", "script", "iframe", "svg", "form", "style", "object"}
    assert set(audit.attributes) <= ALLOWED
    for target in audit.attributes.get("href", ()):
        assert re.fullmatch(r"#[\w-]+|/(articles|files)/[\w./]+(\?[\w=&-]+)?(#passage)?", target)


def test_an_answer_stands_bold_before_its_sentences_and_their_numbers(answer: Answer) -> None:
    markup = turn_html(turn(answer))
    assert "<strong>3 May 1932</strong>" in html.unescape(markup)
    assert '<a class="cite" href="#source-7-1">[1]' in markup
    assert plain(markup).startswith(
        "3 May 1932 The bridge was opened on 3 May 1932 by the mayor. [1] The bridge Likely right"
    )
    assert "0.8" not in plain(markup)


def test_the_numbers_in_a_notice_lead_to_the_cards(answer: Answer) -> None:
    notice = Notice(NoticeKind.DISAGREEMENT, "The articles differ: 3 May [1], before that 2 [9].")
    markup = turn_html(turn(replace(answer, notices=(notice,))))
    _, _, shown = markup.partition('<p class="notice">')
    shown = shown.partition("</p>")[0]
    assert '<a class="cite" href="#source-7-1">' in shown
    assert plain(shown) == "The articles differ: 3 May [1] The bridge , before that 2 [9]."
    assert shown.count("<a ") == 1


def test_an_unsure_answer_is_marked_in_its_sentence(answer: Answer) -> None:
    shown, _, _ = turn_html(turn(replace(answer, confidence=0.2))).partition('<div class="actions')
    assert plain(shown).startswith("The bridge was opened on 3 May 1932 by the mayor. [1]")
    assert "opened on <strong>3 May 1932</strong> by" in html.unescape(shown)


def test_an_answer_that_is_its_own_sentence_is_not_said_twice(answer: Answer) -> None:
    whole = replace(answer, text=answer.support[0].text)
    shown, _, _ = turn_html(turn(whole)).partition('<div class="actions')
    assert plain(shown).startswith("The bridge was opened on 3 May 1932 by the mayor. [1]")
    assert plain(shown).count("The bridge was opened") == 1
    assert copied_text(turn(whole)).count("The bridge was opened") == 1


def test_a_refusal_says_what_was_searched_and_shows_what_is_near(refusal: Answer) -> None:
    scope = Scope(2, (), "1932-01-01", None)
    shown = plain(turn_html(turn(refusal, scope)))
    assert "The articles do not say." in shown
    assert "Searched articles published from 1932-01-01 on. A filter was on." in shown
    assert (
        "The nearest that they say: The bridge was opened on 3 May 1932 by the mayor. [a]" in shown
    )
    assert "Search for painted bridge" in shown
    assert "right" not in shown
    sources = plain(sources_html([turn(refusal)], lambda _: None))
    assert sources.startswith("Close Who painted the bridge? Related, but not an answer")


def test_a_follow_up_is_shown_as_it_was_understood(answer: Answer) -> None:
    followed = replace(answer, question="Who?", standalone="Who opened the bridge?")
    shown = turn_html(turn(followed))
    assert plain(shown).startswith("Read as: Who opened the bridge? Ask it as written")
    assert "Read as" not in plain(turn_html(turn(answer)))
    assert "as written" not in plain(turn_html(turn(followed), resting=True))


def test_a_language_models_sentences_stand_apart_each_with_its_own_numbers(
    answer: Answer, text: str
) -> None:
    prose = (
        Statement("It was opened in May.", (1,)),
        Statement("It rained.", (), supported=False),
    )
    one = turn(replace(answer, prose=prose))
    shown = turn_html(one)
    assert plain(shown).index("3 May 1932") < plain(shown).index("Written by a language model")
    assert "It was opened in May. [1] The bridge It rained. (no passage supports this)" in (
        plain(shown)
    )
    assert html.unescape(shown).count('<span class="unsupported">') == 1
    assert "It was opened in May. [1] It rained. (no passage supports this)" in copied_text(one)


def test_what_a_models_sentences_cite_stands_beside_a_refusal(
    refusal: Answer, citation: Citation, text: str
) -> None:
    near = replace(citation, number=2)
    prose = (Statement("It was opened in May.", (1,)),)
    mixed = replace(refusal, citations=(citation,), related=(near,), prose=prose)
    shown = plain(sources_html([turn(mixed)], lambda _: text))
    assert re.match(r"Close Who painted .* Sources 1 .* Related, but not an answer a ", shown)


def test_a_filter_is_told_beside_the_answer(answer: Answer) -> None:
    shown = plain(turn_html(turn(answer, Scope(2, ("The bridge",)))))
    assert "Filter on: searched 1 chosen article." in shown
    assert "Filter" not in plain(turn_html(turn(answer)))


def test_a_card_holds_all_that_is_known_of_its_passage(answer: Answer, text: str) -> None:
    citation = replace(answer.citations[0], page=3, also_in=("copy.txt", ".uploads/mine.txt"))
    shown = plain(sources_html([turn(replace(answer, citations=(citation,)))], lambda _: text))
    assert "1 , back to the answer The bridge" in shown
    assert "1932-05-04 · page 3 · news/bridge.txt · copy.txt · mine.txt (uploaded)" in shown
    assert text in shown
    assert "Open article" in shown


def test_an_article_that_has_gone_is_said_to_be(answer: Answer) -> None:
    shown = plain(sources_html([turn(answer)], lambda _: None))
    assert "no longer among the documents" in shown
    assert "Open article" not in shown
    assert answer.citations[0].quote in shown


def test_what_is_copied_names_its_sources(answer: Answer) -> None:
    assert copied_text(turn(answer)) == (
        "3 May 1932\n\n"
        "The bridge was opened on 3 May 1932 by the mayor. [1]\n\n"
        "[1] The bridge (1932-05-04), news/bridge.txt"
    )


def test_a_pending_or_failed_question_stands_in_its_place(answer: Answer) -> None:
    turns = (turn(answer), replace(turn(answer), id=8, question="Second?"))
    asked = Asked("Edited?", 0, True, Scope(2))
    shown = [plain(one["content"]) for one in messages(View(Session("c"), turns, asked))]
    assert shown[0] == "Edited?"
    assert shown[1].startswith("Reading 2 articles")
    assert shown[2] == "Second?"
    assert len(shown) == 4


def test_an_overlong_question_is_not_shown_whole() -> None:
    asked = Asked("x" * 100_000, 0, False, Scope(2), Failure("Too long.", "Shorten it."))
    question, failed = messages(View(Session(), (), asked))
    assert len(question["content"]) < 3_000
    assert plain(failed["content"]) == "Too long. Shorten it."


@pytest.mark.parametrize(
    ("confidence", "level"),
    [(1.0, "high"), (0.9, "high"), (0.899, "good"), (0.66, "good"), (0.33, "fair"), (0.0, "low")],
)
def test_confidence_is_told_on_the_scale_of_the_ipcc(confidence: float, level: str) -> None:
    assert confidence_words(confidence)[0] == level


def test_the_article_page_marks_what_was_asked_for(text: str, citation: Citation) -> None:
    page = article_page(article(text), (citation.start, citation.end), citation.spans[0])
    assert re.findall(r'<mark class="span">(.*?)</mark>', page) == ["3 May 1932"]
    assert text in plain(page).replace("3 May 1932 by", "3 May 1932 by")
    for quote in (None, (5, 5), (60, 3), (0, 10_000), (-1, 4)):
        assert "<mark" not in article_page(article(text), quote)


def test_an_answers_fields_are_all_shown_or_left_out_on_purpose() -> None:
    shown = {"question", "text", "support", "refused", "confidence", "citations", "related"}
    assert {field.name for field in fields(Answer)} == shown | {
        "notices",
        "standalone",
        "prose",
        "complete",
        "left_out",
        "groups",  # told in the notices
        "agreement",
        "settings_hash",  # kept with the turn, of no use to a reader
        "passages",  # not kept: the citations are shown
        "timings",
    }


@pytest.mark.parametrize(
    ("question", "standalone", "told"),
    [
        ("When was the bridge opened?", None, True),
        ("Summarise the articles", None, False),
        ("And the bridge?", "What do the articles say about the bridge?", False),
    ],
)
def test_of_a_summary_it_is_not_said_how_likely_it_is_right(
    question: str, standalone: str | None, told: bool, answer: Answer
) -> None:
    asked = replace(answer, question=question, standalone=standalone)
    assert ("Likely right" in plain(turn_html(turn(asked)))) is told
    assert ("Likely right" in to_markdown("Bridges", "/articles", [turn(asked)])) is told


def test_passages_that_are_not_near_a_refused_question_are_not_shown(refusal: Answer) -> None:
    far = replace(refusal, question="Who won the women's football final?")
    shown = plain(turn_html(turn(far)))
    assert "nearest" not in shown
    assert "Search for won women's football final" in shown
    assert "No passage is near the question." in plain(sources_html([turn(far)], lambda _: None))


def test_only_the_running_answer_can_be_stopped(answer: Answer) -> None:
    growing = replace(answer, complete=False)
    view = View(Session("c"), (turn(answer), turn(growing)), busy=True)
    contents = [message["content"] for message in messages(view)]
    assert ["stop-here" in content for content in contents] == [False, False, False, True]
    stopped = messages(replace(view, busy=False))[-1]["content"]
    assert "stop-here" not in stopped
    assert "unfinished" in stopped
