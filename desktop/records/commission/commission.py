"""The commission whose register this is, and the pillars and themes its work is sorted under."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.codes import Paper
from desktop.language import LANGUAGE_CODES, LanguageCode, Refusal, Wording, label, message
from desktop.records.audience import SMALLEST_COUNT
from desktop.records.base import Record, wording
from desktop.records.commission.template import read_template
from desktop.records.commission.term import list_month_names
from desktop.records.content import DEFAULT_LIMIT, MEGABYTE
from desktop.records.rows import CommissionRow
from desktop.records.search.words import Indexed

DAYS = frozenset(range(1, 8))
USUAL_WEEK = (1, 2, 3, 4, 5)


class Commission(Record):
    """One row: the profile of the commission, as documents and numbering need it."""

    singular = label("record", "commission")
    __table_args__ = (
        sa.CheckConstraint("attachment_megabytes >= 1", name="attachment"),
        sa.CheckConstraint("smallest_count >= 1", name="smallest_count"),
    )

    name: Mapped[Wording] = wording("name")
    acronym: Mapped[str | None] = mapped_column(default=None)
    country: Mapped[str] = mapped_column(sa.String(2))
    language: Mapped[LanguageCode] = mapped_column(sa.String(2))
    letterhead: Mapped[Wording] = wording("letterhead")
    city: Mapped[Wording] = wording("city")
    signatory_name: Mapped[Wording] = wording("signatory_name")
    signatory_title: Mapped[Wording] = wording("signatory_title")
    secretary_name: Mapped[Wording] = wording("secretary_name")
    secretary_title: Mapped[Wording] = wording("secretary_title")
    document_languages: Mapped[list[LanguageCode] | None] = mapped_column(sa.JSON(none_as_null=True), default=None)
    """The languages its documents are written in, the first one first; none means the working language alone."""
    working_week: Mapped[list[int] | None] = mapped_column(sa.JSON(none_as_null=True), default=None)
    """The days on which offices work (ISO 8601: 1 is Monday); none means Monday to Friday."""
    hijri_dates: Mapped[bool] = mapped_column(default=False, server_default=sa.text("false"))
    """Whether documents show the Hijri date beside the other."""
    attachment_megabytes: Mapped[int | None] = mapped_column(default=None)
    """The largest file that may be attached; none means the usual limit."""
    smallest_count: Mapped[int] = mapped_column(default=5, server_default="5")
    """A count of people below this is not shown to partners or the public."""
    logo_sha256: Mapped[str | None] = mapped_column(
        sa.String(64), sa.ForeignKey("content.sha256"), index=True, default=None
    )
    """The picture above the letterhead of documents; see :mod:`desktop.records.commission.logo`."""

    templates: Mapped[dict[str, str] | None] = mapped_column(sa.JSON(none_as_null=True), default=None)
    """What it changed of the templates of documents, by :class:`Paper`; see ``template.py``."""

    def check(self, session: Session) -> None:
        if not self.name:
            raise Refusal(message("A commission needs a name in one language at least.").at("name"))
        if self.language not in LANGUAGE_CODES:
            raise Refusal(message("The working language is French, Arabic or English.").at("language"))
        languages = self.document_languages or []
        if len(set(languages)) != len(languages) or not set(languages) <= set(LANGUAGE_CODES):
            raise Refusal(
                message("The languages of documents are French, Arabic and English, each once.").at(
                    "document_languages"
                )
            )
        if self.working_week is not None and not (self.working_week and set(self.working_week) <= DAYS):
            raise Refusal(message("A working week has one day at least, from Monday to Sunday.").at("working_week"))
        if self.attachment_megabytes is not None and self.attachment_megabytes < 1:
            raise Refusal(message("Files of one megabyte at least may be attached.").at("attachment_megabytes"))
        if self.smallest_count is not None and self.smallest_count < 1:
            raise Refusal(message("The smallest count that is shown is one at least.").at("smallest_count"))
        if sa.inspect(self).attrs.templates.history.has_changes():
            for paper, text in (self.templates or {}).items():
                read_template(Paper(paper), text)


class Pillar(Record, Indexed):
    """One of the pillars: prevention, protection, prosecution, partnership (Palermo's "four Ps") and others."""

    singular = label("record", "pillar")
    searched = ("name",)

    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[Wording] = wording("name")
    position: Mapped[int] = mapped_column(default=0)


class Theme(Record, Indexed):
    """What recommendations, actions and expertise are about, across the pillars: identification, mutual assistance."""

    singular = label("record", "theme")
    searched = ("name",)

    code: Mapped[str] = mapped_column(sa.String(32), unique=True)
    name: Mapped[Wording] = wording("name")
    position: Mapped[int] = mapped_column(default=0)

    def check(self, session: Session) -> None:
        if not (self.code or "").strip() or not self.name:
            raise Refusal(message("A theme needs a code and a name in one language at least.").at("code"))


def find_commission(session: Session) -> CommissionRow:
    """The commission's profile; a register has exactly one."""
    found = session.scalars(sa.select(Commission)).one()
    return CommissionRow(
        id=found.id,
        name=found.name,
        acronym=found.acronym,
        country=found.country,
        language=found.language,
        letterhead=found.letterhead,
        city=found.city,
        signatory_name=found.signatory_name,
        signatory_title=found.signatory_title,
        secretary_name=found.secretary_name,
        secretary_title=found.secretary_title,
        document_languages=tuple(found.document_languages or (found.language,)),
        working_week=tuple(found.working_week or USUAL_WEEK),
        hijri_dates=found.hijri_dates,
        months=list_month_names(session),
        attachment_megabytes=found.attachment_megabytes,
        smallest_count=found.smallest_count,
        has_logo=found.logo_sha256 is not None,
        templates=found.templates or {},
    )


def find_attachment_limit(session: Session) -> int:
    """The largest file that may be attached, in bytes."""
    megabytes = session.scalar(sa.select(Commission.attachment_megabytes))
    return DEFAULT_LIMIT if megabytes is None else megabytes * MEGABYTE


def find_smallest_count(session: Session) -> int:
    """The count of people below which none is shown to partners or the public."""
    return session.scalar(sa.select(Commission.smallest_count)) or SMALLEST_COUNT


def list_pillars(session: Session) -> list[tuple[str, Wording]]:
    """Each pillar's id and name, in the commission's order."""
    return [
        (pillar.id, pillar.name) for pillar in session.scalars(sa.select(Pillar).order_by(Pillar.position, Pillar.id))
    ]


def list_themes(session: Session) -> list[tuple[str, Wording]]:
    """Each theme's id and name, in the commission's order."""
    return [(theme.id, theme.name) for theme in session.scalars(sa.select(Theme).order_by(Theme.position, Theme.code))]
