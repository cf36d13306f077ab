"""§ 230 explained: every code of the vocabularies has its sentence, every label its anchor."""

import asyncio
import re

import pytest

from docket.vocabulary import ActKind, Answer, LawEffect, Posture
from publish import statute
from publish.serve import make_datasette
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
