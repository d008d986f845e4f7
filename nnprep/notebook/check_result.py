"""What `nnprep.check` returns: the verdict as attributes, and the report as text, HTML or Markdown."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from html import escape
from typing import Any

from nnprep.grading.report import Report, Status
from nnprep.grading.result import result
from nnprep.practice.attempt import Attempt
from nnprep.screens.check.report import report_lines, style_of, worded
from nnprep.terminal.html import LOOK, rows_as_html
from nnprep.terminal.layout import Line, Paper

WIDTH = 89
"""Columns of the report."""


class CheckResult:
    """One judged solution. It is true if everything that was judged passes."""

    def __init__(self, attempt: Attempt, source: str, *, importable: bool) -> None:
        self._attempt = attempt
        self._source = source
        self._importable = importable
        """Whether the failing case can import the functions; otherwise they are where it's pasted."""

    @property
    def report(self) -> Report:
        """The whole report, with every outcome."""
        return self._attempt.report

    @property
    def passed(self) -> bool:
        """Whether all core checks pass."""
        return self.report.status is Status.PASSED

    @property
    def status(self) -> str:
        """passed, failed, not-attempted, crashed, timed-out or not-judged."""
        return self.report.status.value

    @property
    def exercise(self) -> str:
        """The id of the exercise."""
        return self.report.exercise.id

    @property
    def parts(self) -> Mapping[str, str]:
        """The status of each part that was judged, in the exercise's order."""
        return {part: status.value for part, status in self.report.parts.items()}

    @property
    def diagnosis(self) -> tuple[str, ...]:
        """What an interviewer would say: the mistakes by name, or symptoms; empty if nothing fails or is known."""
        named = tuple(" ".join(each.say) for each in self.report.diagnosis)
        trouble = (self.report.trouble,) if self.report.trouble else ()
        return trouble or named or (self.report.symptoms if self.report.failing else ())

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The ids of the known mistakes that reproduce what your code returned."""
        return tuple(dict.fromkeys(name for each in self.report.diagnosis for name in each.mistakes))

    @property
    def score(self) -> tuple[int, int]:
        """How many core checks pass, and how many there are."""
        return self.report.score

    @property
    def seed(self) -> int:
        """The seed of the random inputs; `seed=` repeats them."""
        return self.report.seed

    @property
    def failing_case(self) -> str:
        """The smallest input that fails, as code to run where your functions are; empty if nothing fails."""
        case = self.report.show_case
        return case if self._importable else IMPORT.sub("", case, count=1)

    @property
    def source(self) -> str:
        """What was judged: your functions, with what they use."""
        return self._source

    def to_dict(self) -> dict[str, Any]:
        """Return the object that `nnprep check --json` prints."""
        return result(self.report, self._attempt.notes)

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
        return "\n".join(line.text.rstrip() for line in self._lines(width))

    def _lines(self, width: int = WIDTH) -> list[Line]:
        return report_lines(
            self.report, Paper(width), notes=self._attempt.notes, next_steps=self._next_steps()
        )

    def _next_steps(self) -> list[str]:
        if self.report.trouble:
            return []
        name = self.exercise
        if self.passed:
            return [f"!nnprep solution {name}"] if self._attempt.whole else []
        failing = next((part for part, status in self.report.parts.items() if status != Status.PASSED), "")
        several = len(self.report.exercise.parts) > 1 and failing
        return [f"!nnprep hint {name} --part {failing}" if several else f"!nnprep hint {name}"]

    def _repr_html_(self) -> str:
        """Return the report for a notebook: colored, with the failing case folded in below it."""
        edge = LOOK[style_of(self.report.status)].partition(";")[0].removeprefix("color:")
        color = edge if edge.startswith("#") else "#888888"
        case = self.failing_case
        folded = CASE_HTML.format(case=escape(case)) if case else ""
        return PAGE_HTML.format(color=color, report=rows_as_html(self._lines()), case=folded)

    def _repr_markdown_(self) -> str:
        """Return the report as Markdown: nothing in it is markup, because it all stands in code blocks."""
        head = (
            f"**{self.exercise}: {'unfinished' if self.report.unfinished else worded(self.report.status)}**"
        )
        case = self.failing_case
        blocks = [
            head,
            fenced(repr(self)),
            *(["The smallest input that fails:", fenced(case, "python")] if case else []),
        ]
        return "\n\n".join(blocks)


def fenced(text: str, language: str = "") -> str:
    """Return a text as a code block whose fence no line of it can end."""
    longest = max((len(each) for each in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


class Stub(str):
    """The file of an exercise, as text; a notebook shows it as code."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        """Return the text as a block of code."""
        return fenced(self, "python")


IMPORT = re.compile(r"^from (?!numpy )\w+ import .*\n\n?", re.MULTILINE)
"""The line of a failing case that imports the submission."""
PAGE_HTML = '<div style="border-left:4px solid {color};padding:0.4em 0 0.4em 0.9em;max-width:60em">{report}{case}</div>'
CASE_HTML = (
    '<details style="margin-top:0.7em"><summary style="cursor:pointer">The smallest input that fails, as code'
    '</summary><pre style="white-space:pre-wrap;background:transparent;color:inherit">{case}</pre></details>'
)
