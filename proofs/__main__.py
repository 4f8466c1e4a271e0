"""``python -m proofs`` is the command ``proofs``."""

import sys

from proofs.cli import main

if __name__ == "__main__":
    sys.exit(main())
