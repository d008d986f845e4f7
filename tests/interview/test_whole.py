"""Whole interviews in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.interview.kinds import Dimension
from nnprep.interview.report import Report
from tests.interview.candidates import Candidate, sit
from tests.interview.killing import kill_interviews
from tests.sessions.terminals import Terminal

LENGTHS = {"junior": 20, "mid": 45, "senior": 60}


def held(tmp_path: Path, level: str, candidate: Candidate) -> tuple[Report, str]:
    """Return the report and the last screen of an interview that a candidate sat."""
    home, work = tmp_path / candidate.name / "home", tmp_path / candidate.name / "work"
    work.mkdir(parents=True)
    words = ["interview", "--level", level, "--minutes", str(LENGTHS[level]), "--seed", "11"]
    settings = {"NNPREP_CONTENT": ""}
    with Terminal(home, *words, rows=40, environment=settings, folder=work) as terminal:
        return sit(terminal, home, candidate)


@pytest.mark.proof
@pytest.mark.parametrize("level", LENGTHS)
def test_better_answers_score_higher(tmp_path: Path, level: str) -> None:
    """The same interview, sat by three candidates, orders them in every dimension that has numbers, and overall."""
    poor, middling, good = (held(tmp_path, level, candidate)[0] for candidate in Candidate)

    assert poor.overall is not None
    assert middling.overall is not None
    assert good.overall is not None
    assert poor.overall + 15 < middling.overall < good.overall - 15
    for dimension in Dimension:
        numbers = [each.score(dimension).number for each in (poor, middling, good)]
        known = [each for each in numbers if each is not None]
        assert known == sorted(known), dimension
    assert good.overall >= 80
    assert poor.overall < 35
    assert good.verdict.startswith("yes")
    assert good.finished


@pytest.mark.proof
def test_killed_interviews_go_on(tmp_path: Path) -> None:
    """Of thirty interviews killed at random moments, none loses an acknowledged step, and each goes on."""
    tally = kill_interviews(tmp_path, 30, seed=3)

    assert tally.problems == []
    assert tally.lost == 0
    assert tally.acknowledged > 0
