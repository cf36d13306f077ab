"""The second readers: built differently from the first, so that a value both read can be trusted more.

They never see what the first reader says. From words around a date or a verb, each gives every value a share
between 0 and 1, by weights fitted to labeled texts (`python -m tracker fit`). The first reader's value is
*agreed* if its share is not small. The second readers publish nothing of their own.

    nearest   a ruling from the nearest words, for plain orders
    words     what a place in a text shows: the words around it, the phrases before and after it
    hearings  the kind of sitting, and what is done to it, on each day that a text names
    rulings   which motions a text rules on, and how
    section230  whether a text is about the statute, and what is held on it
"""
