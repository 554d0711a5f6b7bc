"""The pages of a Word document: their size, what stands above and below the text, and that it is a draft."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.document import Document as Package
from docx.enum.section import WD_ORIENTATION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from desktop.documents.document import Document, Run
from desktop.documents.facing import BETWEEN
from desktop.documents.word.look import RULE
from desktop.documents.word.name_plate import ALONG
from desktop.documents.word.text import add_runs, storable
from desktop.documents.word.xml import element, put
from desktop.language import Language

NUMBERED_LINES = 5
"""Of a draft, every so many lines have their number beside them."""


LONGEST = 72
"""Characters of the commission's name above a page."""


def set_up(package: Package, document: Document) -> float:
    """Give the document its page, header and footer. Gives the width text is set in, in millimetres."""
    section = package.sections[0]
    # Name plates lie across too, but their lines are turned instead of the page (see name_plate).
    across = document.landscape and not document.bare
    width, height = (297, 210) if across else (210, 297)
    margin = 14 if document.bare else 18 if across else 24
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(margin)
    section.top_margin, section.bottom_margin = (Mm((297 - ALONG) / 2), Mm(10)) if document.bare else (Mm(27), Mm(26))
    section.header_distance = section.footer_distance = Mm(12)
    properties: Any = section._sectPr
    if across:
        section.orientation = WD_ORIENTATION.LANDSCAPE
    if document.language.right_to_left:
        put(properties, "bidi")
    if not document.bare:
        _furnish(section, document, width - 2 * margin)
    return width - 2 * margin


def _furnish(section: Section, document: Document, width: float) -> None:
    section.different_first_page_header_footer = True
    end = round(width / 25.4 * 1440)
    above = section.header.paragraphs[0]
    _line(above, document, end, (Run(_shortened(document.author)), Run("\t"), Run(document.number)), "Header", "bottom")
    for footer in (section.footer, section.first_page_footer):
        below = footer.paragraphs[0]
        title = " ".join(part for part in (document.name, document.number) if part)
        _line(below, document, end, (Run(title), Run("\t")), "Footer", "top")
        _count(below, document.language)
        if document.facing:
            add_runs(below, (Run(BETWEEN),), document.language.code)
            _count(below, document.facing)
    if document.draft:
        put(section._sectPr, "lnNumType", countBy=NUMBERED_LINES, restart="continuous")
        for header in (section.header, section.first_page_header):
            _write_across(header.paragraphs[0], document.draft)


def _line(paragraph: Paragraph, document: Document, end: int, runs: tuple[Run, ...], style: str, border: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    put(properties, "pStyle", val=style)
    put(properties, "tabs", element("tab", val="right", pos=end))
    put(properties, "pBdr", element(border, val="single", sz=4, space=4, color=RULE))
    add_runs(paragraph, runs, document.language.code)


def _shortened(text: str) -> str:
    """As many words of a text as stand beside a number on one line."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:·") + "…"


def _count(paragraph: Paragraph, language: Language) -> None:
    """Page so much of so many, counted by Word."""
    counted = language.text("Page {page} of {pages}", page="\ue000", pages="\ue001")
    said = ""
    for char in counted + "\ue002":
        if char not in "\ue000\ue001\ue002":
            said += char
            continue
        if said:
            add_runs(paragraph, (Run(said),), language.code)
            said = ""
        if char != "\ue002":
            _field(paragraph, "PAGE" if char == "\ue000" else "NUMPAGES")


def _field(paragraph: Paragraph, instruction: str) -> None:
    for part in ("begin", None, "separate", "1", "end"):
        run: Any = paragraph.add_run()
        if part is None:
            code = element("instrText")
            code.text = f" {instruction} "
            run._r.append(code)
        elif part == "1":
            run.text = part
        else:
            run._r.append(element("fldChar", fldCharType=part))


def _write_across(paragraph: Paragraph, word: str) -> None:
    """The word across each page of a draft, as Word itself makes one."""
    picture = f"""<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" fillcolor="#dcdcdc" stroked="f"
 style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:105pt;rotation:315;z-index:-251658240;mso-position-horizontal:center;
mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string={quoteattr(storable(word))}/>
</v:shape></w:pict>"""
    paragraph.add_run()._r.append(parse_xml(picture))
