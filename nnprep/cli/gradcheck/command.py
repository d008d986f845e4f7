"""`nnprep gradcheck`: the learner's gradient against finite differences of their loss."""

from __future__ import annotations

from typing import Annotated

import typer


def gradcheck(
    loss: Annotated[
        str, typer.Argument(metavar="FILE.py:loss", help="The function that returns one number.")
    ],
    gradient: Annotated[
        str, typer.Argument(metavar="FILE.py:gradient", help="The function that returns its derivatives.")
    ],
    shape: Annotated[
        list[str] | None,
        typer.Option("--shape", metavar="NAME=3x4", help="A random argument; repeat for each one, in order."),
    ] = None,
    point: Annotated[
        str | None,
        typer.Option(
            "--point",
            metavar="FUNCTION",
            help="A function in the first file that returns the arguments; point if omitted.",
        ),
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option("--data", metavar="NAME", help="An argument that is data and needs no gradient."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Draw other numbers.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Check your gradient against central differences of your loss, parameter by parameter.

    Both functions get the same arguments: random ones with --shape, otherwise what your function point() returns, a
    tuple or a dict by name. Every floating-point argument is a parameter unless --data names it. The gradient returns
    one array, a tuple with one for each argument, a dict by name, or the nested structure of the arguments. The check
    passes, with exit code 0, if every parameter was checked and is right. Your code runs in a process of its own.

    Example: nnprep gradcheck net.py:loss net.py:gradient --shape W=3x4 --shape b=1x4
    """
    # Everything else loads when the command runs: `nnprep gradcheck --help` needs none of it.
    from nnprep.cli.gradcheck.run import run_gradcheck

    return run_gradcheck(
        loss, gradient, shapes=shape or [], point=point, data=data or [], seed=seed, as_json=json
    )
