"""The front of a decision: court, numbers, date, caption, author, precedential or not; where the text begins.

The lines above the text are sorted by kind. A field that no line gives stays empty. Of a caption printed in
columns the left one is read; the braces, colons, asterisks, and section signs between the columns are not
part of a name.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from docket.courts import find_court_id, load_courts
from docket.courts.in_text import find_circuits, find_districts
from docket.identity import normalize_docket_number
from docket.issues import ParseError
from docket.opinions.layout import CleanPage
from docket.opinions.pages import Line, without_marks
from docket.opinions.words import holds, is_whole

_MOST_PAGES = 12  # pages read for the front of an opinion
_MOST_LINES = 420  # lines of those pages that are read
_JUDGE = (
    r"(?:(?:Chief|Senior|Presiding|Associate|Acting|United States|U\.S\.|Circuit|District|Magistrate|Bankruptcy"
    r"|Appellate|Administrative|Special Trial|Trial)\s+)*(?:Judges?|Justices?|J\.|C\.\s?J\.|P\.\s?J\.|JJ\.)"
)
_NAME = (
    r"(?:[A-Z][\w.'’\u00C0-\u024F-]*|de|la|van|von|der|O’|Mc)(?:,?\s(?:[A-Z][\w.'’\u00C0-\u024F-]*|de|la"
    r"|van|von|der|Jr\.|JR\.|II|III|IV)){0,4}"
)
# "FISHER, Circuit Judge.", "HUDSON, Justice.", "ROVNER, Circuit Judge. A Wisconsin jury", "Smith, J."
AUTHOR = re.compile(
    rf"^(?P<name>{_NAME}),\s(?P<title>{_JUDGE})(?P<joins>,?[^.:;]{{0,400}}?)?(?P<end>\s?[.:*;—–]+\s?|$)"
)
_DELIVERED = re.compile(
    r"^(?:(?:CHIEF )?JUSTICE|(?:Chief )?Justice|JUDGE|Judge)\s(?P<name>[A-Z][\w.'’-]+(?: "
    r"[A-Z][\w.'’-]+)*),?\s(?:delivered|announced|wrote)\b"
)
_PER_CURIAM = re.compile(r"^(?:PER CURIAM|Per Curiam|PER CURIUM)\s?(?:[.:*†]+(?:\s|$)|$)")
_BY = re.compile(
    r"\b(?:Opinion|OPINION|Order|Memorandum)(?: for the [Cc]ourt)?(?: filed)? (?:by|BY):? (?:Chief |Senior "
    "|Presiding )*(?:Circuit |District |Magistrate )?"
    r"(?:Judge|Justice|JUDGE|JUSTICE)\s(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})"
)
_BY_NAME = re.compile(
    r"\b(?:Opinion|OPINION) (?:by|BY):? (?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}), (?:C\. ?)?J\."
)
_PRESENT = re.compile(
    r"^(?:Present|PRESENT):\s+(?:The Honorable|THE HONORABLE|Hon\.|HON\.)\s+"
    r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}),"
)
_WROTE = re.compile(r"(?:Judge|Justice)\s(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) wrote\b")
_SIGNED = re.compile(
    rf"^(?:/s/|s/|_+)?\s*(?:(?:HON(?:ORABLE|\.)|Hon(?:orable|\.)|THE HONORABLE)\s)?(?P<name>{_NAME}?),?"
    rf"(?:\s(?P<title>(?i:{_JUDGE}))\b.*)?$"
)
_JUDGE_LINE = re.compile(
    (
        r"^\(?(?:(?:SENIOR|CHIEF|VISITING)\s)*(?:UNITED STATES|U\.\s?S\.)\s(?:SENIOR )?(?:CHIEF )?(?:DISTRICT"
        r"|MAGISTRATE|CIRCUIT|BANKRUPTCY)\s(?:COURT )?JUDGE\b.*$"
        r"|^(?:SENIOR |CHIEF )?(?:DISTRICT|MAGISTRATE) JUDGE$|^(?:JUDGE|JUSTICE) OF THE\b.*$|^J\.S\.C\.?$"
    ),
    re.IGNORECASE,
)
_HONORABLE = re.compile(rf"\b(?:HON(?:ORABLE|\.)|Hon(?:orable|\.))\s(?P<name>{_NAME})(?:,|$)")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = (
    "("
    + "|".join(
        f"{name[:3]}(?:{name[3:]})?\\.?" if name != "september" else r"sept?(?:ember)?\.?" for name in _MONTHS
    )
    + ")"
)
_DAY = re.compile(
    (
        rf"\b{_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)\b|\b(\d{{1,2}})(?:st|nd|rd"
        rf"|th)?(?:\sday\sof)?\s{_MONTH},?\s((?:19|20)\d\d)\b"
        r"|\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d|\d\d)\b"
    ),
    re.IGNORECASE,
)
_WRITTEN_YEAR = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\sday\sof\s{_MONTH},?\stwo\sthousand(?:\sand)?\s([a-z]+(?:[-\s][a-z]+)?)",
    re.IGNORECASE,
)
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_NUMERALS = {word: number for number, word in enumerate(_ONES)} | {"twenty": 20, "thirty": 30}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
_LABEL = re.compile(
    r"(?:\bnos?\b\.?|\bnumbers?\b|\bcase\b(?=\s\d)|\bdocket\b(?=\s\d)|\#)\s?:?\s*", re.IGNORECASE
)
_TOKEN = re.compile(
    r"(?:MDL\s(?:No\.\s)?)?(?<![\w,$])[A-Za-z]{0,4}[\d][\w:~-]*\d[\w-]*(?:\s(?:[A-Z]{2,4}"
    r"|\([A-Z]+\)))?(?![\w/]|\.\d)|\bMDL\s(?:No\.\s)?[\d-]+(?:-[A-Z]+)*"
)
_JOINT_NUMBERS = re.compile(r"\b(\d\d-)(\d{4})/(\d{4})\b")  # "Nos. 23-1234/1235" (6th Cir.)
_LOOSE_NUMBER = re.compile(
    r"(?<![\w.$§-])(?:\d{1,2}:\d\d-[a-zA-Z]{2,4}-\d{3,6}(?:-[A-Za-z]{1,5})*|(?:CV|CR|C"
    r"|Civ\.?)[- ]\d\d-\d{2,6}(?:-[A-Z]{2,5})*"
    r"|\d\d-[cC][vVrR]-\d{2,6}(?:-[A-Z]+)?|\d\d-\d{3,5}(?:-[a-z]{2})?|(?:19|20)\d\d-\d{4}"
    r"|\d\d[ -]Civ\.?[ -]\d{2,5}(?: ?\([A-Z]+\))*|[A-HS]\d{6})(?![\w/]|\.\d)"
)
_LOWER_NUMBER = re.compile(
    (
        r"\b(?:D\. ?C\.|D\. ?Ct\.|USDC|Dist\. Ct\.|District Court|L\.T\.|Agency|BIA|Tax Court|Lower|in CASE"
        r"|Super(?:ior|\.) C(?:our)?t\.?"
        r"|CASE NO\. \d\d-CV)"
    ),
    re.IGNORECASE,
)
_VERSUS = re.compile(
    r"(?:^|\s)(?:v|vs|V|VS)\.(?:\s|$)|(?:^|\s)(?:versus|VERSUS|[-–—] ?(?:against|AGAINST|v\.?) ?[-–—])(?:\s|$)"
)
_V_ALONE = re.compile(
    r"(?:v|vs|V|VS)\.?,?|[-–—] ?v\.? ?[-–—]|versus|VERSUS|[-–— ]*(?:against|AGAINST)[-–— ]*"
)
_IN_RE = re.compile(r"^(?:IN RE|In re|In Re|IN THE MATTER OF|In the Matter of|EX PARTE|Ex parte)\b", re.ASCII)
_ROLE = re.compile(
    (
        r"[,;]?\s{0,9}\b(?:(?:cross|counter|third[- ]party|real party in interest|consolidated|lead|nominal"
        "|intervenor|appell|plaint|defend|petition|respond"
        r"|movant|claimant|debtor|interested|garnishee|relator|amic)[-\w]{0,20}\b[\s/–—-]{0,9}(?:and\s|in\s|&\s)?){0,6}"
        "(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|intervenors?|claimants?"
        "|debtors?|movants?|relators?|interest)"
        r"(?:[-–—/\s]{0,9}(?:(?:cross|counter)[-– ]?)?(?:appellants?|appellees?|petitioners?|respondents?"
        "|plaintiffs?|defendants?|claimants?|in[- ]intervention|intervenors?|movants?)){0,6}"
        r"\s{0,9}[.,;:)]*"
    ),
    re.IGNORECASE,
)
_BRACES = re.compile(
    r"^[\s)(:§*|}\]{>\[¶]+|[\s)(:§*|}\]{>\[]{1,99}$|[-_=—–]{3,}[xX)/]*|\s[)(:§*|}\]{]{1,99}(?=\s|$)"
)
_LETTERHEAD = re.compile(r"^(?:At a |held at|in the City of|PRESENT|Present)")


@dataclass(slots=True)
class Front:
    """What is above the text. `start` is (index of the page, index of the line) where the text begins."""

    court_id: str | None = None
    docket_numbers: list[str] = field(default_factory=list)
    date_filed: date | None = None
    caption: str | None = None
    author: str | None = None
    precedential: bool | None = None
    start: tuple[int, int] = (0, 0)
    lines: list[Line] = field(default_factory=list)
    syllabus: list[Line] = field(default_factory=list)


def read_front(pages: list[CleanPage], stamps: list[str]) -> Front:
    """Return what is above the text of a decision, and where the text begins."""
    front = Front()
    placed = [
        (at, index, line)
        for at, page in enumerate(pages[:_MOST_PAGES])
        for index, line in enumerate(page.body)
    ][:_MOST_LINES]
    start = _find_start(placed, pages)
    front.start = placed[start][:2] if start < len(placed) else (len(pages), 0)
    front.lines = [line for _, _, line in placed[:start]]
    texts = [line.words.strip() for line in front.lines]
    first_page = [line.words.strip() for page in pages[:2] for line in page.body][:70] + [
        n.words for page in pages[:1] for n in page.notes
    ]
    front.court_id = _find_court([*pages[0].head, *texts] if texts else first_page, stamps) if pages else None
    stamped = (match[0] for stamp in stamps if (match := _LOOSE_NUMBER.search(stamp)))
    of_stamps = [number for number in stamped if _is_number(number, front.court_id)][:1]
    front.docket_numbers = _find_numbers(front.lines, front.court_id) or of_stamps
    front.caption = _find_caption(front.lines)
    front.date_filed = _find_day(texts)
    heads = [words for page in pages for words in page.head]
    front.precedential = _find_precedential(
        [*texts, *first_page[:60], *heads[:8]],
        front.court_id,
        " ".join(n.words for page in pages[:2] for n in page.notes),
    )
    front.author = _find_author(texts)
    front.syllabus = _find_syllabus(placed[:start], pages) if front.court_id != "scotus" else []
    return front


def _find_syllabus(placed: list[tuple[int, int, Line]], pages: list[CleanPage]) -> list[Line]:
    """Return the lines, without the heading, of a summary that the court's staff put before the text."""
    texts = [line.words.strip() for _, _, line in placed]
    begin = next(
        (
            i + 1
            for i, text in enumerate(texts)
            if re.fullmatch(r"(?:SUMMARY|Summary|SYLLABUS|Syllabus|HEADNOTES?)\W*", text)
        ),
        None,
    )
    if begin is None and any(text.startswith("Held") for text in texts):
        begin = next(
            (i for i in range(len(placed)) if _is_prose(placed, i, pages) and not _in_front(texts, i)), None
        )
    if begin is None:
        return []
    end = next(
        (
            i
            for i in range(begin + 2, len(placed))
            if re.fullmatch(r"COUNSEL|Counsel|APPEARANCES", texts[i])
            or re.match(r".{3,60}, for (?:the )?(?:petition|respond|appell|plaint|defend)", texts[i])
        ),
        len(placed),
    )
    return [line for _, _, line in placed[begin:end]]


