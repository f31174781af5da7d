"""A portal of its own for a benchmark: the real program, filled by the real services."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.conftest import NOW
from tests.support.school import School


@dataclass
class Running:
    """The portal's address, its process, and the school in it."""

    address: str
    process: psutil.Process
    school: School

    def cpu(self) -> float:
        """Seconds of processor time that the portal has used."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def running(fill: Callable[[School], object], changed: str = "") -> Iterator[Running]:
    """A portal whose school `fill` filled; `changed` is Python that it runs before it starts."""
    os.environ["TMP_PORTAL_NOW"] = NOW  # the school's terms are around it
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "portal"
        school = School(data)
        school.stamp()
        fill(school)
        program = f"{changed}from tmp_portal.cli import main; main()"
        command = [sys.executable, "-c", program, "--data", str(data), "serve", "--port", "0"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
        try:
            assert child.stdout is not None
            address = child.stdout.readline().removeprefix("Serving on ").strip()
            yield Running(address, psutil.Process(child.pid), school)
        finally:
            child.terminate()
            child.wait(20)
            school.close()
