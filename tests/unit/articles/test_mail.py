from __future__ import annotations

from email.message import EmailMessage

import pytest

from qa.articles.extract import Extract, Unusable
from qa.articles.mail import is_mail, read_mail, read_mailbox
from qa.errors import UnreadableArticleError

SENTENCE = "Åse Lind has bought the old ferry of Fåborg, she told its reporter."
LONG = f"<html><body><article><p>{SENTENCE}</p><p>It will sail again in June, she hopes.</p>"


def letter(subject: str = "Ferry sold") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "The Harbour Letter <news@example.org>"
    message["Date"] = "Sat, 10 Jul 2021 23:30:00 -0500"
    return message


def read(message: EmailMessage) -> Extract:
    (extract,) = (one for one in read_mail(message.as_bytes()) if isinstance(one, Extract))
    return extract


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15"])
def test_the_text_is_decoded_as_the_message_says(transfer: str, charset: str) -> None:
    message = letter("Ferry of Fåborg sold")
    text = SENTENCE
    message.set_content(text, charset=charset, cte=transfer)
    extract = read(message)
    assert extract.text.strip() == text
    assert extract.title == "Ferry of Fåborg sold"
    assert extract.published == "2021-07-10"
    assert extract.author == "The Harbour Letter"


def test_of_two_forms_the_longer_article_is_read() -> None:
    message = letter()
    message.set_content("See the web version.")
    message.add_alternative(LONG, subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    assert read(message).text == f"{SENTENCE}\n\nIt will sail again in June, she hopes."


def test_a_page_that_a_browser_saved_as_mail_is_read() -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://example.org/ferry"
    message.set_content(LONG, subtype="html", cte="quoted-printable")
    message.make_related()
    message.add_related(b"GIF89a", maintype="image", subtype="gif")
    assert SENTENCE in read(message).text


def test_a_mailbox_holds_an_article_a_message() -> None:
    box = b""
    for subject, text in (
        ("One", "From here to there it is far."),
        ("Two", ""),
        ("Three", "Rain."),
    ):
        message = letter(subject)
        message.set_content(text)
        box += b"From news@example.org Sat Jul 10 14:30:00 2021\n" + message.as_bytes() + b"\n"
    first, second, third = read_mailbox(box)
    assert isinstance(first, Extract)
    assert isinstance(third, Extract)
    assert (first.title, first.part, first.text.strip()) == (
        "One",
        "message 1",
        "From here to there it is far.",
    )
    assert second == Unusable("message 2", "holds no text")
    assert (third.title, third.part) == ("Three", "message 3")


def test_a_message_without_text_gives_its_reason() -> None:
    with pytest.raises(UnreadableArticleError, match="no text"):
        read(letter())


@pytest.mark.parametrize(
    ("content", "mail"),
    [
        (b"Subject: x\r\nMIME-Version: 1.0\r\n\r\nText", True),
        (b"Received: from a\n by b\nSubject: x\n\nText", True),
        (b"Title: A pact\nDate: 10 July 2021\n\nThe pact was signed.", False),
        (b"Content-Type: text/plain is what a mail states.\nThis is prose.", False),
        (b"", False),
        (b"\n\nMIME-Version: 1.0\n\n", False),
    ],
)
def test_mail_is_told_from_text(content: bytes, mail: bool) -> None:
    assert is_mail(content) is mail


def test_messages_inside_a_digest_are_articles_of_their_own() -> None:
    digest = EmailMessage()
    digest["Subject"] = "Two stories"
    digest.make_mixed()
    for number, subject in enumerate(("Ferry sold", "Bridge built"), start=1):
        inner = letter(subject)
        inner.replace_header("Date", f"Sat, {number} May 2021 14:30:00 +0000")
        inner.set_content(SENTENCE)
        digest.add_attachment(inner)
    found = list(read_mail(digest.as_bytes()))
    assert [one.title for one in found if isinstance(one, Extract)] == [
        "Ferry sold",
        "Bridge built",
    ]
    assert [one.published for one in found if isinstance(one, Extract)] == [
        "2021-05-01",
        "2021-05-02",
    ]
    assert [one.part for one in found] == ["message 1", "message 2"]


def test_attachments_are_named_unless_they_are_pictures() -> None:
    message = letter()
    message.set_content(SENTENCE)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="report.pdf")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    text, attachment = read_mail(message.as_bytes())
    assert isinstance(text, Extract)
    assert isinstance(attachment, Unusable)
    assert attachment.part == "attachment report.pdf"
    assert "not read" in attachment.reason


def test_a_malformed_header_loses_nothing_else() -> None:
    source = (
        f"Subject: Ferry sold\nFrom: sender@\nDate: Sat, 10 Jul 2021 14:30:00 +0000\n\n{SENTENCE}\n"
    )
    (extract,) = read_mail(source.encode())
    assert isinstance(extract, Extract)
    assert (extract.title, extract.author, extract.published) == ("Ferry sold", None, "2021-07-10")
    assert SENTENCE in extract.text
