"""PDFs as they come in: sound, cut off, locked, and made to do harm."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas


def write_pdf(path: Path, pages: int = 3, size: tuple[float, float] = (595, 842)) -> Path:
    """A PDF of so many pages, each with a line of its own; ``size`` is in points."""
    canvas = Canvas(str(path), pagesize=size)
    for page in range(1, pages + 1):
        canvas.setFillColorRGB(0.1, 0.4 if page % 2 else 0.8, 0.4)
        canvas.rect(40, size[1] - 140, size[0] - 80, 100, stroke=0, fill=1)
        canvas.drawString(50, size[1] - 180, f"Page {page}")
        canvas.showPage()
    canvas.save()
    return path


def write_encrypted_pdf(path: Path) -> Path:
    plain = write_pdf(path.with_name("plain.pdf"))
    with pikepdf.open(plain) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return path


def write_truncated_pdf(path: Path) -> Path:
    """What is left of a PDF whose sending was broken off: its head, and no page."""
    path.write_bytes(write_pdf(path.with_name("whole.pdf")).read_bytes()[:120])
    return path


def write_many_pages(path: Path, pages: int) -> Path:
    """One page, so many times over."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    for _ in range(pages - 1):
        document.pages.append(page)
    document.save(path)
    return path
