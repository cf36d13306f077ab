"""The message for a reader who asked for something impossible: what is wrong, and the nearest valid value.
Pure.

Nothing that a reader asks is silently ignored: a list that looks filtered but is not misleads more than a
refusal.
"""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from publish.api.history import UNTIL

_NEAREST = 3
_NEAR = 60  # of 100: "imune" is 91 from "immune", "colour" 33 from "court"
_SHOWN = 60  # characters shown of what a reader wrote, so that an answer does not grow with its question
# Parameters that others add to track where a link was clicked: they ask nothing of us, and are dropped
# without a message.
_TRACKING = ("fbclid", "gclid", "ref")
_TRACKING_BEGINS = ("utm_", "mc_")


class Unanswerable(ValueError):
    """A reader asked for something impossible. The message says what is wrong, and what to write.

    `parameter` is the name it was written under; `near` are valid values (or, if the name itself is unknown,
    valid names).
    """

    status = 400

    def __init__(
        self,
        message: str,
        parameter: str | None = None,
        near: Iterable[str] = (),
        code: str = "bad_value",
        value: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.parameter, self.near = message, parameter, tuple(near)
        self.code, self.value = code, value


def is_tracking(name: str) -> bool:
    """Return whether a parameter only says where the reader came from: ``utm_source``, ``fbclid``."""
    return name in _TRACKING or name.startswith(_TRACKING_BEGINS)


def find_near(
    written: str, known: Mapping[str, str] | Iterable[str], most: int = _NEAREST, least: int = _NEAR
) -> list[str]:
    """Return up to three (`most`) of the known values that resemble what was written, with a likeness of at
    least `least` (of 100), nearest first.

    For a mapping, the keys are returned; keys and values are both compared.
    """
    called = known if isinstance(known, Mapping) else {name: name for name in known}
    scores: dict[str, float] = {}
    asked = written[:_SHOWN].casefold()
    for names in (called.keys(), called.values()):
        folded = {position: name.casefold() for position, name in enumerate(names)}
        for _, score, position in process.extract(
            asked, folded, scorer=fuzz.ratio, score_cutoff=least, limit=most
        ):
            key = list(called)[position]
            scores[key] = max(score, scores.get(key, 0))
    return sorted(scores, key=lambda key: (-scores[key], key))[:most]


def refuse_value(
    name: str, written: str, near: Iterable[str], remedy: str, code: str = "bad_value"
) -> Unanswerable:
    """Return the refusal of a value: the value, the nearest valid ones, and what may be written."""
    near = tuple(near)
    nearest = f"; the nearest: {', '.join(near)}" if near else ""
    return Unanswerable(f"{name}={written[:_SHOWN]} {remedy}{nearest}", name, near, code, written)


def read_names(
    asked: Mapping[str, list[str]], known: Mapping[str, str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Return the parameters under their current names, and a sentence for each that was renamed.

    `known` maps every accepted name to the current one. Raises Unanswerable for any other.
    """
    parameters: dict[str, list[str]] = {}
    notes = []
    for name, values in asked.items():
        if is_tracking(name):
            continue
        if name not in known:
            raise _refuse_name(name, known)
        now = known[name]
        if now != name:
            notes.append(f"{name} is called {now} now: write {now}. The old name works {UNTIL}.")
        parameters.setdefault(now, []).extend(values)
    return parameters, notes


def _refuse_name(name: str, known: Mapping[str, str]) -> Unanswerable:
    near = list(dict.fromkeys(known[spelling] for spelling in find_near(name, known)))
    names = sorted(set(known.values()))
    nearest = f"; the nearest: {', '.join(near)}" if near else ""
    there_are = f"there are {', '.join(names)}" if names else "this page takes none"
    return Unanswerable(
        f"there is no parameter {name[:_SHOWN]!r} here{nearest}; {there_are}",
        name[:_SHOWN],
        near,
        "unknown_parameter",
    )


def refuse_reversed(asked: Mapping[str, list[str]]) -> None:
    """Raise Unanswerable if a period would end before it begins: ``from`` after ``to``, ``date_filed_from``
    after ``date_filed_to``."""
    for name, values in asked.items():
        if name != "from" and not name.endswith("_from"):
            continue
        end = f"{name.removesuffix('from')}to"
        if values and asked.get(end) and values[0] > asked[end][0]:
            raise Unanswerable(
                f"{name}={values[0]} is after {end}={asked[end][0]}: nothing lies between; swap them",
                name,
                value=values[0],
            )
