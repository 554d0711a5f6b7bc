"""The stand-alone program does its work outside the source tree, without Python, and in Arabic."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest
import python_calamine
from PIL import Image

pytestmark = pytest.mark.bundle

TOP = Path(__file__).resolve().parent.parent
REGISTER = "demo.tawsiya"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program, built as ``make bundle`` builds it, but into a folder of this test run's own."""
    folder = tmp_path_factory.mktemp("bundle")
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", TOP / "installer.spec"]
    subprocess.run([*build, "--distpath", folder, "--workpath", folder / "build"], cwd=TOP, check=True, timeout=1200)
    return folder / "Tawsiya" / ("tawsiya-console.exe" if os.name == "nt" else "Tawsiya")


@pytest.fixture(scope="module")
def desk(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the demonstration register, and nothing else."""
    folder = tmp_path_factory.mktemp("desk")
    start(program, folder, "demo", REGISTER)
    return folder


def start(program: Path, folder: Path, *arguments: str, **more: str) -> str:
    """Start the program in ``folder`` with nothing of this environment but what a program cannot do without."""
    needed = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    environment = {**needed, "HOME": str(folder), "USERPROFILE": str(folder), "QT_QPA_PLATFORM": "offscreen"} | more
    done = subprocess.run(
        [program, *arguments], cwd=folder, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8")


def test_what_was_left_out_is_missed_nowhere(program: Path) -> None:
    broken_links = [path.name for path in program.parent.rglob("*") if not path.exists()]
    assert broken_links == []


def test_it_lists_the_register_it_made(program: Path, desk: Path) -> None:
    actions = json.loads(start(program, desk, "list", REGISTER, "actions", "--json"))
    assert len(actions) >= 40
    assert all(set(action["title"]) == {"fr", "ar", "en"} for action in actions)


def test_it_writes_minutes_in_arabic(program: Path, desk: Path) -> None:
    meetings = json.loads(start(program, desk, "list", REGISTER, "meetings", "--json"))
    start(program, desk, "minutes", REGISTER, meetings[0]["number"], "minutes.pdf", "--language", "ar")
    with pypdf.PdfReader(desk / "minutes.pdf") as minutes:
        text = "".join(page.extract_text() for page in minutes.pages)
    assert meetings[0]["number"] in text
    assert "محضر" in text
    assert "جدول الأعمال" in text


def test_it_writes_the_tracker_in_arabic(program: Path, desk: Path) -> None:
    start(program, desk, "tracker", REGISTER, "tracker.xlsx", "--language", "ar")
    with python_calamine.load_workbook(desk / "tracker.xlsx") as tracker:
        cells = {
            cell
            for name in tracker.sheet_names
            for row in tracker.get_sheet_by_name(name).iter_rows()
            for cell in row
            if isinstance(cell, str)
        }
    assert "المؤسسة المسؤولة" in cells
    assert any("الاتجار بالبشر" in cell for cell in cells)


def test_it_knows_an_offices_postgresql(program: Path, desk: Path, empty_postgresql: str) -> None:
    start(program, desk, "new", empty_postgresql, "--country", "TN", "--language", "ar")
    assert json.loads(start(program, desk, "list", empty_postgresql, "meetings", "--json")) == []


def test_its_window_opens(program: Path, desk: Path) -> None:
    start(program, desk, "--picture", "window.png", REGISTER)
    header = (desk / "window.png").read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", header[16:24])
    assert width > 800
    assert height > 500


def test_its_dashboard_is_drawn_in_arabic(program: Path, desk: Path) -> None:
    settings = desk / "settings.json"
    places = {str(desk / REGISTER): {"page": "dashboard"}}
    settings.write_text(json.dumps({"language": "ar", "look": "light", "places": places}), encoding="utf-8")
    start(program, desk, "--picture", "dashboard.png", REGISTER, TAWSIYA_SETTINGS=str(settings))
    with Image.open(desk / "dashboard.png") as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or ()}
    # The green of what is verified and the amber of what falls due soon are drawn in charts alone.
    assert {(0x2A, 0x6B, 0x3C), (0x8D, 0x58, 0x00)} <= colours


def test_it_reads_what_comes_from_outside(program: Path, desk: Path) -> None:
    start(program, desk, "tracker", REGISTER, "sent.xlsx", "--language", "fr")
    (review,) = json.loads(start(program, desk, "review", REGISTER, "sent.xlsx", "--json"))
    assert review["counts"]["unchanged"] >= 40 and sum(review["counts"].values()) == review["counts"]["unchanged"]
    (desk / "matrice.csv").write_bytes(
        "Action;Institution responsable\r\nFormer;Ministère de la Justice\r\n".encode("cp1252")
    )
    planned = json.loads(start(program, desk, "import", REGISTER, "matrice.csv", "--dry-run", "--json"))
    assert planned["actions"] == 1 and planned["columns"]["Institution responsable"] == "lead"
    assert not planned["problems"] and not planned["unsure"]
