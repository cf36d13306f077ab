"""Lists of opinions and recordings that the appellate courts publish.

where    where they are, and how one item is told from the next
pages    how they are asked for
items    cut down to what we watch, and read
"""
