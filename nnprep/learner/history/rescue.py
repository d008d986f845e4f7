"""Finds the events in a file that SQLite can't read any more, by what a row looks like in its bytes.

The format is SQLite's (https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1): a row is a header of varints,
one for the type of each column, and then the columns. No table, page or definition has to be intact but the row.
"""

from __future__ import annotations

import contextlib
import mmap
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnprep.learner.history.events import Event
from nnprep.learner.history.rows import COLUMNS, ID_LENGTH, as_event

AT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
"""The second stored column, after the id, which has a fixed length: it's found first."""
COLUMN_COUNT = len(COLUMNS.split(","))
LONGEST_HEADER = 40
"""Bytes; ten columns, of which only a few have types of more than two bytes."""
LARGEST_ROW = 1 << 26
LONGEST_CORRECTED = 4096
"""Bytes; trying every bit of a longer row would take seconds."""
SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes that a column of the type 0 to 9 takes: nothing, integers, a float, and the integers 0 and 1."""


def rescued(path: Path) -> Iterator[Event]:
    """Yield every event that is still whole in a damaged file or in the journals beside it; some may come twice.

    Raises OSError if a file can't be read at all.
    """
    for suffix in ("", "-journal", "-wal"):
        file = Path(f"{path}{suffix}")
        if not file.is_file() or not file.stat().st_size:
            continue
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for match in AT.finditer(data):
                yield from events_at(data, match.start() - ID_LENGTH)


def events_at(data: mmap.mmap, start: int) -> Iterator[Event]:
    """Yield the event whose id begins at `start`, if there is one."""
    for length in range(COLUMN_COUNT + 1, LONGEST_HEADER):
        first = start - length
        if first < 0 or data[first] != length:
            continue
        types = varints(data[first + 1 : start])
        # The column `position` is stored as nothing, because it's the number of the row.
        if not COLUMN_COUNT < len(types) or types[:2] != [0, 2 * ID_LENGTH + 13]:
            continue
        columns = types[1 : COLUMN_COUNT + 2]
        body = content(data, first, length + sum(map(size, types)))
        event = parsed(body[length:], columns) or corrected(body[length:], columns)
        if event is not None:
            yield event
            return


def parsed(body: bytes, types: list[int]) -> Event | None:
    """Return the event in the columns of a row, or None if it isn't what was written."""
    with contextlib.suppress(ValueError, TypeError, AttributeError, OverflowError):
        event = as_event(row(body, types))
        if isinstance(event.data, dict) and event.kind and len(event.id) == ID_LENGTH:
            return event
    return None


def corrected(body: bytes, types: list[int]) -> Event | None:
    """Return the event in a row of which one bit was flipped, or None if that doesn't explain its checksum.

    The CRC-32s of two rows that differ in two bits differ (Koopman 2002), so one flipped bit has one explanation.
    """
    has_checksum = len(types) > COLUMN_COUNT and types[-1] != 0
    if not has_checksum or len(body) > LONGEST_CORRECTED:
        return None
    changed = bytearray(body)
    for place in range(len(body)):
        for bit in range(8):
            changed[place] ^= 1 << bit
            if (event := parsed(bytes(changed), types)) is not None:
                return event
            changed[place] ^= 1 << bit
    return None


def varints(data: bytes) -> list[int]:
    """Return big-endian numbers of seven bits a byte; the top bit says that another byte follows."""
    numbers, number = [], 0
    for byte in data:
        number = number << 7 | byte & 127
        if byte < 128:
            numbers.append(number)
            number = 0
    return numbers


def size(kind: int) -> int:
    """Return how many bytes a column of this type takes."""
    return SIZES[kind] if kind < len(SIZES) else max(0, (kind - 12) // 2)


def row(body: bytes, types: list[int]) -> tuple[Any, ...]:
    """Return the columns of a row and its checksum, which is None in files without. Raises ValueError."""
    values: list[Any] = []
    place = 0
    for kind in types:
        part = body[place : place + size(kind)]
        place += len(part)
        if kind >= 13 and kind % 2:
            values.append(part.decode())
        elif kind in (8, 9):
            values.append(kind - 8)
        else:
            values.append(int.from_bytes(part, "big", signed=True) if kind else None)
    return (*values, None) if len(values) == COLUMN_COUNT else tuple(values)


def content(data: mmap.mmap, start: int, length: int) -> bytes:
    """Return the bytes of a row, of which a long one continues on overflow pages."""
    page = page_size(data)
    local = length
    if length > page - 35:
        least = (page - 12) * 32 // 255 - 23
        local = least + (length - least) % (page - 4)
        local = least if local > page - 35 else local
    if length > LARGEST_ROW:
        return b""
    parts, place = [data[start : start + local]], start + local
    missing = length - local
    while missing > 0:  # the number of the next page is behind the row, then at the start of each page
        number = int.from_bytes(data[place : place + 4], "big")
        place = (number - 1) * page
        if not 0 < place < len(data):
            return b""
        parts.append(data[place + 4 : place + 4 + min(missing, page - 4)])
        missing -= page - 4
    return b"".join(parts)


def page_size(data: mmap.mmap) -> int:
    """Return the size of a page: what the header says, if that's possible, else SQLite's usual one."""
    number = int.from_bytes(data[16:18], "big")
    return number if number >= 512 and number & (number - 1) == 0 else 4096
