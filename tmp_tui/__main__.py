"""`python -m tmp_tui` is `tmp-tui`."""

import sys

from tmp_tui.cli import main

sys.exit(main())
