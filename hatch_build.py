"""Writes what a wheel holds: code without what nobody reads there, and content in two files.

Downloads are half a megabyte smaller for it. The number of each line stays what it is in the source, and
tests/test_wheel.py proves that nothing else differs.
"""

from __future__ import annotations

import ast
import io
import lzma
import re
import shutil
import tokenize
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zipfile import ZIP_DEFLATED

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from zopfli import ZipFile

CONTENT = ("questions", "exercises", "solutions")
PACKED = ("mistakes.yaml", "variants.py")
"""Files that neither a card nor a passing check reads. LZMA makes them 18 % smaller than a wheel can, but takes nine
milliseconds to read all. It reads from the beginning, so the small ones come first."""
LZMA = {
    "id": lzma.FILTER_LZMA2,
    "preset": 9 | lzma.PRESET_EXTREME,
    "dict_size": 1 << 22,
    "lc": 4,
    "lp": 0,
    "pb": 0,
}
"""For text: what comes next depends on one whole byte before, and on no position. A larger dictionary than the files
would only take memory."""
PUBLIC = (
    "nnprep/__init__.py",
    "nnprep/errors.py",
    "nnprep/checks/",
    "nnprep/sandbox/failures.py",
    "nnprep/sandbox/handles.py",
    "nnprep/sandbox/wire/format.py",
    "nnprep/notebook/",
    "nnprep/cli/mcp/",
)
"""Where docstrings and types stay, for people who write Python against nnprep, and for an agent that uses its tools."""
COMMANDS = "nnprep/cli/"
"""Where the docstrings and types of commands stay: they are their help and their options."""

LONG = 8000
"""The size in bytes from which a file may be smaller if its parts are packed in different ways."""


class WheelHook(BuildHookInterface[Any]):
    """Replaces the package's files by smaller ones while a wheel is built; an editable install keeps the sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, and tell hatchling where they go."""
        if version == "editable":
            return
        self.folder = Path(mkdtemp(prefix="nnprep-wheel-"))
        root = Path(self.root)
        for source in sorted((root / "nnprep").rglob("*.py")):
            name = source.relative_to(root).as_posix()
            copy = self.folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(shortened(name, source.read_text(encoding="utf-8")), "utf-8", newline="\n")
            build_data["force_include"][str(copy)] = name
        for name, data in archive(root).items():
            (self.folder / name).write_bytes(data)
            build_data["force_include"][str(self.folder / name)] = f"nnprep/_content/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the files again, and compress what the wheel holds as well as a wheel can."""
        if version == "editable":
            return
        shutil.rmtree(self.folder)
        smaller = Path(f"{artifact_path}.smaller")
        # Zopfli searches longer for what every unzip reads: 4 % less than zlib's best.
        with ZipFile(artifact_path) as wheel, ZipFile(smaller, "w", iterations=15) as best:
            for each in wheel.infolist():
                # Where to split a small file takes fifty times as long to find as all else, and saves nothing.
                split = each.file_size >= LONG
                best.writestr(each, wheel.read(each), ZIP_DEFLATED, block_splitting=split)
        smaller.replace(artifact_path)


def archive(root: Path) -> dict[str, bytes]:
    """Return all content as nnprep/content/roots.py reads it, in two files.

    The first has names and sizes of the plain files, an empty line, those of the packed ones, an empty line, and the
    plain files. The second has the packed ones.
    """
    paths = [path for top in CONTENT for path in (root / top).rglob("*") if is_content(path)]
    groups = {path.parent.name: group_of(path) for path in paths if path.name == "exercise.yaml"}
    # Side by side, what is alike compresses best: all checks, and all else of one exercise among those of its group.
    paths.sort(
        key=lambda path: (path.name == "checks.py", groups.get(path.parent.name, ""), path.parent.name, path)
    )
    packed = sorted((path for path in paths if path.name in PACKED), key=lambda path: PACKED.index(path.name))
    names, contents = "", []
    for part in ([path for path in paths if path not in packed], packed):
        contents.append(b"".join(path.read_bytes() for path in part))
        names += (
            "".join(f"{path.relative_to(root).as_posix()} {path.stat().st_size}\n" for path in part) + "\n"
        )
    return {
        "content.txt": names.encode() + contents[0],
        "packed.xz": lzma.compress(contents[1], check=lzma.CHECK_CRC32, filters=[LZMA]),
    }


def group_of(exercise: Path) -> str:
    """Return the group that an exercise.yaml names, the whole line."""
    return next(
        line for line in exercise.read_text(encoding="utf-8").split("\n") if line.startswith("group:")
    )


def is_content(path: Path) -> bool:
    """Return whether a path is a file of content: neither hidden nor byte code."""
    return path.is_file() and path.name[0] != "." and path.parent.name != "__pycache__"


def shortened(name: str, text: str) -> str:
    """Return a file of the package as the wheel has it."""
    if name.startswith(PUBLIC):
        text = without_notes(text)
    else:
        command = Path(name).stem if name.startswith(COMMANDS) else None
        text = without_types(without_docstrings(text, command), command)
        text = text if name.endswith("__init__.py") else without_unused_imports(text)
        text = indented_by_one(text)
    return without_comments(text)