def is_author(text: str) -> re.Match[str] | None:
    """Return the match of a line that opens an opinion with its author's name, else None."""
    match = AUTHOR.match(text)
    if match is None:
        return None
    name = match["name"]
    letters = [letter for letter in name.replace("Mc", "").replace("Mac", "") if letter.isalpha()]
    capital = sum(letter.isupper() for letter in letters) > 0.75 * len(letters)
    return (
        match
        if capital or match["end"].strip(" ") in (":", ":*") or _separate(match["joins"] or "")
        else None
    )


def _separate(words: str) -> bool:
    return (
        re.search(r"\b(?:concurring|dissenting|statement|respecting|concurs?|dissents?|delivered)\b", words)
        is not None
    )


def _find_start(placed: list[tuple[int, int, Line]], pages: list[CleanPage]) -> int:
    """Return the index of the line on which the text begins."""
    texts = [line.words.strip() for _, _, line in placed]
    if len(pages) > 1 and any("Syllabus" in head for head in pages[1].head):
        # The Supreme Court's syllabus comes first; the text begins below the line of dates.
        decided_at = next(
            (i for i, text in enumerate(texts) if re.match(r"Nos?\. .*\b(?:Argued|Decided)\b", text)), 0
        )
        return next(
            (i for i in range(decided_at + 1, len(placed)) if _is_prose(placed, i, pages)), decided_at
        )
    for index, text in enumerate(texts):
        if _DELIVERED.match(text) or (_PER_CURIAM.match(text) and not is_whole("front", text)):
            return index
        author = is_author(text)
        # A name at the end is a signature; a name that opens an opinion has text below it.
        goes_on = any(_is_prose(placed, at, pages) for at in range(index, min(index + 8, len(placed))))
        if author and goes_on and not _separate(author["joins"] or "") and not _in_list(texts, index):
            return index
    alone = [
        i for i, (_, _, line) in enumerate(placed[:160]) if _V_ALONE.fullmatch(_plain(line.cells[0].text))
    ]
    caption = alone or [
        index
        for index, text in enumerate(texts)
        if (_VERSUS.search(text) and len(text) < 90) or _IN_RE.match(text)
    ]
    begin = caption[0] if caption else 0
    for index in caption:
        if index - begin <= 14:
            begin = index
    prose = [
        index
        for index in range(begin + 1, len(placed))
        if _is_prose(placed, index, pages) and not _in_front(texts, index)
    ]
    end = prose[0] if prose else len(placed)
    titles = [
        index
        for index in range(begin, min(end, begin + 30))
        if any(is_whole("title", cell.text.strip()) for cell in placed[index][2].cells)
    ]
    if prose:
        return prose[0]
    return (titles[-1] + 1) if titles else min(begin + 1, len(placed)) if caption else 0


