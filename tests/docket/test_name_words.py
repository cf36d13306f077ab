"""The words of names (data/name_words.csv): each is read as what its kind tells (data/name_kinds.csv)."""

import pytest

from docket.names.kinds import (
    PartyKind,
    find_kind,
    is_group,
    is_organization,
    is_pseudonym,
    looks_like_person,
)
from docket.names.spelling import has_form
from tests.worlds.catalog_rows import read


def is_public(name: str) -> bool:
    return find_kind(name) is PartyKind.GOVERNMENT


KINDS = {row["kind"]: row for row in read("name_kinds")}
READ = {
    "country": is_public,
    "form": has_form,
    "form_doubtful": has_form,
    "given": looks_like_person,
    "group": is_group,
    "joining": is_organization,
    "numbered": is_pseudonym,
    "organization": is_organization,
    "organization_name": is_organization,
    "state": is_public,
    "surname": looks_like_person,
}
# A surname that is also how a place of trade is spelt ends no person's name; "SpA" is a form only with its stops.
NO_EXAMPLE = {("surname", "Center"), ("form_doubtful", "SpA")}


def test_each_kind_of_word_is_told():
    assert {row["kind"] for row in read("name_words")} == set(KINDS)
    assert all(row["tells"] for row in KINDS.values())
    assert {kind for kind, row in KINDS.items() if row["example"]} == set(READ)


@pytest.mark.parametrize("kind", sorted(READ))
def test_each_word_is_read_in_the_example_of_its_kind_and_the_counter_example_is_not(kind):
    words = [row["word"] for row in read("name_words") if row["kind"] == kind]
    # as a name begins, with a capital
    printed = {word: KINDS[kind]["example"].format(word[:1].upper() + word[1:]) for word in words}
    assert [word for word in words if not READ[kind](printed[word]) and (kind, word) not in NO_EXAMPLE] == []
    if counter := KINDS[kind]["not"]:
        assert not READ[kind](counter)
