"""The register that is measured: a hundred thousand actions, thirty thousand recommendations, two thousand meetings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.records.register import Register
from tests.large_register import fill_large


@pytest.fixture(scope="session")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "whole.tawsiya"
    with Register.create(path, country_code="MA", language="fr") as register:
        fill_large(register)
    return path


@pytest.fixture
def whole(whole_file: Path) -> Iterator[Register]:
    with Register.open(whole_file) as register:
        yield register