def _in_list(texts: list[str], index: int) -> bool:
    """Whether a judge's name is part of the panel's list: "Before: A, B and C, Circuit Judges."."""
    before = " ".join(texts[max(0, index - 3) : index])
    return bool(
        re.search(r"\b(?:Before|BEFORE|Present|PRESENT)\b:?(?!.{0,400}\b(?:Judges?|Justices?)\s?\.)", before)
    ) or texts[index].startswith(("Before", "BEFORE", "Present", "PRESENT"))


_ORDERS = re.compile(r"(?:UPON (?:DUE )?CONSIDERATION|IT IS (?:SO |HEREBY |THEREFORE )*ORDERED)\b")


def _is_prose(placed: list[tuple[int, int, Line]], index: int, pages: list[CleanPage]) -> bool:
    at, _, line = placed[index]
    page, words = pages[at], line.words.split()
    lower = sum(word[0].islower() for word in words)
    if not page.is_placed:
        return len(words) >= 8 and lower >= 0.4 * len(words)
    if _ORDERS.match(line.words):
        return True
    width = page.right - page.left
    is_wide = line.x1 - line.x0 > 0.66 * width and len(line.cells) == 1
    if len(words) >= 6 and is_wide and lower >= 0.35 * len(words):
        return True
    # A short first sentence, after which the text continues in full lines.
    return (
        len(words) >= 5
        and line.words.rstrip().endswith((".", "is", ":"))
        and lower >= 0.5 * len(words)
        and len(line.cells) == 1
    )


