"""`nnprep lint` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.answers.key_points import listen
from nnprep.cli.app import run
from nnprep.content.library import find_card
from nnprep.lint.answer_points import proposal

Captured = pytest.CaptureFixture[str]


def test_valid_content_shows_what_was_proved(root: Path, capsys: Captured) -> None:
    """A run without errors prints what it proved, and exits with 0."""
    code = run(["lint", str(root), "--seeds", "1"])
    out, err = capsys.readouterr()

    assert code == 0
    assert out.startswith("No errors found. What was proved:")
    assert "mean-squared-error" in out
    assert err == ""


def test_errors_are_lines_that_editors_understand(
    root: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each error is file:line:column, relative to the current folder and never wrapped, and the code is 1."""
    path = root / "questions" / "losses.yaml"
    text = path.read_text(encoding="utf-8").replace("year: 1948", "year: 2948")
    path.write_text(text, encoding="utf-8")
    row = text[: text.index("2948")].count("\n") + 1
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "40")

    code = run(["lint", "questions/losses.yaml"])
    first, *rest = capsys.readouterr().out.split("\n")

    assert code == 1
    assert first.startswith(
        f"questions/losses.yaml:{row}:40: loss-before-training: 2948 is not a possible year"
    )
    assert "1 error in 1 file" in rest


def test_json_is_one_object(root: Path, capsys: Captured) -> None:
    """`--json` prints nothing else, whatever else was asked for."""
    code = run(["lint", str(root), "--json", "--table", "--seeds", "1"])
    lines = capsys.readouterr().out.splitlines()

    assert code == 0
    assert len(lines) == 1
    assert json.loads(lines[0])["clean"] is True


def test_the_table_shows_every_mistake(root: Path, capsys: Captured) -> None:
    """`--table` shows where each known mistake was caught, and its diagnosis."""
    run(["lint", str(root / "exercises"), "--table", "--seeds", "1"])
    out = capsys.readouterr().out

    for mistake in ("sum-instead-of-mean", "lost-factor-two", "mean-over-rows"):
        assert mistake in out


@pytest.mark.parametrize("arguments", [["/nowhere"], ["--seeds", "0"], ["--seeds", "many"], ["a", "b"]])
def test_wrong_usage_is_refused(arguments: list[str], capsys: Captured) -> None:
    """One sentence and the next command, exit code 2."""
    code = run(["lint", *arguments])
    err = capsys.readouterr().err

    assert code == 2
    assert "next" in err
    assert "Traceback" not in err


def test_an_answer_shows_its_key_points(capsys: Captured) -> None:
    """`--answer` takes an id or an alias, and says which points are ticked, denied or missing; some are required."""
    text = "He initialization keeps the variance. Biases can't start at zero."
    code = run(["lint", "--answer", "weight-initialization", text])
    out = capsys.readouterr().out
    as_json = run(["lint", "--json", "--answer", "weight-initialisation", text])
    data = json.loads(capsys.readouterr().out)

    assert code == as_json == 1
    for words in ("✓ ticked", "✗ denied", "✗ not heard", "“keeps the variance”", "(required)"):
        assert words in " ".join(out.split())
    assert data["card"] == "weight-initialisation"
    assert {"ticked", "denied", "quote", "say", "must", "proposed_cue"} == set(data["points"][0])


def test_a_missed_point_gets_a_proposal() -> None:
    """A point that an answer makes in other words gets a cue that hears it, unless something wrong has it too."""
    card = find_card("zero-weights")
    point = card.key_points[0]._replace(
        say="The lid closes the switch.", cues=("steam & thermostat", "bimetal")
    )
    said = "When you close it, the lid presses on the switch."
    cue = proposal(point, said, card._replace(key_points=(point,)))

    assert cue
    assert listen(said, card._replace(key_points=(point._replace(cues=(cue,)),)))
    assert "" == proposal(point, "Something else entirely.", card)
    wrong = card._replace(key_points=(point,), wrong=(said,))
    assert "" == proposal(point, said, wrong)


def test_an_answer_with_all_required_points_passes(capsys: Captured) -> None:
    """The card's own answer ticks what it requires: exit code 0."""
    assert run(["lint", "--answer", "weight-initialisation", find_card("weight-initialisation").answer]) == 0


@pytest.mark.parametrize(
    "arguments", [["no-such-card", "text"], ["zero-weights"], ["zero-weights", "text", "path"]]
)
def test_answer_for_no_card_is_refused(arguments: list[str], capsys: Captured) -> None:
    """An unknown card, a missing text and an additional path are wrong usage."""
    assert run(["lint", "--answer", *arguments]) == 2
    assert "next" in capsys.readouterr().err


@pytest.mark.proof
def test_derived_mistakes_that_survive_are_listed(root: Path, capsys: Captured) -> None:
    """`--derived` says how many derived mistakes some core check catches, and why each other one survives."""
    code = run(["lint", str(root / "exercises"), "--derived", "--json"])
    (result,) = json.loads(capsys.readouterr().out)["exercises"]

    assert code == 0
    assert 0 < result["caught"] < result["derived"]
    assert len(result["survivors"]) == result["derived"] - result["caught"]
    assert {each["reason"].split(" ")[0] for each in result["survivors"]} <= {"equal", "caught", "a"}
    assert result["holes"] == sum(each["hole"] for each in result["survivors"])
    texts = []
    for words in ([], ["--table"]):
        assert run(["lint", str(root / "exercises"), "--derived", *words]) == 0
        texts.append(" ".join(capsys.readouterr().out.split()))
    assert all("core checks catch" in text for text in texts)
    assert ["equal to the reference in all" in text for text in texts] == [False, True]
    assert "--table lists the others too" in texts[0]


def test_a_hole_in_the_checks_is_told_from_equal_code(root: Path, capsys: Captured) -> None:
    """A mistake that shows with another seed only counts against the checks; the same code in other words doesn't."""
    checks = root / "solutions" / "mean-squared-error" / "checks.py"
    text = checks.read_text(encoding="utf-8")
    # One loss in three is of a single column, where a mean over rows is right.
    text = text.replace(
        "def pair(rng, rows=4, columns=3):",
        "def pair(rng, rows=4, columns=3):\n    columns = 1 + int(rng.random() < 0.3)",
    )
    lines = [line for line in text.split("\n") if "drawn_cases(" not in line]
    checks.write_text("\n".join(lines), encoding="utf-8")

    run(["lint", str(root / "exercises"), "--derived", "--json"])
    (result,) = json.loads(capsys.readouterr().out)["exercises"]

    assert result["holes"] > 0
    assert all(
        "seed" in each["reason"] and "only" in each["reason"] for each in result["survivors"] if each["hole"]
    )
    assert any(not each["hole"] for each in result["survivors"])


def test_derived_only_compares_with_known_mistakes(root: Path, capsys: Captured) -> None:
    """`--derived-only` says which known core mistakes derivation names by itself."""
    code = run(["lint", str(root / "exercises"), "--derived-only", "--json"])
    (result,) = json.loads(capsys.readouterr().out)["exercises"]

    assert code == 0
    assert result["named"] or result["missed"]
    assert all(derived.startswith("derived:") for derived in result["named"].values())
    assert run(["lint", str(root / "exercises"), "--derived-only"]) == 0
    assert "derivation alone names" in capsys.readouterr().out


def test_derived_mistakes_need_an_exercise(root: Path, capsys: Captured) -> None:
    """Without an exercise there is nothing to derive mistakes from."""
    assert run(["lint", str(root / "questions"), "--derived"]) == 2
