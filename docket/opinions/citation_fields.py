"""The fields around a reporter citation: name and docket number before it; page, court, and year after it.

They are read from this citation's own text, never from the next citation. A field that is not there is None.
"""

import re
from dataclasses import dataclass
from functools import cache

from docket.courts import load_courts
from docket.courts.cited import find_cited_court
from docket.opinions.sentences import ends_in_abbreviation

_LONGEST_NAME = 220
_LONGEST_COURT = 40
_FAR = 1500  # characters before a citation that stands alone, in which the case may have been named
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_PAGE = (
    r"(?:at\s)?(?:pp?\.\s)?\*{0,2}\s?\d{1,5}(?:\s?[-–—]{1,2}\s?\*?\d{1,5})?"
    r"(?:\s?(?:&\s?)?nn?\.\s?\d{1,3}(?:\s?[-–—]\s?\d{1,3})?)?(?:\s¶{1,2}\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?)?"
    r"|Syl\.\s(?:¶|[Pp]t\.)\s?\d{1,2}|(?:at\s)?\[?¶{1,2}\s?\d{1,4}(?:\s?[-–—]\s?\d{1,4})?\]?|(?:at\s)?nn?\.\s?\d{1,3}"
)
_PIN = re.compile(
    rf"(?:\s?,\s?\.?|\s)(?P<pin>(?:{_PAGE})(?:\s?(?:,|&|and)\s(?:{_PAGE}))*)(?![\w’']|[-–][A-Z])"
)
_MORE_PIN = re.compile(
    r"(?P<pin>(?:\s?[-–—]{1,2}\s?\*?\d{1,5})?"
    rf"(?:\s?(?:&\s?)?nn?\.\s?\d{{1,3}})?(?:\s?(?:,|&|and)\s(?:{_PAGE}))*)(?![\w’'])"
)
_DATED = re.compile(
    r"(?P<court>.{0,90}?)[\s,.]{0,4}"
    rf"(?:{_MONTH}\s?\d{{0,2}},?\s)?(?:decided\s)?(?P<year>(?:1[6-9]|20)\d\d)(?:[,;]\s.{{0,80}})?\s?",
    re.DOTALL,
)
_BRACKETS = re.compile(
    r"\s?,?\s?(?:\((?P<round>(?:[^()]|\([^()]*\)){1,120})\)|\[(?P<square>[^\[\]()]{1,60})\])"
)
_DATE_BEFORE = re.compile(r"\((?P<inside>[^()]{0,50}?(?:1[6-9]|20)\d\d)\)\s?,?$")
_KIND_OF_CASE = r"(?:(?:C|Civ|CIV|civ|Cr|CR|cr|Crim|CV|Cv|cv|MDL|Misc|MC|EDCV|SACV)\.?(?:\s?A\.|\sNo\.)?)"
# "No. 13 Civ. 7347 (JBA)", "Case No. 3:18-cv-2000-ABC", "Docket No. CV-12-345-S", "No. CV 10–5081 JFW (OP)".
_NUMBER = re.compile(
    r",?\s?(?:\b(?:Case|Docket|Civil Action|Civ(?:il)?\.?|Crim(?:inal)?\.?|C\.?\s?A\.|A\.|Adv\.?|Cause|Index"
    r"|\d{1,2}(?:st|nd|rd|th|d)\sDist\.(?:\s[A-Z][a-z]{1,20})?)\s){0,3}\bNos?\.?:?\s?"
    rf"(?P<number>(?:{_KIND_OF_CASE}\s)?[\w:.–—/-]{{0,20}}(?:\d|XX)[\w:.–—/-]{{0,20}}"
    rf"(?:\s{_KIND_OF_CASE}\s?\d[\w-]*)?)"
    r"(?:,?\s(?:(?:and|&)\s)?(?:[\w:.–—/-]{0,20}\d[\w:.–—/-]{0,20}|[A-Z]{2,5})){0,4}(?:\s?\([\w/.’ -]{1,12}\)){0,4}"
    r"(?:,?\sslip\sop\.(?:\sat\s\d{1,4})?)?[\s,]{0,4}$"
)
# "Beer Drivers Local Union No. 888", "School District No. 1": the name's own number (no comma).
_OF_NAME = re.compile(r"[^,]\sNo\.\s\d{1,4}[\s,]{0,4}$")
_CIVIL_NUMBER = re.compile(
    r",\s(?:Civ(?:il)?\.?(?:\sAction)?\s(?:No\.\s)?)?(?P<number>\d[\d:]*-?\s?(?:cv|CV|Civ\.|civ|cr|CR)[-\s]\d[\w-]+)"
    r"(?:\s?\([\w/.’ -]{1,12}\)){0,4}[\s,]{0,4}$"
)
# "Knowles v. Mirzayance, --- U.S. ----, 129 S. Ct. 1411": a volume that is not in print yet.
_NOT_PRINTED_YET = re.compile(
    r",?(?:(?:^|\s)(?:[-_]{2,6}|[–—_]{1,6})\s?(?P<reporter>[A-Z][A-Za-z.]{0,8}(?:\s?[A-Z\d][a-zA-Z.]{0,6}){0,3})"
    r"(?:\s?[-–—_]{1,6},?){0,2}"
    r"|(?<=,)\sU\.\s?S\.)$"
)
_VERSUS = re.compile(r"\s(?:(?:vs?|V)(?:\s?\.)?|v?y\.)\s")  # a scan has "Vaughn y. Rosen", "Stewart v . Doe"
_MISREAD = re.compile(r"\sv?y\.\s|\sv\s\.\s")
_OF_FAMILY = (
    r"(?:\s(?:the\s)?(?:Adoption|Estate|Marriage|Guardianship|Conservatorship|Welfare|Parentage"
    r"|Interest)\sof)?"
)
_OPENING = re.compile(
    rf"\b(?:In\s[Rr]e:?{_OF_FAMILY}|IN\sRE:?|[Ee]x\s[Pp]arte"
    rf"|(?:In\sthe\s)?(?:Matter|Interest|Welfare|Estate)\sof{_OF_FAMILY}"
    r"|(?:Appeal|Petition|Application|Adoption|Marriage|Guardianship|Conservatorship)\sof|State\sex\srel\."
    r"|United\sStates\sex\srel\.)\s(?=[A-Z\d])"
)
_OF_FIRST = frozenset(
    "of the and for & de la le du del della der den van von y ex rel. et al al. al., re d/b/a f/k/a a/k/a t/a"
    " aka dba fka do dos da bin ibn zu zum zur für et n’ n' ’n ’n’ at in to on".split()
)
# "the Court of Appeals in Smith v. Jones": the words before "in" are not part of the name.
_COURTS = frozenset("Court Courts Circuit Appeals Panel Division Department Judge Congress Supreme".split())
_OF_SECOND = _OF_FIRST | frozenset("a an in to by at as with or on under from upon &c.".split())
_NAME_WORD = re.compile(
    r"[“\"‘(\[]?(?:[A-Z\d$#]|[a-z]{1,4}(?:[’'-]?[A-Z\d]|\.[A-Z])|e-[a-z]"
    r"|[a-z][\w-]{1,40}\.(?:com|org|net|co|tv|io)\b|é|É|’t|'t)"
)
_SUFFIX = re.compile(
    r"(?:Inc(?:orporated)?|INC|LLC|LLP|L\.?L\.?C|L\.?L\.?P|L\.?P|Ltd|LTD|Corp|CORP|Co|CO"
    r"|N\.?A|S\.?A|A\.?G|P\.?C|P\.?A|B\.?V|Jr|Sr|II|III"
    r"|IV|M\.?D|D\.?O|Ph\.?D|Esq|et|PLC|GmbH|PLLC"
    r"|P\.?L\.?L\.?C|FSB|F\.S\.B|S\.?p\.?A|Trustee|as|Nat’l|National|LC|Pty"
    r"|ex\srel|[adftn]/[bk]/a|a\.s|State\sof|AFL|U\.?\s?S\.?\s?A|Local|Lodge"
    r"|(?:Bureau|Div(?:ision)?\.?|Office|Section)\sof)\b"
)
_FIRM_END = re.compile(r"(?:Inc|INC|LLC|L\.L\.C|Corp|Ltd|LLP|L\.P|LP)[.,]{0,2}")
# A paper filed in a case and cited by a database number: "App. to Pet. for Cert. 72a, 2009 WL 3922803".
_NO_CASE = re.compile(r"(?:App|Pet|Br|Brief|Tr|Rec|Note|Annot|Comment|Decl)\b\.?(?!.*\sv\.?\s)")
_BEFORE_NAMES = frozenset(
    "in of by with and or from under like to see citing quoting also than as on".split()
)
# Capitalized words that begin a sentence and are not part of a name.
_LEADS = frozenset(
    "But See Cf Cf. Accord Compare Contrast Contra In Under E.g. E.g., Also And With Of From As Like Following"
    " Unlike By Although Because While Since Thus Here Indeed Moreover However Therefore Accordingly Finally"
    " Instead Nor Neither Both When If After Before For To At On That This These Those"
    " Similarly Likewise Citing Quoting Relying Applying Id. Nonetheless Nevertheless Rather Again Further"
    " According Nothing Furthermore Specifically"
    " Recently Later Even Generally Plainly Only Where Whereas Through Until Pursuant"
    " Collectively Judge Justice".split()
)


