"""The lines of an invented register, in the phrasing of true ones: seeded, of any number.

Every person, firm and company is invented. The mix follows the 1,523 entries of juriscraper's district
examples: 388 characters in the mean, one in five about a hearing, a third ruling or asking for a ruling.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

_FIRST = (
    "Alma Bruno Carla Dario Edda Falk Greta Hugo Ines Jonas Kira Lino Mara Nils Olga Pia Quinn Rolf Selma "
    "Timo"
).split()
_LAST = (
    "Ficticia Nemo Niemand Nadie Personne Placebo Sample Specimen Madeup Imaginato Nusquam Phantasm Mirage Pretense "
    "Figment Fabula Mythos Chimera Unreal Fantast"
).split()
_MIDDLE = "ABCDEFGHJKLMNPRSTW"
_COMPANIES = (
    "Chirpwell Spindlenet Postarium Vidmoor Quorella Threadbury Clipwick Pingfold Sharebrook Loomfeed "
    "Boardly Streamhollow"
).split()
_FIRMS = ("Nemo & Nadie LLP", "Figment Law Group PC", "Placebo Mirage LLP", "Specimen, Sample & Co.")
_CLERKS = ("abc", "jdl", "mkc, ", "rs", "tp, COURT STAFF")
_HOURS = ("09:00 AM", "09:30 AM", "10:00 AM", "01:30 PM", "02:00 PM", "03:30 PM")
_HEARINGS = (
    "Initial Case Management Conference",
    "Motion Hearing",
    "Status Conference",
    "Further Case Management Conference",
    "Pretrial Conference",
    "Telephonic Status Conference",
    "Discovery Hearing",
    "Settlement Conference",
)
_EXHIBITS = (
    "Declaration of {name}",
    "Exhibit {letter}",
    "Proposed Order",
    "Certificate/Proof of Service",
    "Errata",
    "Affidavit of {name}",
)
_REASONS = (
    "barred by Section 230(c)(1) of the Communications Decency Act, 47 U.S.C. § 230",
    "for failure to state a claim",
    "for lack of personal jurisdiction",
    "under 47 U.S.C. § 230(c)(2)(A) and the First Amendment",
)


def make_name(chance: Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_MIDDLE)}. {chance.choice(_LAST)}"


def make_company(chance: Random) -> str:
    return (
        f"{chance.choice(_COMPANIES)}{chance.choice(('', ' Media', ' Labs', ' Holdings'))}, "
        f"{chance.choice(('Inc.', 'LLC', 'Corp.'))}"
    )


def make_firm(chance: Random) -> str:
    return chance.choice(_FIRMS)


@dataclass
class Register:
    """What the next line of one docket may refer to."""

    chance: Random
    plaintiff: str
    defendant: str
    judge: str
    day: date
    number: int = 0
    motions: list[int] = field(default_factory=list)
    hearing: tuple[str, date] | None = None

    def next_line(self) -> tuple[int | None, date, str]:
        """Return (entry number, filing date, text) of the next line; a minute or clerk's line may have no number."""
        self.day += timedelta(days=self.chance.choice((0, 0, 1, 1, 2, 3, 6, 11)))
        is_unnumbered = self.number > 0 and self.chance.random() < 0.06
        self.number += not is_unnumbered
        say = (
            _complaint
            if self.number == 1 and not is_unnumbered
            else self.chance.choices(_SAYINGS, _WEIGHTS)[0]
        )
        clerk = f" ({self.chance.choice(_CLERKS)}) (Filed on {_us(self.day)}) (Entered: {_us(self.day)})"
        return None if is_unnumbered else self.number, self.day, say(self) + clerk

    def side(self) -> str:
        return self.chance.choice((self.plaintiff, self.defendant))

    def ahead(self) -> date:
        return self.day + timedelta(days=self.chance.randrange(7, 90))

    def earlier(self) -> int:
        return self.chance.randrange(1, max(2, self.number))


def _us(day: date) -> str:
    return f"{day.month:02}/{day.day:02}/{day.year}"


