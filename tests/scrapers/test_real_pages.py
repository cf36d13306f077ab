"""Pages of the sources that others saved (../shared/real/sources): each is read whole, or it is said why not."""

import pytest

from tests.worlds import real_pages

SECTIONS = dict(real_pages.sections())


@pytest.mark.parametrize("title", SECTIONS)
def test_real_pages_are_read_whole(title):
    if not real_pages.FOLDER.is_dir():
        pytest.skip("no ../shared/real/sources with pages of the sources beside this checkout")
    lines = list(SECTIONS[title]())
    assert lines, f"no files for {title!r} in {real_pages.FOLDER}"
    assert [(line.file, line.expected, line.read, line.wrong) for line in lines if line.is_short] == []


def test_a_page_that_is_read_short_is_told():
    short = real_pages.Line("ca1", "x.html", expected=20, read=19)
    assert short.is_short
    short.reason = "a row of a withdrawn opinion"
    assert not short.is_short
    assert real_pages.Line("ca1", "x.html", 20, 20, wrong=["missing 23-9001"]).is_short
