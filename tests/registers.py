"""Registers that tests begin with. Each is made once a run, for it takes a while, and copied for every test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.language import LanguageCode
from desktop.records.register import Register


@cache
def _new(country_code: str, language: LanguageCode) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.tawsiya"
        Register.create(path, country_code=country_code, language=language).close()
        return path.read_bytes()


def new_register(path: Path, country_code: str = "MA", language: LanguageCode = "fr") -> Register:
    """A new register in ``path``, open. Two of one country and language are copies, and say that they are the same."""
    path.write_bytes(_new(country_code, language))
    return Register.open(path)
