"""``python -m proofs`` and the command ``proofs``."""

import sys


def main() -> int:
    """Run the command line; an interrupt is clean even while its modules are imported."""
    try:
        from proofs.commands.main import main as run
        from proofs.files.workers import collect_seldom

        collect_seldom()
        return run()
    except KeyboardInterrupt:
        print("proofs: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
