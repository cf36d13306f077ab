"""One name in many spellings: which are taken down with it, and which are another's."""

import hashlib

import pytest
from hypothesis import given, strategies as st

from db.folding import Seen, fold, surname_of, ways
from db.withheld import MARK, Run, TooShort, Withheld, variants
from tests.worlds.growth import grows_evenly
from tracker.words_left import BETWEEN, looking_for

# name, what it may be printed as, what is another's or nobody's
SPELLINGS = [
    (
        "José Núñez",
        (
            "JOSE NUNEZ|Jose\u0301 Nun\u0303ez|Núñez, José|NUNEZ, JOSE|José M. Núñez|Jos&eacute; N&uacute;&ntilde;ez"
            "|Jos%C3%A9%20N%C3%BA%C3%B1ez|Jos%E9 N%FA%F1ez|jose-nunez|JoséNúñez2.pdf"
        ),
        "José and Núñez|José v. Núñez|José Núñez-Ortega|Josef Núñez|Nuñezia José",
    ),
    (
        "Jane Roe",
        (
            "Jane A. Roe|Jane Ann Roe|JANE ANN ROE|Jane “Annie” Roe|jane a. roe|jane-a-roe"
            "|Jane Roes|Jane Roe’s|JANE ROES"
            "|Ja\u00adne Roe|Ja\u200bne R\u200eoe|Jane\u2069 R\u202eoe|Ja\ufffdne Roe|Jane%20Roe|Jane%2520Roe|Jane+Roe"
            "|jane_roe|Jane<br>Roe|Jane&lt;br /&gt;Roe|Jane&amp;nbsp;Roe|JaneRoe|Roe, Jane|Jane\n\t Roe"
        ),
        (
            "Jane and Roe|JANE AND ROE|Jane or Roe|Jane v. Roe|JANE V. ROE|Jane & Roe|Jane &amp; Roe|Jane met Roe"
            "|Jane, Ann, Roe|Smith, Jane; Roe, Mary|Janet Roe|Jane Roeder|Mary-Jane Roe|Jane Roe-Smith|Jane O'Roe"
            "|Maryjane Roe|J. Roe|Roe|Jane|Roe, Mary Jane|jane met roe"
        ),
    ),
    (
        "Jane A. Roe",
        "Jane Roe|Jane Ann Roe|JANE A ROE|Roe, Jane|Roe, Jane A|Roe, Jane Ann|jane roes",
        "Jane B. Roe|Jane Beth Roe|Roe, Jane B.|JANE BETH ROE|Jane and Roe",
    ),
    (
        "Jane Ann Roe",
        "Jane A. Roe|Jane Roe|Roe, Jane|Roe, Jane A|Roe, Jane Ann|JANE ANN ROE'S",
        "Jane B. Roe|Jane Alice Roe|Roe, Jane B.",
    ),
    (
        "Siobhan O'Neill",
        (
            "Siobhan ONeill|SIOBHAN O’NEILL|Siobhan O Neill|O'Neill, Siobhan|siobhan-o-neill|Siobhan O&#039;Neill"
            "|Siobhan Mary ONeill"
        ),
        "Siobhan Neill|Siobhan O. Neil|Siobhan ONeillson",
    ),
    ("Jean-Luc O'Neill-Poe", "Jean Luc ONeill Poe|JeanLuc O'Neill Poe|O'Neill-Poe, Jean-Luc", "Jean O'Neill"),
    (
        "J. T. Corvane",
        "JT Corvane|J.T. CORVANE|Corvane, J. T.|CORVANE J T|Corvane, JT",
        "J. R. Corvane|Corvane|T. Corvane",
    ),
    ("Zebulon Quigglethorpe", "Zebulon<br>Quigglethorpe|ZebulonQuigglethorpe", "Zebulonia Quigglethorpe"),
    (
        "John Doe, Jr.",
        "John Doe Jr|Doe, John|Doe, Jr., John|John Doe|John Q. Doe",
        "John Doe Sr.|John Doe, Sr.|Doe, John, III",
    ),
    (
        "Martin Luther Doe Jr.",
        "Martin L. Doe Jr|Doe, Jr., Martin|Doe, Martin Luther, Jr.|Martin Doe",
        "Martin Doe, Sr.|Martin X. Doe",
    ),
    ("Corvane, Ann, Jr., Esq.", "Ann Corvane|Ann Corvane Jr.|ANN CORVANE", "Ann Corvane Sr."),
    ("Ann Corvane, Esq.", "Ann Corvane|Corvane, Ann", "Corvane, Esq."),
    ("Roe, Jane", "Jane Roe|Jane Q. Roe|ROE, JANE", "Roe, Mary Jane"),
    ("Juan de la Cruz", "de la Cruz, Juan|Juan A. de la Cruz|JUAN DE LA CRUZ|Juan Delacruz", "Juan Cruz"),
    (
        "Tobias Van der Meer",
        "Tobias VanderMeer|TOBIAS VANDER MEER|van der Meer, Tobias",
        "Tobias Meer|Tobin Vandermeer",
    ),
    ("Jürgen Müller", "Juergen Mueller|JURGEN MULLER", "Jurgen Miller"),
    ("Ronald McDonald", "Ronald Mc Donald|RONALD MCDONALD", "Ronald Donald"),
    ("Acme Inc.", "ACME, INC|Acme, Inc", "Acme Holdings Inc.|Acme Widgets Inc."),
    ("Renée Dubois", "Renee Dubois|RENÉE DUBOIS|Renée Duboises", "René Dubois|Irene Dubois"),
    ("Søren Łukasz", "Soren Lukasz|SØREN ŁUKASZ", "Soren Lukas"),
    ("İpek Yıldız", "Ipek Yildiz|İPEK YILDIZ|Yildiz, Ipek", "Ipek Yilmaz"),
    ("Smith & Poe", "Smith and Poe|SMITH &amp; POE", "Smith or Poe"),
    ("Secretname", "SECRETNAME|Secretnames|Secretname’s", "Secretnamer"),
]


