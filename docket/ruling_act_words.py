"""The words by which a court acts without a verb of granting: "case transferred", "the stay is lifted". Lower case."""

import re

from docket.motion_kinds import MotionKind as Kind
from docket.vocabulary import Disposition

ACTS = (
    # (rule, letters without which it is not tried, kind, disposition, pattern);
    # tried where nothing of the entry has been read as a ruling on a request.
    ("remanded-to-state", ("remand",), Kind.REMAND, Disposition.GRANTED, re.compile(
    r"\bremand(?:ed|ing|s)?\b[^.;]{0,60}\bto\s(?:the\s)?(?:[\w']+\s){0,4}?(?:state|superior|circuit|county"
    r"|supreme\scourt\sof|common\spleas|parish|municipal|court\sof\scommon|chancery|\d+\w*\sjudicial)"
    r"|\border\sof\sremand|\bcase\sremanded\b|\bremand\sorder\b")),
    ("transferred", ("transfer",), Kind.TRANSFER, Disposition.GRANTED, re.compile(
    r"(?<!vacating\sconditional\s)(?<!stay\sof\sconditional\s)(?<!vacating\s)\btransfer\sorder\b|\border\s(?:of\s)?transfer(?:ring)?\b(?!\s(?:of\s)?(?:judge|reference))|\b(?:case|action"
    r"|matter|actions|it)\s(?:(?:is|be|are|and|the|same|hereby|it|shall)[\s,]+){0,7}transferred\b|\btransferring\s(?:the\s|this\s)?(?:case"
    r"|action|venue)|\binterdistrict\stransfer")),
    ("transfer-vacated", ("vacat",), Kind.TRANSFER, Disposition.VACATED, re.compile(r"\bvacating\s(?:conditional\s)?transfer\sorder\b")),
    ("stay-lifted", ("stay",), Kind.STAY, Disposition.VACATED, re.compile(
    r"(?<!to\s)\b(?:lift|vacat|dissolv|terminat)\w*\s(?:the\s|of\s)*stay\b|\bstay\b[^;]{0,60}\b(?:is|are"
    r"|hereby)\s(?:hereby\s)?(?:lifted|vacated|dissolved)")),
    ("stayed", ("stay", "abeyance"), Kind.STAY, Disposition.GRANTED, re.compile(
    r"\b(?:is|are|be|action|case|matter|proceedings?|judgment|order)\s(?:hereby\s|temporarily\s"
    r"|otherwise\s)*stayed\b|\border\sstaying\b|\bstays\sth(?:e|is)\b|\bstay\b[^.;,]{0,40}\b(?:is|are)\s(?:hereby\s)?(?:continued|extended)\b"
    r"|\bstay\sremains\b|\bheld\sin\sabeyance"
    r"|\b(?:hold|plac)(?:s|ing)?\s(?:\w+\s){1,4}in\sabeyance|\bplaced\sin\sabeyance|\border\sto\sstay\b|\bstaying\s(?:the\s)?(?:case|action|matter"
    r"|proceedings|discovery|this)")),
    ("temporary-injunction", ("restrain", "enjoin", " tro", "tro issue", "tro enter", "tro grant"), Kind.TRO, Disposition.GRANTED, re.compile(
        r"^[\W_\d]{0,40}(?:order\W{1,4}|amended\s|ex\sparte\s)*(?:temporary\srestraining\sorder|tro\s(?:issue[sd]|entered|granted))"
        r"|\btemporary\srestraining\sorder\s(?:is\s)?(?:hereby\s)?(?:issue[sd]|entered)|\btemporarily\s(?:enjoined|restrained)"
        r"|\bextending\s(?:the\s)?(?:temporary\srestraining\sorder|tro)\b")),
    ("injunction", ("injunction", "enjoin"), Kind.PRELIMINARY_INJUNCTION, Disposition.GRANTED, re.compile(
        r"^[\W_\d]{0,40}(?:order\W{1,4}|stipulated\s|amended\s)*preliminary\sinjunction\b(?!\s(?:hearing|motion))|\border\s(?:of"
        r"|for)\spreliminary\sinjunction|\bcourt\s(?:hereby\s)?enjoins\b|\benjoining\b|\b(?:is|are)\s(?:hereby\s)?(?:preliminarily\s)?enjoined\b")),
    ("time-extended", ("extend", "enlarge", "extension"), Kind.EXTENSION_OF_TIME, Disposition.GRANTED, re.compile(
    r"\b(?:time|deadlines?|date|period)\b[^.;]{0,120}\b(?:is|are|hereby)\s(?:hereby\s|further\s)?(?:extended"
    r"|enlarged)(?!,?\sexcept)|\bdeadlines?\b[^.;]{0,80}\b(?:extended|enlarged)\s(?:to|until|through|by)|\bextending\s(?:the\s)?(?:\w+\s)?(?:time"
    r"|deadline)|\border\s(?:extending(?!\s(?:the\s)?(?:temporary|tro|preliminary)\b)"
    r"|for\s(?:an?\s)?extension|to\sextend|on\sstipulation\sto\sextend)|\bstipulation\s(?:and\s(?:\w+\s)?order"
    r"|for)\b[^.;]{0,40}\bextend\w*|\bthe\sorder\sextending")),
    ("time-agreed", ("shall have",), Kind.EXTENSION_OF_TIME, Disposition.GRANTED, re.compile(
    r"^[\W_\d]{0,40}(?:agreed|consent|stipulated|joint|stipulation\sand)\s(?:\w+\s)?order\b[^.]{0,240}\bshall\shave\s(?:\w+\s){0,3}?(?:until"
    r"|through|to|additional|\d+)\b")),
    ("certified", ("certif",), Kind.CERTIFY_APPEAL, Disposition.GRANTED, re.compile(
        r"\bcertif(?:ying|ies)\b[^.;]{0,120}\b(?:interlocutory\sappeal|immediate\sappeal|1292\s?\(b\)|54\(b\))")),
    ("sealed", ("seal",), Kind.SEAL, Disposition.GRANTED, re.compile(
        r"\border\s(?:to\s)?(?:un)?seal(?:ing)?\b|\b(?:is|are|be)\s(?:hereby\s)?(?:un)?sealed\b|\bplaced\sunder\sseal")),
    ("admitted", ("pro hac",), Kind.PRO_HAC_VICE, Disposition.GRANTED, re.compile(r"\border\b[^;]{0,80}\bpro\shac\svice")),
    ("consolidated", ("consolidat",), Kind.CONSOLIDATE, Disposition.GRANTED, re.compile(
    r"\b(?:cases|actions|matters|appeals)\s(?:[\w:.,-]+\s){0,8}?(?:are|be)\s(?:hereby\s)?consolidated\b"
    r"|\bconsolidating\s(?:[\w-]+\s){0,3}?(?:cases?|actions?|appeals?|matters?)\b"
    r"|\border\s(?:of\s)?consolidat(?:ing|ion)")),
    ("protective-order", ("protective", "confidential"), Kind.OTHER, Disposition.ENTERED, re.compile(
    r"^[\W_\d]{0,40}(?:(?:stipulated|agreed|amended|consent|joint|stipulation\sand|confidentiality\sand|and"
    r"|order)\s){0,3}(?:protective|confidentiality)\s(?:(?:agreement|stipulation)\s)?(?:and\s)?order\b"
    r"|^[\W_\d]{0,40}(?:stipulation\s(?:and|&)\s)?order\sgoverning\sconfidential")),
    ("forfeited", ("forfeiture",), Kind.OTHER, Disposition.GRANTED, re.compile(
        r"^[\W_\d]{0,40}(?:(?:consent|agreed|amended|stipulated|preliminary|final|second|partial)\s){0,3}(?:order|decree)\sof\s(?:\w+\s)?forfeiture\b")),
    ("approved-in-bankruptcy", ("related doc",), Kind.OTHER, Disposition.GRANTED, re.compile(
        r"^[\W_\d]{0,40}(?:(?:consent|agreed|final|interim|amended)\s){0,2}order\s(?:signed\son\s\S{6,10}\s|\(\w+\)\s)?(?:approving|authorizing|confirming)\b[^.;]{0,160}?\(?related\sdoc")),
    ("counsel-withdrawn", ("withdraw", "substitution"), Kind.WITHDRAW_COUNSEL, Disposition.GRANTED, re.compile(
        r"(?<=\s(?:is|be)\s)(?:allowed|permitted)\sto\swithdraw\sas\s(?:\w+\s)?(?:counsel|attorneys?)\b|\border\b[^.;]{0,60}\b(?:withdrawal|substitution)\sof\s(?:counsel|attorney)")),
    ("adjourned-on-motion", ("continu", "adjourn"), Kind.ADJOURN, Disposition.GRANTED, re.compile(
        r"\border\s(?:to\scontinue|of\scontinuance|continuing|adjourning)\b[^.;]{0,80}\bre:?\s\d")),
)
