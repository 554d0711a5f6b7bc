"""Text as it is printed: the spaces French punctuation wants."""

from __future__ import annotations

import re


def narrow_spaces(text: str) -> str:
    """French punctuation: a narrow no-break space before ``; : ! ?`` and inside « », where a full one or none stands.

    Left alone: what is no punctuation of a sentence, such as the colon in 10:30 or in https://.
    """
    text = re.sub(r"«[ \u00a0\u202f]*", "«\u202f", text)
    text = re.sub(r"[ \u00a0\u202f]*»", "\u202f»", text)
    text = re.sub(r"[ \u00a0\u202f]+(?=[;:!?])|(?<=\d) (?=[%€°])", "\u202f", text)
    return re.sub(r"(?<=[\w)\]»%])(?=[;:!?](?:[\s;:!?»)\]]|$))", "\u202f", text)