_NO_LEADS = (("In", "re"), ("Contra", "costa"))


@dataclass(frozen=True, slots=True)
class Before:
    """What precedes a citation: the name and its offset, the docket number, a court and year in brackets."""

    begin: int
    name: str | None = None
    number: str | None = None
    court: str | None = None
    year: int | None = None
    is_supra: bool = False
    reporter: str | None = None  # of a volume not in print yet: "___ N.C. App. ___, 800 S.E.2d 12"


@dataclass(frozen=True, slots=True)
class Behind:
    """What follows a citation: the pin cite, the court as printed, the year, and their end."""

    end: int
    pin: str | None = None
    court: str | None = None
    year: int | None = None


def read_pin(text: str, at: int, stop: int, is_short: bool = False) -> tuple[str | None, int]:
    """Return the pin cite that follows a citation (None if there is none) and the offset where it ends."""
    match = (_MORE_PIN if is_short else _PIN).match(text, at, stop)
    if match is None or not match["pin"]:
        return None, at
    return match["pin"], match.end()


def tidy_pin(pin: str) -> str | None:
    """Return a pin cite in the form used for comparison: "at *4–5" becomes "*4-5"."""
    plain = re.sub(r"\s?[-–—]{1,2}\s?", "-", " ".join(re.sub(r"\bat\s|\bpp?\.\s", "", pin).split()))
    plain = re.sub(r"(\*{1,2})\s", r"\1", plain)
    return plain.strip(" ,[]") or None