def _in_front(texts: list[str], index: int) -> bool:
    """Whether a line, with those after it, is about counsel, panel, or appeal and not about the case."""
    text = texts[index]
    if is_whole("front", text) or _LETTERHEAD.match(text):
        return True
    block = " ".join(texts[index : index + 4])
    if is_whole("front", block.split(". ")[0] + ".") and not re.search(
        r"\b(?:we|We|court (?:denied|granted))\b", block[:200]
    ):
        return True
    return bool(
        re.search(
            (
                r"\b(?:argued the cause|on the briefs?|Of counsel)\b|,\s(?:for|of)\s(?:the\s)?(?:[A-Z]"
                "|plaintiff|defendant|appell|petition|respond|amic)"
            ),
            block[:260],
        )
    )


def _find_court(texts: list[str], stamps: list[str]) -> str | None:
    head = [text for text in texts[:60] if text]
    for index in range(min(len(head), 30)):
        for width in (2, 1, 3):
            joined = " ".join(head[index : index + width])
            if len(joined) > 150 or not re.search(r"\b(?:court|circuit)\b", joined, re.IGNORECASE):
                continue
            plain = re.sub(
                r"^(?:in the|for the)\s", "", _BRACES.sub(" ", joined).strip(" .,"), flags=re.IGNORECASE
            )
            if re.search(r"\bappeals? from\b|\bappealed from\b|\bon appeal\b", joined, re.IGNORECASE):
                continue
            plain = re.split(r"[,—–-]?\s(?:[A-Z]+\s)?DIVISION\b", plain)[0]
            for form in (
                plain,
                plain.title(),
                re.sub(r",? (?:FOR )?(?:THE )?(?=\w+ CIRCUIT)", " for the ", plain, flags=re.IGNORECASE),
            ):
                if court_id := find_court_id(form):
                    return court_id
    top = [text for text in head[:14] if not re.match(r"appeals?\b|on appeal", text, re.IGNORECASE)]
    joined = " ".join(top)
    if re.search(r"\bcourts? of appeals\b", joined, re.IGNORECASE) and (circuits := find_circuits(joined)):
        return circuits[0].court_id
    if re.search(r"\bdistrict court\b", joined, re.IGNORECASE) and (
        districts := find_districts(joined.title()) or find_districts(joined)
    ):
        return districts[0].court_id
    for stamp in stamps:
        if match := re.match(r"USCA(\d{1,2})\b", stamp):
            return f"ca{match[1]}"
    return None


