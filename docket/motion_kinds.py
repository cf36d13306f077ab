"""What a court is asked for: the kinds of motions and rulings, and the words that name them."""

import re
from dataclasses import dataclass
from enum import StrEnum


class MotionKind(StrEnum):
    """Kinds of motions and rulings, as the labelling guide names them."""

    DISMISS = "dismiss"
    ANTI_SLAPP = "anti_slapp"
    JUDGMENT_ON_PLEADINGS = "judgment_on_pleadings"
    SUMMARY_JUDGMENT = "summary_judgment"
    REMAND = "remand"
    TRANSFER = "transfer"
    COMPEL = "compel"
    CONSOLIDATE = "consolidate"
    CLASS_CERTIFICATION = "class_certification"
    INTERVENE = "intervene"
    DEFAULT_JUDGMENT = "default_judgment"
    ATTORNEY_FEES = "attorney_fees"
    AMICUS_LEAVE = "amicus_leave"
    STAY = "stay"
    PRELIMINARY_INJUNCTION = "preliminary_injunction"
    TRO = "tro"
    EXTENSION_OF_TIME = "extension_of_time"
    ADJOURN = "adjourn"
    SEAL = "seal"
    PRO_HAC_VICE = "pro_hac_vice"
    WITHDRAW_COUNSEL = "withdraw_counsel"
    IN_FORMA_PAUPERIS = "in_forma_pauperis"
    AMEND = "amend"
    RECONSIDERATION = "reconsideration"
    CERTIFY_APPEAL = "certify_appeal"
    CERT_PETITION = "cert_petition"
    CERT = "cert"
    JUDGMENT = "judgment"
    VERDICT = "verdict"
    MANDATE = "mandate"
    APPEAL_DISPOSITION = "appeal_disposition"
    OTHER = "other"


@dataclass(frozen=True)
class KindFound:
    kind: MotionKind
    start: int
    end: int


