"""`python -m tmp_portal` is `tmp-portal`."""

import sys

from tmp_portal.cli import main

sys.exit(main())
