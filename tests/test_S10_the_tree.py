"""What must nowhere be in the tree: switched-off checks, secrets, names of registries."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEVER = {
    "a certificate that is not checked": r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=\s*False",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a token": r"tmp[arl]_\w{40,}",
    "a template that does not escape": r"\|\s*safe\b|Markup\(|autoescape\s*=\s*False",
    "text that is run": r"(?<![\w.])(eval|exec|compile)\(|__import__\(",
    "a shell": r"shell\s*=\s*True|os\.(system|popen)\(|getoutput\(",
    "a hash or cipher that is broken": r"hashlib\.(md5|sha1)\b|\b(MD5|SHA1|ECB|TripleDES|ARC4|Blowfish)\(|PKCS1v15",
    "chance that can be foretold": r"\brandom\.(choice|choices|randint|getrandbits|token)",
}


def source() -> dict[Path, str]:
    """What travels with the project, but for tests."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    names = [name for name in listed.stdout.split() if not name.startswith("tests/")]
    files = [ROOT / name for name in names if (ROOT / name).is_file()]
    return {file: file.read_text(encoding="utf-8", errors="replace") for file in files}


@pytest.mark.parametrize("what", NEVER)
def test_S10_nowhere_is(what: str) -> None:
    found = [
        f"{file.relative_to(ROOT)}: {hit[0]}"
        for file, text in source().items()
        for hit in re.finditer(NEVER[what], text)
    ]

    assert found == []
