"""How long nobody has done anything here, counted in a thread of its own: neither a terminal that stalls nor an event
loop that hangs keeps a shared computer open."""

import enum
import threading
from collections.abc import Callable
from typing import NamedTuple

from tmp_tui.site import Site
from tmp_tui.store.clock import steady

ASKING = 30.0  # seconds before the lock in which the student is asked
LOOK = 1.0  # seconds after which the clock is looked at: no timer counts while the computer sleeps
CARRIED_OUT_IN = 3.0  # seconds that those who are told of the end have for it


class Stage(enum.IntEnum):
    """Somebody is here; is asked whether they are; must say who they are; has left."""

    HERE, ASKED, LOCKED, OVER = range(4)


class Limits(NamedTuple):
    """Seconds without a key after which each stage begins."""

    ask: float
    lock: float
    end: float


def limits(here: Site) -> Limits:
    """What the site allows."""
    end = here.end_minutes * 60
    lock = min(here.lock_minutes * 60, end)
    return Limits(lock - min(ASKING, lock / 2), lock, end)


class Guard:
    """Tells each stage to `tell`, in its own thread; calls `end` if nobody rested it soon after the last one.

    `watch` begins when somebody signs in, `rest` ends it when they sign out. Once locked, no key counts before `unlock`.
    """

    def __init__(
        self,
        limits: Limits,
        tell: Callable[[Stage], None],
        end: Callable[[], None],
        *,
        clock: Callable[[], float] = steady,
    ) -> None:
        self.limits = limits
        self._tell, self._end, self._clock = tell, end, clock
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._watching = self._locked = self._stopped = False
        self._since = 0.0

    def watch(self) -> None:
        """Somebody is here."""
        with self._changed:
            self._watching, self._locked, self._since = True, False, self._clock()
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="idle", daemon=True)
                self._thread.start()
            self._changed.notify()

    def rest(self) -> None:
        """There is nobody to watch over."""
        with self._changed:
            self._watching = self._locked = False
            self._changed.notify()

    def stop(self) -> None:
        """The program is over, and has carried out its end: the thread ends, too."""
        with self._changed:
            self._watching, self._stopped = False, True
            self._changed.notify()

    def touched(self) -> Stage:
        """Something was typed; the stage that this met. What comes after the lock does not count."""
        with self._changed:
            met = self._stage()
            if met < Stage.LOCKED:
                self._since = self._clock()
            if met is not Stage.HERE:
                self._changed.notify()
            return met

    def unlock(self) -> None:
        """It is the same student; too late once it is over."""
        with self._changed:
            if self._stage() < Stage.OVER:
                self._locked, self._since = False, self._clock()
                self._changed.notify()

    @property
    def stage(self) -> Stage:
        """How it stands now."""
        with self._changed:
            return self._stage()

    def _stage(self) -> Stage:
        if not self._watching:
            return Stage.HERE
        alone = self._clock() - self._since
        stage = Stage(sum(alone >= limit for limit in self.limits))
        self._locked = self._locked or stage >= Stage.LOCKED
        return max(stage, Stage.LOCKED) if self._locked else stage

    def _run(self) -> None:
        told = Stage.HERE
        while True:
            with self._changed:
                while (stage := self._stage()) is told and not self._stopped:
                    self._changed.wait(self._until_next() if self._watching else None)
                if self._stopped:
                    return
                told = stage
            self._tell(stage)
            if stage is Stage.OVER:
                self._see_to_the_end()

    def _until_next(self) -> float:
        """Seconds until there is something to look at."""
        alone = self._clock() - self._since
        return max(0.001, min([LOOK, *(limit - alone for limit in self.limits if limit > alone)]))

    def _see_to_the_end(self) -> None:
        with self._changed:
            if self._changed.wait_for(lambda: not self._watching, CARRIED_OUT_IN):
                return
        self._end()
