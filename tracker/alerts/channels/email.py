"""E-mail, through the server of [mail] in alerts.toml."""

import smtplib
import socket
import ssl
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import partial

from docket.statute import SITE
from docket.times import parse_instant
from scrapers.http.connections import Deadline
from tracker.alerts.channels import channel
from tracker.alerts.channels.channel import Channel, Delivery, clean_words, words_of
from tracker.alerts.messages import Letter, clean, heading, write_blocks, write_summary
from tracker.alerts.places import EMAIL, Keys, Mail, Place

_LONGEST = 1500  # characters of a value


def _parse_place(name: str, address: str, keys: Keys) -> Place:
    if not EMAIL.fullmatch(address):
        keys.refuse("email is not an e-mail address; one address, bare, without a name")
    return Place(name, "email", address)


def _preview(letter: Letter) -> str:
    return f"Subject: {heading(letter)}\n\n{write_text(letter)}"


def _deliver(letter: Letter, place: Place, mail: Mail | None, now: datetime) -> Delivery:
    assert mail is not None  # an e-mail place without [mail] is refused
    return send_mail(mail, write_mail(letter, mail.sender, place.address))


def write_mail(letter: Letter, sender: str, to: str) -> EmailMessage:
    """Return the e-mail, with headers folded and encoded. Its Message-ID is the same at every attempt."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = heading(letter)
    mail["Date"] = format_datetime(parse_instant(letter.made_at))
    mail["Message-ID"] = f"<{letter.message_id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(write_text(letter), cte="quoted-printable")
    return mail


def write_text(letter: Letter) -> str:
    """Return the plain text of a message: a block for each thing that changed, then why it was sent."""
    blocks = (
        [write_summary(letter)]
        if letter.is_summary
        else write_blocks(letter, _LONGEST) or [f"{heading(letter)}."]
    )
    end = [
        f"Subscription {letter.subscription!r} of {SITE}. Not legal advice; the court's own docket controls."
    ]
    end += [f"To change or end it, write to {clean(letter.contact)}."] if letter.contact else []
    return "\n\n".join([*blocks, "-- \n" + "\n".join(end)]) + "\n"


def send_mail(server: Mail, message: EmailMessage) -> Delivery:
    """Hand an e-mail to the server. Its acceptance of the text is the acknowledgment, whatever it answers
    afterwards."""
    secure = ssl.create_default_context()
    try:
        client = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=channel.SECONDS, context=secure)
            if server.security == "tls"
            else smtplib.SMTP(server.host, server.port, timeout=channel.SECONDS)
        )
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return _judge_mail(error)
    try:
        with Deadline(channel.WHOLE_SECONDS, partial(_break_off, client)):
            if server.security == "starttls":
                client.starttls(context=secure)
            if server.user and server.password is not None:  # they go together
                client.login(server.user, server.password)
            client.send_message(message)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        client.close()
        return _judge_mail(error)
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    return Delivery(is_sent=True)


def _break_off(client: smtplib.SMTP) -> None:
    if client.sock is not None:
        client.sock.shutdown(socket.SHUT_RDWR)


def _judge_mail(error: Exception) -> Delivery:
    """Return the result of a failed attempt. A 5xx about this message or its recipient is final (RFC 5321,
    4.2.1); one about us or the server is not."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return Delivery(error=words_of(error), is_busy=True)
    is_of_message = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return Delivery(
        error=f"SMTP {code}: {clean_words(words)}",
        is_final=is_of_message and code >= 500,
        is_busy=not is_of_message,
    )


CHANNEL = Channel("email", "As an e-mail", 50, _parse_place, _preview, _deliver, needs_mail=True)
