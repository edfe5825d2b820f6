"""`python -m tewn` is the command `tewn`."""

import sys

from tewn.cli import main

if __name__ == "__main__":
    sys.exit(main())
