"""Everything specific to § 230. To track another statute, replace this package and the files of `data/`.

citations       where a text names 47 U.S.C. § 230, and which of its subsections
claims          causes of action pleaded, exceptions at issue, what a cover sheet names
relevance       whether a text is about § 230 or only mentions it
holdings        what the court that wrote the text held on § 230
signs           what a clause in the court's voice shows about § 230
orders          who won, judging by the orders in the text
voices          who speaks in a clause: this court, a party, a court below, another case
answers         the published answers: those of the rules and of the weights, combined
"""
