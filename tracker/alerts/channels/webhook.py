"""Webhooks: sends the changes to a program as JSON, signed by the Standard Webhooks specification
(standardwebhooks.com), so that a receiver can use one of its libraries."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime

from tracker.alerts.channels.channel import Channel, Delivery
from tracker.alerts.channels.http_post import check_address, post
from tracker.alerts.messages import Letter, News, changes_page, count_kinds, find_address, find_cases
from tracker.alerts.places import Keys, Mail, Place

_LONGEST = 20_000  # characters of a value
_LEAST_SECRET = 24  # bytes, by the specification


def _parse_place(name: str, address: str, keys: Keys) -> Place:
    check_address(keys, "webhook", address)
    return Place(name, "webhook", address, _parse_secrets(keys))


def _preview(letter: Letter) -> str:
    return json.dumps(json.loads(write_json(letter)), ensure_ascii=False, indent=2)


def _deliver(letter: Letter, place: Place, mail: Mail | None, now: datetime) -> Delivery:
    body, stamp = write_json(letter), int(now.timestamp())
    return post(
        place.address,
        letter.message_id,
        body,
        letter.contact,
        webhook_id=letter.message_id,
        webhook_timestamp=str(stamp),
        webhook_signature=sign(place.secrets, letter.message_id, stamp, body),
    )


def sign(secrets: tuple[bytes, ...], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the header ``webhook-signature``: for each secret ``v1,`` and the HMAC-SHA256 of id, time and body."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(
        "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode() for secret in secrets
    )


def _parse_secrets(keys: Keys) -> tuple[bytes, ...]:
    given = keys.words_or_text("secret")
    remedy = (
        'make one with: python -c "import base64, secrets; '
        "print('whsec_' + base64.b64encode(secrets.token_bytes(32)).decode())\""
    )
    if not 1 <= len(given) <= 2:
        keys.refuse(f"secret is missing, or more than two are given; {remedy}")
    try:
        decoded = tuple(base64.b64decode(secret.removeprefix("whsec_"), validate=True) for secret in given)
    except (binascii.Error, ValueError):
        keys.refuse(f"secret is not base64; {remedy}")
    if any(len(secret) < _LEAST_SECRET for secret in decoded):
        keys.refuse(f"secret is shorter than {_LEAST_SECRET} bytes; {remedy}")
    return decoded


def write_json(letter: Letter) -> bytes:
    """Return the body of a signed webhook; docs/alerts.md describes it. The bytes are the same at every
    attempt, unless something in it was suppressed meanwhile."""
    kind = "changes.published" if letter.news else "test"
    data: dict = {"changes": [_as_dict(letter, news) for news in letter.news]}
    if letter.is_summary:
        kind = "catalog.reviewed"
        data = {
            "counts": count_kinds(letter),
            "cases": len(find_cases(letter)),
            "first_seq": min(item.seq for item in letter.news),
            "last_seq": max(item.seq for item in letter.news),
            "url": changes_page(letter),
        }
    whole = {
        "type": kind,
        "id": letter.message_id,
        "subscription": letter.subscription,
        "timestamp": letter.made_at,
        "data": data,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _as_dict(letter: Letter, news: News) -> dict:
    if news.facts is None:
        return {
            "seq": news.seq,
            "change_id": news.change_id,
            "kind": "corrected",
            "corrects": news.corrects,
            "case_id": news.case_id,
            "url": find_address(letter, news),
        }
    change, docket, entry = news.facts.change, news.facts.docket, news.facts.entry
    return {
        "seq": news.seq,
        **{
            name: change[name]
            for name in ("change_id", "kind", "subject", "subject_id", "case_id", "docket_id", "field")
        },
        **{name: change[name][:_LONGEST] if change[name] else None for name in ("old_value", "new_value")},
        "seen_at": change["seen_at"],
        "case_name": news.facts.name,
        "court_id": docket and docket["court_id"],
        "docket_number": docket and docket["docket_number"],
        "selection": docket and docket["selection"],
        "tier": news.facts.tier,
        "entry_id": entry and entry["entry_id"],
        "entry_number": entry and entry["entry_number"],
        "date_filed": entry and entry["date_filed"],
        "url": find_address(letter, news),
    }


CHANNEL = Channel("webhook", "As a webhook", 50, _parse_place, _preview, _deliver)
