"""A small school as its documents: Ada, her classes, and what is hers in one of them."""

from datetime import UTC, date, datetime

from tmp_tui.wire import (
    Activity,
    Assessment,
    Attempt,
    ClassDocument,
    ClassEntry,
    Me,
    MineDocument,
    Playlist,
    PlaylistActivity,
    ReportEntry,
    Result,
    Standard,
    StandardLevel,
)

NOW = int(datetime(2026, 3, 4, 12, tzinfo=UTC).timestamp())
HOUR, DAY = 3_600, 86_400

ADA = Me(
    id="u1",
    given_name="Ada",
    family_name="Lovelace",
    role="student",
    school="Byron School",
    account="4821",
    username="ada",
    email="ada@byron.example",
    classes=[
        ClassEntry("alg", "Algebra 1", ["Ms. Ortega"]),
        ClassEntry("bio", "Biology", ["Mr. Chen", "Ms. Bell"]),
        ClassEntry("fut", "Geometry", ["Ms. Ortega"], date(2026, 9, 3), date(2027, 6, 1)),
        ClassEntry("old", "Arithmetic", ["Mr. Pell"], date(2024, 9, 3), date(2025, 6, 1)),
    ],
    reports=[ReportEntry("r1", "Fall report", "Fall 2025", NOW - 60 * DAY, 40_000)],
)

ALGEBRA = ClassDocument(
    id="alg",
    title="Algebra 1",
    teachers=["Ms. Ortega"],
    school="Byron School",
    standards=[
        Standard("A", "Seeing structure in expressions", 0, False),
        Standard("A.1", "Interpret the parts of an expression.", 1),
        Standard("A.2", "Use the structure of an expression to rewrite it.", 1),
        Standard("B", "Creating equations", 0, False),
        Standard("B.1", "Create equations in one variable.", 1),
        Standard("B.2", "Create equations in two variables.", 1),
        Standard("", "Represent constraints.", 1),
    ],
    assessments=[
        Assessment(1, "a1", "Expressions quiz", NOW - 9 * DAY, questions=10, standards=[1, 2]),
        Assessment(
            2,
            "a2",
            "Equations quiz",
            NOW - DAY,
            questions=12,
            minutes=45,
            closes_at=NOW + 2 * DAY,
            in_portal=True,
            standards=[4, 5],
        ),
        Assessment(3, "a3", "Unit test", NOW - HOUR, questions=20),
        Assessment(4, "a4", "Finals", NOW, questions=40, opens_at=NOW + 30 * DAY),
        Assessment(5, "a5", "Warm-up", NOW - 20 * DAY, closes_at=NOW - 15 * DAY),
        Assessment(6, "a6", "Essay", NOW - 5 * DAY, attempts=2, in_portal=True),
    ],
    playlists=[
        Playlist(
            "p1",
            "Fractions practice",
            "Before the unit test.",
            [
                PlaylistActivity(
                    "Watch: equal parts", "video", "https://example.org/parts", "Six minutes.", 1
                ),
                PlaylistActivity("Worksheet", "document"),
            ],
        )
    ],
    activity=[
        Activity(NOW - DAY, "assessment", "Equations quiz", "Ms. Ortega", assessment=2),
        Activity(NOW - 3 * DAY, "playlist", "Fractions practice", "Ms. Ortega"),
        Activity(NOW - HOUR, "note", "Bring a ruler", "Ms. Ortega", "Tomorrow we draw."),
        Activity(NOW - 4 * DAY, "report", "Fall report", "Byron School"),
        Activity(NOW - 2 * DAY, "results", "Expressions quiz", "Ms. Ortega"),
    ],
)

MINE = MineDocument(
    levels=[
        StandardLevel(0, 1, 40),
        StandardLevel(1, 3, 90),
        StandardLevel(2, 1, 40),
        StandardLevel(4, 2, 75),
        StandardLevel(5, 4, 100),
    ],
    attempts=[
        Attempt(1, "scored", NOW - 8 * DAY, 7, 10),
        Attempt(6, "submitted", NOW - 4 * DAY),
    ],
    results=[Result(1, 1, 3, 4), Result(2, 1, 2, 5), Result(1, 6, 2.5, 3)],
)

BIOLOGY = ClassDocument(id="bio", title="Biology", teachers=["Mr. Chen", "Ms. Bell"])
ARITHMETIC = ClassDocument(id="old", title="Arithmetic", teachers=["Mr. Pell"])
