"""The forms removed from court text: patterns in which <<tag>> is words of language/redaction.tsv.

The group `hide` is cut. Each pattern is matched against folded text (docket/redact.py), begins with something
that is not a repetition, and has only bounded repetitions, so that the time is proportional to the length of
the text. The functions check a match by itself: check digits, lengths.
"""

import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import NamedTuple

_LOOSE = re.IGNORECASE | re.VERBOSE
_STRICT = re.VERBOSE
WINDOW = 60  # characters before a match that may say what it is
_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT"
    "|V[AIT]|W[AIVY]"
    "|Alabama|Alaska|Ariz(?:ona|\\.)|Ark(?:ansas|\\.)|Calif(?:ornia|\\.)|Colo(?:rado|\\.)|Conn(?:ecticut"
    "|\\.)|Delaware|Fla\\.|Florida"
    "|Georgia|Hawaii|Idaho|Ill(?:inois|\\.)|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland"
    "|Mass(?:achusetts|\\.)|Mich(?:igan|\\.)"
    "|Minn(?:esota|\\.)|Mississippi|Missouri|Montana|Nebraska|Nevada|New "
    "(?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio"
    "|Oklahoma|Oregon|Pennsylvania|Puerto Rico|Rhode Island|South "
    "(?:Carolina|Dakota)|Tenn(?:essee|\\.)|Tex(?:as|\\.)|Utah|Vermont"
    "|Virginia|Wash(?:ington|\\.)|West Virginia|Wis(?:consin|\\.)|Wyoming"
)
# What follows the words of the table: bounded, so that no text is scanned twice.
_IS = (
    r"(?:[ ]?(?:is|are|was|of|number|num\.|nos?\.?|code|id|pin|for|the|this|ending|in|will|be|hearing|meeting|call"
    r"""|conference|webinar|session|[#:=()"'[,-]))"""
)
PHONE_SHAPES = (
    "000-0000",
    "000/0000",
    "000.0000",
    "000 0000",
    "0000000",
    "000- 0000",
    "000 -0000",
    "000 - 0000",
)
LONG_SHAPES = ("0000000", "00-000", "00 000")
SSN_SHAPES = ("00/0000", "00_0000", "00~0000", "00-0000", "00 0000", "000000000", "00.0000", "- 0000")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|\d{{8}}|\d{{1,2}}/\d{{4}}|{_MONTH}[ -]\d{{1,2}}-\d{{4}}"
    rf"|\d{{1,2}}-{_MONTH}-\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? ?(?:\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? ?(?:\d{{4}})?)"
    r"(?![\w/])"
)
_NUMERAL = r"(?:\d{3,}+(?:[ -]\d{2,4}(?![\d/:])){0,4}|\d(?: \d){3,12}|\d\d(?: \d\d){2,5})#{0,2}(?![\d/:])"
_PRISONER_FORM = r"(?P<hide>\d{5}-\d{3}|[A-Z]-?\d{5,6}|[A-Z]{2}-?\d{4,6})(?![\w/-])"
_SPACED = _STATES.replace(" ", r"\ ")  # for verbose patterns, which ignore blanks
_TOWN = (
    rf"(?-i:,?\ [A-Z][A-Za-z.'-]{{1,20}}(?:\ [A-Z][A-Za-z.'-]{{1,20}}){{0,3}}?,?\ (?:{_SPACED})(?!\w)"
    r"(?:,?\ \d{5}(?:-\d{4})?)?"
    r"|(?:,?\ [A-Z][A-Za-z.'-]{1,20}){1,4}?,?\ (?:[A-Z]{1,2}\d[A-Z\d]?\ \d[A-Z]{2}|[A-Z]\d[A-Z]\ ?\d[A-Z]\d)\b"
    r"|(?:,?\ [A-Z][\w.'-]{1,20}){1,4}?(?:\ \d{4,6})?,\ (?i:<<country>>)\b)"
)
_WAY = (
    r"(?:(?:N|S|E|W|NE|NW|SE|SW|N\.[EW]|S\.[EW])\b\.?|North(?:east|west)?|South(?:east|west)?|East|West"
    "|NORTH|SOUTH|EAST|WEST)"
)
_NUMBER = (
    r"(?P<hide>(?:\d(?<![\w:/.,$§\#-]\d)\d{0,5}(?:-?[A-Z]|-\d{1,4}|\ 1/2|\ ?[½¼¾])?"
    r"|[NSEW](?<![\w/.-][NSEW])\d{1,5}(?:[NSEW]\d{1,5})?)\ "
)
_NAMED = r"(?!(?i:<<not_street>>)\b)(?:[A-Z][A-Za-z'-]{1,20}\.?|I-\d{1,3}|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH))"
_UNITS = (
    r"(?P<unit>(?:,?\ (?:\#\ ?|(?i:<<unit>>)\.?\ \#?\ ?)[\w-]{1,6}|,?\ \d{1,2}(?:st|nd|rd|th)\ (?:Floor"
    r"|Fl\b\.?)){0,3})"
)
_SUFFIX = r"(?i:<<street>>)\b\.?"
_NUMBERED_ROAD = (
    r"(?i:(?:county|state|farm|ranch)\ (?:road|rd|route|rte|highway|hwy)|(?:u\.?s\.?\ )?(?:highway|hwy|route|rte)"
    rf"|interstate|c\.?r\.?|f\.?m\.?)\ \d{{1,5}}\b(?:(?:\ Frontage)?\ {_SUFFIX})?"
    r"|(?i:county\ (?:trunk\ )?(?:road|rd\.?|highway|hwy\.?))\ [A-Z]{1,3}\b"  # Wisconsin's have letters
)
PLAIN_SHAPES = (" st", " ave", " road", " rd", " drive", " lane", " boulevard", " blvd", " court", " place")
_OF_STREET = (
    r"(?:(?:de|del|della|dell'|dei|des|du|da|do|dos|das|di|la|las|los|le|les|l'|d')(?:\ |(?<='))){0,3}"
)
_FOREIGN_NAME = rf"{_OF_STREET}[^\W\d_a-z][\w'.-]{{1,24}}(?:\ {_OF_STREET}[^\W\d_a-z][\w'.-]{{1,24}}){{0,3}}?"
_FOREIGN_TOWN = (
    r"(?P<town>(?:,?\ (?:[A-Z]{1,2}-)?\d{4,6}\ [^\W\d_a-z]\w{2,20}|,\ [^\W\d_a-z]\w{2,20}(?:\ [^\W\d_a-z]\w{2,20})?"
    r"(?:,\ (?:[A-Z]{2}\b|[^\W\d_a-z]\w{3,20}))?(?:\ \d{5})?)?)"
)
_DEGREES = r"[+-]?\d{1,3}(?:\.\d{3,9}\ ?°?|°\ ?\d{1,2}(?:\.\d{1,4})?'\ ?(?:\d{1,2}(?:\.\d{1,4})?(?:\"|'')?)?)"
COURTROOM_AFTER = re.compile(
    r",? ?(?:[(-] ?)?(?:[\w.]+,? ){0,3}?\(?(?:courtroom|courthouse|ctrm|crtrm)", re.IGNORECASE
)
# What may precede a bare ten-digit number: a mark, something cut, or a name ("Ada Poe 2125550199").
BEFORE_PHONE = re.compile(r"(?:[,;(:\ue000]\ ?|\b[A-Z][a-z]{1,20}\ [A-Z][A-Za-z.'-]{1,20}\ (?:/\ )?)$")
OF_A_PLACE = re.compile(r"^\S*-|-\d{2,3}\.\d|°|\d ?[NSEW]\b|\b(?i:gps|coordinates?|lat|latitude|longitude)\b")
BEFORE_INMATE = re.compile(
    r"^\s*$|[#(,:] ?$|\b(?:nos?\.?|id|num\.|number)[ .:#]{1,3}$|\b[A-Z][A-Za-z'.-]{1,20} $", re.ASCII
)
NUMBER_SIGN = re.compile(r"[ ,(]{0,3}\b(?:nos?|id|num|number)[ .:#]{1,3}$", re.IGNORECASE)
INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\. ?){2,3}(?!v\.)")
BEFORE_ADDRESS = re.compile(r"(?:\b(?:at|to|of|address|is|c/o|resides|located) ?:?|[(:;,]) $", re.IGNORECASE)
_WORD = r"(?!(?i:<<not_name>>)\b)[A-Z][A-Za-z'-]{1,24}"
_NAME = rf"(?P<hide>{_WORD}(?:\ [A-Z]\.?)?(?:\ {_WORD}){{1,3}}(?:,?\ (?:Jr|Sr|II|III)\b\.?)?)"
_PSEUDONYM = re.compile(
    r"(?:jane|john|janet|baby|minor|child) (?:roe|poe|moe)\b|[\w' .-]{1,40} does?\b|does?\b", re.IGNORECASE
)
_LUHN = str.maketrans("0123456789", "0246813579")
_CARD_WORD = re.compile(
    r"(?:(?:credit|debit|gift|bank) ?)?cards?\b|visa\b|master ?card\b|amex\b|american express\b|discover\b",
    re.IGNORECASE,
)
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", "123456781234579234567890123456789", strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def is_card(match: re.Match) -> bool:
    """Whether it is a card's: in groups, the check digit suffices; in one run, a word must say so, too."""
    digits = re.sub(r"\D", "", match["hide"])
    total = sum(int(digit) for digit in digits[-1::-2]) + sum(
        int(digit) for digit in digits[-2::-2].translate(_LUHN)
    )
    is_said = match["sep"] or _CARD_WORD.search(match.string, max(0, match.start() - WINDOW), match.start())
    return total % 10 == 0 and bool(is_said)


