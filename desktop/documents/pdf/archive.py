"""What makes a PDF one for the archive: PDF/A-3b (ISO 19005-3), readable in decades, with what it was made from inside.

Fonts are embedded and nothing is transparent or drawn by scripts, whoever writes a page; here is what the file says of
itself: what it is, which colours its numbers mean, and which files it carries.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from desktop.documents.pdf.printable import printable

if TYPE_CHECKING:
    from desktop.documents.pdf.sheet import Properties

VERSION = (1, 7)


@dataclass(frozen=True)
class AttachedFile:
    """A file carried inside a PDF, such as the workbook its tables were made from."""

    name: str
    content: bytes
    media_type: str
    explained: str
    """What it is, in the document's language."""
    relation: Literal["Source", "Data", "Supplement"] = "Data"
    """To the document (ISO 19005-3, Annex E)."""


def declare(document: pdfdoc.PDFDocument, properties: Properties, attached: Sequence[AttachedFile]) -> None:
    """Write into a document whose pages are all drawn what PDF/A-3b asks for, and the files it carries."""
    to: Any = document  # half of its attributes are unknown to its type stubs
    catalog = to.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
    now = dt.datetime.fromtimestamp(to._timeStamp.t).astimezone()
    catalog.Metadata = _stream(_metadata(properties, now).encode(), Type="Metadata", Subtype="XML")
    profile = _stream(srgb_profile(), compressed=True, N=3)
    catalog.OutputIntents = pdfdoc.PDFArray(
        [
            _dictionary(
                Type="OutputIntent",
                S="GTS_PDFA1",
                OutputConditionIdentifier=pdfdoc.PDFString("sRGB IEC61966-2.1"),
                Info=pdfdoc.PDFString("sRGB IEC61966-2.1"),
                DestOutputProfile=to.Reference(profile),
            )
        ]
    )
    if attached:
        carried = {each.name: to.Reference(_carried(to, each, now)) for each in attached}
        named = [part for name in sorted(carried) for part in (pdfdoc.PDFString(name), carried[name])]
        files = _dictionary(Names=pdfdoc.PDFArray(named))
        catalog.Names = _dictionary(EmbeddedFiles=to.Reference(files))
        catalog.AF = pdfdoc.PDFArray(list(carried.values()))


def _carried(document: Any, attached: AttachedFile, now: dt.datetime) -> pdfdoc.PDFDictionary:
    stream = _stream(attached.content, compressed=True, Type="EmbeddedFile", Subtype=attached.media_type)
    stream.dictionary["Params"] = _dictionary(
        Size=len(attached.content),
        # Bytes, not words: read as words, some could not be written, others would be written as different ones.
        CheckSum=pdfdoc.PDFString(hashlib.md5(attached.content, usedforsecurity=False).digest(), enc="raw"),
        ModDate=pdfdoc.PDFString(f"D:{now.astimezone(dt.UTC):%Y%m%d%H%M%S}Z"),
    )
    content = document.Reference(stream)
    return _dictionary(
        Type="Filespec",
        F=pdfdoc.PDFString(attached.name),
        UF=pdfdoc.PDFString(attached.name),
        Desc=pdfdoc.PDFString(attached.explained),
        AFRelationship=attached.relation,
        EF=_dictionary(F=content, UF=content),
    )


def _dictionary(**entries: Any) -> pdfdoc.PDFDictionary:
    return pdfdoc.PDFDictionary({key: _entry(value) for key, value in entries.items()})


def _entry(value: Any) -> Any:
    """A word is a name; texts are given as :class:`PDFString`."""
    if not isinstance(value, str):
        return value
    return "/" + pdfdoc.PDFName(value)[1:].replace("/", "#2F")  # which reportlab leaves as it is


def _stream(content: bytes, *, compressed: bool = False, **entries: Any) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress] if compressed else [])
    for key, value in entries.items():
        stream.dictionary[key] = _entry(value)
    return stream


def _metadata(about: Properties, now: dt.datetime) -> str:
    """What the document says of itself in XMP (ISO 16684-1), the same as in its information dictionary."""

    def said(text: str) -> str:
        return escape(printable(text))

    date = now.isoformat(timespec="seconds")
    claim = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n" if about.archived else ""
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{kind}"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{claim}<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{said(about.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{said(about.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{said(about.subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{said(about.language)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Tawsiya</xmp:CreatorTool><pdf:Producer>Tawsiya</pdf:Producer>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@cache
def srgb_profile() -> bytes:
    """The ICC profile (ISO 15076-1) of sRGB (IEC 61966-2-1): which colours the numbers on a page mean."""

    def fixed(*numbers: float) -> bytes:
        return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))

    def colour(x: float, y: float, z: float) -> bytes:
        return b"XYZ \0\0\0\0" + fixed(x, y, z)

    def worded(words: str) -> bytes:
        encoded = words.encode("utf-16-be")
        return b"mluc\0\0\0\0" + struct.pack(">II4sII", 1, 12, b"enUS", len(encoded), 28) + encoded

    # To linear light: (a·x + b)^g from d on, c·x below it.
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adapted = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
    tags = {
        b"desc": worded("sRGB IEC61966-2.1"),
        b"cprt": worded("No copyright, use freely"),
        b"wtpt": colour(0.9642, 1, 0.8249),
        b"chad": b"sf32\0\0\0\0" + fixed(*adapted),
        # The primaries, seen under daylight of 5000 K as profiles are (Bradford).
        b"rXYZ": colour(0.43607, 0.22249, 0.01392),
        b"gXYZ": colour(0.38515, 0.71687, 0.09708),
        b"bXYZ": colour(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    index, contents, places = b"", b"", dict[bytes, int]()
    start = 128 + 4 + 12 * len(tags)
    for tag, content in tags.items():
        if content not in places:
            places[content] = start + len(contents)
            contents += content + b"\0" * (-len(content) % 4)
        index += struct.pack(">4sII", tag, places[content], len(content))
    head = struct.pack(
        ">I4sI4s4s4s6H4s4sI4sIQI12s4s44x",
        start + len(contents), b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp", b"", 0, b"", 0,
        0, 0, fixed(0.9642, 1, 0.8249), b"",
    )  # fmt: skip
    return head + struct.pack(">I", len(tags)) + index + contents
