"""What a register of the first schema knows becomes what the new columns ask, and it gets the rules of its country."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from desktop.codes import AgendaOutcome, Implementation, MajorityOf, Position
from desktop.language import Language
from desktop.records import journal, migrations, schema, sqlite_file
from desktop.records.commission.commission import find_commission
from desktop.records.commission.reporting import next_reporting_dates
from desktop.records.commission.rules import find_rules
from desktop.records.commission.working_calendar import list_holidays
from desktop.records.follow_up.recommendation import Recommendation, list_recommendations
from desktop.records.meetings.agenda import AgendaItem
from desktop.records.people.body import list_bodies
from desktop.records.register import Register

ROWS: list[tuple[str, dict[str, Any]]] = [
    ("commission", {"id": "c", "name_fr": "Comité", "country": "JO", "language": "ar"}),
    ("body", {"id": "b", "name_fr": "Plénière", "kind": "plenary", "quorum_part": 1, "quorum_whole": 2,
              "quorum_threshold": "more_than"}),
    ("institution", {"id": "i", "acronym": "MJ", "name_fr": "Justice", "kind": "ministry", "standing": "member",
                     "votes": True, "level": "internal", "folded": "mj"}),
    *[("meeting", {"id": f"m{place}", "number": f"REU-{place}", "serial": place, "title_fr": "Session",
                   "kind": "ordinary_session", "body_id": "b", "start": dt.date(2021, 6, place), "mode": "remote",
                   "status": status, "minutes_status": "draft", "second_call": False, "level": "internal",
                   "folded": ""}) for place, status in ((1, "closed"), (2, "planned"))],
    *[("agenda_item", {"id": f"a{place}", "meeting_id": f"m{place}", "position": 1, "title_fr": "Point",
                       "kind": "decision"}) for place in (1, 2)],
    *[("recommendation", {"id": f"r{place}", "number": f"REC-{place}", "serial": place, "text_fr": "Former",
                          "priority": "high", "position": "accepted", "status": status, "level": "internal",
                          "folded": ""}) for place, status in ((1, "verified"), (2, "in_progress"))],
    ("addressee", {"id": "x", "recommendation_id": "r1", "institution_id": "i", "order": 1}),
    ("recommendation_country", {"id": "y", "recommendation_id": "r2", "country": "JO"}),
    ("step", {"at": dt.datetime(2021, 6, 1), "who": "zerrad", "channel": "form",
              "label": {"text": "Recommendation taken", "values": {}, "context": None, "many": None, "count": 0}}),
    ("change", {"step_id": 1, "kind": "recommendation", "record_id": "r1", "operation": "altered",
                "field": "status", "old": "reported", "new": "verified"}),
]  # fmt: skip


@pytest.fixture
def old_location(free_location: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a register of the first schema lies, with data in it."""
    postgresql = free_location.startswith("postgresql")
    engine = sa.create_engine(free_location if postgresql else f"sqlite:///{free_location}")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "REVISION", "0001")
        with engine.begin() as connection:
            migrations.upgrade(connection)
    read = sa.MetaData()
    with engine.begin() as connection:
        read.reflect(connection)
        for name, row in ROWS:
            connection.execute(sa.insert(read.tables[name]), row)
        if not postgresql:
            driver: Any = connection.connection.driver_connection
            sqlite_file.mark_as_register(driver)
    engine.dispose()
    return free_location


def test_what_was_known_of_a_recommendation_becomes_known_of_those_addressed(old_location: str) -> None:
    with Register.open(old_location) as register, register.reading() as session:
        rows = list_recommendations(session, ["r1", "r2"])
    assert [(row.status, row.position) for row in rows] == [
        (Implementation.VERIFIED, Position.ACCEPTED), (Implementation.IN_PROGRESS, Position.ACCEPTED),
    ]  # fmt: skip
    assert [[(each.status, each.position) for each in row.answers] for row in rows] == [
        [(Implementation.VERIFIED, Position.ACCEPTED)], [(Implementation.IN_PROGRESS, Position.ACCEPTED)],
    ]  # fmt: skip


def test_items_of_closed_meetings_are_concluded_and_the_others_open(old_location: str) -> None:
    with Register.open(old_location) as register, register.reading() as session:
        outcomes = dict(session.execute(sa.select(AgendaItem.id, AgendaItem.outcome)).all())
    assert outcomes == {"a1": AgendaOutcome.CONCLUDED, "a2": AgendaOutcome.OPEN}


def test_the_register_gets_the_rules_of_its_country(old_location: str) -> None:
    with Register.open(old_location) as register, register.reading() as session:
        commission, (body,) = find_commission(session), list_bodies(session)
        assert commission.working_week == (7, 1, 2, 3, 4) and commission.document_languages == ("ar", "en")
        assert body.casting_vote and body.majority_of is MajorityOf.PRESENT
        assert len(list_holidays(session)) == 4 and next_reporting_dates(session) == []
        assert "adoption" in find_rules(session).terms
        assert not register.can_undo, "what a new version adds is no step of its user"


def test_the_journal_reads_on_and_the_register_takes_changes(old_location: str) -> None:
    with Register.open(old_location) as register:
        with register.reading() as session:
            (line,) = journal.list_changes(session, Recommendation, "r1")
        with register.changing(line.label) as session:
            session.get_one(Recommendation, "r2").status = Implementation.REPORTED
        with register.reading() as session:
            assert session.get_one(Recommendation, "r2").countries[0].status is Implementation.REPORTED
    assert Language("en").text(line.label) == "Recommendation taken"
    assert (line.old, line.new, line.who) == ("reported", "verified", "zerrad")