def _find_numbers(lines: list[Line], court_id: str | None) -> list[str]:
    """Return the decision's own docket numbers, as printed; those of the court below are left out."""
    own: list[str] = []
    court = load_courts().get(court_id or "")
    is_appeal = bool(court and court.hears_appeals)
    is_below = is_waiting = goes_on = (
        False  # past "Appeal from"; after "D.C. No."; after a number and a comma
    )
    for line in lines:
        for cell in line.cells:
            text = _BRACES.sub(" ", without_marks(cell.text)).translate(_DASHES).strip()
            text = _JOINT_NUMBERS.sub(r"\1\2, \1\3", text)
            if re.match(
                r"(?:on )?(?:interlocutory )?(?:appeals?|petitions?|certiorari)\b", text, re.IGNORECASE
            ):
                is_below = is_appeal and court_id != "scotus"
            is_lower = is_appeal and (is_below or is_waiting or bool(_LOWER_NUMBER.search(text)))
            label = _LABEL.search(text)
            source = re.split(
                r"\b(?:Argued|Submitted|Filed|Decided|Dated)\b", text[label.end() :] if label else text
            )[0]
            numbers = _TOKEN.findall(source) if label or goes_on else _LOOSE_NUMBER.findall(text)
            if is_lower:
                is_open = label is not None and not text[label.end() :].strip()
                is_waiting = is_appeal and not is_below and not numbers and (is_open or is_waiting)
                continue
            for number in numbers:
                number = number.strip(" .,;:()")
                if 2 < len(number) < 40 and number not in own and _is_number(number, court_id):
                    own.append(number)
            if numbers or not find_days(text):
                goes_on = bool(numbers) and text.rstrip().endswith((",", "&", "and", ";"))
    return own


def _is_number(number: str, court_id: str | None) -> bool:
    if court_id is None:
        return bool(re.search(r"\d{2,}", number))
    try:
        normalize_docket_number(number, court_id)
    except ParseError:
        return bool(re.fullmatch(r"(?:19|20)\d\d-\d{4}|MDL.*\d.*|\d\d[ -]Civ.*", number))
    return True


