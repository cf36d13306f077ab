"""What is § 230's own. Who tracks another statute replaces this room, and the files of `data/`.

citations       where a text names 47 U.S.C. § 230, and which of its subsections
claims          causes of action pleaded, exceptions at issue, what a cover sheet names
relevance       is a text about § 230, or does it only mention it?
holdings        what the court whose text it is held on § 230
signs           what a clause of the court shows of it
orders          who won, by the orders of the text
voices          who speaks in a clause: this court, a party, a court below, another case
answers         what is published: the answers of the rules and of the weights joined
"""
