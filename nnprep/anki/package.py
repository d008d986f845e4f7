"""An .apkg file: a zip with a collection and no media."""

from __future__ import annotations

import io
import zipfile

COLLECTION = "collection.anki2"
MARK = b"nnprep"
EXTRA = b"nn" + len(MARK).to_bytes(2, "little") + MARK
"""An extra field of the first entry, which readers of zips skip: it shows which program wrote the file."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def package(collection: bytes) -> bytes:
    """Return a collection as a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content, extra in (("media", b"{}", EXTRA), (COLLECTION, collection, b"")):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.extra = extra
            archive.writestr(entry, content)
    return buffer.getvalue()


def is_package(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a package that nnprep wrote."""
    return head.startswith(b"PK\3\4") and EXTRA in head[:60]
