"""One of several programs of one student: waits until all are there, then renews and asks, again and again."""

import asyncio
import sys
import threading
from pathlib import Path

from tests.support.keyrings import FileStore
from tmp_tui.session import Session
from tmp_tui.vault.choosing import Choice
from tmp_tui.vault.vault import Vault


class AsSlowAsAKeyring(FileStore):
    """A real one takes this long to write."""

    def write(self, name: str, item: bytes, seconds: int) -> None:
        """Take a while."""
        threading.Event().wait(0.03)
        super().write(name, item, seconds)


async def main(address: str, folder: Path, turns: int) -> None:
    """Print how each turn went: nothing where all is well, else the code of the trouble."""

    async def choose() -> Choice:
        return Choice(AsSlowAsAKeyring(folder / "store"))

    session = Session(address, folder / "copies", vault=Vault(address, choose))
    print("ready", flush=True)
    sys.stdin.readline()
    resumed = await session.resume()
    troubles = []
    for _turn in range(turns):
        assert session.copy is not None, session.refusal
        session._auth._renew_at = 0  # type: ignore[union-attr]  # as if ten minutes had gone by
        await session.sync()
        troubles.append(session.copy.freshness.trouble)
    await session.leave()
    print(resumed, *filter(None, troubles), flush=True)


asyncio.run(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
