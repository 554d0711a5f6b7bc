"""How the workbooks look: colours, cell formats, and the page they are printed on."""

from __future__ import annotations

import re
from typing import Literal

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.codes import ActionStatus
from desktop.language import Language, LanguageCode, message

TEAL, TEAL_LIGHT, AMBER, CREAM, SLATE = "0F5A5C", "E3EFEE", "8A5A00", "FFF8E1", "5F6B6B"
INK, GREY, RED, RED_LIGHT, LINE, WHITE = "1F2A2A", "5F6B6B", "B3261E", "FBE0DD", "C9CFCE", "FFFFFF"

STATUS_TINT: dict[ActionStatus, str] = {
    ActionStatus.PLANNED: "E6E6E2",
    ActionStatus.IN_PROGRESS: "DBE8F6",
    ActionStatus.BLOCKED: "FBE3C0",
    ActionStatus.REPORTED: "CDEBE6",
    ActionStatus.VERIFIED: "D2ECD1",
    ActionStatus.CANCELLED: "F3F3F1",
}
"""Behind the word, light enough for black text."""

STATUS_COLOUR: dict[ActionStatus, str] = {
    ActionStatus.PLANNED: "8D8F88",
    ActionStatus.IN_PROGRESS: "3F7CBF",
    ActionStatus.BLOCKED: "D98A1F",
    ActionStatus.REPORTED: "2A9D8F",
    ActionStatus.VERIFIED: "3C8D40",
    ActionStatus.CANCELLED: "BDBFB9",
}
"""For a bar of a chart."""

FONT = "Arial"
"""Has Latin and Arabic letters on Windows and macOS; LibreOffice puts one of the same widths in its place."""

Direction = Literal[0, 1, 2]
BY_CONTENT: Direction = 0
LEFT_TO_RIGHT: Direction = 1
RIGHT_TO_LEFT: Direction = 2


def direction(code: LanguageCode) -> Direction:
    """The reading order of a text in this language."""
    return RIGHT_TO_LEFT if code == "ar" else LEFT_TO_RIGHT


def style(
    sheet: Worksheet,
    *,
    size: float = 10,
    bold: bool = False,
    colour: str = INK,
    fill: str | None = None,
    border: bool = False,
    horizontal: Literal["left", "center", "right"] | None = None,
    vertical: Literal["top", "center"] = "top",
    indent: int = 0,
    wrap: bool = False,
    reading: Direction = BY_CONTENT,
    number_format: str = "General",
    locked: bool = True,
) -> int:
    """The index of this cell format in the sheet's workbook, which gets it if it is new."""
    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, size=size, bold=bold, color=colour)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill, end_color=fill)
    if border:
        side = Side("thin", color=LINE)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    cell.alignment = Alignment(
        horizontal=horizontal, vertical=vertical, indent=indent, wrap_text=wrap, readingOrder=reading
    )
    cell.number_format = number_format
    cell.protection = Protection(locked=locked)
    return cell.style_id


def set_up(sheet: Worksheet, language: Language, footer: str, landscape: bool) -> None:
    """Direction, A4 page one sheet wide, page numbers, and the lock that keeps what is not to be typed over."""
    sheet.sheet_view.rightToLeft = language.right_to_left
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.3  # inches, as all margins of a sheet
    sheet.page_margins.top, sheet.page_margins.bottom = 0.4, 0.6
    sheet.page_margins.header = sheet.page_margins.footer = 0.25
    sheet.print_options.horizontalCentered = True
    name = _HeaderFooterPart(plain(footer)[:100].replace("&", "&&"), size=9)  # a footer holds 255 characters in all
    page = _HeaderFooterPart(language.text(message("Page {page} of {pages}", page="&P", pages="&N")), size=9)
    sides = (page, name) if language.right_to_left else (name, page)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=sides[0], right=sides[1])
    # A guard against slips, not against intent: without a password whoever must can lift it.
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False  # False: not forbidden
    sheet.protection.autoFilter = sheet.protection.sort = False


def plain(text: str) -> str:
    """One line without control characters, for places such as properties and footers."""
    return " ".join(re.sub("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]", " ", text).split())