def _short(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _attachments(register: Register, most: int = 9) -> str:
    chance = register.chance
    named = (
        f"# {number} {chance.choice(_EXHIBITS).format(name=make_name(chance), letter=chr(64 + number))}"
        for number in range(1, chance.randrange(2, most))
    )
    return f" (Attachments: {', '.join(named)})"


def _counsel(register: Register) -> str:
    first, _, last = make_name(register.chance).split()
    return f"({last}, {first})"


def _complaint(register: Register) -> str:
    return (
        f"COMPLAINT for Damages, Defamation and Negligence against {register.defendant} ( Filing fee $ "
        "405, receipt number "
        f"ACANDC-{register.chance.randrange(10**7, 10**8)}.). Filed by {register.plaintiff}. Jury trial "
        "demanded. Defendant is "
        f"alleged to be a provider of an interactive computer service.{_attachments(register)}"
    )


def _motion(register: Register) -> str:
    kind = register.chance.choice(
        (
            "MOTION to Dismiss",
            "MOTION for Judgment on the Pleadings",
            "MOTION to Compel Discovery Responses",
            "MOTION to Strike Portions of the Complaint",
            "MOTION for Summary Judgment",
        )
    )
    register.motions.append(register.number)
    register.hearing = ("Motion Hearing", register.ahead())
    return (
        f"{kind} {register.chance.choice(_REASONS)} filed by {register.defendant}. Motion Hearing set for "
        f"{_short(register.hearing[1])} {register.chance.choice(_HOURS)} before Judge {register.judge}. "
        "Responses due by "
        f"{_short(register.day + timedelta(days=14))}. Replies due by {_short(register.day + timedelta(days=21))}."
        f"{_attachments(register)} {_counsel(register)}"
    )


def _brief(register: Register) -> str:
    what = register.chance.choice(
        ("RESPONSE in Opposition", "REPLY", "DECLARATION in Support", "MEMORANDUM in Support")
    )
    return (
        f"{what} (re {register.earlier()} MOTION to Dismiss the complaint as to all causes of action and "
        "all parties named in it ) "
        f"filed by {register.side()}.{_attachments(register, 7)} {_counsel(register)}"
    )


def _ruling(register: Register) -> str:
    how = register.chance.choice(("granting", "denying", "granting in part and denying in part"))
    number = register.motions[-1] if register.motions else register.earlier()
    return (
        f"ORDER by Judge {register.judge} {how} {number} Motion to Dismiss. For the reasons stated in the "
        "order the Court finds "
        f"that the claims are {register.chance.choice(_REASONS)}. Any amended complaint shall be filed by "
        f"{_short(register.ahead())}. Signed by Judge {register.judge} on {_short(register.day)}."
    )


def _notice(register: Register) -> str:
    what = register.chance.choice(
        (
            "NOTICE of Appearance",
            "NOTICE of Change of Address",
            "CERTIFICATE OF SERVICE",
            "Certificate of Interested Entities",
            "STIPULATION WITH PROPOSED ORDER extending time to answer",
        )
    )
    return (
        f"{what} by {make_name(register.chance)} on behalf of {register.side()} re {register.earlier()} "
        "Complaint, which was served on "
        f"every party that has appeared {_counsel(register)}{_attachments(register, 5)}"
    )


def _scheduling(register: Register) -> str:
    register.hearing = (register.chance.choice(_HEARINGS), register.ahead())
    kind, day = register.hearing
    return (
        f"CLERK'S NOTICE SETTING {kind.upper()}. {kind} set for {_short(day)} "
        f"{register.chance.choice(_HOURS)} in Courtroom "
        f"{register.chance.randrange(1, 20)}, {register.chance.randrange(2, 20)}th Floor before Judge "
        f"{register.judge}. Joint statement due by "
        f"{_short(day - timedelta(days=7))}. (This is a text-only entry generated by the court. There is "
        "no document associated "
        "with this entry.)"
    )


def _resetting(register: Register) -> str:
    if register.hearing is None:
        return _scheduling(register)
    kind, old = register.hearing
    register.hearing = (kind, old + timedelta(days=register.chance.randrange(7, 60)))
    verb = register.chance.choice(("reset to", "continued to", "is CONTINUED to"))
    return (
        f"ORDER re stipulation of the parties, good cause appearing. {kind} previously set for {_short(old)} {verb} "
        f"{_short(register.hearing[1])} {register.chance.choice(_HOURS)} before Judge {register.judge}. "
        "All other dates remain as set in "
        f"the order of {_short(register.day - timedelta(days=30))}."
    )


def _minutes(register: Register) -> str:
    kind = register.hearing[0] if register.hearing else "Status Conference"
    register.hearing = None
    return (
        f"Minute Entry for proceedings held before Judge {register.judge}: {kind} held on "
        f"{_short(register.day)}. Matter argued and "
        f"taken under submission. Total Time in Court: {register.chance.randrange(5, 59)} minutes. Court Reporter: "
        f"{make_name(register.chance)}. Plaintiff Attorney: {make_name(register.chance)}. Defendant "
        f"Attorney: {make_name(register.chance)}."
    )


def _transcript(register: Register) -> str:
    return (
        f"TRANSCRIPT of Proceedings held on {_short(register.day - timedelta(days=9))}, before Judge "
        f"{register.judge}. Court Reporter "
        f"{make_name(register.chance)}. Per General Order No. 59 and Judicial Conference policy, this "
        "transcript may be viewed only at the "
        "Clerk's Office public terminal or may be purchased through the Court Reporter until the deadline "
        "for the Release of "
        "Transcript Restriction. Release of Transcript Restriction set for "
        f"{_short(register.day + timedelta(days=90))}."
    )


_SAYINGS = (_motion, _brief, _ruling, _notice, _scheduling, _resetting, _minutes, _transcript)
_WEIGHTS = (8, 30, 11, 30, 8, 4, 6, 3)
