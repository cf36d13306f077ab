"""The second readers: built differently from the first, so that what both read alike can be trusted more.

They never saw what the first one says. Each gives every value a share between 0 and 1, by weights fitted to labeled
texts (`python -m tracker fit`), from words around a date or a verb; the first reader's value is *agreed* where its
share is not small. They publish nothing of their own.

    nearest   a ruling by the nearest words, for plain orders
    words     what a place in a text shows: the words around it, the phrases before and after it
    hearings  which kind of sitting, and what is done to it, on each day that a text names
    rulings   which motions are ruled on in a text, and how
    section230  whether a text is about the statute, and what is held on it
"""
