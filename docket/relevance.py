"""Is a text about § 230, does it only mention it, or is it about something else?

The label rests on each place that names § 230 and on the sentence around it: what kind of paper
stands there, and whether the sentence puts § 230 to work or sets it aside. One place at issue
makes the text `about_230` (labelling guide, Relevance).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from docket.issues import ParseError
from docket.sentences import find_sentences
from docket.statutes import Reference, find_references, plain


class RelevanceLabel(StrEnum):
    ABOUT = "about_230"
    MENTIONS = "mentions_230"
    NOT = "not_230"


@dataclass(frozen=True)
class Evidence:
    """The words a label rests on: place and the rule that read them."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Relevance:
    """`score` runs from 0 to 1; `ABOVE_LINE` parts about_230 from the rest."""

    label: RelevanceLabel
    score: float
    evidence: tuple[Evidence, ...]


ABOVE_LINE = 0.5
# Put to work; named beside such a sentence; an operative subsection cited; named, no more.
_WORKING, _BESIDE, _CITED, _NAMED = 0.9, 0.7, 0.6, 0.4
_MENTIONED, _DOUBLE = 0.2, 0.0

# Papers in which § 230 is a title, a subject of study, or a risk: whole text, looked for near its head.
_PAPERS = re.compile(
    r"""^\W{0,40}(?:(?:plaintiffs?|defendants?|joint|proposed|stipulated|amended|notice\sof\s(?:filing(?:\sof)?
      |errata)|filing\sof|supplemental|agreed|trial)['s]*\s){0,4}
        (?:exhibits?\b|appendix|index|list\sof|table\sof|(?:jury\s)?questionnaire|voir\sdire|curriculum
        |r[ée]sum[ée]|bibliography|witness\slist|privilege\slog|certificate\sof\s(?:interested|service)
        |transcript
          |request\sfor\sjudicial\snotice|expert\sreport|deposition|press\srelease|article|syllabus)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Words that make the sentence's § 230 an object of talk.
_TALK = re.compile(
    r"""\b(?:curriculum\svitae|r[ée]sum[ée]|\bc\.?v\.?\b(?=\s(?:lists|includes|shows|of))|voir\sdire|questionnaire|prospective\sjurors?
      |law[\s-]review|newspaper|clipping|magazine|headlines?|headed|articles?\s(?:titled|entitled|about|on
      |in)|op-ed|blog\spost\s(?:titled|about)|podcast|editorial|treatises?|textbook|book\s(?:titled|on)
      |lectur\w+|seminar|symposium|webinar|panel\sdiscussion|cle\b|taught|teaches
      |risk\sfactors?|prospectus|10-[kq]\b|annual\sreport|earnings\scall|registration\sstatement
      |investors?\s(?:were\s)?(?:told|warned)|shareholders?
      |lobb(?:y|ied|ying)\w*|list\sof\sbills|bills?\s(?:to|that\swould|would)|proposals?\s(?:to|for)
      |proposed\s(?:bill|legislation|amendments?)\s|reform\w*|repeal(?:ing)?\b|hearing\stranscript
      |committee\shearing|senate\shearing|congressional\s(?:hearing|testimony)|testif(?:y|ied|ies)\sbefore
      |legislative\shistory|white\spaper
      |table\sof\s(?:authorities|contents)|index\sof|exhibits?\s[a-z\d]{1,3}\s?[:,]|tabs?\s\d+|glossary
      |search\sterms?|press\srelease|tweet(?:ed)?\sabout|speech(?:es)?\s(?:on|about)|campaign|polling
      |survey\sof|publications?\s(?:include|list|on)|subscri\w+|dues|employed\s(?:as|to)|job\sdescription
      |consult\w+\son
      |happens\sto|in\sa\sfootnote|recites|advises\sclients|author\sof|biograph\w+|e-?mails\sabout
      |(?:e-?mail|message|memo|text|letter|note|slide|minutes|report)\s(?:read|said|says|reads|stated):
      |offered\sonly|(?:agenda|topics?)\b[^.;]{0,80}\b(?:were|was|included|include)|\bdevelopments\b
      |has\slitigated|experience\s(?:in|with|litigating)|practice\sareas?)""",
    re.VERBOSE | re.IGNORECASE,
)
_ASIDE = re.compile(
    r"""\b(?:(?:is|are|was|were)\s(?:not|nowhere|never)\s(?:\w+\s)?(?:at\sissue|in\sissue|raised|implicated
      |before\s(?:us|the|this)|invoked|relevant|involved|asserted|in\splay|pleaded|relied|here\b)
      |not\s(?:here\s)?at\sissue|nowhere\s(?:invokes?|raises?|mentions?|relies)|(?:has|have|had)\s(?:not
      |never)\s(?:invoked|raised|asserted|relied|pleaded)
      |(?:does|do|did)\snot\s(?:\w+\s)?(?:involve|concern|implicate|turn\son|arise\sunder|present|rest\son
      |rely\son|invoke|raise|assert|mention)\b(?![^.;]{0,60}\buntil\b)
      |neither\s(?:side|party|of\sthe\sparties|of\s(?:which|them)|brief|is\b|was\b)|\b(?:230|act
      |cda)\b[^.;]{0,30}\b(?:has|had|have|having)\snothing\sto\sdo|no\s(?:party|side|one|defendant
      |brief)\s(?:\w+\s){0,2}(?:suggests?|contends?|argues?|raises?|invokes?|relies|claims?|says)
      |nothing\s(?:\w+\s){0,3}turns?\son|no\s(?:bearing|relevance|role|application\shere)|irrelevant
      |unrelated|only\sfor\s(?:its|the\sproposition|that)|disclaim\w*\s(?:any\s)?(?:reliance|defense)
      |quite\sapart\sfrom|having\snothing\sto\sdo|(?:this|the\spresent)\s(?:\w+\s)?(?:case|suit|action
      |appeal|dispute)\s(?:is\snot|has\snothing|does\snot)|different\s(?:statute|question
      |matter)\saltogether)""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPARED = re.compile(
    r"""(?:\bby\s(?:way\sof\s)?(?:analogy|contrast|comparison)|\bcompar(?:es|ed|ing|ison)\b|\bresembl\w+
      |\bakin\sto\b|\banalog(?:ous|y|ize\w*|ies)\b|\bcompare\b|\bcf\.|\bknew\show\sto|\bsuch\sas\s(?:the\s)?(?:47
      |section|§)|\b(?:much\s)?like\s(?:47\b|section\s230|§\s?230|the\s(?:immunity|safe\sharbor))
      |\bunlike\s(?:47\b|section\s230|§\s?230|the\s(?:immunity|cda|communications))
      |\bas\s(?:congress|it)\s(?:did|has\sdone|does|wrote)\sin|\belsewhere\b|\bother\s(?:statutes
      |(?:federal\s)?(?:statutes|laws|acts|provisions)|immunity\sstatutes|preemption|safe\sharbors)
      |\bin\sother\scontexts|\bmodel(?:l?ed|s)?\s(?:on|after)\b|\bborrow\w*
      |\bfrom\s§+\s?\d+\sto\s§+\s?230|\b(?:47\s)?\S*\s?§+\s?151\s?(?:to|through|-)\s?230|\band\sbeyond
      |\bsame\s(?:statute|act)\sthat|\bdefin\w+\b[^.;]{0,80}\b230\(f\)\s?\([124]\)
      |\b230\(f\)\s?\([124]\)[^.;]{0,40}\bdefin\w+|\bas\s(?:that\sterm\sis\s|those\sterms\sare\s)?(?:used
      |defined)\sin\b
      |\bmeaning\s(?:of\s['\"]|given|set\sforth|assigned|found|provided|it\shas|of\sthat\sterm)\b
      |\bmeans\s(?:any|an?|the)\b|\bfor\s(?:instance|example)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"""(?:\b(?:dissent|concurrence|opinion|court|panel|majority)\sin\s(?:that|another|an\sunrelated
      |a\sdifferent)\s(?:case|matter|decision|action)|\bremarked\b|\bcit(?:es?|ing)\sa\s(?:decision|case
      |ruling)\s(?:that|which|in\swhich|applying|about|under)
      |\ba\s(?:decision|case|ruling)\s(?:that\s)?(?:appl|involv|constru|concern|under|arising)\w*\b
      |\b(?:that|those)\s(?:cases?|decisions?)\s(?:involved|concerned|applied|construed|arose|was\sabout
      |were\sabout)|\(\s?(?:applying|construing|discussing|interpreting|quoting|addressing|involving)\b
      |\bin\sa\s(?:different|separate|prior|previous|unrelated|sister)\s(?:case|suit|action|matter|lawsuit)
      |\bunderlying\s(?:suit|action|case|lawsuit)|\bunrelated\s(?:case|suit|matter|action)
      |\banother\s(?:case|lawsuit|suit|matter)\b|\be\.g\.,\s(?:47|doe|[a-z]+\sv\.)|\balso\sadded\b
      |\b(?:string|collecting\scases)\b|\breserv\w+\s(?:all|any|every|its|their|the\sright|of|other|defen)
      |\bwithout\swaiv\w+)""",
    re.VERBOSE | re.IGNORECASE,
)
# Statutes on both sides, or a signal and another statute: a string cite.
_STRING = re.compile(
    r"(?:\d{1,2}\s(?:u\.\s?s\.\s?c\.|c\.\s?f\.\s?r\.)[^;]{3,60};\s*$|(?:\be\.g\.,|\bsee,?\salso"
    r"|\bsee\sgenerally)\s*$)", re.IGNORECASE)
_MORE = re.compile(r"[^;.]{0,12}(?:\([a-z0-9]+\))*;\s\d{1,2}\su\.\s?s\.\s?c\.", re.IGNORECASE)
# The sentence puts § 230 to work.
_AT_WORK = re.compile(
    r"""\b(?:immun\w+|bar(?:s|red|ring)?\b|preempt\w*|pre-empt\w*|forecloses?|shield\w*|protect(?:s|ed|ion)?\b
      |defen[cs]es?\b|dismiss\w*|demurrer|amic(?:us|i)|appl(?:y|ies)\b|invo(?:k|c)\w+|rel(?:y|ies|ied|iance)\b
      |contend\w*|argu\w+|assert\w*|challeng\w+|unconstitutional\w*|conflict\w*|inconsistent|consistent|whether\b
      |certif\w+
      |unaffected|survives?|untouched|liab(?:le|ility)|excus\w+|injunction|stay(?:s|ed|ing)?\b|held|holds?\b
      |conclud\w+|cause:|jury\sinstruction|hide|statement\sof\sinterest|supplemental\sauthority
      |constitutional(?:ity)?|exceptions?)""",
    re.VERBOSE | re.IGNORECASE,
)
# A paper or a step of a proceeding beside § 230: enough where nothing shows that the proceeding is about something else.
_IN_COURT = re.compile(
    r"""\b(?:motions?|moves?|question(?:s|ed)?|complaint|indictment|charg\w+|answer|opposition|reply|memorandum
      |brief|qualif\w+|gives|saved|issues?|briefing|theory|ruling|rul(?:es|ed)|claims?|counts?|suits?|enforce\w*
      |notice\sof|reach(?:es)?|objections?|grounds?|controls?|governs?|demands?|judgment|denied|granted|cover(?:s
      |ed)?
      |(?:not|never|without)\s(?:address|reach|constru|resolv|decid)\w+|resolv\w+|scope|meaning\sof
      |affirm\w*|reach(?:es|ed)|hosted?|publisher|posted|letter)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Subjects of proceedings in which § 230 is a passer-by. Kept to what no suit against a website is about.
_OTHER_SUBJECT = re.compile(
    r"""\b(?:FOIA|obviousness|prior\sart|claim\sconstruction|freedom\sof\sinformation|ADA|disabilities\sact|patents?
      |overtime|wages?|wage-and-hour|FLSA|insurance\scoverage|insurers?|policyholder|duty\sto\s(?:defend
      |indemnify)|prenuptial|divorce|alimony|marital|pension|ERISA|bankruptcy|zoning|tariff|customs|income\stax
      |tax(?:es|payer)|asylum|immigration|airlines?|aircraft|medical\sdevice|railroad
      |habeas|social\ssecurity|leases?|tenant|interconnection|restitution|stockholders?|shareholders?
      |books\sand\srecords|merger|class\scounsel|timber|mortgage|foreclosure|workers'?\scompensation
      |maritime|vessel|collision|crop|easement|probate|tribal|tardiness|franchise|lien|escrow|severab\w+
      |sentencing\sguidelines|warranty|construction\scontract|supply\scontract|advertising\scontract
      |trade\ssecrets?|trademark\slicense|visa|whistleblower|arbitration\sclause|valuation|fee\spetition
      |collective\sbargaining|union)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# Characters on either side of a reference; sentences weighed; characters that show a text's subject.
_NEAR, _MOST_SENTENCES, _SUBJECT_WITHIN = 500, 40, 4_000
_OPERATIVE = re.compile(r"\((?:c\)\s?\([12]|e\)\s?\([1-5]|f\)\s?\(3)\)", re.IGNORECASE)
_AGAINST = ((_TALK, "talk"), (_ASIDE, "set-aside"), (_COMPARED, "compared"), (_ELSEWHERE, "elsewhere"))


def score_relevance(text: str) -> Relevance:
    """Return label, score and the spans that they rest on."""
    words = plain(text)
    references = find_references(words)
    named = [reference for reference in references if not reference.is_double]
    if not named:
        doubles = tuple(Evidence(reference.start, reference.end, f"double-{reference.rule}") for reference in references[:3])
        return Relevance(RelevanceLabel.NOT, _DOUBLE, doubles)
    if paper := _PAPERS.search(words[:400]):
        where = Evidence(named[0].start, named[0].end, named[0].rule)
        return Relevance(RelevanceLabel.MENTIONS, _MENTIONED, (where, Evidence(*paper.span(), "paper")))
    return max(_weigh(words, named), key=lambda relevance: relevance.score)


def _weigh(text: str, named: list[Reference]):
    """Yield one verdict for each sentence that names § 230."""
    places = iter(named)
    reference = next(places)
    sentences, left = find_sentences(text), _MOST_SENTENCES
    for place, (start, end) in enumerate(sentences):
        if reference is None or left == 0:
            return
        if reference.start >= end:
            continue
        left -= 1
        around = sentences[max(0, place - 2)][0], sentences[min(len(sentences) - 1, place + 1)][1]
        yield _weigh_sentence(text, (start, end), around, reference)
        while reference is not None and reference.start < end:
            reference = next(places, None)


def _weigh_sentence(text: str, sentence: tuple[int, int], around: tuple[int, int], reference: Reference) -> Relevance:
    start, end = max(sentence[0], reference.start - _NEAR), min(sentence[1], reference.end + _NEAR)
    around = max(around[0], start - _NEAR), min(around[1], end + _NEAR)
    where = Evidence(reference.start, reference.end, reference.rule)
    if _STRING.search(text, max(0, reference.start - 90), reference.start) or _MORE.match(text, reference.end):
        return Relevance(RelevanceLabel.MENTIONS, _MENTIONED, (where,))
    beyond = around[1] if text[end - 1:end] == ";" else end     # "… § 230 and § 7902; neither is involved"
    for pattern, rule in _AGAINST:
        if match := pattern.search(text, start, beyond if rule == "set-aside" else end):
            return Relevance(RelevanceLabel.MENTIONS, _MENTIONED, (where, Evidence(*match.span(), rule)))
    if match := _AT_WORK.search(text, start, end):
        return Relevance(RelevanceLabel.ABOUT, _WORKING, (where, Evidence(*match.span(), "at-work")))
    if other := _OTHER_SUBJECT.search(text, 0, _SUBJECT_WITHIN):
        return Relevance(RelevanceLabel.MENTIONS, _MENTIONED, (where, Evidence(*other.span(), "other-subject")))
    if match := _IN_COURT.search(text, start, end) or _AT_WORK.search(text, *around) or _IN_COURT.search(text, *around):
        return Relevance(RelevanceLabel.ABOUT, _BESIDE, (where, Evidence(*match.span(), "beside-work")))
    if _OPERATIVE.search(text, reference.start, reference.end):
        return Relevance(RelevanceLabel.ABOUT, _CITED, (where,))
    return Relevance(RelevanceLabel.MENTIONS, _NAMED, (where,))


def extract_relevance(record: dict) -> dict:
    """Return {"id", "label", "score", "evidence"} for a line {"text"}; ParseError where there is no text."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ParseError('a line for relevance needs "text", a string', code="bad-line")
    relevance = score_relevance(text)
    evidence = [{"start": item.start, "end": item.end, "rule": item.rule} for item in relevance.evidence]
    return {"id": record.get("id"), "label": relevance.label.value, "score": relevance.score, "evidence": evidence}
