"""E-mail, and web pages saved in the format of e-mail: EML, mbox, MHTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from qa.articles.extract import Extract, Unusable
from qa.articles.html import read_html
from qa.articles.plain import read_letter
from qa.errors import UnreadableArticleError

__all__ = ["is_mail", "read_mail", "read_mailbox"]

_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
#: Fields that only e-mail has; "Subject: ..." is not among them, since any text may begin so.
_OF_MAIL = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|content-type|content-transfer-encoding):",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_FIELDS = 200
_MESSAGE = "message/rfc822"
#: The line before each message of a mailbox.
_SEPARATOR = re.compile(rb"^From [^\r\n]*\r?\n(?=[A-Za-z-]+:)", re.MULTILINE)


def is_mail(content: bytes) -> bool:
    """Tell whether a file begins with the fields of an e-mail and an empty line after them."""
    at = 0
    for _ in range(_MOST_FIELDS):
        field = _FIELD.match(content, at)
        if field is None:
            break
        at = field.end()
    ends = content[at : at + 2].startswith((b"\n", b"\r\n"))
    return at > 0 and ends and bool(_OF_MAIL.search(content, 0, at))


def read_mail(content: bytes) -> Iterator[Extract | Unusable]:
    """Read an e-mail or a page that was saved as one (MHTML).

    The subject is the title, and the day of sending is the date of publication, unless the page
    itself states others. If there are a text part and an HTML part, the one with the longer article
    is read.

    Messages inside it, as in a digest, are articles of their own. Attachments are named, not read.

    Raises:
        UnreadableArticleError: It holds neither text nor a page with an article.
    """
    yield from _messages(message_from_bytes(content, policy=policy.default), None)


def _messages(message: EmailMessage, part: str | None) -> Iterator[Extract | Unusable]:
    """Yield what a message says, then the messages in it and the attachments that are not read."""
    held = [one.get_payload() for one in _parts(message) if one.get_content_type() == _MESSAGE]
    inner = [
        one
        for messages in held
        if isinstance(messages, list)
        for one in messages
        if isinstance(one, EmailMessage)
    ]
    reason: UnreadableArticleError | None = None
    try:
        yield replace(_said(message), part=part)
    except UnreadableArticleError as error:
        reason = error
    for number, one in enumerate(inner, start=1):
        yield from _messages(one, f"{part}, message {number}" if part else f"message {number}")
    for one in _parts(message):
        name = one.get_filename()
        if name and one.get_content_disposition() == "attachment" and not _is_decoration(one):
            yield Unusable(
                f"attachment {name}", "an attachment, which is not read; save it as a file"
            )
    if reason and part is not None:
        yield Unusable(part, str(reason))
    elif reason and not inner:
        raise reason


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a message, but not those of the messages inside it."""
    for part in message.iter_parts() if message.is_multipart() else ():
        if isinstance(part, EmailMessage):
            yield part
            if part.get_content_maintype() == "multipart":
                yield from _parts(part)


def _is_decoration(part: EmailMessage) -> bool:
    kind, subtype = part.get_content_type().split("/")
    return kind in ("image", "audio", "video") or "signature" in subtype or kind == "message"


def _said(message: EmailMessage) -> Extract:
    found: list[Extract] = []
    reasons: list[UnreadableArticleError] = []
    for kind, read in (("plain", read_letter), ("html", read_html)):
        body = message.get_body((kind,))
        payload = body.get_payload(decode=True) if isinstance(body, EmailMessage) else None
        if isinstance(body, EmailMessage) and isinstance(payload, bytes) and payload.strip():
            try:
                found += read(payload, body.get_content_charset())
            except UnreadableArticleError as error:
                reasons.append(error)
    if not found:
        raise next(iter(reasons), UnreadableArticleError("holds no text", hint="Remove it."))
    extract = max(found, key=lambda one: len(one.text))
    return replace(
        extract,
        title=str(_header(message, "Subject") or "") or extract.title,
        published=extract.published or _sent(message),
        author=extract.author or _sender(message),
    )


def read_mailbox(content: bytes) -> Iterator[Extract | Unusable]:
    """Read an mbox file; each message is an article."""
    starts = [match.span() for match in _SEPARATOR.finditer(content)]
    ends = [start for start, _ in starts[1:]] + [len(content)]
    for number, ((_, start), end) in enumerate(zip(starts, ends, strict=True), start=1):
        part = f"message {number}"
        try:
            message = message_from_bytes(content[start:end], policy=policy.default)
            yield from _messages(message, part)
        except UnreadableArticleError as error:
            yield Unusable(part, str(error))


def _header(message: EmailMessage, name: str) -> object:
    """Return a header, or None if it is missing or so malformed that the library fails on it."""
    try:
        return message.get(name)
    except Exception:  # "From: sender@" raises IndexError
        return None


def _sent(message: EmailMessage) -> str | None:
    sent = getattr(_header(message, "Date"), "datetime", None)
    return sent.date().isoformat() if isinstance(sent, datetime) else None


def _sender(message: EmailMessage) -> str | None:
    addresses = getattr(_header(message, "From"), "addresses", ())
    return next((str(address.display_name) for address in addresses if address.display_name), None)
