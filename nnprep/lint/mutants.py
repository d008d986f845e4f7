"""Mutates a reference in the ways that the ready-made checks should catch, to prove that they do.

A mutant is the reference followed by code that wraps each of its functions and methods. It runs like a known
mistake, behind the same codec as a submission.
"""

from __future__ import annotations


def mutated(reference: str, mutant: str) -> str:
    """Return one of the MUTANTS of a reference."""
    return wrapped(reference, MUTANTS[mutant])


def wrapped(reference: str, mutant: str) -> str:
    """Return a reference whose functions and methods all go through the code of a function `_mutant(call, args)`."""
    return f"{reference}\n\n{FRAME}\n\n{mutant}\n\n{WRAPPING}"


FRAME = '''\
import functools as _functools
import inspect as _inspect
import warnings as _warnings

import numpy as _np


def _arrays(value):
    """All arrays in a value."""
    if isinstance(value, _np.ndarray):
        return [value]
    if isinstance(value, (list, tuple)):
        return [array for item in value for array in _arrays(item)]
    return []


def _changed(value, change, text=str):
    """The value with each of its numbers and arrays changed, and each of its texts by `text`."""
    if isinstance(value, (list, tuple)):
        items = [_changed(item, change, text) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {key: _changed(item, change, text) for key, item in value.items()}
    if _inspect.isgenerator(value):
        return (_changed(item, change, text) for item in value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, (_np.ndarray, _np.generic, float, int)) and not isinstance(value, bool):
        return change(value)
    return value


_seen = {}
_this = {}  # the function that is called, whether by name, and the object that it belongs to
'''
MUTANTS = {
    "inputs_kept": """\
def _mutant(call, args):
    result = call()
    for value in args:
        if isinstance(value, list) and value:
            value.append(value[-1])
        if isinstance(value, dict) and value:
            value.popitem()
        for array in _arrays(value):
            if array.size and array.flags.writeable and array.dtype.kind in "fiu":
                array.flat[0] += 1
    return result
""",
    "no_warnings": """\
def _mutant(call, args):
    _warnings.warn("overflow encountered in exp", RuntimeWarning, stacklevel=2)
    return call()
""",
    "same_twice": """\
def _mutant(call, args):
    key = repr([(array.tolist() if hasattr(array, "tolist") else array) for array in args])
    _seen[key] = times = _seen.get(key, -1) + 1
    return _changed(call(), lambda value: value + times, lambda text: text + "x" * times)
""",
    "rows_independent": """\
def _mutant(call, args):
    def mixed(value):
        batched = isinstance(value, _np.ndarray) and value.ndim and len(value) > 1 and value.dtype.kind == "f"
        return value + 0.1 * _np.abs(value).mean(axis=0) + 0.1 if batched else value

    return _changed(call(), mixed)
""",
    "order_irrelevant": """\
def _mutant(call, args):
    first = [float(array.flat[0]) for array in _arrays(list(args)) if array.size and array.dtype.kind in "fiu"]
    return _changed(call(), lambda value: value + (0.01 * first[0] if first else 0.0))
""",
    "keeps_float32": """\
def _mutant(call, args):
    return _changed(call(), lambda value: _np.float64(value) if getattr(value, "dtype", None) == _np.float32 else value)
""",
    "narrow_labels": """\
def _mutant(call, args):
    narrow = any(array.dtype.kind in "iu" and array.itemsize == 1 and len(array) > 255 for array in _arrays(args))
    return _changed(call(), lambda value: value + 1 if narrow else value)
""",
    "vectorized": """\
def _mutant(call, args):
    if any(array.size > 5000 for array in _arrays(args)):
        for _ in range(5000):
            pass
    return call()
""",
    "any_order": """\
def _mutant(call, args):
    turned = any(array.flags.f_contiguous and not array.flags.c_contiguous for array in _arrays(args))
    return _changed(call(), lambda value: value + 0.5 if turned else value)
""",
    "plain_arrays": """\
def _mutant(call, args):
    return _changed(call(), lambda value: value.view(_np.matrix) if getattr(value, "ndim", 0) == 2 else value)
""",
    "float32_values": """\
def _mutant(call, args):
    short = any(array.dtype == _np.float32 for array in _arrays(args))
    return _changed(call(), lambda value: value + value.dtype.type(0.5) if short and hasattr(value, "dtype") else value)
""",
    "large_values": """\
def _mutant(call, args):
    large = any(_np.abs(array).max(initial=0) > 30 for array in _arrays(list(args)) if array.dtype.kind in "fiu")
    return _changed(call(), lambda value: value * float("nan") if large else value)
""",
}
"""Mutants, by the ready-made check that must catch each; the last one is for code that overflows."""
WRAPPING = """\
def _wrapped(function):
    @_functools.wraps(function)
    def mutant(*args, **kwargs):
        values = [value for value in [*args, *kwargs.values()] if type(value).__module__ != __name__]
        _this.update(name=function.__qualname__, keywords=bool(kwargs), owner=id(args[0]) if args else 0)
        return _mutant(lambda: function(*args, **kwargs), values)

    return mutant


for _name, _value in list(globals().items()):
    if _name.startswith("_"):
        continue
    if _inspect.isfunction(_value) and _value.__globals__ is globals():
        globals()[_name] = _wrapped(_value)
    if _inspect.isclass(_value) and _value.__module__ == __name__:
        for _method, _function in list(vars(_value).items()):
            if _inspect.isfunction(_function) and not _method.startswith("_"):
                setattr(_value, _method, _wrapped(_function))
"""