def without_types(text: str, command: str | None) -> str:
    """Return Python code without the types of parameters, results and local variables, which are for type checkers.

    Functions with decorators keep theirs, since a decorator can read them; and so do the few of several lines, and
    commands, see `without_docstrings`.
    """
    lines = [line.encode() for line in text.split("\n")]
    cuts: list[tuple[int, int, int]] = []
    for block in ast.walk(ast.parse(text)):
        if (
            not isinstance(block, ast.FunctionDef)
            or block.decorator_list
            or (command and is_command(block, command))
        ):
            continue
        given = block.args
        for each in (*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg):
            if each is not None and each.annotation is not None and each.lineno == each.annotation.end_lineno:
                start = each.col_offset + len(each.arg.encode())
                cuts.append((each.lineno - 1, start, each.annotation.end_col_offset))
        for each in ast.walk(block):
            if is_local(each) and each.lineno == each.annotation.end_lineno:
                cuts.append((each.lineno - 1, each.target.end_col_offset, each.annotation.end_col_offset))
        result = block.returns
        if result is not None and result.lineno == result.end_lineno:
            start = lines[result.lineno - 1].rfind(b" ->", 0, result.col_offset)
            cuts += [(result.lineno - 1, start, result.end_col_offset)] if start >= 0 else []
    for row, start, end in sorted(set(cuts), reverse=True):
        lines[row] = lines[row][:start] + lines[row][end:]
    return b"\n".join(lines).decode()


def is_local(statement: ast.AST) -> bool:
    """Return whether a statement gives a variable its type and its value."""
    return (
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and bool(statement.value)
    )


def has_type(block: ast.AST) -> bool:
    """Return whether code gives a type to something."""
    return bool(getattr(block, "annotation", None) or getattr(block, "returns", None))


def without_unused_imports(text: str) -> str:
    """Return Python code without imported names that only types needed; a package's own names stay."""
    tree, lines = ast.parse(text), text.split("\n")
    used = {block.id for block in ast.walk(tree) if isinstance(block, ast.Name)}
    used.update({"annotations"} if any(map(has_type, ast.walk(tree))) else ())
    for block in ast.walk(tree):
        if isinstance(block, ast.Constant) and isinstance(block.value, str):
            used.update(re.findall(r"\w+", block.value))  # a type may be written as a string
    for block in tree.body:
        if not isinstance(block, ast.ImportFrom):
            continue
        kept = [ast.unparse(each) for each in block.names if (each.asname or each.name) in used]
        if len(kept) < len(block.names):
            shorter = f"from {block.module} import {', '.join(kept)}" if kept else ""
            lines[block.lineno - 1 : block.end_lineno] = [shorter] + [""] * (block.end_lineno - block.lineno)
    return "\n".join(lines)


def without_docstrings(text: str, command: str | None) -> str:
    """Return Python code with empty lines where there was a docstring, or a string below an attribute.

    The help of commands stays: `command` is how the main one would be called, None in a module without any.
    """
    lines = [line.encode() for line in text.split("\n")]
    for block in ast.walk(ast.parse(text)):
        body = getattr(block, "body", ())
        if not isinstance(body, list) or (command and is_command(block, command)):
            continue
        for statement in filter(is_string, body):
            first, last = statement.lineno - 1, statement.end_lineno - 1
            alone = len(body) == 1 and not isinstance(block, ast.Module)
            left = lines[first][: statement.col_offset] + (b"..." if alone else b"")
            right = lines[last][statement.end_col_offset :]
            lines[first : last + 1] = [(left + right).rstrip()] + [b""] * (last - first)
    return b"\n".join(lines).decode()


def without_notes(text: str) -> str:
    """Return Python code with empty lines where there was a string below a constant of the module."""
    lines = text.split("\n")
    for statement in filter(is_string, ast.parse(text).body[1:]):
        first, last = statement.lineno - 1, statement.end_lineno
        lines[first:last] = [""] * (last - first)
    return "\n".join(lines)


def is_command(block: ast.AST, name: str) -> bool:
    """Return whether a block may be a command: of this name, with a decorator or typer's annotations."""
    if not isinstance(block, ast.FunctionDef):
        return False
    parameters = [*block.args.args, *block.args.kwonlyargs]
    annotated = any(each.annotation and "Annotated" in ast.unparse(each.annotation) for each in parameters)
    return bool(annotated or block.decorator_list or block.name == name)


def is_string(statement: ast.stmt) -> bool:
    """Return whether a statement is a string and nothing else."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def indented_by_one(text: str) -> str:
    """Return Python code whose blocks are indented by one space each; strings of several lines stay."""
    lines = text.split("\n")
    depth, depths, strings = 0, {}, set()
    begins = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        depth += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
        if token.type == tokenize.NEWLINE:
            begins = True
        elif token.string.strip() and token.type not in (tokenize.COMMENT, tokenize.INDENT):
            if begins:
                depths[token.start[0] - 1] = depth
            begins = False
            strings |= set(range(token.start[0], token.end[0]))
    return "\n".join(
        line if row in strings else " " * depths.get(row, 0) + line.lstrip() for row, line in enumerate(lines)
    )


def without_comments(text: str) -> str:
    """Return Python code without its comments."""
    lines = text.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    return "\n".join(lines)
