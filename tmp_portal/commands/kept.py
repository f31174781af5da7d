"""A file that holds secrets: for whoever runs the command only, whole or not at all, never over another."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from tmp_portal.errors import NotDone

Keep: TypeAlias = Callable[[bytes], None]


@contextmanager
def kept_file(path: Path, *, force: bool) -> Iterator[Keep]:
    """What is kept is in the file once the block ends well; raises NotDone where there is one, before anything is done."""
    reserved = not force and _reserve(path)
    descriptor, part = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name[:40]}.")
    os.close(descriptor)

    def keep(data: bytes) -> None:
        with open(part, "wb") as file:  # noqa: PTH123  (mkstemp's, which is 0600)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    try:
        yield keep
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        if reserved:
            path.unlink(missing_ok=True)
        raise


def _reserve(path: Path) -> bool:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise NotDone(
            f"{path} is there already. Choose another name, or write over it with --force"
        ) from error
    return True
