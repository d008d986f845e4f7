"""Parts of a report on the screen: checks that fail alike, and what the submission printed."""

from __future__ import annotations

from typing import Any

import pytest

from nnprep.checks.networks import STILL
from nnprep.content.exercises import Severity
from nnprep.content.library import find_exercise
from nnprep.grading.report import Diagnosis, Finding, Outcome, Report, Scope, Status
from nnprep.screens.check.report import (
    BRIEF,
    BRIEFER,
    EVERYTHING,
    FAILING_PARTS,
    FAILURES,
    Detail,
    report_lines,
    worth_raising,
)
from nnprep.terminal.layout import Paper


def failed(title: str, message: str) -> Outcome:
    return Outcome(
        check=title,
        title=title,
        part="backward",
        severity=Severity.CORE,
        status=Status.FAILED,
        message=message,
        findings=(Finding(label="", text=message),),
    )


def shown(*outcomes: Outcome, printed: str = "", detail: Detail = FAILING_PARTS) -> list[str]:
    report = Report(
        exercise=find_exercise("backprop"), file="mine.py", seed=1, outcomes=outcomes, printed=printed
    )
    return [
        line.text.strip()
        for line in report_lines(report, Paper(width=100), detail=detail, listing="nnprep --all")
    ]


def test_checks_that_fail_alike_are_shown_in_full_once() -> None:
    """Of checks whose messages differ in numbers only, the first is shown in full; another kind is shown too."""
    lines = shown(
        failed("batch of 5", "is off by 5 everywhere"),
        failed("batch of 64", "is off by 64 everywhere"),
        failed("one row", "is zero everywhere"),
    )

    assert "is off by 5 everywhere" in lines
    assert "is off by 64 everywhere" not in lines
    assert "is zero everywhere" in lines
    assert [line for line in lines if "batch of 64" in line] == ["✗ batch of 64"]


def test_only_three_kinds_of_failure_are_shown_in_full() -> None:
    """The fourth kind of failure is only named."""
    lines = shown(*(failed(f"check {word}", f"is {word}") for word in ("nan", "zero", "infinite", "None")))

    assert ["is nan" in lines, "is zero" in lines, "is infinite" in lines, "is None" in lines] == [
        True,
        True,
        True,
        False,
    ]


def test_many_right_values_are_counted() -> None:
    """Up to twelve right values are named; of more, only their number is shown."""

    def beside(count: int) -> list[str]:
        right = tuple(Finding(label=f"v{number}", text="") for number in range(count))
        wrong = Finding(label="dW1", text="is zero")
        return shown(failed("batch", "")._replace(findings=(wrong, *right)))

    assert "right: v0, v1, v2" in beside(3)
    assert "right: 13 other values" in beside(13)


def test_short_output_is_shown_whole() -> None:
    """Up to eight printed lines are shown, without counting them."""
    lines = shown(printed="".join(f"row {number}\n" for number in range(8)))

    assert "Your code printed:" in lines
    assert [line for line in lines if line.startswith("row")] == [f"row {number}" for number in range(8)]


def test_last_lines_of_long_output_are_shown() -> None:
    """Of more than eight lines, the last eight are shown, and how many there were."""
    lines = shown(printed="".join(f"row {number}\n" for number in range(20)))

    assert "Your code printed (last 8 of 20 lines):" in lines
    assert [line for line in lines if line.startswith("row")] == [f"row {number}" for number in range(12, 20)]


def test_no_output_is_not_mentioned() -> None:
    """Blank output is not shown."""
    assert [line for line in shown(printed="\n  \n") if "printed" in line] == []


def mlp_report(*parts: str, **more: Any) -> list[str]:
    """Show a report of `mlp` in which one check of each part fails, all of them in the same words."""
    outcomes = tuple(failed(f"check of {part}", "is zero")._replace(part=part) for part in parts)
    report = Report(exercise=find_exercise("mlp"), file="mine.py", seed=1, outcomes=outcomes, **more)
    return [line.text.strip() for line in report_lines(report, Paper(width=100))]