def find_days(text: str) -> list[date]:
    """Return the dates written out in a text, in order."""
    days = []
    for match in _DAY.finditer(text):
        if match[1]:
            parts = (match[3], _month(match[1]), match[2])
        elif match[4]:
            parts = (match[6], _month(match[5]), match[4])
        else:
            parts = (match[9] if len(match[9]) == 4 else f"20{match[9]}", int(match[7]), match[8])
        try:
            days.append(date(int(parts[0]), int(parts[1]), int(parts[2])))
        except ValueError:
            continue
    if written := _WRITTEN_YEAR.search(text):
        year = sum(_NUMERALS.get(word, 0) for word in re.split(r"[-\s]", written[3].casefold()))
        if year:
            days.append(date(2000 + year, _month(written[2]), int(written[1])))
    return days


def _month(word: str) -> int:
    return next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].casefold()))


_FILED = re.compile(
    r"\b(?<!hearing )(?:(?:opinion |order )?filed|decided|dated?|entered|issued|rendered|opinion issued)\b[:\s]*",
    re.IGNORECASE,
)
_NOT_FILED = re.compile(r"\b(?:argued|submitted|heard|hearing|amended)\b", re.IGNORECASE)


def _find_day(texts: list[str]) -> date | None:
    """Return the date of filing: the one labeled so, else the only date in the front."""
    for index, text in enumerate(texts):
        for word in _FILED.finditer(text):
            after = text[word.end() : word.end() + 40] or ""
            if not find_days(after):
                after = (
                    " ".join([text[word.end() :], *texts[index + 1 : index + 5]])
                    if len(text) - word.end() < 4
                    else after
                )
            if re.match(r"\s*(?:on or )?after\b", after, re.IGNORECASE):
                continue  # "summary orders filed on or after January 1, 2007"
            days = find_days(after)
            if days and not _NOT_FILED.search(after[: after.find(str(days[0].year))]):
                return days[0]
    plain = [text for text in texts if not _NOT_FILED.search(text) and not re.search("(?i)on or after", text)]
    days = list(dict.fromkeys(day for text in plain for day in find_days(text)))
    if len(days) == 1:
        return days[0]
    written = find_days(" ".join(plain[:14]))
    return written[0] if len(set(written)) == 1 else None


def _find_precedential(texts: list[str], court_id: str | None, notes: str) -> bool | None:
    joined = " ".join(texts)
    if any(
        holds("unpublished", words) for words in (*(text for text in texts if len(text) < 90), joined, notes)
    ):
        return False
    if any(is_whole("published", text.strip("[]*() .")) for text in texts) or any(
        re.search(r"\bby published (?:opinion|order)", text) for text in texts
    ):
        return True
    if re.search(r"\bby unpublished\b", joined):
        return False
    if court_id in ("scotus", "ca1", "ca5", "ca7", "ca8", "cadc", "cafc"):
        # These courts mark unpublished decisions; one without a mark is published.
        return True
    if court_id == "ca2" and any(re.match(r"August Term", text, re.IGNORECASE) for text in texts):
        return True  # a summary order would be labeled as one
    return None


def _find_author(texts: list[str]) -> str | None:
    joined = " ".join(texts)
    for index, text in enumerate(texts):
        if text.rstrip().endswith(("Judge", "Justice")):
            text = f"{text} {texts[index + 1]}" if index + 1 < len(texts) else text
        for pattern in (_BY, _BY_NAME, _WROTE, _PRESENT):
            if match := pattern.search(text):
                return tidy_name(match["name"])
    if re.search(r"\bby (?:un)?published per curiam\b", joined):
        return "Per Curiam"
    return None


def tidy_name(name: str) -> str:
    """Return a judge's name in ordinary capitalization: "McKEOWN" becomes "McKeown"."""
    words = []
    name = re.sub(r"^(?:Dated?|DATED?):?\s|,?\s(?:J\.\s?S\.\s?C|U\.\s?S\.\s?D\.\s?J)\.?$", "", name.strip())
    for word in name.strip(" .,:*").split():
        plain = word.strip(",")
        if plain.upper() in ("JR", "JR.", "SR."):
            words.append(plain.capitalize())
        elif re.fullmatch(r"Mc[A-Z’'-]+", plain):
            words.append("Mc" + plain[2:].capitalize())
        elif re.fullmatch(r"(?:II|III|IV|[A-Z]\.)", plain):
            words.append(plain)
        elif plain.isupper() and len(plain) > 1:
            words.append("".join(part.capitalize() for part in re.split(r"([-'’])", plain)))
            if re.match(r"Mc[a-z]", words[-1]):
                words[-1] = "Mc" + words[-1][2:].capitalize()
        else:
            words.append(plain)
    return " ".join(words)


