"""The code of content can neither hang nnprep, nor end it, nor print into its output."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest

from nnprep.content.trusted_code import Overtime, bounded
from nnprep.errors import ContentError


def run(path: Path, source: str, seconds: float = 30.0) -> None:
    """Run a file as content is run."""
    with bounded(path.parent, seconds):
        exec(compile(source, str(path), "exec"), {})


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that interrupts code")
@pytest.mark.parametrize("name", ["checks.py", "reference.py"])
def test_endless_loop_is_stopped_at_its_line(tmp_path: Path, name: str) -> None:
    """The error names the file and the line that was running; `except Exception` doesn't catch it."""
    loop = ["def loop():", " while True:", "  try:", "   pass", "  except Exception:", "   pass", "loop()"]
    with pytest.raises(ContentError) as error:
        run(tmp_path / name, "\n".join(loop), seconds=0.05)

    (fault,) = error.value.faults
    assert fault.path == tmp_path / name
    assert 2 <= fault.line <= 4
    assert "endless loop" in fault.message
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_DFL


def test_exit_is_an_error_at_its_line(tmp_path: Path) -> None:
    """`sys.exit()` in a file of content doesn't end nnprep."""
    with pytest.raises(ContentError) as error:
        run(tmp_path / "checks.py", "import sys\n\nsys.exit(0)\n")

    (fault,) = error.value.faults
    assert (fault.path.name, fault.line) == ("checks.py", 3)


def test_prints_go_to_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What content prints can't break the JSON on standard output."""
    run(tmp_path / "checks.py", "print('hello')")

    assert capsys.readouterr() == ("", "hello\n")


def test_other_exceptions_pass_and_no_alarm_is_left(tmp_path: Path) -> None:
    """An ordinary exception is for the caller, and so is Ctrl-C."""
    for exception in (ZeroDivisionError, KeyboardInterrupt):
        with pytest.raises(exception), bounded(tmp_path):
            raise exception

    assert sys.stdout is not sys.stderr
    assert issubclass(Overtime, KeyboardInterrupt)
    if hasattr(signal, "setitimer"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that interrupts code")
def test_a_limit_inside_of_another_one_leaves_it_in_force(tmp_path: Path) -> None:
    """After code of content that ran inside of other code, the time of the other code is still limited."""
    loop = "from pathlib import Path\nwith bounded(Path()):\n    pass\nwhile True:\n    pass\n"

    with pytest.raises(ContentError), bounded(tmp_path, 0.05):
        exec(loop, {"bounded": bounded})


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timer that interrupts code")
def test_an_alarm_at_the_very_end_is_an_error_or_nothing(tmp_path: Path) -> None:
    """Code that ends just when its time does is stopped as any other, or not at all: the alarm never escapes."""
    ends = Counter[bool]()
    for number in range(3000):
        try:
            with bounded(tmp_path, 0.0003):
                end = perf_counter() + 0.00027 + number % 50 * 6e-7
                while perf_counter() < end:
                    pass
            ends[True] += 1
        except ContentError:
            ends[False] += 1

    assert ends[False]