PARTS = ("init", "forward", "loss", "gradients", "step", "predict")


def test_every_unexplained_part_shows_a_detail() -> None:
    """Six wrong parts without a name show six details, even if they say the same."""
    assert mlp_report(*PARTS).count("is zero") == 6


def test_an_explained_part_needs_one_detail_only() -> None:
    """Parts without a diagnosis show their detail, also beside one that has one."""
    named = Diagnosis(("seed-ignored",), ("The seed is ignored.",), Severity.CORE, Scope.PART, "init")

    assert mlp_report(*PARTS, diagnosis=(named,), symptoms=("A list is not an array.",)).count("is zero") == 6
    assert mlp_report(*PARTS, diagnosis=(named._replace(part=""),)).count("is zero") == 1
    assert "A list is not an array." in mlp_report(
        *PARTS, diagnosis=(named,), symptoms=("A list is not an array.",)
    )


def test_mistake_that_does_not_count_says_so() -> None:
    """Beside a core mistake, one of robustness is marked; what counts isn't."""
    core, robust = Severity.CORE, Severity.ROBUST
    both = Diagnosis(("a", "b"), ("One. It is.", "Two. It is."), core, Scope.CORE, "", (), (core, robust))
    lines = mlp_report(*PARTS, diagnosis=(both,))

    assert ["It is.", "It is. This one isn't counted against you."] == [
        line for line in lines if line.startswith("It is.")
    ]


@pytest.mark.parametrize(
    ("functions", "said"),
    [
        (
            [["relu", "relu_grad"], ["softmax"]],
            "style: relu, relu_grad and softmax return float64 for float32",
        ),
        ([[each.name] for each in find_exercise("activations").functions], "style: all functions return"),
        ([["relu"]], "style: float32 stays float32"),
    ],
)
def test_functions_that_widen_are_one_remark(functions: list[list[str]], said: str) -> None:
    """What converts all input is told in one sentence, even where remarks are only counted."""
    style = [
        failed(f"float32 {names}", "")._replace(
            title="float32 stays float32",
            part="softmax",
            severity=Severity.STYLE,
            findings=tuple(Finding(f"{name} of float32", "float64, should be float32") for name in names),
        )
        for names in functions
    ]
    outcomes = (failed("rows", "is nan")._replace(part="softmax"), *style)
    report = Report(exercise=find_exercise("activations"), file="mine.py", seed=1, outcomes=outcomes)
    lines = [line.text.strip() for line in report_lines(report, Paper(width=100))]

    assert sum("float32" in line and "style" in line for line in lines) == 1
    assert any(line.startswith(said) for line in lines), lines
    if len(functions) > 1:
        short = report_lines(report, Paper(width=100), detail=BRIEF._replace(raised=0))
        assert any(line.text.strip().startswith(said) for line in short)


def test_every_new_crash_shows_the_learners_line() -> None:
    """Crashes at different lines are all shown; the same line is shown once."""
    crashed = failed("c", "TypeError: no")._replace(status=Status.CRASHED, findings=())
    lines = shown(*(crashed._replace(check=f"c{n}", frames=(f"line {n % 5}, in f: x",)) for n in range(10)))

    assert [line for line in lines if line.startswith("line ")] == [f"line {n}, in f: x" for n in range(5)]


def test_one_error_in_many_checks_is_listed_once() -> None:
    """Checks that raise the error of one shown above are counted; `--all` lists them."""
    outcomes = [
        failed(f"check {n}", "NameError: z")._replace(status=Status.CRASHED, frames=("line 4, in f: z",))
        for n in range(22)
    ]
    other = failed("one row", "is zero everywhere")
    lines = shown(*outcomes, other)

    assert [line for line in lines if "✗" in line] == [
        "✗ check 0",
        "✗ 21 more checks raise errors of the same kind",
        "✗ one row",
    ]
    assert shown(*outcomes[:2], other).count("✗ check 1") == 1
    assert shown(*outcomes, detail=EVERYTHING).count("✗ check 21") == 1


