"""Options and settings that all test files share."""

from hypothesis import settings

# How long an example takes says more of what else the machine does than of our code: a reading of 13 ms took 382 once.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="rewrite the .expected.json files; review the diff like code")
