"""The words by which courts say that § 230 bars a claim or does not, or leave it open. No rule stands here:
the words are rows of `language/holding_words.tsv`.

With them the other grounds on which a claim ends, and the words for whose content a claim is about:
others', or the defendant's own.
"""

import re

from docket.section230.words import compile_words

OPEN = compile_words("holding_words", "open", before=r"\b")
MOOT = compile_words("holding_words", "moot")
EVEN_IF = compile_words("holding_words", "even_if", before=r"\b", after=r"\b")
# A second ground, ruled on: "even if it were a state actor, § 230 would bar both".
STILL_BARRED = compile_words("holding_words", "still_barred")
APART = compile_words("holding_words", "apart")
WAIVED = compile_words("holding_words", "waived")
# "We do not ask": a finite verb leaves § 230 open only if a court is its subject.
FINITE = compile_words("holding_words", "finite", after=r"\b")
COURT_SUBJECT = compile_words("holding_words", "court_subject")
OTHER_GROUND = compile_words("holding_words", "other_ground")
# Why a claim ends that ends on another ground.
FOR_WANT_OF = compile_words("holding_words", "for_want_of")
WANTING = compile_words("holding_words", "wanting")
# Grounds that end a case without § 230.
ELSEWHERE = compile_words("holding_words", "elsewhere", before=r"\b", after=r"\b")
# What the court left open once, and takes up in this text: "previously deferred ruling".
BEFORE_NOW = compile_words("holding_words", "before_now")
OF_A_CLAIM = compile_words("holding_words", "of_a_claim", before=r"\b", after=r"\b")
# "We affirm for the reasons expressed below": what the court below held is this court's holding.
BELOW_ADOPTED = compile_words("holding_words", "below_adopted")
# "But plaintiff consented, and on that ground judgment is granted": no order on § 230.
ON_THAT_GROUND = compile_words("holding_words", "on_that_ground")
# A court that cannot decide: what it says of the ruling below is no holding.
NO_POWER = compile_words("holding_words", "no_power")
WITHOUT_PREJUDICE = compile_words("holding_words", "without_prejudice")


# The claim, or what was said of it, is not one of publishing: another's words are not in play.
OWN = compile_words("holding_words", "own", before=r"\b", after=r"\b")
HOSTED = compile_words("holding_words", "hosted", before=r"\b")
TREATED = compile_words("holding_words", "treated")
IS_PUBLISHER = compile_words("holding_words", "is_publisher")
NO_ONE_AFTER = compile_words("holding_words", "no_one_after", before=r"\b", after=r"\b")
NO_ONE_SAYS = compile_words("holding_words", "no_one_says", before=r"\b", after=r"\b")
PROVIDER_NEVER = compile_words("holding_words", "provider_never", before=r"\b", after=r"\b")
SPEAKER_OF = compile_words("holding_words", "speaker_of")
IS_SPEAKER = compile_words("holding_words", "is_speaker")
NOT_LIABLE = compile_words("holding_words", "not_liable")


LAW = compile_words("holding_words", "law")
EXCEPTION = compile_words("holding_words", "exception")
# A negation up to six words before the verb; "refused … to"; or one that opens the clause ("No claim here is barred").
NEGATED = compile_words("holding_words", "negated")
SUPPOSED = compile_words("holding_words", "supposed")
BARS = compile_words("holding_words", "bars", before=r"\b", after=r"(?!\w)")
# Of these the claim's own failure, that names no law.
BARRED = compile_words("holding_words", "barred")
SURVIVES = compile_words("holding_words", "survives", before=r"\b", after=r"(?!\w)")
ANSWER = compile_words("holding_words", "answer")
PRONOUN = compile_words("holding_words", "pronoun")
ANTI_ARGUMENT = compile_words("holding_words", "anti_argument")
OF_CLAIMANT = compile_words("holding_words", "of_claimant")
ELLIPSIS = compile_words("holding_words", "ellipsis")
# "It has nothing to say about the copyright claim", "and the immunity does not": the law does not reach that claim.
LAW_SILENT = compile_words("holding_words", "law_silent")
# "The ruling that § 230 bars the claim is reversed": the order says what became of it, the clause holds nothing.
RULING_UNDONE = compile_words("holding_words", "ruling_undone")
# Who succeeds, prevails or wins: of the one against § 230, the other way.
WINNING = compile_words("holding_words", "winning")
BY_CLAIMANT = compile_words("holding_words", "by_claimant")
# "§ 230 protects against liability, not against a subpoena."
NOT_THIS = compile_words("holding_words", "not_this")
NOT_RAISED = compile_words("holding_words", "not_raised")
EXCEPTION_AFTER = compile_words("holding_words", "exception_after")
# A ruling named as that of which review or a stay is sought.
RULING_NAMED = compile_words("holding_words", "ruling_named")
# "Whether § 230 shields a gateway, we answer no."
ANSWERED = compile_words("holding_words", "answered")
# "Breach of contract: not barred", with the claim for a heading.
VERBLESS = compile_words("holding_words", "verbless")
# The subject stands in the clause before: "Unjust enrichment: outside it, and may proceed."
NO_SUBJECT = re.compile(r"\W*(?:and|so|then)?\s*")
# "Bars every count but the fourth": the other way for what is excepted.
ALL_BUT = compile_words("holding_words", "all_but")
DEFENCE_STRUCK = compile_words("holding_words", "defence_struck")
# FOSTA or 2421A alone raises no immunity: a motion on vagueness says nothing of § 230.
NAMES_IMMUNITY = compile_words("holding_words", "names_immunity")
# Where § 230 is only a word of the facts: a prospectus, a campaign.
FACT_ONLY = compile_words("holding_words", "fact_only", before=r"\b", after=r"\b")
ENDED = compile_words("holding_words", "ended")
CLAIM_BEFORE = compile_words("holding_words", "claim_before", before=r"\b", after=r"\b")
COUNT = compile_words("holding_words", "count", before=r"\b", after=r"\b")
AWAY = compile_words("holding_words", "away")
# "cannot proceed", "may not stand"; not "not shown", "not dismissed".
NOT_LIVE = compile_words("holding_words", "not_live")
# "The immunity is intact", "the defense survives": of the law itself, and for it.
STANDS = compile_words("holding_words", "stands")
# Of § 230 without its name: its words, its initials beside a claim.
SPEAKS_OF_IT = compile_words("holding_words", "speaks_of_it")
# The law in general, not of the claim in hand.
GENERIC = compile_words("holding_words", "generic", before=r"\b", after=r"\b")
# "Section 230 gives a service the last word": § 230 as the subject of a verb that no table names.
SUBJECT = compile_words("holding_words", "subject")
OTHER_CDA = compile_words("holding_words", "other_cda")
WITHIN = compile_words("holding_words", "within")
NONE_AFTER = compile_words("holding_words", "none_after", before=r"\s", after=r"\b")
NOTHING = compile_words("holding_words", "nothing", before=r"\b", after=r"\b")
# "The exception covers prosecutions only", "requires the site's own violation": what is left of the bar.
NARROWED = compile_words("holding_words", "narrowed")
LIFTED = compile_words("holding_words", "lifted")
# Said of claims only, so that no subject need be named: "Misrepresentation survives".
LIVES = compile_words("holding_words", "lives")
GOES_ON = compile_words("holding_words", "goes_on")
DISMISSAL = compile_words("holding_words", "dismissal")
