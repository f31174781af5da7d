"""`tmp-portal import`: what a school has in files."""

import argparse

from tmp_portal.commands import import_answers, import_items, import_roster, import_standards


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command, with one of its own for each kind of file."""
    parser = commands.add_parser(
        "import",
        help="load a roster, a standards framework, questions, or answers that could not be sent",
        description="Load what a school has in files. A bad file is refused whole, with each fault's place.",
    )
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    import_roster.register(kinds)
    import_standards.register(kinds)
    import_items.register(kinds)
    import_answers.register(kinds)
