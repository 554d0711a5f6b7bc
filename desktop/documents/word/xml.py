"""Elements of WordprocessingML (ISO/IEC 29500-1) that python-docx has no words for, in the order the standard asks.

Word refuses a file whose properties stand in another order than the schema's.
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_ORDERS = """
pPr: pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
 suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
 spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
 divId cnfStyle rPr sectPr pPrChange
rPr: rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
 webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
 eastAsianLayout specVanish oMath
tblPr: tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
 tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
trPr: cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc
tcPr: cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
sectPr: headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
 formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
style: name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
 rsid pPr rPr tblPr trPr tcPr tblStylePr
"""
ORDER = {kind: tags.split() for kind, tags in re.findall(r"(?m)^(\w+): ((?:.|\n )+)", _ORDERS)}


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """``<w:tag w:attribute=… >`` with ``children`` in it."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def put(properties: Any, tag: str, *children: Any, **attributes: object) -> Any:
    """Set one property of ``properties`` (a ``w:pPr``, ``w:rPr`` …), at its place among the others."""
    for old in properties.findall(qn(f"w:{tag}")):
        properties.remove(old)
    made = element(tag, *children, **attributes)
    order = ORDER[properties.tag.rpartition("}")[2]]
    following = {qn(f"w:{name}") for name in order[order.index(tag) + 1 :]}
    for position, other in enumerate(properties):
        if other.tag in following:
            properties.insert(position, made)
            return made
    properties.append(made)
    return made


def drop(properties: Any, *tags: str) -> None:
    """Take properties away."""
    for tag in tags:
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
