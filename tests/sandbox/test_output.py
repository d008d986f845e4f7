"""What a submission may do with standard output and error."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nnprep.sandbox.functions import Functions
from nnprep.sandbox.limits import Limits
from nnprep.sandbox.parent.child_process import ChildPeer

USES = [
    'sys.stdout.reconfigure(encoding="utf-8")',
    "sys.stderr.reconfigure(line_buffering=True)",
    'sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")',
    'sys.stdout = codecs.getwriter("utf-8")(sys.stdout.buffer)',
    'sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding="utf-8")',
    'sys.stdout.buffer.write(b"x")',
    "assert sys.stdout.name == '<stdout>' and sys.stderr.name == '<stderr>'",
    "assert sys.stdout.mode == 'w' and sys.stdout.encoding == 'utf-8'",
    "assert isinstance(sys.stdout, io.TextIOBase) and isinstance(sys.stdout.buffer, io.IOBase)",
    "assert sys.stdout is sys.__stdout__ and not sys.stdout.isatty() and not sys.stdout.seekable()",
    "sys.stdout.writelines(['a', 'b']); sys.stdout.flush(); sys.stdout.fileno()",
    "sys.stdout.line_buffering, sys.stdout.write_through, sys.stdout.newlines, sys.stdout.errors, sys.stdout.closed",
    "import contextlib\nwith contextlib.redirect_stdout(io.StringIO()): print('kept')",
    "import logging; logging.basicConfig(); logging.warning('careful')",
    "print('flushed', flush=True, file=sys.stderr)",
]


@pytest.mark.parametrize("use", USES)
def test_streams_are_real(use: str) -> None:
    """What works in plain Python works here, and printing still works afterwards."""
    source = f"import codecs, io, sys\n{use}\ndef f(): print('after', flush=True); return 1"
    subprocess.run([sys.executable, "-X", "utf8", "-c", source], check=True, capture_output=True)

    with ChildPeer.start(source.encode()) as peer:
        peer.load()

        assert Functions(peer).f() == 1
        peer.close()
        assert peer.printed.endswith("after\n")


def test_a_wrapper_that_holds_output_back_is_flushed() -> None:
    """What a stream of the submission's own still holds when a call returns is not lost."""
    source = b"import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer)\ndef f(): print('held')"
    with ChildPeer.start(source) as peer:
        peer.load()
        Functions(peer).f()
        peer.close()

        assert peer.printed == "held\n"


def test_both_streams_share_a_limit() -> None:
    """Standard output and error are capped together, whether text or bytes are written."""
    source = (
        b"import sys\nfor _ in range(100): print('x' * 99); sys.stderr.write('y' * 99)\n"
        b"sys.stdout.buffer.write(b'z' * 999)"
    )
    with ChildPeer.start(source, limits=Limits(output=1000)) as peer:
        peer.load()
        peer.close()

        assert len(peer.printed) == 1000
        assert "z" not in peer.printed
