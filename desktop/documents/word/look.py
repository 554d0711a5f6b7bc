"""How a Word document looks: its styles, which whoever goes on working on it changes in one place for the whole.

Styles that Word has itself keep their names, which it translates; ours are named in the document's language.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from desktop.documents.document import Document, Tone
from desktop.documents.word.xml import drop, element, put
from desktop.language import Language, message

LATIN, ARABIC = "Times New Roman", "Sakkal Majalla"
"""Typefaces that every Windows has: the document is worked on where ours are not."""

ACCENT, MUTED, WARNING, RULE = "0F5C5C", "6A645D", "8A4B08", "CFCAC3"

TEXTS = {"body": "BodyText", "plain": "NoSpacing", "quiet": "BodyText3", "cell": "TableText"}
"""The style of each kind of text."""

TONES: dict[Tone, str] = {"accent": "ToneAccent", "muted": "ToneMuted", "warning": "ToneWarning"}

OURS = {
    "TableText": message("Table text"),
    "TableHead": message("Table heading"),
    "TableGroup": message("Table group"),
    "Letterhead": message("Letterhead"),
    "Commission": message("Name of the commission"),
    "NoticeLine": message("Notice in a frame"),
    "DecisionText": message("Decision or recommendation"),
    "AddressLine": message("Addressee"),
    "ListItem": message("Numbered list"),
    "SignatoryTitle": message("Signatory's title"),
    "SignatoryName": message("Signatory's name"),
    "PlateName": message("Name on a plate"),
    "PlateLine": message("Line on a plate"),
    "ToneAccent": message("Marked"),
    "ToneMuted": message("Said aside"),
    "ToneWarning": message("Warning"),
    "RegisterTable": message("Table with headings"),
}


def dress(package: Package, document: Document) -> None:
    """Give an empty document its styles."""
    language = document.language
    _defaults(package, document)
    styles = package.styles
    named = {style.style_id: style for style in styles}

    def paragraph(key: str, based_on: str = "Normal", **changes: Any) -> None:
        style: Any = named.get(key)
        if style is None:
            style = styles.add_style(language.text(OURS[key]), WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), key)
            named[key] = style
        style.base_style = named[based_on] if key != based_on else None
        style.quick_style = True
        _shape(style, **changes)

    paragraph("Normal", size=11, after=0)
    paragraph("BodyText", size=11, after=5, align="both")
    paragraph("NoSpacing", size=11, after=2)
    paragraph("BodyText3", size=9.5, after=2, colour=MUTED)
    paragraph("Title", size=21, bold=True, before=16, after=0, align="center", keep=True)
    paragraph("Subtitle", size=13, bold=True, before=4, after=4, align="center", keep=True)
    paragraph("Heading1", size=14, bold=True, colour=ACCENT, before=12, after=4, keep=True)
    paragraph("Heading2", size=11.5, bold=True, before=8, after=2, keep=True)
    paragraph("Header", size=9, colour=MUTED)
    paragraph("Footer", size=9, colour=MUTED)
    paragraph("Caption", size=9.5, colour=MUTED, before=2, after=6, align="center")
    paragraph("TableText", size=9.5, after=0)
    paragraph("TableHead", "TableText", bold=True, colour="FFFFFF", keep=True)
    paragraph("TableGroup", "TableText", bold=True, colour=ACCENT, keep=True)
    paragraph("Letterhead", size=11, align="center", keep=True)
    paragraph("Commission", size=13, bold=True, colour=ACCENT, before=3, align="center", keep=True)
    paragraph("NoticeLine", size=9.5, bold=True, colour=WARNING, before=9, after=9, align="center")
    paragraph("DecisionText", size=11, before=3, after=3, indent=11)
    paragraph("AddressLine", size=11, after=0)
    paragraph("ListItem", size=11, after=2)
    paragraph("SignatoryTitle", size=11, bold=True, align="center", keep=True)
    paragraph("SignatoryName", size=11, before=58, align="center")
    paragraph("PlateName", size=54, bold=True, after=6, align="center")
    paragraph("PlateLine", size=22, colour=MUTED, align="center")
    _border(named["DecisionText"].element.get_or_add_pPr(), "start", language, size=12, space=8, colour=ACCENT)
    _border(named["NoticeLine"].element.get_or_add_pPr(), None, language, size=6, space=4, colour="C9934F")
    for key, colour in (("ToneAccent", ACCENT), ("ToneMuted", MUTED), ("ToneWarning", WARNING)):
        style: Any = styles.add_style(language.text(OURS[key]), WD_STYLE_TYPE.CHARACTER)
        style.element.set(qn("w:styleId"), key)
        put(style.element.get_or_add_rPr(), "color", val=colour)
    _table_style(package, language)


def _defaults(package: Package, document: Document) -> None:
    """What holds where no style says anything: typefaces, sizes, languages; and the direction of new paragraphs."""
    language = document.language
    defaults = package.styles.element.find(qn("w:docDefaults"))
    base = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    put(base, "rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=LATIN, cs=ARABIC)
    put(base, "sz", val=22)
    put(base, "szCs", val=28)
    put(base, "lang", val=latin_tag(language), eastAsia="en-GB", bidi=arabic_tag(language))
    if language.right_to_left:
        put(package.styles["Normal"].element.get_or_add_pPr(), "bidi")


def latin_tag(language: Language) -> str:
    """The language that Word spells Latin words in: one it knows."""
    return {"fr": "fr-FR", "en": "en-GB"}.get(language.code, "fr-FR")


def arabic_tag(language: Language) -> str:
    return f"ar-{language.country}" if language.country in ("MA", "TN", "JO", "LB") else "ar-MA"


def _shape(
    style: Any,
    *,
    size: float = 9.5,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    align: str = "",
    bold: bool = False,
    colour: str = "",
    keep: bool = False,
) -> None:
    text, paragraph = style.element.get_or_add_rPr(), style.element.get_or_add_pPr()
    drop(text, "rFonts", "color", "b", "bCs", "i", "iCs", "spacing", "kern", "sz", "szCs")
    drop(paragraph, "tabs", "spacing", "jc", "pBdr", "contextualSpacing", "keepNext", "keepLines")
    style.font.size = Pt(size)
    # Arabic letters are smaller than Latin ones of the same size.
    put(text, "szCs", val=round(2 * size * 1.25))
    if bold:
        put(text, "b")
        put(text, "bCs")
    if colour:
        put(text, "color", val=colour)
    put(paragraph, "spacing", before=round(20 * before), after=round(20 * after), line=264, lineRule="auto")
    put(paragraph, "widowControl")
    if indent:
        put(paragraph, "ind", left=round(20 * indent))
    if align:
        put(paragraph, "jc", val=align)
    if keep:
        put(paragraph, "keepNext")
        put(paragraph, "keepLines")


def _border(paragraph: Any, side: str | None, language: Language, *, size: int, space: int, colour: str) -> None:
    """A line at the start side of a paragraph, or all around it."""
    sides = ("top", "left", "bottom", "right") if side is None else ("right" if language.right_to_left else "left",)
    lines = [element(each, val="single", sz=size, space=space, color=colour) for each in sides]
    put(paragraph, "pBdr", *lines)


def _table_style(package: Package, language: Language) -> None:
    """A table with a dark heading and a line under each row."""

    def line(side: str) -> Any:
        return element(side, val="single", sz=4, space=0, color=RULE)

    margins = [element("top", w=40, type="dxa"), element("left", w=80, type="dxa"),
               element("bottom", w=40, type="dxa"), element("right", w=80, type="dxa")]  # fmt: skip
    head = element(
        "tblStylePr",
        element("rPr", element("b"), element("bCs"), element("color", val="FFFFFF")),
        element("tcPr", element("shd", val="clear", color="auto", fill=ACCENT)),
        type="firstRow",
    )
    style = element(
        "style",
        element("name", val=language.text(OURS["RegisterTable"])),
        element("basedOn", val="TableNormal"),
        element("uiPriority", val=59),
        element("qFormat"),
        element(
            "tblPr",
            element("tblBorders", line("top"), line("bottom"), line("insideH")),
            element("tblCellMar", *margins),
        ),
        head,
        type="table",
        styleId="RegisterTable",
        customStyle=1,
    )
    package.styles.element.append(style)