def test_an_error_that_another_part_shows_is_not_called_the_same() -> None:
    """Where no error is above, the checks that are counted raise the one that is shown below."""
    crashed = failed("a crash", "ValueError: (3, 4)")._replace(
        status=Status.CRASHED, frames=("line 4, in f: z",), findings=()
    )
    outcomes = [
        failed("moved", "is zero everywhere")._replace(part="step"),
        *(crashed._replace(check=f"c{n}", part="step") for n in range(2)),
        crashed._replace(part="training"),
    ]
    report = Report(exercise=find_exercise("mlp"), file="mine.py", seed=1, outcomes=tuple(outcomes))
    brief = BRIEF._replace(opened=1)
    lines = [line.text.strip() for line in report_lines(report, Paper(width=100), detail=brief)]

    assert "✗ 2 more checks raise errors of a kind that is shown above or below" in lines
    assert not any("raise errors of the same kind" in line for line in lines)


def test_brief_report_counts_what_says_nothing_new() -> None:
    """If a report is too long, only checks with findings are listed; a single one more is listed, too."""
    passed = failed("fine", "")._replace(status=Status.PASSED, findings=())
    alike = [failed(f"batch of {n}", f"is off by {n} everywhere") for n in (5, 64, 9)]

    lines = shown(*alike, passed, detail=BRIEF)

    assert lines[:4] == [
        "✗ batch of 5",
        "is off by 5 everywhere",
        "✗ 2 more checks don't pass: nnprep --all",
        "",
    ]
    assert "backprop   failed · 1 of 4 core checks pass   seed 1 · 0.0 s" in lines
    assert "✗ batch of 64" in shown(*alike[:2], detail=BRIEF)


def test_a_broken_premise_is_the_only_detail() -> None:
    """If everything follows from one check, only that one is opened."""
    lines = mlp_report(*PARTS, premise="check of forward", symptoms=("W can't be assigned.",))

    assert lines.count("is zero") == 1
    assert "W can't be assigned." in lines


def test_passed_parts_are_one_line_each() -> None:
    """A part that passes is one line unless everything is asked for; of a failing part, all checks are shown."""
    outcomes = (
        failed("seed", "is zero")._replace(part="init"),
        failed("he", "")._replace(part="init", status=Status.PASSED, findings=()),
        failed("rows", "")._replace(part="forward", status=Status.PASSED, findings=()),
    )
    report = Report(exercise=find_exercise("mlp"), file="mine.py", seed=1, outcomes=outcomes)

    def texts(detail: Detail) -> list[str]:
        return [line.text.strip() for line in report_lines(report, Paper(width=100), detail=detail)]

    assert {"✗ seed", "✓ he", "the forward pass  passed · 1 check"} <= set(texts(FAILING_PARTS))
    assert "✓ rows" not in texts(FAILING_PARTS)
    assert {"✗ seed", "✓ he", "✓ rows"} <= set(texts(EVERYTHING))
    assert {"✓ he", "✓ rows"}.isdisjoint(texts(FAILURES))


def test_verdict_comes_last() -> None:
    """Below the verdict there is only what to type next."""
    report = Report(
        exercise=find_exercise("mlp"),
        file="mine.py",
        seed=1,
        outcomes=(failed("x", "is zero")._replace(part="init"),),
    )
    lines = report_lines(
        report, Paper(width=100), notes=["A note."], clock="3 minutes.", next_steps=["nnprep"]
    )

    assert lines[-3].text.startswith("mlp   failed")
    assert ["3 minutes.", "next   nnprep"] == [line.text for line in lines[-2:]]


def raised(check: str, found: Finding, severity: Severity = Severity.STYLE) -> Outcome:
    """Return a failed check that doesn't count."""
    return Outcome(check, f"title of {check}", "backward", severity, Status.FAILED, "a message", (found,))


