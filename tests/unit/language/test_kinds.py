from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.kinds import AnswerKind, expected_kind

DATE, NUMBER, PERSON, PLACE = (
    AnswerKind.DATE,
    AnswerKind.NUMBER,
    AnswerKind.PERSON,
    AnswerKind.PLACE,
)
REASON, MANNER, OPEN, TEXT = (
    AnswerKind.REASON,
    AnswerKind.MANNER,
    AnswerKind.OPEN,
    AnswerKind.TEXT,
)

QUESTIONS = [
    ("What did she die of?", REASON),
    ("What is the latest on the ferry?", OPEN),
    ("What's new in Mali?", OPEN),
    ("What is happening in Mali?", OPEN),
    ("What is known about the crash?", OPEN),
    ("What is the latest date for the withdrawal?", DATE),
    ("What is New York's population?", NUMBER),
    ("When does the Afghanistan withdrawal end?", DATE),
    ("when does the afghanistan withdrawal end", DATE),
    ("WHEN DOES IT END??", DATE),
    ("wehn does the withdrawal end?", DATE),
    ("and when?", DATE),
    ("Tell me when the withdrawal ends.", DATE),
    ("Can you tell me when the withdrawal ends?", DATE),
    ("In what year did France begin closing bases?", DATE),
    ("On which day was the roadmap agreed?", DATE),
    ("What is the date of the final withdrawal?", DATE),
    ("The withdrawal ends when?", DATE),
    ("By when will the bases be closed?", DATE),
    ("How soon will the bases be closed?", DATE),
    ("According to Washington, when does the withdrawal end?", DATE),
    ("How many countries contribute to Takuba?", NUMBER),
    ("hwo many countries contribute", NUMBER),
    ("How long has the US military been in Afghanistan?", NUMBER),
    ("For how long has the US military been in Afghanistan?", NUMBER),
    ("About how much did it cost?", NUMBER),
    ("What did the repairs come to?", NUMBER),
    ("How old is the minister?", NUMBER),
    ("What percentage of the troops left?", NUMBER),
    ("What is the number of countries in the task force?", NUMBER),
    ("What is the suspect's age?", NUMBER),
    ("Number of countries in the task force", NUMBER),
    ("Who signed the agreement?", PERSON),
    ("who is florence parly", PERSON),
    ("and who signed for the US?", PERSON),
    ("Who's the French defence minister?", PERSON),
    ("With whom did Parly meet?", PERSON),
    ("Whose visit is described?", PERSON),
    ("Which minister tweeted after the meeting?", PERSON),
    ("What is the name of the Pentagon spokesman?", PERSON),
    ("What is the name of the welder who mended the boiler?", PERSON),
    ("What is the spokesman's name?", PERSON),
    ("Name the Pentagon spokesman.", PERSON),
    ("When the troops left, who took over?", PERSON),
    ("The agreement was signed by whom?", PERSON),
    ("Where did Parly speak after the Pentagon?", PLACE),
    ("wher was the agreement signed", PLACE),
    ("In which country will bases be closed?", PLACE),
    ("Which European countries take part?", PLACE),
    ("What is the capital of Mali?", PLACE),
    ("Why did France suspend its cooperation with Mali?", REASON),
    ("How come France suspended its cooperation?", REASON),
    ("What is the reason for the withdrawal?", REASON),
    ("What caused the instability?", REASON),
    ("Explain why France suspended its cooperation.", REASON),
    ("why", REASON),
    ("How did Semelroth describe the roadmap?", MANNER),
    ("How will the special forces work together?", MANNER),
    ("What do the articles say about the Sahel?", OPEN),
    ("What do they say about the Sahel?", OPEN),
    ("Summarise the articles", OPEN),
    ("Please give me a short summary of the two reports.", OPEN),
    ("Can you compare the two reports?", OPEN),
    ("How do the articles differ?", OPEN),
    ("Tell me about Operation Takuba", OPEN),
    ("What are the main points?", OPEN),
    ("What is this article about?", OPEN),
    ("Describe the agreement.", OPEN),
    ("Compare what France and the US plan", OPEN),
    ("Explain why France left", REASON),
    ("What is Takuba?", TEXT),
    ("What did Parly say about the agreement?", TEXT),
    ("What type of agreement was signed?", TEXT),
    ("Which operation captured members of the EIGS?", TEXT),
    ("What happened two years after the attack?", TEXT),
    ("What does a person need to enter?", TEXT),
    ("Did France suspend its cooperation with Mali?", AnswerKind.POLAR),
    ("Takuba", TEXT),
    ("", TEXT),
    ("?!", TEXT),
]


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_what_a_question_asks_for(question: str, kind: AnswerKind) -> None:
    assert expected_kind(question) is kind


@given(st.sampled_from(QUESTIONS), st.sampled_from(["", "?", " ??", "!"]), st.booleans())
def test_case_and_closing_marks_do_not_matter(
    row: tuple[str, AnswerKind], mark: str, lower: bool
) -> None:
    question, kind = row
    bare = question.rstrip("?!.") + mark
    assert expected_kind(bare.lower() if lower else bare) is kind


@given(st.text())
def test_any_text_has_a_kind(question: str) -> None:
    assert expected_kind(question) in AnswerKind
