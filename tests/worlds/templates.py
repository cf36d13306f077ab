"""The templates of the pages, compiled once for a run.

Each site compiles what its pages are made of, which is a tenth of a second of the processor for a first page, and
tests make some hundred sites.
"""

import functools
from pathlib import Path

import datasette.app
import jinja2
from jinja2.bccache import Bucket


class _Kept(jinja2.FileSystemBytecodeCache):
    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        # Datasette renders asynchronously, our own pages do not: one template is compiled for each.
        return super().get_bucket(environment, f"{name}|{environment.is_async}", filename, source)


def keep_compiled(folder: Path) -> None:
    """Have the sites that this process makes from now on share their compiled templates by way of the folder.

    What is kept is known by the text of the template: one that was changed is compiled.
    """
    datasette.app.Environment = functools.partial(jinja2.Environment, bytecode_cache=_Kept(str(folder)))
