"""The words that show what § 230 does in a sentence, and what a proceeding is about.

Tables are read by whole words: `*` ends a stem ("immun*": immune, immunity, immunizes) and `_`
joins the words of a phrase. What each table is worth is said in docket/relevance.py.
"""

# What the law does to a claim.
SHIELDS = """
answer_for answerable bar barred barring bars be_sued defence defences defense defenses demurrer dismiss* excus* exempt*
foreclos* hide hides immun* liab* pre-empt* preempt* protect* shelter* shield* survive survived survives unaffected untouched
"""

# What it does besides, as a court or a party says.
REACHES = """
allow allows applicable application applied applies apply applying asks comport* controlled controls cover covered covers
defeat* dispos* end_that ends enlarge* entitl* extend extends forbade forbid* gave gives govern* grants help helps leave leaves
let lets mean means misread* overlooked preclud* preserve* prevent* prohibit* provides qualif* reach reached reaches read reads
require* saved saves say says squar* stand stands stood supplies supply trump*
"""

# A court decides.
DECIDES = """
adhere* affirm* agree agrees certif* certiorari conclude* concluding decide decided decides decision denial denied denies deny
denying disagree* enjoin* find finds found grant granted granting held hold holding holds overrul* quash quashed reject* resolv*
revers* rule ruled rules ruling stricken struck sustain* undecided vacate vacated
"""

# A party puts it forward, or takes it back.
ARGUES = """
allege* anticipat* argu* assert* attack* believe* challeng* claims contend* cries demand* forfeit* insist* invoc* invok*
maintain* move moved moves plead* pled preserv* raise raised raises raising reliance relied relies rely relying seek seeks
sought syllogism theory urge* waived withdraw* withdrew
"""

# A paper or a step of a proceeding.
PAPERS = """
abeyance affirmative amici amicus answer answers appeal appeals appellant appellee argument brief briefing briefs charges
complaint conference counterclaim* cover_sheet grounds hearing indictment injunction instruction interlocutory letter limited
memorandum motion motions objection objections opposition petition petitions reconsider* rehearing remand removal reply severed
stay stayed staying stays stipulation subpoena supplemental supplemental_authority sur-reply transfer tro
"""

# A question put.
QUESTIONS = "applicability construct* construe* does interaction interplay interpret* issue issues meaning_of question questions scope whether"

# The law itself on trial, or set against another.
CHALLENGES = """
challenging conflict* consistent constitutional constitutionality enforc* first_amendment forbid forbids inconsistent overbroad
retroactiv* takings unconstitutional* vague* violat*
"""

# The statute's own terms, and what courts have made of them.
ELEMENTS = """
another_information content_provider create_or_develop created_or_developed good_faith good_samaritan hosted hosts in_part
in_whole material_contribution materially_contribut* neutral_tools objectionable publisher third-party_content third_parties
third_party treat* user-generated users written_by wrote
"""

# What suits in which § 230 matters are about.
ONLINE = """
account algorithm* anonymous app apps blog* bulletin caption captions channel chat* classified* comment* content craigslist
dating defam* facebook filter* forum* google host hosted hosting hosts instagram internet junk libel* listing listings
marketplace messag* meta moderat* online platform* post posted poster posters posting postings posts profile* provider publish*
recommend* reddit remov* retweet* review reviews search search_engine server site sites snap snapchat social_media spam
take_down takedown third-party thread thumbnail* tiktok tweet* twitter upload* user users video* web website* youtube
"""

