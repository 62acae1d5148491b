"""The command ``lacuna``: arguments to calls to exit codes.

Heavy imports are inside the commands, so that help answers at once.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the console script's entry.

    Errors that are meant for the user become one or two sentences on standard error and exit
    code 2; a closed pipe ends quietly.
    """
    from pipeline.cli.app import app
    from pipeline.errors import LacunaError

    try:
        app()
    except LacunaError as error:
        sys.stderr.write(f"lacuna: {error}\n")
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        sys.stderr.write("lacuna: stopped\n")
        sys.exit(130)
