"""A case in the vocabulary of schema.org, as JSON-LD, for search engines and link previews. Pure.

schema.org has no type for a court case (as of 2026-11: `Legislation`, `LegalService`, nothing between). A
page about what Wikidata calls a legal case (Q2334719) says the same without a term of our own; hearings are
its events. The block is data: browsers do not run a script of that type, so a policy that forbids scripts
does not affect it (HTML, "prepare the script element": an unknown type ends before the policy is checked).
"""

import json
from typing import Any

from markupsafe import Markup

from docket.statute import SITE
from publish.links import api_path, case_path, court_path, party_path, web_address
from publish.words import format_hearing

_LEGAL_CASE = "https://www.wikidata.org/entity/Q2334719"
_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
_EVENT_STATUS = {
    "scheduled": "EventScheduled",
    "held": "EventScheduled",
    "moved": "EventRescheduled",
    "vacated": "EventCancelled",
    "not_held": "EventCancelled",
    "withdrawn": "EventCancelled",
}
_HEARINGS = 20  # hearings listed for search engines on one page
_PARTIES = 20  # companies and bodies on one page


def case_block(
    case: dict,
    title: str,
    words: str | None,
    family: list[dict],
    hearings: list[dict],
    parties: list[dict],
    root: str,
) -> Markup:
    """Return the ``<script>`` element of data for the head of a case's page."""
    return as_block(describe_case(case, title, words, family, hearings, parties, root))


def describe_case(
    case: dict,
    title: str,
    words: str | None,
    family: list[dict],
    hearings: list[dict],
    parties: list[dict],
    root: str,
) -> dict:
    """Return the page of a case as JSON-LD. Unknown facts are left out; private persons are not named."""
    url = root + case_path(case["case_id"])
    entities = {
        party["entity_id"]: party for party in parties if party["entity_id"] and not party["is_pseudonym"]
    }
    about = {
        "@type": "Thing",
        "@id": f"{url}#case",
        "additionalType": _LEGAL_CASE,
        "name": case["caption"] or title,
        "alternateName": title if title != case["caption"] else None,
        "identifier": [_number(docket) for docket in family if docket["docket_number"]],
        "sameAs": [
            address
            for docket in family
            if (address := web_address(docket["primary_url"] or docket["source_url"]))
        ],
        "subjectOf": [
            _event(hearing, url, root)
            for hearing in hearings
            if hearing["date_from"]
            and hearing["precision"] in ("day", "time")
            and hearing["status"] in _EVENT_STATUS
        ][:_HEARINGS],
    }
    return _without_absent(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "@id": url,
            "url": url,
            "name": title,
            "description": words,
            "inLanguage": "en",
            "dateModified": case["last_seen"],
            "license": _LICENSE,
            "isAccessibleForFree": True,
            "isPartOf": {"@type": "WebSite", "name": SITE, "url": f"{root}/"},
            "about": about,
            "mentions": [
                {"@type": "Organization", "name": party["entity_name"] or key, "url": root + party_path(key)}
                for key, party in list(entities.items())[:_PARTIES]
            ],
            "encoding": {
                "@type": "MediaObject",
                "encodingFormat": "application/json",
                "contentUrl": root + api_path("cases", case["case_id"]),
            },
        }
    )


def as_block(data: dict) -> Markup:
    """Return data as a script element that no text in it can close: ``<``, ``>`` and ``&`` are written as \\u
    escapes."""
    text = (
        json.dumps(data, ensure_ascii=True)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _number(docket: dict) -> dict:
    return {
        "@type": "PropertyValue",
        "propertyID": docket["court_name"] or docket["court_id"],
        "value": docket["docket_number"],
    }


def _event(hearing: dict, url: str, root: str) -> dict:
    return {
        "@type": "Event",
        "name": f"{format_hearing(hearing['kind'])}: {hearing['docket_name'] or hearing['docket_id']}",
        "startDate": hearing["starts_at"] or hearing["date_from"],
        "eventStatus": f"https://schema.org/{_EVENT_STATUS[hearing['status']]}",
        "location": {
            "@type": "Courthouse",
            "name": hearing["court_name"] or hearing["court_id"],
            "url": root + court_path(hearing["court_id"]),
        },
        "url": f"{url}#hearings",
    }


def _without_absent(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: kept for key, item in value.items() if (kept := _without_absent(item)) not in (None, [], {})
        }
    if isinstance(value, list):
        return [_without_absent(item) for item in value]
    return value
