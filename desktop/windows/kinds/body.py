"""The bodies of the commission: plenary, bureau, committees, with their rules and their members over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import BodyKind, Frequency, MajorityOf, Threshold
from desktop.language import isolate, message, plural
from desktop.records.base import find
from desktop.records.listing import count
from desktop.records.meetings.meeting import MeetingFilter, chosen_meetings
from desktop.records.people.body import (
    Body,
    BodyFilter,
    Membership,
    list_body_ids,
    list_body_rows,
    list_members,
    seat,
)
from desktop.records.rows import BodyRow, MemberRow
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import codes, institutions, people
from desktop.windows.forms.form import Field, Kind
from desktop.windows.kinds.kind import Head, KindPage, KindPane
from desktop.windows.kinds.referring import letters_about
from desktop.windows.lists.filter_bar import Filter
from desktop.windows.lists.list_page import Listing
from desktop.windows.lists.part_view import PartLine
from desktop.windows.lists.parts import Parts
from desktop.windows.lists.references import Referring
from desktop.windows.lists.table_model import Cell, Column


def _share(name: str) -> Callable[[Session, str], Fraction | None]:
    """Reads a share that the body keeps as two whole numbers."""

    def read(session: Session, record_id: str) -> Fraction | None:
        body = find(session, Body, record_id)
        part, whole = getattr(body, f"{name}_part"), getattr(body, f"{name}_whole")
        return Fraction(part, whole) if part is not None and whole else None

    return read


def _set_share(name: str) -> Callable[[Session, str, Fraction | None], None]:
    def write(session: Session, record_id: str, share: Fraction | None) -> None:
        body = find(session, Body, record_id)
        setattr(body, f"{name}_part", None if share is None else share.numerator)
        setattr(body, f"{name}_whole", None if share is None else share.denominator)
        session.flush()

    return write


def _member(row: MemberRow, desk: Desk) -> PartLine:
    language = desk.language
    said = [each.name(language.code) for each in (row.person, row.alternate) if each]
    if row.chairs:
        said.append(language.text("chairs"))
    if not row.votes:
        said.append(language.text("without a vote"))
    if span := language.span(row.since, row.until):
        said.append(span)
    return PartLine(
        row.id, f"{isolate(row.institution)} · {isolate(language.best(row.institution_name))}",
        " · ".join(isolate(each) for each in said), faded=row.until is not None and row.until < desk.today,
    )  # fmt: skip


def _seat(session: Session, body_id: str, values: Mapping[str, Any]) -> object:
    made = seat(
        session, body_id, values["institutions"],
        votes=values["votes"], chairs=values["chairs"], since=values["since"],
    )  # fmt: skip
    return made[0]


_MEMBER_FIELDS = (
    Field("institution_id", message("Institution"), Kind.CHOICE, required=True, options=institutions),
    Field("person_id", message("Who sits there"), Kind.CHOICE, half=True, options=people),
    Field("alternate_id", message("Alternate"), Kind.CHOICE, half=True, options=people),
    Field("votes", message("Votes"), Kind.YES_NO, half=True),
    Field("chairs", message("Chairs the body"), Kind.YES_NO, half=True),
    Field("since", message("Since"), Kind.DATE, half=True),
    Field("until", message("Until"), Kind.DATE, half=True),
)


class BodyPane(KindPane):
    kind = Body
    list_rows = staticmethod(list_body_rows)
    withdraws = message("Withdraw this body")
    fields = (
        Field("name", message("Name"), Kind.WORDING, required=True),
        Field("kind", message("Kind"), Kind.CODE, required=True, half=True, codes=tuple(BodyKind)),
        Field("meets_every", message("Meets"), Kind.CODE, half=True, codes=tuple(Frequency)),
        Field("quorum_threshold", message("Quorum"), Kind.CODE, required=True, half=True, codes=tuple(Threshold)),
        Field("quorum", message("Share of the voting members"), Kind.SHARE, required=True, half=True,
              read=_share("quorum"), write=_set_share("quorum")),
        Field("rules_basis", message("Legal basis of the rules"), Kind.WORDING,
              hint=message("The law, the decree or the rules of procedure; minutes name it with the quorum.")),
        Field("second_call_days", message("Second call after (days)"), Kind.NUMBER, half=True,
              hint=message("Leave it open where there is no second call.")),
        Field("second_call", message("Share at the second call"), Kind.SHARE, half=True,
              read=_share("second_call"), write=_set_share("second_call"),
              hint=message("0 where it is valid whatever the attendance.")),
        Field("majority_threshold", message("Majority"), Kind.CODE, required=True, half=True, codes=tuple(Threshold)),
        Field("majority", message("Share for a majority"), Kind.SHARE, required=True, half=True,
              read=_share("majority"), write=_set_share("majority")),
        Field("majority_of", message("Counted of"), Kind.CODE, required=True, half=True, codes=tuple(MajorityOf)),
        Field("casting_vote", message("The chair has a casting vote"), Kind.YES_NO, half=True),
    )  # fmt: skip
    parts = (
        Parts(
            title=message("Members"),
            record=Membership,
            owner="body_id",
            list_rows=list_members,
            line=_member,
            fields=_MEMBER_FIELDS,
            new_fields=(
                Field("institutions", message("Institutions"), Kind.CHOICES, required=True, options=institutions,
                      hint=message("Each gets a seat; who sits there can be entered afterwards.")),
                *_MEMBER_FIELDS[3:6],
            ),
            start=lambda desk: {"votes": True},
            make=_seat,
            add=message("Add members"),
            nothing=message("This body has no members yet. They will be put on the attendance list of its meetings."),
            ordered="position",
        ),
    )  # fmt: skip
    referring = (
        Referring(
            "meetings", "body",
            lambda session, record_id: count(session, chosen_meetings(MeetingFilter(body_id=record_id))),
            lambda number: plural("{count} meeting", "{count} meetings", number),
        ),
        letters_about("body"),
    )  # fmt: skip

    def head_of(self, row: BodyRow) -> Head:
        language = self.desk.language
        quorum = message("Quorum: {threshold} {share}", threshold=row.quorum_threshold, share=str(row.quorum_share))
        return Head(language.best(row.name), facts=(self.desk.say(row.kind.label), self.desk.say(quorum)))


class BodiesPage(KindPage):
    key = "bodies"
    pane_kind = BodyPane
    entered = message("Body entered")
    listing = Listing(
        columns=(
            Column("title", message("Name"), lambda row, language: language.best(row.name), stretch=True),
            Column("kind", message("Kind"), lambda row, language: language.text(row.kind.label), Cell.FIGURE, 150,
                   rank=1),
            Column("meets", message("Meets"),
                   lambda row, language: language.text(row.meets_every.label) if row.meets_every else "–",
                   Cell.FIGURE, 150, rank=2),
        ),
        list_ids=list_body_ids,
        list_rows=list_body_rows,
        filters=(Filter("kind", message("Kind"), codes(BodyKind), several=True),),
        choose=lambda search, values: BodyFilter(search=search, kinds=values.get("kind", ())),
        empty=message("Bodies will appear here: plenary, bureau, committees, working groups, with their members."),
    )  # fmt: skip

    def start(self) -> Mapping[str, Any]:
        return {
            "kind": BodyKind.COMMITTEE, "quorum_threshold": Threshold.MORE_THAN, "quorum": Fraction(1, 2),
            "majority_threshold": Threshold.MORE_THAN, "majority": Fraction(1, 2), "majority_of": MajorityOf.VOTES,
        }  # fmt: skip
