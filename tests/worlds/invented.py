"""Sources that are made up where a test needs one."""

from scrapers.source import Source


def invented(name, fetch=None, parse=lambda snapshot: [], **members):
    """Return a source with these members, as `Source` names them; functions are given without `self`."""
    given = {"NAME": name, "parse": parse} | members | ({"fetch": fetch} if fetch else {})
    stray = [member for member in given if member != "NAME" and not hasattr(Source, member)]
    assert not stray, f"no source has {', '.join(stray)}"
    made = {member: staticmethod(value) if callable(value) else value for member, value in given.items()}
    return type("Invented", (Source,), made)()
