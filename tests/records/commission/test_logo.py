"""The commission's logo: taken from a picture, kept in the register, and given up again."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.language import Refusal
from desktop.records.commission.commission import find_commission
from desktop.records.commission.logo import LARGEST, find_logo, set_logo
from desktop.records.register import Register
from tests.records.sample import STEP

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def logo_of(register: Register) -> bytes | None:
    with register.reading() as session:
        assert find_commission(session).has_logo == (find_logo(session) is not None)
        return find_logo(session)


def test_a_logo_is_kept_changed_undone_and_taken_away(register: Register, tmp_path: Path) -> None:
    first, second = tmp_path / "first.png", tmp_path / "second.jpg"
    first.write_bytes(PNG)
    second.write_bytes(b"\xff\xd8\xff" + bytes(50))
    assert logo_of(register) is None
    for picture in (first, second):
        with register.changing(STEP) as session:
            set_logo(session, picture)
        assert logo_of(register) == picture.read_bytes()
    register.undo()
    assert logo_of(register) == PNG
    with register.changing(STEP) as session:
        set_logo(session, None)
    assert logo_of(register) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "no PNG or JPEG"),
        (b"", "no PNG or JPEG"),
        (PNG + bytes(LARGEST), "larger than 2 MB"),
        (None, "read"),
    ],
)
def test_what_is_no_picture_for_a_letterhead_is_refused_and_the_old_one_stays(
    register: Register, tmp_path: Path, data: bytes | None, said: str
) -> None:
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    good.write_bytes(PNG)
    if data is not None:
        bad.write_bytes(data)
    with register.changing(STEP) as session:
        set_logo(session, good)
    with pytest.raises(Refusal, match=said), register.changing(STEP) as session:
        set_logo(session, bad)
    assert logo_of(register) == PNG
