"""Lists the volumes of printed reporters that a sweep reads, and fetches their zips: one at a time, at a
guest's pace, and after an interruption only the missing ones."""

import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from db import archive, ledger
from db.disk import write_whole
from docket.caselaw import SITE, Reporter, load_reporters
from docket.issues import ParseError
from docket.snapshot import Form
from scrapers.http.budgets import find_budget
from scrapers.http.get import Http
from scrapers.http.urls import host_of
from scrapers.source import FetchError
from tracker.settings import VERSION, Settings

SOURCE = "caselaw"
_MEGABYTES = 3.0  # per zip: those of the U.S. Reports have 1 to 5
_A_SECOND = 2.0  # megabytes received per second


@dataclass(frozen=True)
class Volume:
    """A volume to read, and the path of its zip once fetched."""

    reporter: Reporter
    folder_name: str
    path: Path

    @property
    def address(self) -> str:
        return f"{SITE}/{self.reporter.slug}/{self.folder_name}.zip"


def choose_reporters(slugs: Iterable[str]) -> list[Reporter]:
    """Return the reporters with these slugs, or all that a sweep reads. Raises ParseError naming a slug that
    it does not read."""
    swept = {
        slug: reporter for slug, reporter in load_reporters().items() if reporter.first_of_1996 is not None
    }
    chosen = list(slugs) or list(swept)
    if unknown := [slug for slug in chosen if slug not in swept]:
        raise ParseError(
            f"{', '.join(unknown)}: no reporter that a sweep reads; those are {', '.join(swept)}"
        )
    return [swept[slug] for slug in chosen]


class Shelf:
    """The volumes of some reporters, on the server and in a folder."""

    def __init__(self, http: Http, folder: Path) -> None:
        self._http, self._folder = http, folder
        self._base = http.address("CASELAW", SITE).rstrip("/")
        self.failures: list[str] = []

    def list_volumes(self, reporters: Iterable[Reporter]) -> list[Volume]:
        """Return the volumes of these reporters from the first of 1996 on, as the archive lists them. Raises
        FetchError."""
        volumes = []
        for reporter in reporters:
            names = self._names(reporter)
            first = reporter.first_of_1996 or 1
            numbered = [(int(digits), name) for name in names if (digits := name.partition("-")[0]).isdigit()]
            volumes += [
                Volume(reporter, name, self._folder / "volumes" / reporter.slug / f"{name}.zip")
                for number, name in sorted(numbered)
                if number >= first
            ]
        return volumes

    def _names(self, reporter: Reporter) -> list[str]:
        """Return the names of a reporter's volumes; its list is fetched once."""
        kept = self._folder / "volumes" / reporter.slug / "VolumesMetadata.json"
        if not kept.exists():
            url = f"{self._base}/{reporter.slug}/VolumesMetadata.json"
            body = self._http.get(url, source=SOURCE, form=Form.API, conditional=False).body
            _read_names(body, url)
            write_whole(kept, body)
        return _read_names(kept.read_bytes(), str(kept))

    def bring(self, volume: Volume) -> bool:
        """Fetch a volume's zip unless it is there; return whether it is there now. Failures are noted, and
        the next sweep tries again."""
        if volume.path.exists():
            return True
        try:
            url = self._base + volume.address.removeprefix(SITE)
            body = self._http.get(url, source=SOURCE, form=Form.API, conditional=False).body
        except FetchError as error:
            self.failures.append(str(error))
            return False
        write_whole(volume.path, body)
        if not zipfile.is_zipfile(volume.path):
            volume.path.unlink()
            self.failures.append(f"{volume.address}: what came is no zip")
            return False
        return True


def _read_names(body: bytes, place: str) -> list[str]:
    try:
        return [str(volume["volume_folder"]) for volume in json.loads(body)]
    except (ValueError, KeyError, TypeError):
        raise ParseError(f"{place}: not a list of volumes; delete it, and try again") from None


def estimate(missing: int) -> tuple[float, float]:
    """Return the gigabytes in this many volumes and the hours they take, from the average size of a zip."""
    pause = find_budget(host_of(SITE)).pause_seconds
    return missing * _MEGABYTES / 1000, missing * (pause + _MEGABYTES / _A_SECOND) / 3600


@contextmanager
def open_shelf(settings: Settings, folder: Path) -> Iterator[Shelf]:
    """Yield the shelf in a folder. It can fetch while the daemon runs, at one common pace, since both use the
    home's ledger."""
    settings.home.mkdir(parents=True, exist_ok=True)
    archive.open_archive(settings.archive_path).close()  # fails if there is none
    kept = ledger.SharedLedger(settings.archive_path)
    yield Shelf(
        Http(
            contact=settings.contact,
            version=VERSION,
            addresses=settings.addresses,
            ledger=kept,
            saves_validators=False,
        ),
        folder,
    )