def read_behind(text: str, at: int, stop: int) -> Behind:
    """Return the court and year in the brackets at an offset; other brackets are ignored."""
    match = _BRACKETS.match(text, at, stop)
    inside = (match["round"] or match["square"]) if match else None
    if match is None or inside is None:
        return Behind(at)
    if dated := _DATED.fullmatch(inside):
        return Behind(match.end(), None, dated["court"].strip(" ,") or None, int(dated["year"]))
    # "(E.D. Va.), aff'd": the year follows; "(Tex. App.—Amarillo, no pet.)"
    court = inside.partition(", ")[0]
    is_court = court in ("App. Div.", "App.", "Ct. App.") or find_cited_court(court, None)
    if match["round"] and len(court) < _LONGEST_COURT and is_court:
        return Behind(match.end(), None, court, None)
    return Behind(at)


def read_before(text: str, low: int, at: int) -> Before:
    """Return what precedes the citation that begins at `at`; text before `low` does not belong to it."""
    outer, low = max(low, at - _FAR), max(low, at - _LONGEST_NAME)
    before = text[low:at].rstrip(" ,([")  # New York: "People v Roe (12 NY3d 34 [2009])"
    court = year = number = None
    if dated := _DATE_BEFORE.search(before):  # California: "People v. Kelly (1976) 17 Cal.3d 24"
        inside = _DATED.fullmatch(dated["inside"])
        if inside is not None:
            court, year = inside["court"].strip(" ,") or None, int(inside["year"])
            before = before[: dated.start()].rstrip(" ,")
    blank = _NOT_PRINTED_YET.search(before)
    reporter = blank["reporter"] if blank else None
    before = before[: blank.start()] if blank else before
    is_supra = before.endswith("supra")
    if is_supra:
        before = before.removesuffix("supra").rstrip(" ,(")
    numbered = None if _OF_NAME.search(before) else _NUMBER.search(before) or _CIVIL_NUMBER.search(before)
    if numbered is not None:
        number, before = numbered["number"].strip(".,"), before[: numbered.start()].rstrip(" ,")
    else:
        before = re.sub(r"(?:\s?\([A-Z]{2,4}x?\)){1,3}$", "", before)
    is_parted = is_supra or numbered or dated or text[low:at].rstrip()[-1:] in (",", "(", "[")
    begin = _name_begins(before, bool(is_parted))
    if begin is None or not re.search(r"[A-Za-z]{2}", before[begin:]) or _NO_CASE.match(before, begin):
        start = low + (numbered.start() if numbered else dated.start() if dated else len(text[low:at]))
        named = None if is_supra or not re.search(r"[.?!”)]\s*$", before) else _last_named(text[outer:at])
        start = at - len(text[start:at].lstrip(" ,"))
        return Before(start, named, number, court, year, is_supra, reporter)
    name = _MISREAD.sub(" v. ", " ".join(before[begin:].split())).strip(' ,(“"')
    return Before(low + begin, name or None, number, court, year, is_supra, reporter)


