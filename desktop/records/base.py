"""What every record has in common: identity, level, texts per language, codes, and how one is read and changed.

A table is declared once, as a typed model; the journal, undo, forms and search read that declaration.
"""

from __future__ import annotations

import datetime as dt
import enum
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    Session,
    composite,
    declared_attr,
    mapped_column,
)
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desktop.codes import Level
from desktop.language import LANGUAGE_CODES, LanguageCode, Message, Refusal, Wording, message

ID_LENGTH = 32


R = TypeVar("R", bound="Record")


def new_id() -> str:
    """A version 7 UUID (RFC 9562, section 5.7) as 32 hexadecimal digits: ids sort by the time they were made.

    The twelve bits after the version hold the fraction of the millisecond (section 6.2, method 3), so that what is made
    in one go sorts in the order in which it was made.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | (nanoseconds * 4096 // 1_000_000) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    return f"{value:032x}"


class UtcDateTime(sa.types.TypeDecorator[dt.datetime]):
    """A moment in UTC. SQLite keeps no time zone, so it is taken off on the way in and put back on the way out."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: sa.Dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    """The tables of a register. Constraint names follow one convention, so that a migration can name them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        enum.Enum: sa.Enum(
            enum.Enum,
            native_enum=False,
            length=32,
            create_constraint=True,
            values_callable=lambda codes: [code.value for code in codes],
        ),
        str: sa.Text(),
        dt.datetime: UtcDateTime(),
    }


class Record(Base):
    """A record of the register: it has an id, and everything that happens to it is written down by the journal."""

    __abstract__ = True

    singular: ClassVar[Message]
    """What one such record is called."""

    unjournalled: ClassVar[frozenset[str]] = frozenset({"folded", "sort_fr", "sort_ar", "sort_en"})
    """Columns that are worked out from others, so that writing them down would say the same thing twice."""

    part_of: ClassVar[Sequence[str]] = ()
    """The references, besides those that are never empty, to what this record hangs on: its history is told there."""

    leads_to: ClassVar[Sequence[str]] = ()
    """Of a link between two records: the reference to the one that hangs on the other by way of it."""

    id: Mapped[str] = mapped_column(sa.String(ID_LENGTH), primary_key=True, default=new_id, sort_order=-10)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return "".join("_" + c.lower() if c.isupper() else c for c in cls.__name__).lstrip("_")

    def check(self, session: Session) -> None:
        """Raise :class:`~desktop.language.Refusal` where the record breaks a rule. Called before it is written."""

    def check_removal(self, session: Session) -> None:
        """Raise :class:`~desktop.language.Refusal` where the record may not be removed."""

    def settle(self, session: Session) -> None:
        """Work out anew what follows from this record and from others, once an undo has put this one back."""


@event.listens_for(Record, "init", propagate=True)
def _fill_in_defaults(target: Record, _arguments: Any, given: dict[str, Any]) -> None:
    # SQLAlchemy fills in a default as it writes; the record's rules are checked before, and are to see what is written.
    for attribute in sa.inspect(type(target)).column_attrs:
        default = attribute.columns[0].default
        if isinstance(default, ScalarElementColumnDefault):
            given.setdefault(attribute.key, default.arg)


class Levelled:
    """A record that says who may see it."""

    level: Mapped[Level] = mapped_column(default=Level.INTERNAL, sort_order=90)


class Withdrawable:
    """A record that is withdrawn rather than removed: its number stays and is never given again."""

    withdrawn_on: Mapped[dt.date | None] = mapped_column(default=None, sort_order=91)


def wording(name: str) -> Composite[Wording]:
    """A text in three languages: the columns ``<name>_fr``, ``<name>_ar`` and ``<name>_en``, seen as one Wording."""
    columns = [mapped_column(f"{name}_{code}", sa.Text, nullable=True) for code in LANGUAGE_CODES]
    # A text that is missing in every language is an empty Wording, so that nobody has to ask for None first.
    return composite(Wording, *columns, return_none_on=None)


def reference(target: str, *, nullable: bool = False, ondelete: str | None = None, index: bool = True) -> Any:
    """A column that points at another record, with an index: every such link is followed in both directions.

    ``index`` is False where a table has an index that begins with the column.
    """
    return mapped_column(
        sa.String(ID_LENGTH), sa.ForeignKey(f"{target}.id", ondelete=ondelete), nullable=nullable, index=index
    )


def in_language(text: Any, code: LanguageCode) -> sa.ColumnElement[str]:
    """The SQL of a wording in one language, or in another where it is missing; for sorting."""
    columns = dict(zip(LANGUAGE_CODES, text.prop.columns, strict=True))
    first = columns.pop(code)
    return sa.func.coalesce(*(sa.func.nullif(column, "") for column in (first, *columns.values())), "")


# --- one way to read and to change a record ---------------------------------------------------------------------------


def find(session: Session, kind: type[R], record_id: str) -> R:
    """The record with this id. Raises :class:`Refusal` where somebody has removed it in the meantime."""
    record = session.get(kind, record_id)
    if record is None:
        raise Refusal(message("This record is no longer in the register. Nothing was changed."))
    return record


def read_values(session: Session, kind: type[Record], record_id: str, names: Sequence[str]) -> dict[str, Any]:
    """The named attributes of a record, as a form shows them."""
    record = find(session, kind, record_id)
    return {name: getattr(record, name) for name in names}


def has_changed(record: Record, names: Iterable[str]) -> bool:
    """Whether one of these attributes (columns, or lists of a record's parts) differs from what the register holds."""
    attributes = sa.inspect(record).attrs
    return any(attributes[name].history.has_changes() for name in names)


CHANGED_MEANWHILE = message(
    "Somebody else changed this in the meantime. Your text is kept here and not saved: look at what is there now first."
)


def merge(stored: Any, loaded: Any, value: Any) -> Any:
    """What to write of ``value``, which was made out of ``loaded``, where the register holds ``stored`` by now.

    What was not touched stays as it is stored; of a wording that holds for each language. Raises :class:`Refusal`
    (:data:`CHANGED_MEANWHILE`) where both were changed, and differently: nobody writes over what they have not seen.
    """
    if isinstance(stored, Wording) and isinstance(loaded, Wording) and isinstance(value, Wording):
        codes = LANGUAGE_CODES
        return Wording(**{code: merge(stored.get(code), loaded.get(code), value.get(code)) for code in codes})
    if value == loaded:
        return stored
    if stored not in (loaded, value):
        raise Refusal(CHANGED_MEANWHILE)
    return value


def change_values(
    session: Session,
    kind: type[Record],
    record_id: str,
    values: Mapping[str, Any],
    loaded: Mapping[str, Any] | None = None,
) -> None:
    """Set the named attributes; what is equal to what was there leaves no trace in the journal.

    ``loaded`` is what the attributes were when whoever changed them read them. Raises :class:`Refusal` where somebody
    else has changed the same since, or (when the session is flushed) where a rule of the record forbids it.
    """
    record = find(session, kind, record_id)
    if loaded is not None:
        # On a server another desk could write between the comparison and our own writing.
        session.refresh(record, with_for_update=True)
        values = {name: merge(getattr(record, name), loaded.get(name), value) for name, value in values.items()}
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)
    session.flush()


def withdraw(session: Session, kind: type[Record], record_id: str, on: dt.date | None = None) -> None:
    """Take a record out of every list; its number stays its own. A record without a number is removed."""
    record = find(session, kind, record_id)
    if isinstance(record, Withdrawable):
        record.withdrawn_on = on or dt.date.today()
    else:
        session.delete(record)
    session.flush()