def test_loops_are_told_beside_a_mistake_that_explains_every_value() -> None:
    """How many lines a large case runs is compared with no mistake, so none explains it."""
    named = Diagnosis(("m",), ("It's m.",), Severity.CORE, Scope.EVERYTHING)
    loops = raised("loops", Finding("", ""))._replace(message="runs 2,000 lines; Vectorize: one operation")
    other = raised("tail", Finding("", "is infinite"))
    report = Report(
        find_exercise("backprop"), "w.py", 1, (failed("one", "is 1"), loops, other), diagnosis=(named,)
    )

    assert [outcome.check for outcome in worth_raising(report)] == ["loops"]
    assert "runs 2,000 lines; Vectorize: one operation" in [
        line.text.strip() for line in report_lines(report, Paper(100))
    ]


def test_a_check_of_loops_that_counted_none_is_no_remark() -> None:
    """A result that was too large to be compared isn't a loop."""
    loops = raised("loops", Finding("", ""))._replace(
        message="returned a value of more than 16 MiB", findings=()
    )
    report = Report(find_exercise("backprop"), "w.py", 1, (failed("one", "is 1"), loops))

    assert worth_raising(report) == []


@pytest.mark.parametrize(("core", "listed"), [(Status.FAILED, []), (Status.PASSED, ["ended"])])
def test_an_error_is_a_remark_only_where_all_else_is_right(core: Status, listed: list[str]) -> None:
    """Beside failed core checks, one that ended in an error of the code has measured nothing of its own."""
    ended = raised("ended", Finding("", ""), Severity.ROBUST)._replace(status=Status.CRASHED)
    named = Diagnosis(("m",), ("It's m.",), Severity.CORE, Scope.CORE)
    outcomes = (failed("one", "is 1, should be 2")._replace(status=core), ended)
    report = Report(
        find_exercise("backprop"), "w.py", 1, outcomes, diagnosis=(named,) if core is Status.FAILED else ()
    )

    assert [outcome.check for outcome in worth_raising(report)] == listed


def test_of_what_does_not_count_another_dtype_comes_first_and_consequences_are_left_out() -> None:
    """Beside a named mistake, its own consequences aren't told again, and a dtype is told with its function."""
    named = Diagnosis(("m",), ("It's m.",), Severity.CORE, Scope.CORE, explains=("follows",))
    report = Report(
        find_exercise("backprop"),
        "w.py",
        1,
        (
            failed("one", "is 1, should be 2"),
            raised("follows", Finding("", "is 3, should be 4"), Severity.ROBUST),
            raised("tail", Finding("", "is infinite"), Severity.ROBUST),
            raised("layout", Finding("", "is 3, should be 4"), Severity.ROBUST),
            raised("dtype", Finding("f of float32", "float64, should be float32. That is only a2")),
            raised("assigned-arrays", Finding("", "")),
        ),
        diagnosis=(named,),
    )
    lines = [line.text.strip() for line in report_lines(report, Paper(100))]
    start = lines.index("Not counted against you, but an interviewer might ask:")

    assert lines[start + 1 : start + 6] == [
        "style: title of dtype",
        "f of float32  float64, should be float32. That is only a2",
        "robustness: title of tail",
        "style: title of assigned-arrays",
        "a message",
    ]
    whole = report._replace(diagnosis=(named._replace(scope=Scope.EVERYTHING),))
    lines = [line.text.strip() for line in report_lines(whole, Paper(100))]
    assert [each for each in lines if "title of" in each] == ["style: title of assigned-arrays"]


