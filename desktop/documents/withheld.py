"""What a document says of the records that those it is made for may not see."""

from __future__ import annotations

from desktop.language import Message, plural


def withheld_records(count: int) -> Message:
    """The sentence that says how many were left out, and nothing else of them."""
    return plural(
        "{count} record above this audience’s level is not shown.",
        "{count} records above this audience’s level are not shown.",
        count,
    )