_K = MotionKind
# Tried together; the first in the text decides, and of two at one place the one listed first.
_KINDS = (
    (_K.AMICUS_LEAVE, r"(?:leave\sto\s(?:\w+\s){1,4}?|participate\s\w*\s?as\s|appear\sas\s|file\s(?:\w+\s){0,3})?amic(?:us|i)\b"),
    (_K.SEAL, r"leave\sto\sfile\b[^.;]{0,140}?\bunder\sseal|(?:to\s)?\b(?:un)?seal(?:ed|ing)?\b|\bimpound\w*|\brestrict\spublic\saccess"),
    (_K.IN_FORMA_PAUPERIS,
    r"(?:leave\sto\s(?:proceed|appeal)\s)?\bin\sforma\spauperis|\bIFP\b"
    r"|(?:proceed\s\w*\s?)?without\spre-?\s?(?:paying|payment)|\bproceed\sas\sa\spauper"),
    (_K.PRO_HAC_VICE,
    r"(?:\w+\s(?:to\s)?(?:appear|admission|admit\w*|practice)\s(?:[\w.,']+\s){0,4})?\bpro\shac\b"
    r"|\badmission\s(?:of\s)?(?:attorney|counsel)"),
    (_K.WITHDRAW_COUNSEL,
    r"\bwithdraw(?:al)?\s(?:as\s|of\s|from\s)?(?:[\w.,']+\s){0,5}?(?:counsel|attorneys?|appearance|representation"
    r"|lawyer)|\b(?:relieved?|terminate\w*|substitut\w+)\s(?:as\s|of\s)?(?:\w+\s){0,2}(?:counsel|attorneys?)\b"
    r"|\bwithdraw\b(?=\s\d{1,4}\b(?!\s(?:motion|doc))|\s(?:filed|by)\b|\s*[.,(]|\s*$)"),
    (_K.OTHER,
    r"\b(?:leave|permission)\sto\sfile\s(?:(?:an?|the|their|its|his|her)\s)?(?:sur-?\s?repl|repl|response|excess"
    r"|over|brief|document|opposition|motion|exhibit|notice|supplemental\s(?:brief|auth|memo)|memo|statement|late"
    r"|electronic|under\sRule)\w*|\b(?:extend|enlarge|extension\sof|exceed\w*)\s(?:the\s)?(?:page|word"
    r"|type-?volume)|\bexcess\spages|\bin\slimine|\bpreclude|\bsuppress\w*|\bsanctions?\b|\bprotective\sorder"
    r"|\bappoint\w*|\balternat\w+\sservice|\bservice\sby|\bquash|\bnew\strial|\bacquittal|\bclarif\w+|\bexpedit\w+"
    r"|\bappear\s(?:by\s)?(?:tele|video|remote)\w*"
    r"|\b(?:pre-?motion\s)?conference\b(?!\scall)(?<!adjourn\sconference)|\bset\saside"
    r"|\bvacate\s(?:the\s)?(?:judgment|order|default|sentence)|\bstrike\b|\bexclude|\bforfeiture|\brelease\b"
    r"|\bbond\b|\bdiscovery\b|\bhearing\b|\benforce\w*|\bshow\scause|\bcontempt|\brecus\w+|\bdisqualif\w+"
    r"|\bdepos\w+|\brecall\b|\bwrit\sof\s(?:habeas|mandamus)|\bjudicial\snotice|\bsettlement\b|\bmiscellaneous"
    r"|\bdefer\b|\bbifurcat\w+|\bsever\b|\bsubpoena|\bfile\selectronic\w*|\bjoin\b|\breturn\sof|\bsuspend\b"
    r"|\btravel\b|\bmodif\w+|\bappointment"),
    (_K.EXTENSION_OF_TIME,
    r"\bextensions?\b|\bextend(?:ing|ed|s)?\b|\benlarge\w*|\b(?:further|additional|more)\stime\b"
    r"|\bcontinu\w+\s(?:of\s)?(?:the\s|all\s|certain\s)?(?:\w+\s){0,3}deadlines?"),
    (_K.ADJOURN,
    r"\badjourn\w*|\bcontinu(?:e|ed|ing|ance)\b|\breschedul\w+|\bpostpone\w*|\breset\b"
    r"|\bvacate\s(?:the\s)?(?:[\w-]+\s){0,3}(?:hearing|conference|trial|date)"),
    (_K.ANTI_SLAPP, r"\banti-?\s?slapp|\bspecial\smotion\sto\s(?:strike|dismiss)|\bspecial\smotion\b|\b425\.16"),
    (_K.JUDGMENT_ON_PLEADINGS, r"\bjudgment\son\s(?:the\s)?pleadings?"),
    (_K.SUMMARY_JUDGMENT, r"(?:\bpartial\s)?\bsummary\s(?:judgment|adjudication)"),
    (_K.DEFAULT_JUDGMENT, r"\bdefault\sjudgment|\bjudgment\s(?:by|of|on)\sdefault|\bentry\sof\sjudgment\sby\sdefault"),
    (_K.CERTIFY_APPEAL,
    r"(?:\bcertif\w+\b[^.;]{0,60})?\b(?:1292\s?\(b\)|interlocutory\sappeal|54\(b\)|permission\sto\sappeal"
    r"|leave\sto\s(?:take\san?\s)?(?:interlocutory\s)?appeal\b(?!\sin\sforma))|\bcertify\b(?!\s(?:an?\s"
    r"|the\s)?(?:\w+\s){0,3}(?:class|collective))"),
    (_K.CLASS_CERTIFICATION,
    r"\bclass\scertification|\b(?:de)?certif\w+\s(?:an?\s|the\s|of\s)?(?:\w+\s){0,3}class\b"
    r"|\bconditional\scertification|\bcollective\s(?:action\s)?certification|\bcertify\s(?:a\s)?(?:collective"
    r"|flsa)"),
    (_K.RECONSIDERATION, r"\breconsider\w*|\bre-?hear(?:ing)?\b|\breargu\w*|\balter\s(?:or\samend\s)?(?:the\s)?judgment|\brehearing"),
    (_K.PRELIMINARY_INJUNCTION, r"\bpreliminar(?:y|ily)\s(?:injunct\w+|enjoin\w*)|\binjunct(?:ion|ive)\b"),
    (_K.TRO, r"\btemporary\srestraining|\bT\.?R\.?O\b|\btemporar(?:y|ily)\s(?:injunct\w+|enjoin\w*|restrain\w*)"),
    (_K.ATTORNEY_FEES,
    r"\battorney(?:s|'s|s')?['’]?\s(?:and\s\w+\s)?fees?|\bfees\sand\s(?:costs|expenses)|\bfee\saward"
    r"|\baward\sof\sfees"),
    (_K.AMEND, r"\bamend(?:ed|ing|ment|s)?\b|\bamend/correct|\bcorrect\b|\bsupplement(?:al)?\s(?:the\s)?(?:complaint|pleading)"),
    (_K.CONSOLIDATE, r"\bconsolidat\w+|\brelate\scases"),
    (_K.INTERVENE, r"\binterven\w+"),
    (_K.REMAND, r"\bremand(?:ed|ing)?\b"),
    (_K.TRANSFER, r"\btransfer(?:red|ring)?\b|\bchange\s(?:of\s)?venue"),
    (_K.COMPEL, r"\bcompel\w*"),
    (_K.STAY, r"\bstay(?:ed|ing|s)?\b|\babeyance"),
    (_K.CERT_PETITION, r"\b(?:writs?\sof\s)?certiorari"),
    (_K.DISMISS, r"\bdismiss(?:al|ed|es|ing)?\b"),
)
# A motion to strike under the anti-SLAPP law names the law after it.
_STRIKES = re.compile(r"strike\b[^;]{0,160}?(?:anti-?\s?slapp|\b425\.16|\bslapp\b)", re.IGNORECASE)
_ANY_KIND = re.compile("|".join(f"(?P<k{place}>{words})" for place, (_, words) in enumerate(_KINDS)), re.IGNORECASE)


def find_kind(text: str, start: int = 0, end: int | None = None) -> KindFound | None:
    """Return the kind named first between two places, or None where no listed request is named."""
    match = _ANY_KIND.search(text, start, len(text) if end is None else end)
    if match is None:
        return None
    kind = _KINDS[int(match.lastgroup[1:])][0]
    if kind is _K.OTHER and _STRIKES.match(text, match.start()):
        kind = _K.ANTI_SLAPP
    return KindFound(kind, *match.span())
