"""Import time per entry, compared with juriscraper's own parse of the same bytes, in one run.

    python bench/import_time.py [FOLDER]

FOLDER holds saved court pages (default: the shared corpus of dockets). The two run alternately, five times.
It prints the medians and their ratio.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("JURISCRAPER_LOG", os.devnull)

from juriscraper.pacer import ACMSDocketReport, AppellateDocketReport, DocketReport
from juriscraper.scotus import SCOTUSDocketReport, SCOTUSDocketReportHTM, SCOTUSDocketReportHTML

from tracker import importing, pipeline
from tracker.home import open_house
from tracker.outcome import Outcome
from tracker.settings import Settings

ROUNDS = 5
CORPUS = ROOT.parent / "shared" / "corpus"
_READERS = {
    "district": DocketReport,
    "special": DocketReport,
    "appellate": AppellateDocketReport,
    "acms": ACMSDocketReport,
    "json": SCOTUSDocketReport,
    "html": SCOTUSDocketReportHTML,
    "htm": SCOTUSDocketReportHTM,
}


def pages(folder: Path) -> list[Path]:
    wanted = (".html", ".htm", ".acms_json")
    return sorted(p for p in folder.rglob("*") if p.suffix in wanted or p.name.endswith(".compare.json"))


def juriscraper_alone(paths: list[Path]) -> int:
    """Parse every page with the library as its documentation says; return the number of entries."""
    entries = 0
    for path in paths:
        reader = _READERS[path.parent.name]
        report = reader() if "scotus" in path.parts else reader(path.name.split("_")[0].split(".")[0])
        body = path.read_bytes()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = body.decode("latin-1")
        report._parse_text(text)  # noqa: SLF001  # juriscraper has no public way in for a text at hand
        entries += len(report.data.get("docket_entries", ()))
    return entries


def whole_import(paths: list[Path]) -> float:
    """Import every page into a new home and return the seconds; the catalog is read before the clock
    starts."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), None, {}, None, None)
        with open_house(settings) as house:
            pipeline.ingest_pending(house, Outcome("catalog"))
            started = time.perf_counter()
            for court_id, files in _by_court(paths).items():
                for report in importing.import_files(house, files, court_id, Outcome("import")):
                    assert report.result != "refused", report
            return time.perf_counter() - started


def _by_court(paths: list[Path]) -> dict[str | None, list[Path]]:
    """Return the pages by court. ACMS data never names its court, so those files are imported with it, as an
    operator would."""
    groups: dict[str | None, list[Path]] = {}
    for path in paths:
        groups.setdefault(path.name.split("_")[0] if path.suffix == ".acms_json" else None, []).append(path)
    return groups


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    paths = pages(folder)
    entries = juriscraper_alone(paths)  # once unmeasured, for imports and caches
    theirs, ours = [], []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        juriscraper_alone(paths)
        theirs.append(time.perf_counter() - started)
        ours.append(whole_import(paths))
    their, our = statistics.median(theirs), statistics.median(ours)
    print(f"{len(paths)} pages, {entries} entries")
    print(f"juriscraper alone  {their / entries * 1e6:7.0f} us an entry")
    print(
        f"whole import       {our / entries * 1e6:7.0f} us an entry   ratio {our / their:.2f} (target at most 1.5)"
    )


if __name__ == "__main__":
    main()
