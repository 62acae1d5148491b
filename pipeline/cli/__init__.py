"""The command ``lacuna``: arguments to calls to exit codes.

Heavy imports are inside the commands, so that help answers at once.
"""

from __future__ import annotations

import os
import sys

# No library may ask a hub or report usage: what is needed lies on this machine.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def main() -> None:
    """Run the command line; the console script's entry.

    Errors that are meant for the user become one or two sentences on standard error and exit
    code 2; a closed pipe ends quietly.
    """
    from pipeline.cli.app import app
    from pipeline.errors import LacunaError

    try:
        app(prog_name="lacuna")
    except LacunaError as error:
        sys.stderr.write(f"lacuna: {error}\n")
        sys.exit(2)
    except SystemExit as stop:
        # Click ends with 1 where a pipe was closed; here 1 means findings.
        if isinstance(stop.__context__, BrokenPipeError):
            sys.exit(0)
        raise
