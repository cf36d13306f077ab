"""The sentences of a paragraph as courts write them: no sentence ends within a citation or at a semicolon."""

import re

# A full stop after one of these ends no sentence, whatever follows.
_SHORT = frozenset(
    (
        "no nos nom dkt doc docs ex exh exs v vs inc corp co cos ltd mr mrs ms dr hon st jr sr sec secs ss fed "
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
# In case names (Bluebook T6), where no sentence ends at a short word.
_OF_CASES = frozenset(
    (
        "soc cnty acad admin adver agric alt am apr arb assoc atl auto ave bankr bldg bus cas cath chem coal coll"
        " comput cond conf consol consult cont contr coop corr cos def det dev dir disc distrib econ educ elec emp"
        " enforcement eng engr enter equal equip equal est exam exch exec exp fam fid fin found gen govt guar hosp"
        " hous hum immigr imp indem indep indus info inst instrum intell inv lab liab ltd mach maint mem merch"
        " metro mfr mgmt mort mortg mun musth nat nw org pa pension perf pers pres priv prob proc prod profl prot"
        " protec ptnr ptnrs pship rd reclam redev refin reg rehab reprod res rest ret sav sch sci secretary serv"
        " sol solut stat sub sur surety sys tech telecomm tel temp transcon transp tr unif univ util vill warehous"
        " workmens wkly mt ft ste st dept dr cty amer assn bancorp bhd bros cal casualty cath chi cir civ coll com"
        " comm commod conn const cong del dep discr div edn emps enters envtl eur ga gas geo grp hist hon ill"
        " inv'rs israel jud just lit litig loc mass mech med mich minn mo mont neb nev okla opp or pac pat petro"
        " phila phx plan pub ref relig resp s.c sec shpg soc sw syst tax tenn tex tobac trib u.s urb utah va vt"
        " wash west wis wyo penn wisc calif mstr spec hon gov rep sen pol phx l.a mcpl acct reserv shpg rr ry ins"
    ).split()
)
_STOP = re.compile(r"[.?!](?:[\"”’')\]]*)(?=\s)")
_OPENS = re.compile(r"\s+[“\"‘'(\[]*[A-Z§¶0-9]")
_FIRM = re.compile(r",?\s(?:Inc|LLC|L\.L\.C|Corp|Ltd|Co)\b")  # "Kimzey v. Yelp! Inc."
_NEXT_WORD = re.compile(r"\s+[“\"‘'(\[]*(\w+)")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order, without surrounding whitespace; none is empty."""
    spans, start = [], 0
    for match in _STOP.finditer(text):
        end = match.end()
        if not _OPENS.match(text, end) or (match[0][0] == "." and not _ends(text, match.start(), end, start)):
            continue
        if _inside(text, start, end) or (match[0][0] == "!" and _FIRM.match(text, end)):
            continue
        spans.append((start, end))
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if text[start:].strip():
        spans.append((start, len(text.rstrip())))
    return spans


def _ends(text: str, at: int, end: int, start: int) -> bool:
    before = text[max(start, at - 16) : at]
    word = re.split(r"[\s(\[“\"‘—]", before)[-1]
    lowered = word.lower().strip("'’")
    if word in ("Id", "Ibid"):
        follows = _NEXT_WORD.match(text, end)
        return bool(follows and follows[1][0].isupper())
    if re.search(r"\.\s?\.$", text[max(0, at - 3) : at]):
        return False  # "No provider . . . shall be treated": an ellipsis
    if lowered in _SHORT or (len(word) == 1 and word.isalpha() and word.isupper()):
        return False
    return not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word) or _after_initials(text, end)


def ends_in_abbreviation(word: str, is_strict: bool) -> bool:
    """Whether the full stop after a word of a case name belongs to the word: "Env't.", "Soc.", "N.Y.".

    If strict, the word must be in the lists, be initials, contain an apostrophe or "&", or lack vowels;
    otherwise any word of up to five characters passes, too ("Wis.", "Grp.").
    """
    plain = word.strip(',.()[]“”"').casefold().rpartition("/")[2]  # "Inner City Press/Cmty."
    if plain in _SHORT or plain in _OF_CASES or re.fullmatch(r"(?:[a-z]\.?){1,6}(?<=\.[a-z])|[a-z]", plain):
        return True
    if re.search(r"[’'&]", plain) or (plain.isalpha() and not re.search(r"[aeiou]", plain)):
        return True  # "Ass'n", "Cmty."
    return not is_strict and len(plain) <= 5


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
    """Whether the stop is inside brackets that close later: "(citing Doe. See also Roe)"."""
    part = text[start:end]
    depth = part.count("(") - part.count(")")
    return (
        depth > 0
        and ")" in text[end : end + 200]
        and text.count("(", end, end + 200) < text.count(")", end, end + 200)
    )