# What suits in which § 230 is a passer-by are about: no suit against a website is about these.
OTHER_SUBJECTS = """
10b-5 accused_product ada adverse_possession advertising_contract aedpa age_discrimination aircraft airline* airport alimony
annexation antidumping arbitrability arbitration_clause arbitrators arms_act arson assessment asylum attorney_discipline
aviation bailment bandwidth_contract bank_fraud batson beer bicycle bid_protest books_and_records boundary brewery burglary
cable_company campaign-finance cattle city_council claim_construction claims-made clean_water clinic codicil
collateral_estoppel collective_bargaining commodities concerted_activity condemnation construction_contract
consulting_agreement coroner coverage_case coverage_suit credit_union crop crops cruise custody customs cyberstalking dairy
decedent deduct* deed deliberative-process dental deport* derivative_suit derivatively detention disabilities_act
disability_discrimination disbar* dividend divorce dosage dram drunk dui duty_to_defend duty_to_indemnify easement* elevator
eminent_domain employment_agreement equal_pay erisa escalator escrow eviction exchange_competition fair_debt farm fdcpa
federal_tax fee_petition fired_for fishery flsa fmla foia foreclosure forklift franchise freedom_of_information garnishment
grievance habeas handbook heirs herd* highway homestead hourly_rate human_rights_law immigration income_tax indemnity_clause
infringement_of_claim insurance_bad insurance_coverage insurance_policy insured insurer* interconnection labor_union ladder
landlord-tenant late_notice layoff* lease leases leash legal_malpractice lemon-law letter-of-credit lien liquor livestock
locomotive longshore mail_fraud malpractice marital maritime medicaid medical_device medicare merger mine-safety mortgage
naturalization negligent_driving net_neutrality noncompete notariz* notary nursing obviousness opposer overtime parental_leave
parole patent patented patents pawnshop pay-equity payroll pension personnel pesticide* pole_attachments policy_covers
policyholder political_advertising preclusive_effect prenuptial presidential_records pretext prior_art probate probation
promissory_note quiet_title quota railroad rate-making ratepayer* reciprocal_suspension recusal recused reinsurance rent
restitution robocalls scaffold* screenplay securities sentencing sentencing_guidelines severance sewer shareholder* sidewalk
slip-and-fall social_security specification steel stockholder* supply_contract surgeon surgery surgical tardiness tariff
tax-credit tax_evasion tax_law taxes taxpayer tenure testator timber tire tires title_ix title_vii trade-dress
trademark_license trespass tribal undue_influence unemployability union's_grievance unlicensed_practice unpaid_commissions
utility valuation vaughn vessel veteran veteran's visa_application wage wage-and-hour wages was_discharged water_rights wheat
whistleblower* wine wire_fraud workers'_compensation zoning
"""

# The sentence makes the law an object of talk, study, work or trade.
TALK = """
10-k 10-q a_stand_on advises agenda alumni analysts annual_report appendix author_of bill_to bills biographer biographical
blogged_about boasts book books brochure browser_history campaign casebook* celebrating_ref ceremony certificate certified_in
chapter clause_on clipping college condemning_ref course courses criticizing_ref curriculum decrying_ref denouncing_ref
deploring_ref developments digress* diploma dissertation documentary dues duties_* e-mail_read e-mail_said e-mails_about
earnings editorial email_read email_said emails_about endorsing_ref essay essayist for_background future_of glossary
had_represented hailing_ref happens_to history_of hornbook* internship investors invoice invoices job_title joked keynote
known_for law_review lecture lecture* legislative_history litigated lobb* magazine markets_as mediated mocking_ref monthly
name_of newsletter* newspaper novel novelist once_represented once_said op-ed opinion_letter opposed_to outreach pamphlet
panel_discussion panel_on paper_on podcast poet poll polls position_paper powerpoint praised_ref praises_ref praising_ref
presentation presentations presentence press_release prospectus proxy_statement publications publishes questionnaire quoted_for
quoted_in radio recite* ref_work reforms registration_statement released_claims remarked repeal repealed repealing researched
researching resignation resume retained review_article risk_factor risk_factors royalt* résumé scholars screenwriter
search_terms seminar slide slides slogan speaking_engagements specialist speech_about speech_on student students subscription*
surveying syllabus symposium tab tabs talking_points taught teach teaches teaching tel television textbook thesis time_entry
timekeeper treatise treatises views_on vitae voir_dire we_once webinar white_paper* workshop*
"""

