"""What an entry's text says is one frozen record, and comes back from JSON as it went."""

import json
from dataclasses import FrozenInstanceError, fields
from datetime import date
from typing import get_type_hints

import pytest
from hypothesis import given, strategies as st

from docket import facts
from docket.entry_facts import find_facts
from docket.facts import PartyFacts, TextFacts
from docket.names import find_party_facts
from docket.names.counsel import find_counsel_facts

TEXTS = (
    (
        "ORDER granting in part 12 Motion to Dismiss: the negligence claim is barred by 47 U.S.C. § 230(c)(1). "
        "Case Management Conference set for 4/1/2024 at 2:00 PM as to Richard Roe before Judge Jane Poe by Zoom."
    ),
    "Motion Hearing continued from 3/4/2024 to 4/8/2024. Jury trial is set for the week of October 7, 2024.",
    "COMPLAINT against Example, Inc. for defamation and breach of contract.",
    "USCA case number 24-1234 for 9 Notice of Appeal. Related to 3:22-cv-01234.",
    "No fact at all.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_facts_come_back_from_json_as_they_went(text):
    text_facts = find_facts(text, date(2024, 3, 1), "cand", "20", "3:23-cv-00001")
    stored = json.dumps(text_facts.as_json())
    assert TextFacts.from_json(json.loads(stored)) == text_facts
    assert bool(text_facts) is (stored != "{}")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Status Conference as to Roe N. Doe set for 4/1/2024. Signed by Judge Poe on 3/1/2024.",
            ["roe n doe"],
        ),
        (
            "The status conference set for 4/1/2024 is canceled as to Roe N. Doe. Entered by Judge Poe.",
            ["roe n doe"],
        ),
        (
            "ORDER as to Roe N. Doe GRANTING 3 Motion. The status conference is reset to 4/1/2024.",
            ["roe n doe"],
        ),
        ("ORDER as to ROE N. DOE III granting 3 Motion. Sentencing is reset to 4/1/2024.", ["roe n doe iii"]),
        ("Status Conference as to Ann St. John, Max Doe-Roe Jr. set for 4/1/2024.", ["ann st john"]),
        (
            "Status Conference set for 4/1/2024 as to Max Doe-Roe Jr. as to Ann Poe. The clerk",
            ["ann poe", "max doe-roe jr"],
        ),
        ("Status Conference set for 4/1/2024 as to Defendant Doe. The clerk", []),
        ("Status Conference set for 4/1/2024 as to Relators. All parties", []),
    ],
)
def test_whose_sitting_it_is(text, who):
    """A sitting called off for one defendant is found by the name that it was set with."""
    text_facts = find_facts(text, date(2024, 3, 1), "almd", "20")
    assert text_facts.hearings and list(text_facts.who) == who


def test_what_is_on_section_230_is_read_only_where_the_text_names_it():
    text_facts = find_facts(TEXTS[2], date(2024, 3, 1), "cand", "1")
    assert text_facts.claims and not (
        text_facts.relevance or text_facts.outcome or text_facts.provisions or text_facts.exceptions
    )


def test_a_fact_cannot_be_changed():
    text_facts = find_facts(TEXTS[0], date(2024, 3, 1), "cand", "20")
    with pytest.raises(FrozenInstanceError):
        text_facts.hearings[0].date = "2024-04-02"


@pytest.mark.parametrize(
    "kind",
    [
        member
        for member in vars(facts).values()
        if isinstance(member, type) and issubclass(member, facts._Fact)
    ],
)
def test_every_field_that_json_has_no_word_for_is_made_again(kind):
    """An enumeration or a tuple comes back from JSON as text or a list, unless the record says what it is."""
    plain = {str, int, float, bool, type(None)}
    for field in fields(kind):
        hint = get_type_hints(kind)[field.name]
        parts = set(getattr(hint, "__args__", (hint,))) if "|" in str(hint) else {hint}
        assert parts <= plain or field.name in facts._FROM_JSON | kind._OWN, field.name


_WORDS = st.text(max_size=12)


@given(
    _WORDS,
    st.none() | _WORDS,
    st.booleans(),
    st.lists(st.tuples(_WORDS, _WORDS), max_size=3),
)
def test_party_lines_come_back_too(name, extra, is_surname, counsel):
    below = tuple(find_counsel_facts(person or "x", firm) for person, firm in counsel)
    party_facts = find_party_facts(name, extra, is_surname, below)
    assert PartyFacts.from_json(json.loads(json.dumps(party_facts.as_json()))) == party_facts
    assert len(party_facts.counsel) == len(counsel)
    assert party_facts.canonical is None or not party_facts.is_protected