def test_narrow_findings_go_on_below() -> None:
    """On narrow paper, a wrong value goes on below its name, where there is room; what isn't counted is one row."""
    style = failed("dtype", "is float64, should be float32")._replace(part="forward", severity=Severity.STYLE)
    finding = Finding(label="dW1", text="is 0.173501 at [0, 2], should be 0.0516248", shape="(4, 3)")
    core = failed("batch", "")._replace(part="forward", findings=(finding,))
    report = Report(find_exercise("mlp"), "mine.py", 1, (core, style))
    lines = [line.text for line in report_lines(report, Paper(40), detail=BRIEFER[-1])]

    assert lines[2:4] == ["      dW1 (4, 3) is 0.173501 at [0,", "        2], should be 0.0516248"]
    assert "Not counted against you: 1 remark on" in lines
    listed = report_lines(report, Paper(80), detail=BRIEFER[-1], listing="nnprep check mlp --all")
    assert "or style. nnprep check mlp --all shows it." in " ".join(line.text for line in listed)
    assert "      dW1 (4, 3)  is 0.173501 at [0, 2], should be 0.0516248" in [
        line.text for line in report_lines(report, Paper(80))
    ]


def test_a_value_of_which_something_is_known_is_not_left_out() -> None:
    """Where only some wrong values are shown, those with nothing but two numbers are left out first."""
    texts = [
        "is 1 at [0], should be 2",
        "is 3 at [0], should be 4",
        "is too small by exactly b1: b1 was not added",
    ]
    outcome = Outcome(
        check="flat",
        title="flat biases",
        part="backward",
        severity=Severity.CORE,
        status=Status.FAILED,
        message="",
        findings=tuple(Finding(label=f"v{n}", text=text) for n, text in enumerate([*texts, *texts[:2]])),
    )

    lines = shown(outcome, detail=FAILING_PARTS._replace(values=2))

    assert [line for line in lines if line[:2] in ("v0", "v2")] == [f"v0  {texts[0]}", f"v2  {texts[2]}"]
    assert "and 3 more" in lines


def test_the_first_wrong_shape_and_nan_are_shown() -> None:
    """Of few checks, one that finds nan is shown beside those that find wrong numbers; of few values, a wrong shape."""
    few = BRIEF._replace(opened=2, values=2)
    numbers = [failed(f"{word} rows", f"is {word} times what it should be") for word in ("two", "three")]
    texts = ("is zero", "has the sign reversed", "is the transpose", "has shape (3,), should be (1, 3)")
    values = tuple(Finding(label=f"v{place}", text=text) for place, text in enumerate(texts))

    lines = shown(*numbers, failed("large", "is nan"), failed("larger", "is nan"), detail=few)
    inside = shown(failed("batch", "")._replace(findings=values), detail=few)

    assert "is nan" in lines
    assert [line for line in lines if "rows" in line] == ["✗ two rows"]
    assert [line.split(maxsplit=1)[0] for line in inside[1:4]] == ["v0", "v3", "and"]


def test_a_part_whose_cause_is_measured_is_not_called_unclear() -> None:
    """Where a check tells which arrays a step leaves as they were, nobody says that nothing could be told."""
    exercise = find_exercise("multiclass")
    named = Diagnosis(("a",), ("A mistake.",), Severity.CORE, Scope.PART, "loss")
    step = failed("step", "")._replace(part="training")

    def told(label: str) -> bool:
        outcome = step._replace(findings=(Finding(label=label, text="b[0]"),))
        report = Report(exercise=exercise, file="f.py", seed=1, outcomes=(outcome,), diagnosis=(named,))
        return any("couldn't tell" in line.text for line in report_lines(report, Paper(width=100)))

    assert [told("b[0]"), told(STILL)] == [True, False]


def test_a_part_of_which_no_check_fails_is_unfinished() -> None:
    """Checks that need another function, which isn't written yet, don't make a part fail."""
    done = failed("moved", "")._replace(part="training", status=Status.PASSED)
    waiting = done._replace(check="waits", status=Status.NOT_ATTEMPTED, message="MLP.step is unfinished")
    report = Report(exercise=find_exercise("mlp"), file="mine.py", seed=1, outcomes=(done, waiting))
    lines = [line.text.strip() for line in report_lines(report, Paper(width=100))]

    assert any(line.startswith("training  unfinished") for line in lines)
    assert "No core check fails so far." in lines