def find_whole_name(name: str, texts: list[str]) -> str:
    """Return the name with the first names given in a signature; the name unchanged if there is none."""
    surname = rf"(?i:{re.escape(name)})"
    for text in reversed(texts[-40:]):
        if match := re.search(
            rf"(?:^|\s)(?:/s/\s)?(?P<name>(?:[A-Z][\w.'’-]*\s){{1,3}}{surname})(?=,|$)", text.strip()
        ):
            return tidy_name(match["name"])
    return name


def find_signature(texts: list[str]) -> str | None:
    """Return who signed at the end of an order: the name above "United States District Judge"."""
    concurs = next(
        (i for i, text in enumerate(texts) if re.match(r"(?:WE|We|I) (?:CONCUR|[Cc]oncur)", text)), None
    )
    if concurs:
        for text in reversed(texts[max(0, concurs - 4) : concurs]):
            if signed := AUTHOR.match(text.strip()):
                return tidy_name(signed["name"])
    for index in range(len(texts) - 1, max(-1, len(texts) - 40), -1):
        text = texts[index].strip()
        if _JUDGE_LINE.match(text):
            for before in (index - 1, index - 2):
                if (
                    before >= 0
                    and (signed := _SIGNED.match(texts[before].strip()))
                    and len(signed["name"].split()) >= 2
                ):
                    return tidy_name(signed["name"])
        elif (
            (signed := _SIGNED.match(text))
            and signed["title"]
            and len(signed["name"].split()) >= 2
            and len(text) < 90
        ):
            return tidy_name(signed["name"])
        elif (match := _HONORABLE.search(text)) and "designation" not in " ".join(texts[index : index + 3]):
            return tidy_name(match["name"])  # not the guest of a panel, "sitting by designation"
    return None


def _find_caption(lines: list[Line]) -> str | None:
    """Return "A v. B" as printed, without roles, or an "In re …" caption; None if there is neither."""
    courts = [
        index for index, line in enumerate(lines[:40]) if re.search(r"\bcourt\b", line.words, re.IGNORECASE)
    ]
    lines = (
        lines[courts[0] + 1 :]
        if courts and not any(_V_ALONE.fullmatch(_plain(x.cells[0].text)) for x in lines[: courts[0]])
        else lines
    )
    if any("SUPREME COURT OF THE UNITED STATES" in line.words for line in lines):
        lines = lines[
            next(i for i, line in enumerate(lines) if "SUPREME COURT OF THE UNITED STATES" in line.words)
            + 1 :
        ]
    for index, line in enumerate(lines):
        if _V_ALONE.fullmatch(_plain(line.cells[0].text)) and (caption := _versus(lines, index)):
            return caption
    for index, line in enumerate(lines):
        text = _plain(line.cells[0].text)
        if _V_ALONE.fullmatch(text) or (
            _VERSUS.search(text) and len(text) < 140 and not re.match(r"Appeal", text)
        ):
            return _versus(lines, index)
    for index, line in enumerate(lines):
        text = _plain(line.cells[0].text)
        if _IN_RE.match(text):
            parts = [text]
            for other in lines[index + 1 : index + 6]:
                more = _plain(other.cells[0].text)
                if (
                    not more
                    or (abs(other.cells[0].x0 - line.cells[0].x0) > 40 and len(other.cells) == 1)
                    or _LOOSE_NUMBER.search(more)
                    or is_whole("title", more)
                    or more.startswith("No.")
                ):
                    break
                parts.append(more)
                if more.endswith((".", ";")):
                    break
            return " ".join(" ".join(parts).split()).strip(" ,;:.-–—*)") or None
    return None


def _plain(text: str) -> str:
    return " ".join(_BRACES.sub(" ", without_marks(text)).split())


def _versus(lines: list[Line], index: int) -> str | None:
    """Return the caption read from the lines around the "v."; None if a side is missing."""
    line = lines[index]
    text = _plain(line.cells[0].text)
    before: list[str] = []
    after: list[str] = []
    if not _V_ALONE.fullmatch(text) and (split := _VERSUS.search(text)):
        before, after = [text[: split.start()]], [text[split.end() :]]
    first = _side(lines, index, -1)
    second = _side(lines, index, 1)
    left = (
        _tidy_side(" ".join([*first, *before]))
        if not (before and before[0].strip() and not first)
        else _tidy_side(before[0])
    )
    right = _tidy_side(" ".join([*after, *second]))
    return f"{left} v. {right}" if left and right else None


