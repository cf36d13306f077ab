"""Lists of opinions and recordings that the appellate courts publish.

where    where they are, and how their items are found
pages    how they are asked for
items    their items, cut down to what we watch, and read
"""
