"""A warm process that forks a child for each submission, for a run over many of them.

It never runs a submission, and knows no reference, no seed and no other submission: what a child inherits is Python and
NumPy, as if it had just started. Each child then gives up what one gives up that `main` starts.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from _socket import SOL_SOCKET, socket
from array import array
from importlib import import_module
from typing import Any, NoReturn

from nnprep.sandbox.child import isolation, main
from nnprep.sandbox.wire.forking import FORK, LONGEST_REQUEST, NUMBERS, PIPES, REAP

if sys.platform != "win32":
    from _socket import SCM_RIGHTS


def serve(config: dict[str, Any]) -> None:
    """Fork whenever the parent asks, until it closes the socket, which is standard input."""
    control = socket(fileno=os.dup(0))
    isolation.follow(config["parent"])
    main.clear_arguments()
    numpy_folder = main.import_numpy(config["packages"])
    for name in PRELOADED:
        import_module(name)
    sys.modules["nnprep.sandbox.child.introspection"].idle()
    ruleset = isolation.prepared(numpy_folder)
    gc.collect()
    gc.freeze()  # a collection in a child would copy all pages
    while True:
        request, descriptors = received(control)
        kind, rest = request[:1], request[1:]
        if not kind:
            os._exit(0)
        if kind == FORK:
            control.sendall(NUMBERS.pack(forked(control, rest, descriptors, numpy_folder, ruleset), 0))
        else:
            number, _ = NUMBERS.unpack(rest)
            control.sendall(NUMBERS.pack(*ended(number, 0 if kind == REAP else os.WNOHANG)))


def ended(number: int, options: int) -> tuple[int, int]:
    """Return the process and its status if it has ended, see NUMBERS."""
    try:
        return os.waitpid(number, options)
    except ChildProcessError:
        return -1, 0


def received(control: socket) -> tuple[bytes, list[int]]:
    """Wait for a request; return it and the pipes that came with it."""
    numbers = array("i")
    request, extra, _, _ = control.recvmsg(LONGEST_REQUEST, 4096)
    for level, kind, data in extra:
        if level == SOL_SOCKET and kind == SCM_RIGHTS:
            numbers.frombytes(data[: len(data) - len(data) % numbers.itemsize])
    return request, list(numbers)


def forked(
    control: socket, config: bytes, descriptors: list[int], numpy_folder: str, ruleset: int | None
) -> int:
    """Fork a child that serves one submission; return its process id, -1 if the system allows no more."""
    server = os.getpid()
    try:
        number = os.fork() if len(descriptors) == PIPES else -1
    except OSError:
        number = -1
    if number == 0:
        begin(control, json.loads(config) | {"parent": server}, descriptors, numpy_folder, ruleset)
    for descriptor in descriptors:
        os.close(descriptor)
    return number


def begin(
    control: socket,
    config: dict[str, Any],
    descriptors: list[int],
    numpy_folder: str,
    ruleset: int | None,
) -> NoReturn:
    """Serve one submission in a child that has nothing of the server's open, and never return."""
    try:
        os.setsid()
        control.detach()  # closed below; its object must not close another file of this number later
        kept = [*descriptors, *([] if ruleset is None else [ruleset])]
        # First out of the way of their places, which may be among them.
        moved = [copy_above(descriptor, len(kept)) for descriptor in kept]
        for place, descriptor in enumerate(moved):
            os.dup2(descriptor, place, inheritable=False)
        os.closerange(len(kept), MOST_DESCRIPTORS)
        # Else all children would draw the same numbers. `seed()` alone takes three times as long.
        sys.modules["numpy.random"].seed(int.from_bytes(os.urandom(4), sys.byteorder))
        main.main(config, numpy_folder, None if ruleset is None else PIPES)
    finally:
        os._exit(main.BROKEN)


def copy_above(descriptor: int, least: int) -> int:
    """Duplicate a descriptor to a number that is not below `least`."""
    copies = []
    while (copy := os.dup(descriptor)) < least:
        copies.append(copy)
    for each in copies:
        os.close(each)
    return copy


PRELOADED = ("numpy.random", "nnprep.sandbox.child.executor", "dataclasses", "math", "typing")
"""What a child would otherwise import each time."""
MOST_DESCRIPTORS = 1 << 16
"""More than the server has open."""
