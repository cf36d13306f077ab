"""Options and fixtures that several test files share."""


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="rewrite the .expected.json files; review the diff like code")
