"""What belongs to § 230 alone. To track another statute, replace this package and the files of `data/`.

citations       where a text names 47 U.S.C. § 230, and which of its subsections
claims          causes of action pleaded, exceptions at issue, what a cover sheet names
relevance       is a text about § 230, or does it only mention it?
holdings        what the court that wrote the text held on § 230
signs           what one clause of the court's shows about it
orders          who won, judging by the orders in the text
voices          who speaks in a clause: this court, a party, a court below, another case
answers         what is published: the answers of the rules and of the weights, combined
"""
