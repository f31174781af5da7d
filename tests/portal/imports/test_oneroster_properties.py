"""Whatever becomes of a roster's bytes, it is loaded or refused whole."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from tests.support.rosters import Office, lakes
from tmp_portal.db import metadata
from tmp_portal.imports.report import ImportRefused

FILES = sorted(lakes().files())
SHORT = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Edit = tuple[float, int, bytes]  # where, how many bytes go, what comes instead
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 9),
        st.binary(max_size=6) | st.sampled_from([b'"', b"\n", b",", b"\r"]),
    ),
    min_size=1,
    max_size=4,
)


def edited(content: bytes, edits: list[Edit]) -> bytes:
    """The bytes with each edit made at its share of the length."""
    for share, gone, new in edits:
        at = int(share * len(content))
        content = content[:at] + new + content[at + gone :]
    return content


def try_to_load(office: Office, path: Path, *, again: bool) -> None:
    """A refusal leaves everything as it was; nothing else may happen but that it is loaded."""
    office.database.write_now(
        lambda connection: [connection.execute(delete(table)) for table in reversed(metadata.sorted_tables)]
    )
    if again:
        office.load(lakes().zip(path.parent / "before.zip"))
    before, loaded = office.everything(), False
    with suppress(ImportRefused):
        office.load(path)
        loaded = True
    assert loaded or office.everything() == before


@given(file=st.sampled_from(FILES), version=st.sampled_from(["1.1", "1.2"]), again=st.booleans(), edits=EDITS)
@example(file="orgs.csv", version="1.2", again=True, edits=[(0.0, 9999, b"")])
@SHORT
def test_S09_a_file_with_changed_bytes_is_loaded_or_refused(
    office: Office, file: str, version: str, again: bool, edits: list[Edit]
) -> None:
    roster = lakes(version)
    roster.raw[file] = edited(roster.files().get(file, b""), edits)

    with TemporaryDirectory() as folder:
        try_to_load(office, roster.folder(Path(folder) / "roster"), again=again)


@given(again=st.booleans(), edits=EDITS)
@SHORT
def test_S09_a_zip_with_changed_bytes_is_loaded_or_refused(
    office: Office, again: bool, edits: list[Edit]
) -> None:
    with TemporaryDirectory() as folder:
        path = lakes().zip(Path(folder) / "roster.zip")
        path.write_bytes(edited(path.read_bytes(), edits))

        try_to_load(office, path, again=again)
