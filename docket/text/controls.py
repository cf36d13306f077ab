"""Signs that nobody sees and that steer what is shown around them: a word turned round, a terminal's colors."""

import re

# Controls, of which only tab and ends of lines are text's, and the marks that turn the direction of what follows.
# "dismissed" behind one is shown as "dessimsid", in our own words beside it too.
_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def mark_controls(text: str) -> str:
    """Return the text with a sign that is seen (U+FFFD) in the place of each that steers; places stay."""
    return text if text.isprintable() else _STEERING.sub("\ufffd", text)