_OWN_NUMBER = re.compile(r"^Nos?\.\s\d\d-\d{3,5}\b|\bD\.C\.\sNos?\.$")
_BRACE_LEAD = re.compile(r"^[)(:§*|}\]{>]\s?(?!\w+[)\]])")
_STOP_SIDE = re.compile(
    r"^(?:No\.|Nos\.|Case|Civil|Docket|D\.C\.|Appeal from|On [a-zA-Z]|Petition for|Syllabus|Argued"
    "|Submitted|Decided|Filed|Before|ORDER|OPINION|MEMORANDUM|SUMMARY|Judgment"
    r"|Plaintiff’s|\(|CERTIORARI|Certiorari|___|Upon|UPON|Present|BEFORE)|\bCOURT\b|\b(?:CIRCUIT|Circuit)$"
    r"|^(?:FILED|(?:\w+ )?(?:DISTRICT OF|District of)\b|FOR THE|UNITED STATES$)|Clerk\b"
    r"|^\w+ \d{1,2}, \d{4}$|(?:\bDIVISION|\bDivision"
    r"|\bDISTRICT|^DIVISION \w+)$|^[A-Z]{2}$"
    r"|^20\d\d"
)


def _side(lines: list[Line], index: int, step: int) -> list[str]:
    """Return the lines of one party: above the "v." if `step` is -1, below it if 1."""
    column = lines[index].cells[0].x0
    near = lines[max(0, index - 14) : index + 14]
    beside = [line.cells[1].x0 for line in near if len(line.cells) > 1]
    side: list[str] = []
    has_role, step_before = False, 0.0
    place, nearest = index + step, lines[index]
    while 0 <= place < len(lines) and len(side) < 14:
        line = lines[place]
        raw = line.cells[0].text
        text = _plain(raw)
        is_alone = len(line.cells) == 1 and line.x0 > column + 60
        role = _ROLE.fullmatch(text)
        is_right = is_alone and (
            bool(_BRACE_LEAD.match(raw))
            or (any(abs(x0 - line.x0) < 22 for x0 in beside) and not role)
            or bool(
                _LOOSE_NUMBER.search(text.translate(_DASHES)) or _LABEL.match(text) or is_whole("title", text)
            )
        )
        if not text and side and re.fullmatch(r"[\s_—–-]{5,}[xX)/]*", line.words):
            break
        text = _OWN_NUMBER.sub("", text).strip()
        if is_right or not text or _LOOSE_NUMBER.fullmatch(text):
            place += step
            continue
        if step < 0 and has_role and role:
            break
        if _ends_caption(text) or (step > 0 and _V_ALONE.fullmatch(text)):
            break
        distance = abs(line.top - nearest.top)
        open_end = (side[-1] if step > 0 and side else text).endswith(
            (",", ";", "&", " and", " AND", "-", ":")
        )
        if side and (
            distance > 62 or (step_before and distance > 1.5 * step_before + 2 and not open_end and not role)
        ):
            break
        step_before = distance if side else 0.0
        side.append(text)
        nearest = line
        has_role = has_role or role is not None
        ends = next((match for match in _ROLE.finditer(text) if match.end() == len(text)), None)
        if step > 0 and (role or (ends and text.endswith((".", ")")) and len(text) < 90)):
            break
        place += step
    return side if step > 0 else side[::-1]


def _ends_caption(text: str) -> bool:
    bare = text.strip("[]")
    return bool(_STOP_SIDE.search(text)) or any(
        is_whole(tag, bare) for tag in ("title", "front", "published", "unpublished")
    )


def _tidy_side(text: str) -> str:
    text = _ROLE.sub(" ", text, count=0) if len(_ROLE.sub("", text).strip(" ,.;-–—")) > 2 else text
    text = re.sub(r" ([,;.])", r"\1", " ".join(text.split()))
    return re.sub(r"^(?:and|And|AND)\s", "", text).strip(" ,;:-–—*").removesuffix(" v.").strip()
