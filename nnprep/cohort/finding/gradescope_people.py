"""Whose submission each folder of a Gradescope export is: its submission_metadata.yml.

    submission_12345:
      :submitters:
      - :name: Jane Doe
        :sid: '3031'
        :email: jane@example.edu

The keys with colons are Ruby's symbols. Read by its lines alone: the file also holds every result, may have hundreds
of megabytes, and a YAML reader would build all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME = "submission_metadata.yml"
LARGEST = 64 << 20
"""Bytes of it that are read."""


def people(lines: Iterable[str]) -> dict[str, str]:
    """Return the names of the people behind each folder, by the folder's name: `Jane Doe and Bo Li`."""
    names: dict[str, list[str]] = {}
    folder = ""
    inside = False
    for line in lines:
        if top := TOP.match(line):
            folder, inside = top[1], False
        elif SUBMITTERS.match(line):
            inside = True
        elif inside and OTHER_FIELD.match(line):
            inside = False
        elif inside and folder and (name := PERSON.match(line)):
            names.setdefault(folder, []).append(name[2].strip())
    return {folder: " and ".join(each) for folder, each in names.items()}


TOP = re.compile(r"(submission_\d+):\s*$")
SUBMITTERS = re.compile(r"  :submitters:\s*$")
OTHER_FIELD = re.compile(r"  :\w")
PERSON = re.compile(r"""  (?:- |  ):name: +(['"]?)(.+?)\1\s*$""")