def is_iban(match: re.Match) -> bool:
    """Whether the number, with its first four characters moved to the end, leaves 1 when divided by 97."""
    plain = match["hide"].replace(" ", "")
    return (
        15 <= len(plain) <= 34
        and int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
    )


def is_vin(match: re.Match) -> bool:
    """Whether the ninth character is the check digit of the other sixteen."""
    number = match["hide"]
    if number.isdigit() or number.isalpha():
        return False
    total = sum(int(_VIN_VALUES[char]) * weight for char, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return number[8] == ("X" if total % 11 == 10 else str(total % 11))


def is_account(match: re.Match) -> bool:
    """Whether it is an account number: not two years with a dash, nor too short (a card: 12 digits)."""
    value = match["hide"]
    digits = sum(char.isdigit() for char in value)
    least = (
        12 if _CARD_WORD.match(match[0]) else 5 if re.search(r"number|no\b|#", match[0], re.IGNORECASE) else 6
    )
    return digits >= least and not re.fullmatch(r"(?:19|20)\d\d[ -](?:19|20)\d\d", value)


def is_license(match: re.Match) -> bool:
    value = match["hide"]
    return sum(char.isalnum() for char in value) >= 5 and sum(char.isdigit() for char in value) >= 2


def is_ip(text: str) -> bool:
    text = text.replace("[.]", ".")  # written so that nobody follows it by mistake
    address = text.rpartition(":")[0] if "." in text and ":" in text else text
    try:
        ip_address(address)
    except ValueError:
        return False
    return True


def is_name(match: re.Match) -> bool:
    return not _PSEUDONYM.match(match["hide"])


class Form(NamedTuple):
    """A rule as written; in `pattern`, <<tag>> stands for the phrases of a tag.

    Of each of the `gates`, a tag or a tuple of shapes, a phrase or a shape must occur in the text. `check`
    tests the match itself; `near`, the name of a method of `redact.Rules`, also the words around it.
    """

    name: str
    pattern: str
    gates: tuple[str | tuple[str, ...], ...]
    check: Callable[[re.Match], bool] | None = None
    near: str = ""
    flags: int = re.IGNORECASE


# In the order in which they are applied: what one has removed, the next do not see.
FORMS = (
    # How somebody can be reached.
    Form(
        "conference link",
        (
            r"(?P<hide>(?:https?://)?(?<![\w@-])(?:[\w-]{1,63}\.){0,4}(?:<<host>>)"
            r"/[^\s<>\"')\]\ue000]{0,600}[^\s<>\"')\].,;:\ue000])"
        ),
        (("m/", ".us/", ".me/", ".si/", ".aws/"), "host"),
    ),
    Form(
        "e-mail",
        (
            r"""
    (?<![\w.+'-])
    (?P<hide>
        (?:[\w.+'-]*\w|"[\w.+' -]{1,60}")@(?:[\w-]{1,63}(?:\.|[ ]?[([]dot[)\]][ ]?)){1,6}[a-z]{2,18}\b
      | [\w.+'-]*\w[ ]?@[ ]?(?:[\w-]{1,63}\.){1,4}(?:com|net|org|gov|edu|us|uk|io|co|me)\b
      # broken over two lines, after a hyphen or a point
      | [\w.+'-]*\w@(?:[\w-]{1,63}\.){0,3}[\w-]{1,63}(?:(?<=-)[ ][\w-]{1,63})?\.[ ]?(?:com|net|org|gov|edu)\b
    )
"""
        ),
        (("@",),),
        flags=_LOOSE,
    ),
    Form(
        "e-mail",
        (
            r"""
    (?<![\w.+'-])
    (?P<hide>
        [\w.+'-]*\w(?:[ ]?[([{<](?:at|@)[)\]}>][ ]?|%40)
        (?:[\w-]{1,63}(?:\.|[ ]?[([{<]dot[)\]}>][ ]?|[ ]dot[ ])){1,6}[a-z]{2,18}\b
      | [\w.+'-]*\w[ ]at[ ](?:[\w-]{1,63}[ ]dot[ ]){1,4}(?:com|net|org|gov|edu|us|uk|io|co|me)\b
    )
"""
        ),
        (("(at)", "[at]", "{at}", "<at>", "<@>", " dot ", "[@]", "(@)", "%00"),),
        flags=_LOOSE,
    ),
    Form(
        "e-mail",
        (
            r"(?<![\w.+'-])(?P<hide>\w[\w+'-]*[._][\w.+'-]*\w at (?:[\w-]{1,63}\.){1,4}(?:com|net|org|gov|edu)\b)"
        ),
        ((" at ",), (".com", ".net", ".org", ".gov", ".edu")),
    ),
    # Numbers of a person.
    Form(
        "Social Security number",
        r"\b(?:<<ssn>>)"
        + _IS
        + r"{0,5}[ ]?(?P<hide>\d{3}[ ./_~-]{0,3}\d{2}[ ./_~-]{0,3}\d{4}|\d\d-\d{7})(?![\w-])",
        (SSN_SHAPES, "ssn"),
    ),
    Form(
        "Social Security number",
        r"(?P<hide>\d(?<![\w./-]\d)\d\d[ -]?\d{2}[ -]?\d{4}) ?[(,] ?(?:<<ssn>>)\b",
        (SSN_SHAPES, "ssn"),
    ),
    Form(
        "Social Security number",
        r"(?<![\w./-])(?P<hide>\d{3} ?- ?\d{2} ?- ?\d{4})(?![\w/-])",
        (("00-0000", "00 - 0000", "00- 0000", "00 -0000"),),
    ),
    Form(
        "birth date",
        (
            r"\b(?:<<birth>>)(?: ?(?:\([^()]{1,30}\)|is|was|on|of|for|the|to|be|as|about|plaintiff(?:'s)?"
            "|defendant(?:'s)?|minor|child|in [A-Z][a-z]{2,20}(?:,? [A-Z][A-Za-z]{1,20})?|and|\ue000{1,30}"
            "|[:=(#,-])){0,6} ?"
            rf"(?P<hide>{_DATE})"
        ),
        ("birth",),
    ),
    Form("birth date", rf"(?<![\w/-])(?P<hide>{_DATE}) ?(?:[(,] ?)?(?:<<birth>>)\b", ("birth",)),
    Form(
        "telephone",
        (
            r"""
    \b(?:<<phone>>)s?\b
    (?:[ ]?(?:numbers?|nos?\.?|is|was|at|to|him|her|them|plaintiff|defendant|petitioner|chambers|counsel|on|@
      |(?:mr|ms|mrs|dr)\b\.?[ ][a-z'-]{2,20}
      |via|by|or|ending|in|[:#="'.,-]|\((?!\d{2,5}\)))){0,6}[ ]?
    (?P<hide>
      (?:
        (?:\+?1[ .-]{0,2})?[(\[]?[2-9]\d\d[)\]]?[ ./-]{0,3}\d{3}[ ./-]{0,3}\d{4}
      | \+\d(?:[ ().-]{0,2}\d){7,14}
      | (?:0\d{2,4}|\(0\d{1,4}\))[ -]?\d{3,4}[ -]?\d{3,4}
      | [2-9]\d\d[.-]\d{4}
      )
      (?:,?[ ]?(?:x|ext\.?|extension)[ :\#]{0,2}\d{1,6})?(?:,{1,3}\*?\d{1,12}\#?){0,6}
    )
    (?!\d|[-/:]\d|\.\d)
"""
        ),
        (PHONE_SHAPES, "phone"),
        flags=_LOOSE,
    ),
    Form(
        "code",
        r"\b(?<!social )(?:<<code_of>>)[ -]?(?:code|ids?|i\.d\.|pin|number|nos?\.|no\b|#|key|passcode|password)s?"
        + _IS
        + (
            r"{0,6}[ ]?"
            rf"(?P<hide>{_NUMERAL}|(?<=[:=#] )(?=[^\s,;)]{{0,40}}\d)(?!\d+[\s,;.)])"
            r"[^\s,;)\]\ue000]{3,60}[^\s,;)\]\ue000.\"']|[a-z]{3}-[a-z]{4}-[a-z]{3}\b)"
        ),
        ("code_of",),
    ),
    Form(
        "code",
        r"\b(?:<<secret>>)\b"
        + _IS
        + (
            r"{0,6}[ ]?"
            rf"(?P<hide>{_NUMERAL}"
            r"|(?<=[\"'])[^\"' \ue000]{3,40}(?=[\"'])"
            r"|(?<=[:=] )(?-i:[A-Za-z]{0,20}[a-z][A-Z][A-Za-z]{2,20})\b"
            r"|(?<![\w/])(?!\d{1,4}(?:st|nd|rd|th|am|pm|[/:-]\d)\b)(?=[^\s,;)\]\"']{0,60}[\d!@$%^&*])"
            r"(?=[^\s,;)\]]{0,60}[A-Za-z])[^\s,;)\]\"'\ue000]{3,60}[^\s,;)\]\"'.\ue000])"
        ),
        ("secret",),
    ),
    Form(
        "code",
        r"\b(?:<<meeting_maker>>)\b(?: (?:meeting|webinar|conference|call|link|room))?"
        + _IS
        + r"{0,4}[ ]?(?P<hide>\d{3,4}[ -]?\d{3,4}[ -]?\d{3,4})(?![\w/:-])",
        (LONG_SHAPES, "meeting_maker"),
    ),
    Form(
        "code",
        (
            r"(?:\bid[ :#-]{1,3}|\b(?<!zip )(?<!area )code[ :#-]{1,3}(?=\d{6})|(?<![\w./$#-])(?=\d[\d -]{8,11}#))"
            r"(?P<hide>\d{3,4}[ -]?\d{3,4}[ -]?\d{0,5}#?)(?![\w/-])"
        ),
        (("000000", "000 000", "000-000"), ("id", "code", "#")),
        near="is_of_meeting",
    ),
    Form(
        "account number",
        r"\b(?<![/-])(?:<<account>>)"
        + _IS
        + (
            r"{0,6}[ ]?"
            r"(?:[Xx*]{2,12}[ -]?)?(?P<hide>(?:[A-Z]{0,3}\d{5,}+|\d{2,6}(?:[ -]\d{1,8}){1,5}"
            r"|[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?))(?![\w/:-])"
        ),
        (("00000", "00 00", "00-00"), "account"),
        check=is_account,
    ),
    Form(
        "account number",
        r"(?<![\w-])(?P<hide>[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![\w-])",
        (("0000000", "00 0000"),),
        check=is_iban,
        flags=0,
    ),
    Form(
        "account number",
        (
            r"(?<![\w.$/-])(?P<hide>[2-6]\d{3}(?P<sep>[ -]?)(?:\d{4}(?P=sep)\d{4}(?P=sep)\d{4}|\d{6}(?P=sep)\d{5}))"
            r"(?![\w/-])"
        ),
        (("000000000000", "0000 0000", "0000-0000", "0000 000000", "0000-000000"),),
        check=is_card,
    ),
    Form(
        "license number",
        r"\b(?<![/-])(?:<<license>>)(?: ?(?:numbers?|num\.|nos?\.?|is|was|of|state|plates?|(?-i:"
        + _STATES
        + r")\b|[#:=(,-])){0,5} ?"
        r"(?P<hide>(?=[A-Z]{0,3}[ -]?\d)[A-Z0-9]{1,17}(?:[ -](?=[A-Z]{0,7}\d)[A-Z0-9]{1,8}){0,4})(?![\w/-])",
        ("license",),
        check=is_license,
    ),
    Form(
        "license number",
        r"(?P<hide>[A-HJ-NPR-Z0-9](?<![\w-].)[A-HJ-NPR-Z0-9]{16})(?![\w-])",
        (("0000",),),
        check=is_vin,
        flags=0,
    ),
    Form(
        "alien number",
        r"(?<![\w-])(?P<hide>A\d{8,9})(?![\w-])",
        (("a00000000",),),
        near="is_of_foreigner",
        flags=0,
    ),
    Form(
        "alien number",
        (
            r"(?<![\w-])(?P<hide>(?:[Aa][#-]?|A ?# ?|A )\d{3}[ -]\d{3}[ -]\d{3}|A ?# ?\d{8,9}|[Aa]-\d{8,9})(?![\w-])"
        ),
        (("000-000-000", "000 000 000", "00000000"),),
        flags=0,
    ),
    Form(
        "alien number",
        r"\b(?:<<alien>>)"
        + _IS
        + r"{0,5}[ ]?(?P<hide>(?:A[ #-]{0,2})?\d{2,3}[ -]?\d{3}[ -]?\d{3})(?![\w/-])",
        (LONG_SHAPES, "alien"),
    ),
    Form(
        "telephone",
        (
            r"""
    (?<![\w.$§+-])(?<!\d/)(?<!\#)
    (?P<hide>
      (?:
        (?:\+?1[ ]?[ .-]?[ ]?)?[(\[][2-9]\d\d[)\]][ .-]{0,3}[2-9]\d\d[ .-]{0,3}\d{4}
      | (?:\+?1[.-]|\+1[ ]|1[ ](?=\d{3}[.-]))?(?:
            [2-9]\d\d(?:[ ]?-[ ]?)[2-9]\d\d(?:[ ]?-[ ]?|\.)\d{4}
          | [2-9]\d\d\.[2-9]\d\d[.-]\d{4}
          | [2-9]\d\d/[2-9]\d\d-\d{4}
          | [2-9]\d\d[ ][2-9]\d\d[.-]\d{4}
          | (?P<plain>[2-9]\d\d[ ][2-9]\d\d[ ]\d{4})
          | (?P<odd>[2-9]\d\d[.-][2-9]\d{6})
        )
      | 1[ ][2-9]\d\d[ ][2-9]\d\d[ ]\d{4}
      | \+1\d{10}
      | \+[1-9]\d{0,2}(?:[ .-]?\(?\d{1,4}\)?){2,5}
      | 011[ -]\d{2,3}(?:[ -]\d{1,5}){2,4}
      )
      (?:,?[ ]?(?:x|ext\.?|extension)[ :\#]{0,2}\d{1,6})?(?:,{1,3}\*?\d{1,12}\#?){0,6}
    )
    (?![\w-])
"""
        ),
        ((*PHONE_SHAPES, "+"),),
        near="is_telephone",
        flags=_LOOSE,
    ),
    # Ten bare digits: a lawyer's number, where a lawyer is mentioned, or one after an address that was cut.
    Form(
        "telephone",
        r"(?<![\w.$§#/+-])(?P<hide>[2-9][0-8]\d[2-9]\d{6})(?![\w/-]|\.\d)",
        (("0000000000",),),
        near="is_of_lawyer",
    ),
    Form(
        "prisoner number",
        (
            r"\b(?:<<prisoner>>)(?=[\s:#.(,])(?: ?(?:(?P<sign>id|i\.d\.|nos?\.?|num\.|numbers?|[#:])|is|[(,-])){0,5} ?"
            r"(?P<hide>\d{5}-\d{3}|\d\d-?[A-Z]-?\d{4}|(?:[A-Z]{1,2}-?)?\d[\d-]{2,10}\d[A-Z]?)(?![\w/-])"
        ),
        (("0000", "0-"), "prisoner"),
        near="is_named_prisoner",
    ),
    Form(
        "prisoner number",
        r"(?<=[A-Za-z'.,(])(?P<sign> ?\(?# ?)" + _PRISONER_FORM,
        (("#",), ("0000", "-000")),
        near="is_of_prisoner",
        flags=0,
    ),
    Form(
        "prisoner number",
        r"(?<=[a-z.,(] )#[ ]?(?P<hide>\d{5,8})(?![\w/-])",
        (("#0", "# 0"), "prison"),
        near="is_signed",
    ),
    Form(
        "prisoner number",
        r"(?P<sign>(?<![\w/#-]))" + _PRISONER_FORM,
        (("0000", "-000"), "prison"),
        near="is_of_prisoner",
        flags=0,
    ),
    # After the word, with at most a name in between; a "corrected" page has nothing to do with a prison.
    Form(
        "prisoner number",
        (
            r"\b(?:<<inmate>>)\b(?P<between>[^;\d\ue000]{0,60}?)(?<=[ (#])"
            r"(?P<hide>\d{5,8}|[A-Z]{1,2}-?\d{4,6}|\d\d-[A-Z]-\d{4})(?![\w/-])"
        ),
        (("0000", "0-"), "inmate"),
        near="is_inmates",
    ),
    Form(
        "IP address",
        (
            r"(?<![\w.:-])(?P<hide>(?:\d{1,3}(?:\.|\[\.\])){3}\d{1,3}(?::\d{1,5})?"
            r"|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\w-]|[.:]\w)"
        ),
        (("0.0", "0[.]0", "::", ":0"), "subscriber"),
        near="is_of_subscriber",
    ),
    # Where somebody lives.
    Form(
        "address",
        (
            r"\b(?P<hide>(?:(?:p\.? ?o\.?|post office|postal) ?(?:box|drawer)|p\.?o\.?b\.?(?= ?#? ?\d)"
            r"|box(?= \d{1,6}, (?:rural )?r(?:oute|te\.?) ?\d)"
            r"|(?:rr|r\.r\.|rural route|hc|rte\.?|route|psc|cmr|star route) ?#? ?\d{1,5},? box)[ #:]{0,3}"
            r"(?:no\.? ?)?\d{1,6}(?:-\d{1,4})?"
            rf"(?:{_TOWN})?)"
        ),
        (("box", "drawer", "pob", "p.o.b"),),
    ),
    Form(
        "address",
        _NUMBER
        + (
            rf"(?:(?:{_WAY}\ )?{_NUMBERED_ROAD}|(?:{_WAY}\ )?(?:{_NAMED}\ ){{1,4}}?{_SUFFIX}"
            rf"|{_WAY}\ \d{{1,3}}\ {_SUFFIX}"
            rf"|{_WAY}\ \d{{2,5}}\ {_WAY}(?!\w)"  # on a grid: "385 South 900 East"
            rf"|Broadway\b|{_WAY}\ {_NAMED}(?=,?\ (?:\#|(?i:apt|unit)))|Avenue\ of\ the\ [A-Z][a-z]{{2,15}})"
            rf"(?:\ {_WAY}(?!\w))?{_UNITS}(?P<town>(?:{_TOWN})?))"
        ),
        (("0 ", "0a ", "0b ", "0c ", "0d ", "0e ", "0f ", "0-a ", "0-b ", "0-c ", "0-d "),),
        near="is_home",
        flags=_STRICT,
    ),
    Form(
        "address",
        (
            r"\b(?:<<home>>)[ :,]{1,3}(?P<hide>\d{1,6}[ ](?:(?:[nsew]|north|south|east|west)\b\.?[ ])?"
            r"(?:(?!(?:<<not_street>>)\b)[a-z0-9'-]{2,20}\.?[ ]){1,3}?(?:<<plain_street>>)\b\.?)"
        ),
        (("0 ",), PLAIN_SHAPES, "home"),
        flags=_LOOSE,
    ),
    # In lower case it is a street only if its town and state follow.
    Form(
        "address",
        (
            r"(?P<hide>\d(?<![\w:/.,$§\#-]\d)\d{0,5}[a-z]?[ ](?:(?:[nsew]|north|south|east|west)\b\.?[ ])?"
            r"(?:(?!(?:<<not_street>>)\b)[a-z0-9'-]{2,20}\.?[ ]){1,3}?(?:<<plain_street>>)\b\.?"
            r"(?P<unit>(?:,?[ ](?:\#[ ]?|(?:<<unit>>)\.?[ ]\#?)[\w-]{1,6})?)"
            rf"(?P<town>,[ ][a-z][a-z.'-]{{1,20}}(?:[ ][a-z.'-]{{2,20}}){{0,2}}(?:,[ ](?:{_SPACED})\b(?:,?[ ]\d{{5}})?"
            rf"|[ ](?:{_SPACED})[ ]\d{{5}})))"
        ),
        (("0 ", "0a ", "0b "), PLAIN_SHAPES),
        near="is_home",
        flags=_LOOSE,
    ),
    Form(
        "address",
        (
            r"(?P<hide>(?<![\w-])(?i:<<spelled>>)(?:-(?i:<<spelled>>))?\ "
            rf"(?:{_WAY}\ )?(?:{_NAMED}\ ){{1,3}}?{_SUFFIX}(?:\ {_WAY}(?!\w))?{_UNITS}(?P<town>(?:{_TOWN})?))"
        ),
        ("spelled", (" st", " ave", " r", " dr", " l", " c", " p", " w", " t", " b", " sq", " h")),
        near="is_spelled_home",
        flags=_STRICT,
    ),
    # "Lot 27, Whispering Pines Mobile Home Park"; "Flat 9, 31 Copperbeech Gardens"
    Form(
        "address",
        (
            r"(?<![\w-])(?P<hide>(?i:lot|space|spc|trailer|site|unit)\ \#?\d{1,4}[A-Z]?,?\ (?:[A-Z][\w'-]{1,20}\ ){1,4}"
            r"(?i:(?:mobile\ )?home\ park|mhp|r\.?v\.?\ (?:park|resort)|trailer\ (?:park|court)))(?!\w)"
        ),
        (("park", "resort", "mhp", "court"),),
        flags=_STRICT,
    ),
    Form(
        "address",
        (
            r"(?<![\w-])(?P<hide>Flat\ \d{1,3}[A-Z]?,\ \d{1,4}[A-Z]?\ [A-Z][\w'-]{1,20}(?:\ [A-Z][\w'-]{1,20}){0,3})"
        ),
        (("flat 0",),),
        flags=_STRICT,
    ),
    Form(
        "address",
        (
            r"(?P<hide>(?<![\w-])(?:"
            rf"\d{{1,5}}(?:\ ?bis|[A-Z])?,?\ (?i:<<foreign_street>>)\ {_FOREIGN_NAME}(?![\w-])"
            rf"|(?i:<<foreign_street>>)\ {_FOREIGN_NAME},?\ (?:(?i:n[o°º]?\.?)\ ?)?\d{{1,5}}[A-Za-z]?(?![\w:/-])"
            rf")(?P<unit>){_FOREIGN_TOWN})"
        ),
        ("foreign_street",),
        near="is_home",
        flags=_STRICT,
    ),
    # "Hauptstraße 5", "Keizersgracht 12"; "4-2-8 Shibakoen, Minato-ku"
    Form(
        "address",
        (
            r"(?P<hide>(?<![\w-])(?:"
            r"[^\W\d_a-z]\w{2,30}(?:stra(?:ß|ss)e|str\.|weg|allee|gasse|platz|straat|laan|gracht|kade|plein"
            r"|gatan|vej|gade|katu)\ \d{1,4}[a-z]?(?![\w:/-])"
            r"|\d{1,2}-\d{1,2}(?:-\d{1,3})?\ [A-Z][a-z]{2,20},\ [A-Z][a-z]{2,20}-(?:ku|shi|cho|machi)"
            rf")(?P<unit>){_FOREIGN_TOWN})"
        ),
        (
            (
                *(
                    "sse 0",
                    "\u00dfe 0",
                    "str. 0",
                    "weg 0",
                    "allee 0",
                    "gasse 0",
                    "platz 0",
                    "straat 0",
                    "laan 0",
                    "gracht 0",
                    "kade 0",
                ),
                *("plein 0", "gatan 0", "vej 0", "gade 0", "katu 0", "-ku", "-shi", "-cho", "-machi"),
            ),
        ),
        near="is_home",
        flags=_STRICT,
    ),
    Form(
        "location",
        (
            rf"(?<![\w.$+-])(?P<hide>(?:[NS]\ ?)?{_DEGREES}\ ?[NS]?"
            rf"(?:,\ ?|\ and\ |/|\ )(?:[EW]\ ?)?{_DEGREES}(?:\ ?[EW]\b)?)"
            r"(?![\w%]|\.\d)"
        ),
        ((".000", "0\u00b0"),),
        near="is_of_dwelling",
        flags=_STRICT,
    ),
    Form(
        "location",
        (
            rf"\b(?i:<<coordinate>>)\.?(?:\ (?:is|of|was|at)|[ :=]){{0,3}}(?P<hide>{_DEGREES}(?:\ ?[NSEW]\b)?)(?!\w)"
        ),
        ("coordinate",),
        near="is_of_dwelling",
        flags=_STRICT,
    ),
    Form(
        "address",
        _NUMBER + rf"(?:{_WAY}\ )?{_NAMED}(?:\ {_NAMED}){{0,3}}{_UNITS}(?P<town>{_TOWN}(?<=\d{{5}})))",
        ((" 00000",),),
        near="is_home",
        flags=_STRICT,
    ),
    # Who is a child.
    Form(
        "minor's name",
        (
            r"\b(?i:<<minor_before>>)(?:\((?:s|ren)\))?(?:[ ,:(]|\ (?:named|known\ as"
            rf"|identified\ as)\b){{1,4}}{_NAME}"
        ),
        (("minor", "juvenile", "infant", "child"),),
        check=is_name,
        flags=_STRICT,
    ),
    Form(
        "minor's name",
        rf"\b(?i:<<minors_before>>)(?:[ ,:(&]|\band\b|\ue000|\b(?:[A-Z]\.){{2,3}}){{1,60}}{_NAME}",
        ("minors_before",),
        check=is_name,
        flags=_STRICT,
    ),
    Form(
        "minor's name",
        (
            rf"(?<![\w'.-]){_NAME}(?:(?:,?\ (?:and|&)|,)\ \ue000+)?(?:,\ ?|\ \(|,\ \()"
            r"(?i:who\ (?:is|was|are)\ )?(?i:(?:a|an|the|both|each|all|then|still)\ ){0,2}(?i:<<minor_after>>)\b"
            r"(?!\ (?:league|party|ity))"
        ),
        ("minor_after",),
        check=is_name,
        flags=_STRICT,
    ),
    Form(
        "minor's name",
        rf"\b(?i:<<minor_of>>)(?:[ ,:]|\bthe\b|\bminor\b){{1,4}}{_NAME}",
        ("child", "minor_of"),
        near="is_child",
        flags=_STRICT,
    ),
    Form(
        "minor's name",
        (
            rf"(?<![\w'.-]){_NAME}(?:,\ |\ \(|,\ \()(?:an?\ )?"
            r"(?:(?i:aged?|ages)[ :]{1,2}(?:1[0-7]|[1-9])\b(?![.\d])|(?:1[0-7]|[1-9])[ -](?i:years?[ -]old|y/?o)\b"
            r"|(?i:child|boy|girl|student)\ of\ (?:1[0-7]|[1-9])\b)"
        ),
        (
            (
                "age 0",
                "aged 0",
                "ages 0",
                "age: 0",
                "0 year",
                "0-year",
                "0 y/o",
                "0 yo",
                "child of 0",
                "boy of 0",
                "girl of 0",
            ),
        ),
        check=is_name,
        flags=_STRICT,
    ),
    Form(
        "minor's name",
        (
            r"(?<![\d.-])(?:1[0-7]|[1-9])[ -](?i:years?[ -]old)(?:,?\ (?:boy|girl|son|daughter|child|plaintiff"
            rf"|victim|student))?,?\ {_NAME}"
        ),
        (("0-year", "0 year"),),
        check=is_name,
        flags=_STRICT,
    ),
    # Someone who acts at a child's side reveals who the child is.
    Form(
        "parent's name",
        rf"\b(?i:<<next_friend>>)(?:[ ,:(]|\band\b|\ue000){{1,60}}{_NAME}",
        ("next_friend", ("next friend", "guardian", "parent", "mother", "father")),
        near="is_by_child",
        flags=_STRICT,
    ),
    Form(
        "parent's name",
        (
            rf"(?<![\w'.-]){_NAME}(?:,?\ (?:and|&)\ \ue000+)?,?\ "
            r"(?i:(?:as|the|his|her|their|a|mother|father|parents?|natural|legal|guardians?|and)\ ){0,6}"
            r"(?i:next\ friends?)\ (?i:of|for|to)\b"
        ),
        (("next friend",),),
        near="is_by_child",
        flags=_STRICT,
    ),
)
