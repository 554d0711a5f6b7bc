"""What falls on which day: by a period, on both databases, and of a crowded day the first few with a count."""

from __future__ import annotations

import datetime as dt

from desktop.codes import ActionStatus, Audience, DiaryKind, LetterKind, Level, MeetingStatus, Reporter
from desktop.records.commission.commission import list_pillars
from desktop.records.commission.reporting import ReportingDate
from desktop.records.commission.working_calendar import Holiday
from desktop.records.diary import days_of, list_lanes, read_diary
from desktop.records.follow_up.action_list import ActionFilter, list_action_ids
from desktop.records.follow_up.letter import send_letter
from desktop.records.follow_up.recommendation import put_under_pillars
from desktop.records.period import Period
from desktop.records.register import Register
from tests.records import sample
from tests.records.sample import STEP, french

TODAY = dt.date(2026, 9, 15)
SEPTEMBER = Period.month(2026, 9)


def day(number: int) -> dt.date:
    return dt.date(2026, 9, number)


def test_meetings_reports_answers_and_deadlines_stand_on_their_days(register: Register) -> None:
    with register.changing(STEP) as session:
        lead = sample.new_institution(session, "MJ")
        meeting = sample.new_meeting(session, start=dt.date(2026, 8, 31), end=day(2))
        sample.new_meeting(session, start=day(5), status=MeetingStatus.CANCELLED)
        session.add(ReportingDate(reporter=Reporter.SECRETARIAT, month=9, day=30, title=french("Bilan")))
        session.add(ReportingDate(reporter=Reporter.GOVERNMENT, month=10, day=1, title=french("Rapport")))
        asked = send_letter(
            session,
            {"kind": LetterKind.REQUEST, "institution_id": lead.id, "sent_on": day(1), "answer_due": day(10),
             "subject": french("Chiffres")},
        )  # fmt: skip
        late = sample.new_action(session, due=day(14), lead_id=lead.id)
        coming = sample.new_action(session, due=day(1), revised_due=day(20), revision_reason=french("Retard"))
        sample.new_action(session, due=day(14), status=ActionStatus.REPORTED)
        sample.new_action(session, due=dt.date(2026, 10, 1))
    with register.reading() as session:
        diary = read_diary(session, SEPTEMBER, TODAY)
    found = {each: [(entry.kind, entry.id) for entry in entries] for each, entries in diary.entries.items()}
    assert found[day(1)] == found[day(2)] == [(DiaryKind.MEETING, meeting.id)]
    assert found[day(10)] == [(DiaryKind.ANSWER, asked.id)]
    assert found[day(14)] == [(DiaryKind.DEADLINE, late.id)]
    assert found[day(20)] == [(DiaryKind.DEADLINE, coming.id)]
    assert [kind for kind, _ in found[day(30)]] == [DiaryKind.REPORT]
    assert len(found) == 6
    assert diary.entries[day(14)][0].late and diary.entries[day(14)][0].institution == "MJ"
    assert diary.entries[day(10)][0].late and not diary.entries[day(20)][0].late


def test_of_a_crowded_day_the_first_are_read_and_all_are_counted(register: Register) -> None:
    with register.changing(STEP) as session:
        made = [sample.new_action(session, due=day(3)).id for _ in range(7)]
        sample.new_action(session, due=day(4))
    with register.reading() as session:
        diary = read_diary(session, SEPTEMBER, TODAY, shown=3)
        listed = list_action_ids(session, ActionFilter(due=Period(day(3), day(3))), "fr")
    assert [entry.id for entry in diary.entries[day(3)]] == made[:3]
    assert diary.deadlines == {day(3): 7, day(4): 1}
    assert (diary.more(day(3)), diary.more(day(4)), diary.more(day(5))) == (4, 0, 0)
    assert len(listed) == 7


def test_holidays_of_every_year_and_of_one_year_are_there_and_offices_close(register: Register) -> None:
    with register.changing(STEP) as session:
        session.add(Holiday(month=9, day=7, year=2026, name=french("Aïd")))
        session.add(Holiday(month=9, day=8, year=2027, name=french("Aïd")))
        session.add(Holiday(month=2, day=29, year=None, name=french("Bissextile")))
    with register.reading() as session:
        diary = read_diary(session, SEPTEMBER, TODAY)
        february = read_diary(session, Period.month(2027, 2), TODAY)
        leap = read_diary(session, Period.month(2028, 2), TODAY)
    assert diary.holidays[day(7)].fr == "Aïd" and day(8) not in diary.holidays
    assert not diary.calendar.is_working_day(day(7)) and diary.calendar.is_working_day(day(8))
    assert february.holidays == {} and dt.date(2028, 2, 29) in leap.holidays


def test_what_an_audience_may_not_see_is_not_in_its_calendar(register: Register) -> None:
    with register.changing(STEP) as session:
        hidden = sample.new_institution(session, "DGST", level=Level.RESTRICTED)
        sample.new_action(session, due=day(3), level=Level.RESTRICTED)
        sample.new_action(session, due=day(4), level=Level.PUBLIC, lead_id=hidden.id)
        sample.new_meeting(session, start=day(5), level=Level.INTERNAL)
    with register.reading() as session:
        diary = read_diary(session, SEPTEMBER, TODAY, Audience.PUBLIC)
        lanes = list_lanes(session, SEPTEMBER, audience=Audience.PUBLIC)
    assert list(diary.entries) == [day(4)] and diary.entries[day(4)][0].institution == ""
    assert lanes == []


def test_deadlines_lie_in_lanes_by_institution_and_the_rest_share_one(register: Register) -> None:
    with register.changing(STEP) as session:
        for place, acronym in enumerate(("AA", "BB", "CC", "DD")):
            lead = sample.new_institution(session, acronym)
            for _ in range(place + 1):
                sample.new_action(session, due=day(place + 1), lead_id=lead.id)
    with register.reading() as session:
        everyone = list_lanes(session, SEPTEMBER)
        few = list_lanes(session, SEPTEMBER, most=3)
    assert [(lane.short, lane.days) for lane in everyone] == [
        ("AA", {day(1): 1}), ("BB", {day(2): 2}), ("CC", {day(3): 3}), ("DD", {day(4): 4}),
    ]  # fmt: skip
    assert [lane.short for lane in few] == ["CC", "DD", ""]
    assert len(few[-1].ids) == 2 and few[-1].days == {day(1): 1, day(2): 2}
    assert everyone[3].count(Period(day(1), day(3))) == 0 and everyone[3].count(Period(day(4), day(4))) == 4


def test_an_action_is_once_under_a_pillar_however_many_recommendations_it_serves(register: Register) -> None:
    with register.changing(STEP) as session:
        pillar = list_pillars(session)[0][0]
        served = [sample.new_recommendation(session).id for _ in range(2)]
        for each in served:
            put_under_pillars(session, each, [pillar])
        sample.new_action(session, recommendations=served, due=day(9))
    with register.reading() as session:
        lanes = list_lanes(session, SEPTEMBER, by_pillar=True)
        listed = list_action_ids(session, ActionFilter(pillar_id=pillar, due=SEPTEMBER), "fr")
        assert len(lanes) == len(list_pillars(session))
    assert lanes[0].days == {day(9): 1} and not any(lane.days for lane in lanes[1:])
    assert len(listed) == 1


def test_the_days_of_a_period_are_all_of_them() -> None:
    days = list(days_of(SEPTEMBER))
    assert len(days) == 30 and days[0] == day(1) and days[-1] == day(30)