# Of these what papers of the case itself are made of, too: "transcript of the hearing on the § 230 motion".
TALK_OF_PAPERS = """
article articles billed billing complains compliance_with correspondence directors drafting_of e-mails emails employed errata
exhibit exhibits experience expertise explains figure headed heading index juror jurors letter_on list_of minutes opinions
practice privilege_log proposal proposals ref_became_law ref_was_added ref_was_enacted ref_was_passed reform research survey_of
table_of testif* timeline training transcript
"""

# Another law is in question, and § 230 is held beside it.
COMPARES = """
akin also_added analog* analogy and_beyond and_in_ref another_act another_law another_statute as_at as_congress_did
as_different_as as_diverse_as as_far_apart as_in_ref as_varied_as as_with borrow* both_speak by_comparison by_contrast cf
comparable compare compared compares comparing comparison comparisons contrast counterpart cousin creature_of different_act
different_animals different_law different_statute does_for does_so dozens elsewhere example examples for_example for_instance
found_in hypothetical* is_one knew_how knows_how like_laws like_ref like_that_of like_the_one like_those_of liken likened likening likens listed lists many_fields modeled modelled one_like one_under_ref other_acts other_contexts other_federal_laws
other_federal_statutes other_immunity_statutes other_laws other_preemption other_provisions other_safe_harbors other_statutes
parallels_ref resembl* said_so_of same_act same_statute says_so so_too some_call_ref statutes_forbid statutes_in such_as
suppose takes_its_definition the_same_holds the_same_is_true throughout_the_code title_v unlike unrelated_settings
used_in_ref vary_in when_congress where_congress
"""

# The words of a definition taken over.
DEFINES = "define defined defines definition definitions meaning means phrase term within_the_meaning word"

# The sentence tells of another case, or cites one for something else.
OTHER_CASES = """
(_affirming (_applying (_citing (_construing (_discussing (_dismissing (_explaining (_noting (_quoting a_case_about a_case_that
a_case_under a_decision_applying a_decision_refusing a_decision_that a_decision_under an_order_striking another_case
another_circuit another_client another_lawsuit another_matter another_suit are_cited cases_on cite cited_by cites citing
collecting concurrence_in defense_of_a_suit different_case different_suit dissent_in e.g earlier_decision earlier_suit
general_point general_proposition in_that_opinion judicial_notice on_that_point only_for_its_discussion opinion_in other_cases
other_client pleading_rule previous_suit prior_suit proposition quote quotes ref_case ref_cases ref_decisions related_case
related_cases see_also see_generally separate_action separate_suit standard string suit_that_ended that_case thrown_out
underlying unrelated_action unrelated_case unrelated_decision unrelated_matter unrelated_ref unrelated_suit
"""

# It is only kept in hand.
RESERVES = """
all_defenses appears_specially are_preserved at_the_appropriate_time every_defense if_necessary in_due_course limited_appearance
none_is_waived not_a_waiver reserv* waiver_of_all waiver_of_any waiver_of_defenses without_waiv*
"""

# With "not waive": every defence alike, not the one in hand.
ALL_OF_THEM = "all any defences defenses every objections other others rights whatever"

# What may be said to be about something: "this appeal is about", "plaintiff sues over".
PROCEEDINGS = "action appeal case charge claim complaint contest controversy dispute lawsuit proceeding sued sues suit trial"

# What is reserved of § 230 itself, or for when.
RULINGS = "decision for_summary_judgment for_trial judgment question questions ruling"

# Who relies on § 230, or against it, when citing it.
SIDES = """
amici amicus appellant appellants appellee appellees company counterclaimant defendant defendants defense forum government host
intervenor movant movants petitioner petitioners plaintiff plaintiffs platform relator respondent respondents site website
"""

