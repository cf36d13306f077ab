"""What several commands print: JSON, and that there is no database yet."""

import json

import click

NO_DATABASE = "there is no database in {} yet; make it with `python -m tracker run`"


def print_json(value) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
