"""``lacuna view``: start the Streamlit viewer on this machine only."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import BadInput


def view(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of the dossiers; the user's own by default.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 8501,
    headless: Annotated[
        bool, typer.Option("--headless", help="Do not open a browser window.")
    ] = False,
) -> None:
    """Open the viewer in the browser."""
    from pipeline.catalogue.files import root

    if folder is not None:
        if folder.is_file():
            raise BadInput(f"{folder}: is a file; name the folder that holds the dossiers")
        os.environ["LACUNA_DATA"] = str(folder.resolve())
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(root() / "app.py"),
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        f"--server.headless={'true' if headless else 'false'}",
        "--server.fileWatcherType=none",
        "--server.maxUploadSize=200",
        "--browser.gatherUsageStats=false",
        "--server.showEmailPrompt=false",
        "--client.toolbarMode=minimal",
        "--theme.base=light",
        "--theme.primaryColor=#1f4e79",
    ]
    _refuse_taken(port)
    sys.stderr.write(f"the viewer opens on http://127.0.0.1:{port} (Ctrl-C ends it)\n")
    sys.stderr.flush()
    os.environ["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] = "false"
    # The server takes this process's place: whoever ends the command ends the server.
    os.execv(sys.executable, command)  # noqa: S606 - no shell, fixed arguments


def _refuse_taken(port: int) -> None:
    """Refuse a port that something else listens on, before Streamlit does in its own words."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise BadInput(
                f"port {port} on 127.0.0.1 cannot be used ({error.strerror}); "
                f"name another with --port"
            ) from error
