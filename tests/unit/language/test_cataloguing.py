from __future__ import annotations

import pytest

from qa.language.cataloguing import catalogue_question


@pytest.mark.parametrize(
    ("question", "about", "subject"),
    [
        ("Who wrote the article about the bridge?", "author", "bridge"),
        ("Who wrote the obituary of Liv Roth?", "author", "Liv Roth"),
        ("Who is the author of this story?", "author", ""),
        ("When was the article about the bridge published?", "date", "bridge"),
        ("When was the bridge article published?", "date", "bridge"),
        ("What is the title of the article about the bridge?", "title", "bridge"),
        ("Who wrote about the flood?", "author", "flood"),
        ("Which article is the newest?", "newest", ""),
        ("Which of these articles is the oldest?", "oldest", ""),
        ("What is the latest article about the flood?", "newest", "flood"),
        ("What is the oldest story", "oldest", ""),
        ("What are the main topics?", "topics", ""),
        ("Which topics do the articles cover?", "topics", ""),
        ("What are these articles about?", "topics", ""),
        ("what's in the folder?", "topics", ""),
        ("Do the articles disagree?", "agreement", ""),
        ("Do the articles agree with each other?", "agreement", ""),
        ("Which article mentions the church?", "which", "church"),
        ("Which article describes the old mill?", "which", "old mill"),
        ("Which article has the blind fiddler in it?", "which", "blind fiddler"),
        ("Which article has a correction about the tower?", "which", "correction about the tower"),
        ("Which text prints an apology to the mayor", "which", "apology to the mayor"),
        ("Which reporter wrote about the flood?", "author", "flood"),
        ("Which journalist wrote the article about the bridge?", "author", "bridge"),
        ("Who wrote about the flood for the Alta Echo?", "author", "flood"),
        ("Who wrote about the search for gold?", "author", "search for gold"),
        ("Which of these guides tells me about otters?", "which", "otters"),
        ("Which of these reviews mentions the brakes?", "which", "brakes"),
        ("In which article is Jon Berg mentioned?", "which", "Jon Berg"),
        ("Which articles are by Jon Berg?", "by", "Jon Berg"),
        ("Which articles did Jon Berg write?", "by", "Jon Berg"),
        ("How many articles are there?", "count", ""),
        ("How many articles are about the flood?", "count", "flood"),
        ("Is Russia mentioned in the articles?", "whether", "Russia"),
        ("Does any article mention Mali", "whether", "Mali"),
        ("List the articles", "list", ""),
        ("thank you!", "greeting", ""),
        ("What can you do?", "greeting", ""),
    ],
)
def test_question_about_the_articles(question: str, about: str, subject: str) -> None:
    found = catalogue_question(question)
    assert found is not None
    assert (found.about, found.subject) == (about, subject)


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the anthem?",
        "When was the treaty published?",
        "Who is the writer of the novel?",
        "What does the article about France say?",
        "Who is the reporter?",
        "What is the latest on the flood?",
        "What is the main topic of the meeting?",
        "What's the subject of the novel?",
        "Do the articles agree about the flood?",
        "Which church is the oldest?",
        "Which guide tells visitors about otters?",
        "Which of the reports describes the fault?",
        "Which document has to be signed?",
        "Which file has the settings?",
        "Which document has a stamp of the court?",
        "Which poet wrote about the sea?",
        "Which of these guides knows the marsh best?",
    ],
)
def test_question_for_a_fact(question: str) -> None:
    assert catalogue_question(question) is None


@pytest.mark.parametrize("question", ["Are partners covered?", "Is theft covered at all?"])
def test_what_an_insurance_covers_is_not_asked_of_the_index(question: str) -> None:
    assert catalogue_question(question) is None


def test_the_paper_and_the_part_of_an_article_that_are_asked_for() -> None:
    written = catalogue_question("Who wrote about the flood for the Alta Echo?")
    assert written is not None
    assert written.paper == "Alta Echo"
    has = catalogue_question("Which article has a correction about the tower?")
    assert has is not None
    assert has.together
    mentions = catalogue_question("Which article mentions the tower?")
    assert mentions is not None
    assert not mentions.together
