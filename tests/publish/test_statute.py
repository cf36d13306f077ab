"""§ 230 explained: every code of the vocabularies has its sentence, every label its anchor."""

import asyncio
import re

import pytest

from docket.vocabulary import ActKind, Answer, ExceptionAtIssue, LawEffect, Posture, Provision
from publish import statute
from publish.serve import make_datasette
from publish.words import EXCEPTIONS, PROVISIONS
from tests.worlds.publishing import build_world


@pytest.mark.parametrize(
    ("enum", "meanings"),
    [
        (Answer, statute.ANSWERS),
        (Posture, statute.POSTURES),
        (ActKind, statute.ACT_KINDS),
        (LawEffect, statute.LAW_STATES),
    ],
)
def test_every_code_has_its_sentence(enum, meanings):
    assert set(meanings) == {str(code) for code in enum}
    assert all(text.endswith(".") and len(text) > 15 for text in meanings.values())


def test_every_part_that_is_raised_is_in_the_text():
    anchors = [part.anchor for part in statute.TEXT]
    assert set(PROVISIONS) <= set(anchors) and len(anchors) == len(set(anchors))
    assert {str(code) for code in Provision} - {"unmapped"} <= set(anchors)
    assert (
        set(statute.EXCEPTIONS)
        == set(EXCEPTIONS)
        == {str(code) for code in ExceptionAtIssue} - {"none", "unmapped"}
    )
    assert {anchor for anchor, _ in statute.EXCEPTIONS.values()} <= set(anchors)
    # "c2a" is (c)(2)(A): a reader finds the part by its letters.
    labels = {part.anchor: "".join(re.findall(r"\w", part.label)).lower() for part in statute.TEXT}
    assert {anchor: label for anchor, label in labels.items() if label != anchor} == {}
    text = " ".join(part.text for part in statute.TEXT)
    assert "shall be treated as the publisher or speaker of any information" in text
    assert [day for day, _ in statute.HISTORY] == ["1996-02-08", "1998-10-21", "2018-04-11"]


def test_labels_lead_to_what_they_mean(tmp_path):
    build_world(tmp_path / "docket.db")
    datasette = make_datasette(tmp_path / "docket.db")

    async def run():
        return [await datasette.client.get(path) for path in ("/statute", "/rulings")]

    page, listed = asyncio.run(run())
    anchors = set(re.findall(r' id="([^"]+)"', page.text))
    led_to = set(re.findall(r'href="/statute#([^"]+)"', listed.text))
    assert led_to and led_to <= anchors
    assert {f"answer-{code}" for code in Answer} <= anchors and "theory-product_design" in anchors
