"""Text in a Word paragraph: runs of one look and one direction.

Word orders a line itself, but only when each run says which way it goes; a number such as REC-2021-014 in a run that
goes right to left comes out from its end.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from docx.text.paragraph import Paragraph

from desktop.documents.bidi import embedding_levels
from desktop.documents.document import Run, Text
from desktop.documents.typography import typeset
from desktop.documents.word.look import TEXTS, TONES
from desktop.documents.word.xml import put
from desktop.language import LanguageCode

_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
"""What says which way text goes; runs say it in its place, and Word shows some of these as boxes."""

_BREAKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef]")


def storable(text: str) -> str:
    """``text`` on one line, without what no XML file can hold."""
    text = unicodedata.normalize("NFC", text)
    return _NO_CHARACTERS.sub("", _NO_XML.sub("", _BREAKS.sub(" ", text)))


def write_text(paragraph: Paragraph, text: Text, style: str | None = None, *, base_right_to_left: bool) -> None:
    """Fill an empty paragraph; ``base_right_to_left`` is the direction its style has without being told."""
    properties = paragraph._p.get_or_add_pPr()
    put(properties, "pStyle", val=style or TEXTS[text.style])
    right_to_left = text.code == "ar"
    if right_to_left != base_right_to_left:
        put(properties, "bidi", val=int(right_to_left))
    if text.align:
        # Left and right of the standard are those of a line that runs left to right.
        put(properties, "jc", val={"start": "left", "center": "center", "end": "right"}[text.align])
    runs = text.runs
    if text.number:
        put(properties, "ind", left=520, hanging=520)
        runs = (Run(text.number, tone="muted"), Run("\t"), *runs)
    add_runs(paragraph, runs, text.code)


def add_runs(paragraph: Paragraph, runs: tuple[Run, ...], code: LanguageCode) -> None:
    """Runs in the direction of a language."""
    texts = [run.text if run.text == "\t" else _set(run, code) for run in runs]
    whole = "".join(texts)
    levels = embedding_levels(whole, int(code == "ar"))
    owners = [number for number, text in enumerate(texts) for _ in text]
    for (owner, turned), places in groupby(
        range(len(whole)), key=lambda place: (owners[place], bool(levels[place] & 1))
    ):
        said = _CONTROLS.sub("", "".join(whole[place] for place in places))
        if said:
            _add(paragraph, said, runs[owner], turned)


def _set(run: Run, code: LanguageCode) -> str:
    return typeset(storable(run.text), run.borrowed or code)


def _add(paragraph: Paragraph, said: str, run: Run, right_to_left: bool) -> None:
    made = paragraph.add_run(said)
    properties = made._r.get_or_add_rPr()
    if run.tone in TONES:
        put(properties, "rStyle", val=TONES[run.tone])
    if run.bold is not None:
        put(properties, "b", val=int(run.bold))
        put(properties, "bCs", val=int(run.bold))
    if right_to_left:
        put(properties, "rtl")
