"""A PDF closed with a password, by AES with a key of 256 bits (ISO 32000-2, 7.6)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pikepdf

LONGEST = 127
"""Bytes of a password in UTF-8 that count; a reader ignores what comes after them."""


def close_with(password: str, file: Path) -> None:
    """Close the PDF ``file`` so that nobody reads it without ``password``; whoever has it may do everything with it.

    Raises :class:`ValueError` for a password that is empty or longer than readers take.
    """
    # The same letters can be written in two ways; every reader asks for the password anew, on another keyboard.
    password = unicodedata.normalize("NFKC", password)
    if not 0 < len(password.encode()) <= LONGEST:
        raise ValueError("a password has 1 to 127 bytes")
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        document.save(file, encryption=pikepdf.Encryption(user=password, owner=password, R=6))