def _name_begins(before: str, is_parted: bool) -> int | None:
    """Return the offset of the case name that ends these words; None if they do not end in one.

    One party's name alone counts only if a comma or the like separates it from the citation ("Iqbal, 556 U.S.
    at 679").
    """
    names = [match for match in _VERSUS.finditer(before) if _is_second(before[match.end() :])]
    versus = names[-1] if names else None
    if versus is not None:
        begin = _first_begins(before[: versus.start()], 1)
        if opening := _last_opening(before[:begin]):
            return opening.start() if opening.end() >= begin - 1 else begin
        return begin
    if (opening := _last_opening(before)) is not None and _is_second(before[opening.end() :]):
        return opening.start()
    begin = _first_begins(before)
    return begin if is_parted and begin < len(before) else None


def _last_named(words: str) -> str | None:
    """Return the last case that a text names: "In Doe v. Roe, the court held … . 582 U.S. 47, 51 (2017)."."""
    for match in reversed(list(_VERSUS.finditer(words))):
        begin, end = _first_begins(words[: match.start()]), match.end()
        for word in re.finditer(r"\S+", words[match.end() :]):
            if not (_NAME_WORD.match(word[0]) or word[0] in _OF_FIRST):
                break
            end = match.end() + word.end()
            if word[0][-1] in ",;:)" and not _SUFFIX.match(words[end:].lstrip()):
                break
            if word[0].endswith(".") and not ends_in_abbreviation(word[0], True):
                break
        name = _MISREAD.sub(" v. ", " ".join(words[begin:end].split())).strip(" ,;:()")
        # As in "People v. Superior Court (Zamudio )".
        name = f"{name})" if name.count("(") > name.count(")") else name
        name = name if ends_in_abbreviation(name.split(" ")[-1], True) else name.rstrip(".")
        if begin < match.start() and end > match.end():
            return re.sub(r"(?:\s(?:of|the|and|for|in|at|to|on)){1,4}$", "", name)
    return None


def _last_opening(words: str) -> re.Match[str] | None:
    return next(reversed(list(_OPENING.finditer(words + " A"))), None)


def _is_second(words: str) -> bool:
    """Whether these can be a second party's name: all words of a name, no sentence end between them."""
    tokens = words.split()
    if not tokens or ";" in words or ":" in words or len(words) > 160:
        return False
    for at, word in enumerate(tokens):
        is_first = at == 0 and word[0].isalpha()  # "v. craigslist, Inc."
        if not (is_first or _NAME_WORD.match(word) or word in _OF_SECOND or word.strip(",.") in _OF_SECOND):
            return False
        if (
            at + 1 < len(tokens)
            and word.rstrip('”"’)').endswith(".")
            and not ends_in_abbreviation(word, False)
        ):
            return False
    return True


