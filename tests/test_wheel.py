"""The built wheel, outside the checkout: it carries its data and runs."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
from pathlib import Path

import pytest

from pipeline.catalogue.files import root

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An environment that sees this one's dependencies, and Lacuna from the wheel only."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", place, root()],
        check=True,
        capture_output=True,
    )
    (wheel,) = place.glob("*.whl")
    venv = place / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    packages = venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages /= "site-packages"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--target",
            packages,
            wheel,
        ],
        check=True,
    )
    # Dependencies come from this environment, but not its editable Lacuna: .pth files in a folder
    # that is named by a .pth file are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "LACUNA_LAW")},
        "LACUNA_DATA": str(place / "data"),
        "XDG_CACHE_HOME": str(place / "cache"),
    }
    return venv / "bin" / "python", environment


def _run(
    installed: tuple[Path, dict[str, str]], *arguments: str
) -> subprocess.CompletedProcess[str]:
    python, environment = installed
    return subprocess.run(
        [python, "-m", "pipeline.cli", *arguments],
        cwd=environment["LACUNA_DATA"] if Path(environment["LACUNA_DATA"]).is_dir() else "/",
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_the_wheel_that_runs(installed: tuple[Path, dict[str, str]]) -> None:
    python, environment = installed
    done = subprocess.run(
        [python, "-c", "import pipeline; print(pipeline.__file__)"],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(python.parent.parent) in done.stdout


def test_obligations(installed: tuple[Path, dict[str, str]]) -> None:
    done = _run(installed, "obligations", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 263


def test_scan_builds_its_indexes_in_the_users_cache(
    installed: tuple[Path, dict[str, str]],
) -> None:
    card = root() / "corpora" / "example" / "ostrea-2-card.md"
    done = _run(installed, "scan", str(card), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["model"]["name"] == "Ostrea 2"
    assert list((Path(installed[1]["XDG_CACHE_HOME"]) / "lacuna" / "indexes").iterdir())


def test_view_answers_on_this_machine_only(installed: tuple[Path, dict[str, str]]) -> None:
    python, environment = installed
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    viewer = subprocess.Popen(
        [python, "-m", "pipeline.cli", "view", "--port", str(port)],
        cwd="/",
        # As a newcomer starts it: no settings of Streamlit's yet, nobody to answer a question.
        env={**environment, "HOME": environment["LACUNA_DATA"], "BROWSER": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(120):
            try:
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/_stcore/health", timeout=2
                ) as answer:
                    assert answer.status == 200
                break
            except OSError:
                assert viewer.poll() is None, "the viewer ended"
                time.sleep(0.5)
        else:
            pytest.fail("the viewer did not answer within a minute")
    finally:
        os.killpg(viewer.pid, 15)
        viewer.wait(20)