# What stays of a spelling: the number and ending of a file, and a "Jr" after an initial, which names nobody.
BESIDE_THE_NAME = {"JoséNúñez2.pdf": "2.pdf", "Martin L. Doe Jr": "Jr"}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, printed, _ in SPELLINGS for text in [name, *printed.split("|")]]
)
def test_a_name_is_taken_down_in_every_spelling(name, text):
    sought = looking_for([name])
    assert sought.stands_in(text) and sought.may_stand_in(f"<x{BETWEEN}{text}{BETWEEN}y>; amp;")
    around = sought.redact(f"ORDER as to {text}, filed")
    assert not sought.stands_in(around)
    before, mark, left = around.partition(MARK)
    assert (before, mark) == ("ORDER as to ", MARK) and left.endswith("filed")
    assert left.removesuffix("filed").strip(" .,") == BESIDE_THE_NAME.get(text, "")


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, _, others in SPELLINGS for text in others.split("|")]
)
def test_another_name_stays(name, text):
    sought = looking_for([name])
    assert not sought.stands_in(text)
    assert sought.redact(text) == text


def test_what_is_replaced_is_the_name_as_it_was_written():
    sought = looking_for(["José Núñez"])
    for text, redacted in (
        ("é%20of Jos%C3%A9%20Nu\u0301n\u0303ez\u200b’s é", f"é%20of {MARK} é"),
        ("file:x%20JoseNunez2.pdf", f"file:x%20{MARK}2.pdf"),
        ("&amp; Jose&#769; N&uacute;ñez &amp; é", f"&amp; {MARK} &amp; é"),
    ):
        assert sought.redact(text) == redacted


def test_words_of_an_earlier_version_stay_down():
    """Its digests were of another folding, and nothing holds the words to digest them anew."""
    key = bytes(32)

    def sign(words):
        return hashlib.blake2b(words.encode(), key=key, digest_size=16, person=b"withheld").hexdigest()

    sought = Withheld(key, [Run(sign("josé o neill"), sign("josé"), 3)])
    assert sought.redact("by José O'Neill, and JOSÉ O’NEILL") == f"by {MARK}, and {MARK}"
    assert sought.redact("José Neill") == "José Neill"


def test_what_says_too_little_is_refused():
    for words in ("", "Q", "--", "Li", "\u200b", "É."):
        with pytest.raises(TooShort):
            variants(words)


def test_a_surname_is_a_persons():
    names = ("Jane Roe", "Roe, Jane", "John Doe, Jr.", "Acme Inc.", "Roe v. Wade", "Madonna", "Jane R.")
    assert [surname_of(name) for name in names] == ["Roe", "Roe", "Doe", None, None, None, None]


@given(st.text(alphabet="aeRo'-é\u0301\u200b%20&amp;<br> ,;JaneRoe", max_size=60))
def test_what_is_seen_is_found_again_in_the_text(text):
    view = Seen(text)
    for place in range(len(view.text)):
        start, end = view.span(place, place + 1)
        assert 0 <= start < end <= len(text)
    sought = looking_for(["Jane Roe"])
    assert not sought.stands_in(sought.redact(text))
    assert sought.may_stand_in(f"&{BETWEEN}{text}{BETWEEN}amp;") or not sought.stands_in(text)


def test_a_name_has_few_patterns():
    for name in ("Jean-Luc O'Neill-Poe Müller-Lüdenscheid Jr.", "A B C D E", "Ann B. C. D. Roe"):
        assert len(ways(name)) < 300
    assert fold("O’Neill’s R&D") == ["oneills", "r", "and", "d"]


@pytest.mark.parametrize(
    "text", ["Jane ", "Jane-", "JaneJane", "Jane Ann ", "é", "%C3", "&amp;", "<br", "Jane\u200b"]
)
def test_looking_takes_time_in_proportion_to_the_text(text):
    assert grows_evenly(looking_for(["Jane Roe", "Jane A. Roe"]).redact, text * (60_000 // len(text)))
