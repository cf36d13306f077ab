"""Labels of real docket entries whose texts are not part of the project: each names file, line and hash of its text.

The texts are in ``real/entries`` of a folder of shared files, if there is one. They contain names of private
persons, so only their place is kept here.
"""

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from docket.issues import ParseError

# "A v. B", "A vs B", and a caption of a notice cut after "v.": what stands before and after are its sides.
_VERSUS = re.compile(r"\s+vs?\.?(?:\s+|$)")
BESIDE = Path(__file__).resolve().parents[3] / "shared"  # beside a checkout


def is_apart(label: dict) -> bool:
    """Return whether the label's text is outside the labeled file."""
    return "text" not in label and "sha256" in label


def find_entries(shared: Path | None) -> Path | None:
    """Return the folder of the texts below `shared` (or beside the checkout); None if it is missing."""
    folder = (shared or BESIDE) / "real" / "entries"
    return folder if folder.is_dir() else None


def fill_text(label: dict, folder: Path) -> dict:
    """Return the label with its text, or with the name of its caption's side, as printed, under ``raw``.

    Raises ParseError if the file's line has another text or is missing.
    """
    lines, number = _read_lines(folder / label["file"]), label["line"]
    name = label.get("field", "text")
    text = json.loads(lines[number - 1]).get(name) if 0 < number <= len(lines) else None
    if text is None or hashlib.sha256(text.encode()).hexdigest() != label["sha256"]:
        raise ParseError(
            f"{folder / label['file']}, line {number}: not the text that was labeled; "
            "fetch the shared files as they were, or label the entry anew"
        )
    if name == "text":
        return label | {"text": text}
    sides = _VERSUS.split(text, maxsplit=1)
    return label | {"raw": sides[0] if label["side"] == "first" else sides[-1]}


@cache
def _read_lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise ParseError(f"{path}: {error.strerror}; labels refer to this file") from None
