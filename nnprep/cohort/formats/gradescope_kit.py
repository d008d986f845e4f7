"""The folder that Gradescope makes an autograder of: setup.sh builds the image, run_autograder judges a submission.

https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

from shlex import quote

from nnprep import __version__


def kit_files(exercise: str, rubric: str | None) -> dict[str, str]:
    """Return the files by name; the first two are to be executable. `rubric` is the text of a rubric."""
    with_rubric = " --rubric source/rubric.yaml" if rubric is not None else ""
    files = {
        "setup.sh": SETUP.format(version=__version__),
        "run_autograder": RUN.format(exercise=quote(exercise), rubric=with_rubric),
    }
    return files if rubric is None else files | {"rubric.yaml": rubric}


SETUP = """\
#!/usr/bin/env bash
# Written by nnprep grade --gradescope-kit. Gradescope runs this once, as root, to build the image.
set -euo pipefail

apt-get update
apt-get install -y python3 python3-venv
if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "nnprep needs Python 3.11 or newer: choose Ubuntu 24.04 or newer as the base image." >&2
    exit 1
fi
python3 -m venv /autograder/venv
# A wheel of your own beside this file is preferred.
wheel=$(find /autograder/source -maxdepth 1 -name 'nnprep-*.whl' | sort | tail -n 1)
/autograder/venv/bin/pip install --no-cache-dir "${{wheel:-nnprep=={version}}}"
"""
RUN = """\
#!/usr/bin/env bash
# Written by nnprep grade --gradescope-kit. Gradescope runs this for each submission.
# Without results.json Gradescope tells you that the autograder failed, and shows you what was printed.
set -euo pipefail

cd /autograder
rm -f results/results.json
# Where the image allows no complete isolation, nnprep grade refuses to run and says what is missing. The container is
# thrown away after each submission; if that is wall enough for you, add --trust.
exec venv/bin/nnprep grade submission --exercise {exercise}{rubric} \\
    --out /tmp/nnprep-results --gradescope results/results.json
"""
