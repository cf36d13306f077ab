"""Who wrote an entry's paper: the court and its clerk, or a party.

A party's paper names other cases to argue from them, so it joins no dockets, save by the few forms
whose purpose it is (notice of appeal, of removal, of related cases), which their rules know.
"""

import re

_WORD = re.compile(
    r"""\b(?:
        (?P<court>orders?|ordered|judgment|mandate|opinion|decision|usca|minutes?|notification|certified|transfer(?:red)?|conditional|acknowledg\w+
          |remanding|remand|so-?ordered|case(?!\smanagement)|electronic\sorder|endorsed|granting|denying
          |supreme\scourt\s(?:notice|order|remark|case|letter)|clerk|clerk's)
      | (?P<party>motions?|letter(?!\sorder)|memorandum(?!\s(?:&|and)\s(?:opinion|order)|\sof\susca|\sdecision|\sopinion|\sdisposition)
          |briefs?|response|reply|opposition
          |declaration|affidavit|affirmation|stipulation(?!\s(?:and|&)\s(?:\w+\s)?order)|objections?|certificate\sof|exhibits?
          |status\sreport|joint\s(?:status|statement|letter)
          |supplemental\sauthorit\w+|additional\sauthorit\w+|citation\sof|transcript|answer|complaint
          |request\sfor\sjudicial|application\sfor|proposed|opposing|suggestion
          |report\sand\srecommendations?|findings\sand\srecommendations?)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FROM_CLERK = re.compile(r"\bfrom\s(?:the\s)?clerk\b|\bfrom\s(?:the\s)?(?:u\.?s\.?\s|united\sstates\s)?supreme\scourt", re.IGNORECASE)
_HEAD = 140
_AUTHORITY = re.compile(r"\b(?:supplemental|additional|new|recent)\s(?:\w+\s)?(?:authorit|decision)|\b28\(j\)", re.IGNORECASE)


def is_partys(text: str) -> bool:
    """Return whether the entry's head says that a party wrote it: the first word of either kind decides."""
    head = text[:_HEAD]
    if _AUTHORITY.search(head):
        return True
    word = _WORD.search(head)
    return word is not None and word["party"] is not None and not _FROM_CLERK.search(head)


# "Gonzalez v. Google LLC, No. 18-16700": the number of a case that is cited.
_CITED = re.compile(r"\sv[s.]?\.?\s[^;:]{0,60}$")


def is_cited(text: str, at: int) -> bool:
    """Return whether the number at this place follows the names of a cited case."""
    return _CITED.search(text, max(0, at - 90), at) is not None