# What a negation goes with where § 230 is said to be no part of the case.
INVOLVES = """
about among argued assert asserted asserts bear bearing breached briefed cite cited concern concerns consider considered
contends depend depends discuss discussed dispute draws expresses hang hangs here implicate implicated implicates inform
informs invoke invoked invokes invoking involve involved involves issue makes matter matters mention mentioned mentions moment
occasion part place play pleaded presented raise raised raises relevance relevant reliance relied relies rely relying rest
rests role said says suggests touch touches turn turns useful
"""
NEGATIONS = "denies disclaim* neither never no nobody none nor not nothing nowhere without"
# With these it speaks of the merits: "may not invoke § 230".
MODALS = "can can't cannot could couldn't may might must shall should will won't would"
# Said outright, without a verb to negate.
ASIDES = """
altogether apart_from are_the_dispute before_us beside_the_point best_known case_concerns complaint_concerns concerns_us
different_question different_statute digression dispute_is_over disregarded fight_about for_the_standard immaterial_to impeach
in_passing irrelevant is_immaterial is_pleaded_here is_the_dispute is_the_issue is_the_question is_what_they motion_concerns
neither_of_which no_bearing no_moment no_other_ground no_part_in no_relevance none_about none_is_sued not_among nothing_to_do
offered_only offered_to on_one_point one_point_the only_concern only_for only_the only_to_show our_only_concern quite_apart
remaining_dispute sole_disputed sole_question solely_to suit_concerns term_of_art that_only the_claim_here the_defense_here
the_dispute's the_dispute_is the_first the_former the_issue_is the_one_issue the_one_question the_only_defence the_only_defense
the_only_ground the_only_issue the_only_one the_only_question the_question_is the_sole_ground the_sole_issue to_prove_the_date
was_pleaded which_decides_this without_it without_them would_have would_not_have wouldn't_have
"""

# It came, or comes, too late: the paper stands in a suit where § 230 is wanted.
LATE = "at_trial belated* burden forfeit* leave_to_add leave_to_amend spring too_late untimely waiv*"
# Cases of a kind, not this one, where no "this" or "the" stands before.
CASES = """
appeal appeals case cases decision decisions disputes jurisprudence litigation matter matters motions opinion opinions precedent
precedents rulings suit suits victory win
"""
# What a paper may stand on: "based on", "turns on", "decision on".
STANDS_ON = """
affirmed based basis bearing bears challenge challenges decide* depend* dismissed effect founded ground grounded grounds heard
judge judgment order orders position prevailed rest rested rests stand stands turn turns won word
"""

# Things of daily life and trade: a suit whose facts are these, and nothing online, is about something else.
EVERYDAY = """
a_well accountant ankle apple apples arbitrator's army asbestos asthma audit auditor baby bail bank banks barn baseball bee
beef bees boat boats boiler bookkeeper boots brake brakes brick bridge budget burial bus buses cafeteria cancer car cargo
carpet cars cat cats cemetery cheese chef chemical chemicals chicken church clinic coach coal coin coins collision concrete
contractor cook copyright_dispute copyright_in corn cottage cotton cow cows crane crash credit_card creek crib dam diabetes
diamond doctor's dog dogs door doors dormitory dose dress drilling driveway drywall egg eggs factory farmhouse ferry film fish
flood football fraternity freight fruit fryer funeral furnace furnaces furniture garage goat gold golf grain gravel guitar gym
hail hay hockey homeroom homework horse horses hospital houses hurricane inmate jail jewelry jury_duty kettle kitchen knee lake
landfill lathe leg loan loans logging lumber marines mattress meat milk mill mold motorcycle museum navy nurse oil orchard
orchestra oven paint painting paintings pallet pallets paper_mill parish parking pastor piano pills pipe pipeline pipes plumber
plumbing police pork pothole potholes prisoner promissory radon railway recipe restaurant river road roads roof roofing
scholarship school_lunch septic sewer sheep sheriff ship shipment ships shirt shoes shoulder silver ski soccer soldier soldiers
sorority spine steering storm stroller surgery tax teacher teachers teeth telephone teller tennis the_well tooth tow
tower_lease towing toy toys tractor trains truck trucks tuition tumor turbine union uranium vehicle vehicles warehouse warranty
watch water_well wedding wells window windows wool wrist
"""
