"""The interviewer in your terminal: offline practice for neural-network interviews.

In Python: `nnprep.check(my_function)` judges a solution, `nnprep.exercise("backprop")` returns the text of a task, and
`%load_ext nnprep` adds `%%check` to a notebook. docs/python.md has examples.
"""

TYPE_CHECKING = False  # type checkers take it for typing's, whose import would cost more than all of this
if TYPE_CHECKING:
    from nnprep.errors import NnprepError
    from nnprep.notebook.check import check, exercise
    from nnprep.notebook.check_result import CheckResult
    from nnprep.notebook.magics import load_ipython_extension

__version__ = "0.1.0"

PUBLIC = {
    "CheckResult": "nnprep.notebook.check_result",
    "NnprepError": "nnprep.errors",
    "check": "nnprep.notebook.check",
    "exercise": "nnprep.notebook.check",
    "load_ipython_extension": "nnprep.notebook.magics",
}
"""Where the public names are; each is imported when it is used first, so that `import nnprep` stays cheap."""
__all__ = ["CheckResult", "NnprepError", "__version__", "check", "exercise", "load_ipython_extension"]


def __getattr__(name: str) -> object:
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Unlike importlib.import_module, this needs no import of its own.
    return getattr(__import__(PUBLIC[name], fromlist=[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
