"""The documents that a local copy is made of: who I am, a class's part (the same for everyone in it), my part of it.

Rows that come by the hundred are arrays on the wire (`array_like`), and refer to one another by short numbers:
`standard` is a position in `ClassDocument.standards`, `assessment` is an `Assessment.number`.
Times are whole seconds since 1970 UTC; a date's end is exclusive, as in OneRoster.
"""

from datetime import date

from tmp_tui.wire.base import Wire


class ClassEntry(Wire, array_like=True):
    """A class in my list; it is archived when staff say so or once `ends_on` (exclusive) is reached."""

    id: str
    title: str
    teachers: list[str] = []
    starts_on: date | None = None
    ends_on: date | None = None
    archived: bool = False


class ReportEntry(Wire, array_like=True):
    """A term progress report that is there for me; `size` is in bytes."""

    id: str
    title: str
    term: str
    published_at: int
    size: int = 0


class Me(Wire):
    """The signed-in person, their classes and their term reports.

    `role` is student, teacher or administrator; `email` is the one that the school gave, `own_email` the one that the
    person added; `time_zone` is an IANA name, empty for the computer's own.
    """

    id: str
    given_name: str
    family_name: str
    role: str
    school: str
    account: str
    username: str
    email: str = ""
    own_email: str = ""
    time_zone: str = ""
    classes: list[ClassEntry] = []
    reports: list[ReportEntry] = []


class Standard(Wire, array_like=True):
    """A node of the framework's tree, in reading order; `depth` 0 is the top, `leaf` nodes are what is assessed."""

    code: str
    statement: str
    depth: int = 0
    leaf: bool = True


class Assessment(Wire):
    """An assessment given to the class; `minutes` 0 is no time limit, `attempts` 0 is any number.

    `in_portal` is whether it can be started here, or by Test ID only. `offline` is whether a student may go on without
    the portal once it is started; answers given before the end count if they arrive within `grace` seconds after it.
    `shown` is what a student sees once it is scored: of `score`, `items`, `answers`, `key`, `analysis`.
    """

    number: int
    id: str
    title: str
    given_at: int
    questions: int = 0
    minutes: int = 0
    attempts: int = 1
    opens_at: int = 0
    closes_at: int = 0
    in_portal: bool = False
    standards: list[int] = []
    offline: bool = True
    grace: int = 300
    shown: list[str] = []


class PlaylistActivity(Wire, array_like=True):
    """One thing to read, watch or practise; `standard` is -1 where it serves none."""

    title: str
    kind: str = ""
    address: str = ""
    about: str = ""
    standard: int = -1


class Playlist(Wire):
    """Resources in the order in which a teacher laid them out."""

    id: str
    title: str
    about: str = ""
    activities: list[PlaylistActivity] = []


class Activity(Wire, array_like=True):
    """Something that was made available to the class.

    `kind` is one of `assessment`, `playlist`, `report`, `results`, `note`; `assessment` is the number, 0 for none.
    """

    at: int
    kind: str
    title: str
    by: str = ""
    text: str = ""
    assessment: int = 0


class ClassDocument(Wire):
    """A class, as everybody in it sees it; `method` names how levels are computed, with its settings after colons
    ("decaying_average:65"), `cuts` are the percentages from which Near Mastery, Mastery and, if there are three,
    Exceeds begin."""

    id: str
    title: str
    teachers: list[str] = []
    school: str = ""
    framework: str = ""
    method: str = "most_recent"
    cuts: tuple[int, ...] = (50, 80)
    standards: list[Standard] = []
    assessments: list[Assessment] = []
    playlists: list[Playlist] = []
    activity: list[Activity] = []


class StandardLevel(Wire, array_like=True):
    """My level in a standard: 1 Remediation, 2 Near Mastery, 3 Mastery, 4 Exceeds; absent is not assessed, never 0."""

    standard: int
    level: int
    percent: int


class Attempt(Wire, array_like=True):
    """My try at an assessment: `state` is `started`, `submitted` or `scored`; points are -1 until released.

    `id` is the attempt's own, empty for a result that was brought from elsewhere and has no paper. `deadline` is until
    when a started one can be answered (0: no end); staff may move it (G13).
    """

    assessment: int
    state: str
    at: int
    points: float = -1
    possible: float = -1
    id: str = ""
    deadline: int = 0


class Result(Wire, array_like=True):
    """What one assessment said about one standard, in points; those of one assessment in the order of its tries."""

    standard: int
    assessment: int
    points: float
    possible: float


class Allowed(Wire, array_like=True):
    """What I have otherwise than the class: `minutes` is my own time limit (0: none), `more` how many more attempts,
    `closes_at` the end of my own window (0: the class's)."""

    assessment: int
    minutes: int
    more: int = 0
    closes_at: int = 0


class MineDocument(Wire):
    """My own part of a class."""

    levels: list[StandardLevel] = []
    attempts: list[Attempt] = []
    results: list[Result] = []
    allowed: list[Allowed] = []
