"""The sentences of a paragraph as courts write them: a citation ends none, and a semicolon neither."""

import re

# After these a full stop ends no sentence, whatever letter follows.
_SHORT = frozenset(
    (
        "no nos dkt doc docs ex exh exs v vs inc corp co cos ltd mr mrs ms dr hon st jr sr sec secs ss fed "
        "civ crim cal cir"
        " rel chi comm phila"
        " rev stat ann gen pub art para pp p n nn cf app div dist supp amend const ct rptr jan feb mar apr "
        "jun jul aug sep"
        " sept oct nov dec lab bus prof proc evid bankr mag atty dept dep't ass'n cert aff reg pet def pl "
        "pls defs op mot"
        " mem resp see e.g i.e et seq al tr vol ch cl rep cong sess med internet comm'n gov't int'l nat'l univ ins sys"
        " servs serv tech indus enters bros mfg assocs assoc ry elec tel commc'ns prods fin mgmt props "
        "info commc'n tele "
        "hosp educ emps am so ne nw "
        "constr hous litig chem chems util utils mut cas coop coops condo pharm mach elec equip broad envtl env't "
        "eng'g eng'rs distrib distribs sch schs bd cnty twp auth indep nat ent enter rts c.r nav publ'g publ'ns "
        "const techs techn ctr ctrs cent grp hldgs invs inv mkt mkts prop props res rsch sols"
        " se sw f pac atl cmt rptr.2d u.s.c c.f.r cir.r mass minn wash tex fla ill ind ariz ala ark colo "
        "conn del ga ky la md me mich"
        " miss mo mont neb nev okla or pa tenn vt va wis wyo n.y n.j n.c n.d s.c s.d n.h n.m w.va u.s usc"
    ).split()
)
_STOP = re.compile(r"[.?!](?:[\"”’')\]]*)(?=\s)")
_OPENS = re.compile(r"\s+[“\"‘'(\[]*[A-Z§¶0-9]")
_FIRM = re.compile(r",?\s(?:Inc|LLC|L\.L\.C|Corp|Ltd|Co)\b")  # "Kimzey v. Yelp! Inc."
_NEXT_WORD = re.compile(r"\s+[“\"‘'(\[]*(\w+)")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order, without the blanks around it; none is empty."""
    found, start = [], 0
    for match in _STOP.finditer(text):
        end = match.end()
        if not _OPENS.match(text, end) or (match[0][0] == "." and not _ends(text, match.start(), end, start)):
            continue
        if _inside(text, start, end) or (match[0][0] == "!" and _FIRM.match(text, end)):
            continue
        found.append((start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if text[start:].strip():
        found.append((start, len(text.rstrip())))
    return found


def _ends(text: str, at: int, end: int, start: int) -> bool:
    before = text[max(start, at - 16) : at]
    word = re.split(r"[\s(\[“\"‘—]", before)[-1]
    lowered = word.lower().strip("'’")
    if word in ("Id", "Ibid"):
        follows = _NEXT_WORD.match(text, end)
        return bool(follows and follows[1][0].isupper())
    if re.search(r"\.\s?\.$", text[max(0, at - 3) : at]):
        return False  # "No provider . . . shall be treated": words left out
    if lowered in _SHORT or (len(word) == 1 and word.isalpha() and word.isupper()):
        return False
    return not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word) or _after_initials(text, end)


def _after_initials(text: str, end: int) -> bool:
    follows = _NEXT_WORD.match(text, end)
    return bool(
        follows
        and re.fullmatch(
            r"(?:The|This|That|It|In|We|But|And|Because|As|If|Under|Here|Thus|For|On|He|She|They|To|When|Although|See)",
            follows[1],
        )
    )


def _inside(text: str, start: int, end: int) -> bool:
    """Whether the stop stands inside brackets that end later: "(citing Doe. See also Roe)"."""
    part = text[start:end]
    depth = part.count("(") - part.count(")")
    return (
        depth > 0
        and ")" in text[end : end + 200]
        and text.count("(", end, end + 200) < text.count(")", end, end + 200)
    )