def _is_note(word: str, blanks: str) -> bool:
    """Whether a number after this word is a footnote mark: at a line or sentence start, or amid one."""
    if len(blanks) > 1 or not re.search(r"[\w,]\Z", word):
        return True
    return word.islower() and word not in _BEFORE_NAMES  # "at a point of time in the 1 Ford v. Wainwright"


@cache
def _states() -> frozenset[str]:
    """Return the states by name and by citation abbreviation: "Illinois", "Ill."."""
    districts = [court for court in load_courts().values() if court.system == "district"]
    names = {court.name.rpartition("District of ")[2] for court in districts}
    return frozenset(names | {re.sub(r"^[A-Z]\.(?:[A-Z]\.)?\s", "", court.short_name) for court in districts})


def _goes_on(word: str, following: list[str]) -> bool:
    """Whether a name continues after a word with a comma: "Acme, Inc.", "Ben Ezra, Weinstein, & Co."."""
    at = next((at for at, token in enumerate(following) if not token.endswith(",")), 0)
    is_firm = following[at] == "&" or re.match(
        r"and (?:Co|Company|Sons|Bros)\b", " ".join(following[at : at + 2])
    )
    # "Village of Euclid, Ohio", "Town of Greece, N.Y."
    is_place = " ".join(following).strip(",") in _states()
    return bool(
        _SUFFIX.match(" ".join(following[:2]))
        or word.endswith((".,", "Union,", "County,"))
        or is_firm
        or is_place
    )


def _first_begins(words: str, least: int = 0) -> int:
    """Return the offset of the name that ends these words, of at least `least` words; read backward."""
    matches = list(re.finditer(r"[^\s—]+", words))
    begin = len(words)
    name_words: list[re.Match[str]] = []
    for match in reversed(matches):
        word = match[0]
        following = name_words[-1][0] if name_words else ""
        if "—" in words[match.end() : begin]:
            break
        if not (_NAME_WORD.match(word) or word in _OF_FIRST) or (word[-1] in ';:?”"' and word[0] not in '“"'):
            break
        is_local = words[: match.start()].endswith("Local ")  # "Local 1976, United Bhd. of Carpenters"
        if (
            name_words
            and word.endswith(",")
            and not is_local
            and not _goes_on(word, [kept_match[0] for kept_match in reversed(name_words)])
        ):
            break
        if name_words and word.endswith("."):
            if not ends_in_abbreviation(word, True):
                break
            if _FIRM_END.fullmatch(word) and following not in _OF_FIRST and not _SUFFIX.match(following):
                break
        if name_words and word.endswith((")", "]")):
            break
        if word.strip(",.") in _COURTS and following in ("in", "at", "to", "on"):
            break
        name_words.append(match)
        begin = match.start()
        if word[0] in '([“"' and word[-1] not in '”"':  # "Toys “R” Us"
            break
    while len(name_words) > least:
        word, following = name_words[-1][0].strip('(“"[,'), name_words[-2][0] if len(name_words) > 1 else ""
        is_lead = word in _LEADS and (word, following.casefold().strip(":")) not in _NO_LEADS
        # A footnote's own number: "8 Trevino v. State", "10 See Gold v. State"; but not "See 44 Liquormart".
        # A heading's own letter: "A. Berry v. Baca" at the beginning of a paragraph.
        is_heading = (
            re.fullmatch(r"[A-Z]\.|[IVX]+\.", word) and not words[:begin].strip() and len(following) > 2
        )
        before = re.search(r"(\S+)(\s*)\Z", words[:begin])
        is_mark = word.isdigit() and (following in _LEADS or before is None or _is_note(before[1], before[2]))
        if not (is_lead or is_mark or is_heading or word in _OF_FIRST):
            break
        name_words.pop()
        begin = name_words[-1].start() if name_words else len(words)
    opened = re.match(r"[(“\"\[]+", words[begin:])
    return begin + (opened.end() if opened else 0)
