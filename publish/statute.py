"""What the terms of this record mean, and the glossary of the statute (docket/statute.py).

Each part of the statute has the anchor that labels link to (c1, e5 …). Each term is explained in one sentence
of ours; a test checks that no code of the vocabularies lacks one.
"""

from docket.statute import load_parts

# What a term means: filter -> code -> a sentence.
OUTCOMES = {
    "immune": "§ 230 barred every claim at issue.",
    "partly_immune": "§ 230 barred some claims, not others.",
    "not_immune": "The defense was rejected at that stage.",
    "preempted": "A state law or ordinance was measured against § 230, and § 230 displaces it, at least in part.",
    "not_preempted": "A state law or ordinance was measured against § 230, and § 230 leaves it in place.",
    "open": "A court had answered; a later ruling set that answer aside and gave none of its own.",
    "declined": "A court saw the question and left it open.",
    "pending": "The suit is open and no court has answered yet.",
    "none": "No court has answered: the case ended, or was decided, on other grounds.",
}
ANSWERS = {
    "immune": "The ruling holds that § 230 bars every claim that was before it.",
    "partly_immune": "It holds that § 230 bars some of the claims before it, and not others.",
    "not_immune": "It rejects the defense at this stage; the suit goes on as far as § 230 is concerned.",
    "preempted": "It holds that § 230 displaces a state law or ordinance, at least in part.",
    "not_preempted": "It holds that § 230 leaves a state law or ordinance in place.",
    "declined": "It sees the question and leaves it open.",
    "silent": "It decides on other grounds and does not address § 230.",
    "undisturbed": "It leaves an earlier answer as it is: review denied, or the suit settled.",
    "vacated": "It sets aside an earlier answer and gives none of its own.",
}
POSTURES = {
    "motion_to_dismiss": "On the complaint alone: its facts are taken as true (Rule 12(b)(6), or a demurrer).",
    "judgment_on_pleadings": "On the complaint and the answer, before evidence (Rule 12(c)).",
    "anti_slapp": "On a special motion under a state’s law against suits that burden speech.",
    "summary_judgment": "On the evidence, without a trial: no fact that matters is in dispute (Rule 56).",
    "preliminary_injunction": "On whether to forbid or order something until the case is decided.",
    "trial": "At trial, before a judge or a jury.",
    "post_trial": "After trial: on judgment as a matter of law, a new trial, or relief.",
    "criminal": "The case is a criminal prosecution.",
    "remand_motion": "On whether the case belongs in state or in federal court.",
    "appeal": "On appeal from a final decision.",
    "interlocutory_appeal": "On appeal while the case goes on below.",
    "other": "At another stage of the case.",
}
ACT_KINDS = {
    "order": "A decision without a published opinion, or one that the court calls an order.",
    "opinion": "A decision with its reasons.",
    "judgment": "The act that ends the case in that court.",
    "verdict": "What a jury found.",
    "preliminary_injunction": "A ruling on whether something is forbidden or ordered until the case is decided.",
    "magistrate_recommendation": "What a magistrate judge advises; it binds when the district judge adopts it.",
    "stay": "A court puts a ruling, or the case, on hold.",
    "vacatur": "A court withdraws a ruling.",
    "remand": "A court sends the case back to the one below.",
    "cert_granted": "The Supreme Court takes the case.",
    "cert_denied": "The Supreme Court does not take the case, which says nothing on the question.",
    "rehearing_denied": "A court of appeals lets its decision stand.",
    "rehearing_en_banc_granted": "The whole court of appeals takes the case from its panel.",
    "settlement": "The parties end the case by agreement.",
    "stipulated_dismissal": "The parties agree that the case, or a part of it, is dismissed.",
}
DISPOSITIONS = {
    "decided": "The court decided; how is told by its answer on § 230.",
    "granted": "The court did what the motion asked.",
    "denied": "The court refused what the motion asked.",
    "granted_in_part": "The court did some of what the motion asked.",
    "stricken": "The court took a paper, or a part of one, off the record.",
    "taken_under_advisement": "The court heard the motion and will decide later.",
    "dismissed": "The court ended the case, or the claims before it.",
    "dismissed_with_prejudice": "The claims were dismissed and may not be brought again.",
    "dismissed_without_prejudice": "The claims were dismissed and may be brought again.",
    "judgment_for_plaintiff": "The plaintiff won.",
    "judgment_for_defendant": "The defendant won.",
    "entered": "An order or a judgment was entered on the docket.",
    "other": "The court did something else.",
    "affirmed": "A higher court agreed with the ruling below.",
    "affirmed_in_part": "A higher court agreed with a part of the ruling below.",
    "reversed": "A higher court decided the other way.",
    "reversed_in_part": "A higher court decided a part of the ruling the other way.",
    "vacated": "The ruling was set aside.",
    "remanded": "The case was sent back to the court below, or to a state court.",
    "removed": "The case went from a state court to a federal court.",
    "transferred": "The case went to another court.",
    "settled": "The parties ended the case by agreement.",
    "verdict": "A jury decided.",
    "sentenced": "A defendant in a criminal case was sentenced.",
    "cert_granted": "The Supreme Court takes the case.",
    "cert_denied": "The Supreme Court does not take the case, which says nothing on the question.",
    "rehearing_denied": "A court of appeals lets its decision stand.",
    "moot": "Nothing was left to decide.",
    "withdrawn": "Whoever asked withdrew the request.",
    "not_reached": "The court decided without coming to this question.",
}
CLAIMS = {
    "negligence": "The defendant failed to take reasonable care, and harm followed.",
    "consumer_protection": "A business dealt unfairly or deceptively with consumers, under a state or federal statute.",
    "first_amendment": "A public body, or somebody said to act for it, restricted speech.",
    "product_liability_design": "A product’s design was unreasonably dangerous.",
    "defamation": "A false statement harmed somebody’s reputation.",
    "failure_to_warn": "The defendant knew of a danger and did not warn of it.",
    "tvpra_1595": "Whoever benefits from sex trafficking or forced labor is liable to the victim (18 U.S.C. § 1595).",
    "contract_promissory_estoppel": "A contract was broken, or a promise that somebody relied on.",
    "declaratory_preemption": "A court is asked to say that federal law displaces a state law.",
    "wrongful_death": "Survivors sue for a death that the defendant caused.",
    "sex_trafficking_state_law": "A state’s own trafficking statute.",
    "unjust_enrichment": "The defendant keeps what in fairness belongs to the plaintiff.",
    "trademark": "A mark was used in a way that confuses buyers, or that weakens it.",
    "right_of_publicity": "Somebody’s name or likeness was used for gain without leave.",
    "conspiracy_rico": "Several acted together unlawfully; RICO is the federal racketeering statute.",
    "tortious_interference": "The defendant got in the way of another’s contract or business.",
    "privacy": "Private facts were taken or made public, or a privacy statute was violated.",
    "ata_2333": "Victims of international terrorism sue those who aided it (18 U.S.C. § 2333).",
    "civil_rights": "Somebody was treated unequally, or a right was violated, under a civil-rights statute.",
    "public_nuisance": "The defendant’s conduct harms the public at large.",
    "iied": "Outrageous conduct that caused severe emotional distress.",
    "copyright": "A protected work was copied or shared without permission.",
    "housing_discrimination": "Discrimination in selling, renting or advertising housing.",
    "employment_discrimination": "Discrimination at work or in hiring.",
    "csam_2255": "A victim of child sexual exploitation sues for damages (18 U.S.C. § 2255).",
    "criminal": "A charge by the government.",
    "subpoena_enforcement": "A court is asked to enforce a subpoena, often to name an anonymous author.",
    "antitrust": "Competition was restrained or a market monopolized.",
    "false_light": "True or false, a publication put somebody in a misleading light.",
    "securities": "Fraud or other wrongs in selling or trading securities.",
    "other": "Another cause of action.",
}
LAW_STATES = {
    "enjoined": "A court forbade enforcing the law.",
    "partly_enjoined": "A court forbade enforcing a part of the law, or enforcing it against some.",
    "injunction_refused": "A court was asked to forbid enforcing the law and did not; it is in force.",
    "stayed": "The injunction is on hold; the law is in force in the meantime.",
    "injunction_affirmed": "A higher court agreed that the law may not be enforced.",
    "injunction_vacated": "A higher court vacated the injunction; the law is in force.",
    "upheld": "A court held that the law is valid.",
    "struck": "A court held that the law, or a part of it, is void.",
    "none": "The ruling left the state of the law as it was.",
}
EXCEPTIONS = {part.exception: (part.code, part.exception_meaning) for part in load_parts() if part.exception}


_MEANINGS = {
    "outcome": OUTCOMES,
    "answer": ANSWERS,
    "posture": POSTURES,
    "kind": ACT_KINDS,
    "disposition": DISPOSITIONS,
    "claim": CLAIMS,
    "law_state": LAW_STATES,
}
_HEADINGS = {part.code: part.heading for part in load_parts()}


def explain(name: str, code: str | None) -> tuple[str, str] | None:
    """Return where the glossary explains a code of this filter (a fragment of /statute) and the explanation;
    None for a code it does not have."""
    if not code:
        return None
    if name == "provision":
        return (code, _HEADINGS[code]) if code in _HEADINGS else None
    if name == "exception":
        return (f"exception-{code}", EXCEPTIONS[code][1]) if code in EXCEPTIONS else None
    meaning = _MEANINGS.get(name, {}).get(code)
    return (f"{name}-{code}", meaning) if meaning else None
