"""`nnprep doctor`: shows versions, places and protections, and tests this machine."""

from __future__ import annotations

from typing import Annotated

import typer


def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="Set a broken history aside and restore the newest good backup.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> int:
    """Show versions, places and protections, and test this machine.

    A right, a wrong and a hanging submission are judged behind the real wall. The exit code is 3 where
    something does not work.

    Example: nnprep doctor
    """
    from nnprep.cli.explain.output import present
    from nnprep.cli.output import show_json
    from nnprep.screens.doctor import health_json, health_page, repaired_json, repaired_page

    done = None
    if repair:
        from nnprep.learner.repair import repair as repair_history

        done = repair_history()
        if not as_json:
            present(lambda paper: repaired_page(done, paper))
    from nnprep.doctor.doctor import examine

    health = examine()
    if as_json:
        show_json(health_json(health) | ({"repaired": repaired_json(done)} if repair else {}))
    else:
        present(lambda paper: health_page(health, paper))
    return health.exit_code
